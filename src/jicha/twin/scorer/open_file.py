"""Findings as any program can write them: a CSV or Parquet table with a few columns by their plain names.

``subject_kind`` and ``subject_id`` are needed. The others may be left out: ``code``, ``period`` (a month, as 2026-03 or
its first day) or ``day``, ``probability``, ``severity``, ``kwh``, ``money``, ``found_on`` (the day of the report).
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from jicha.terms.errors import Fault, Words
from jicha.twin.scorer.findings import Covered, NotFindings, day_after, formed, month_after

_NEEDED = ("subject_kind", "subject_id")
_DAYS = ("period", "day", "found_on")
_NUMBERS = ("probability", "kwh", "money")
_TEXTS = ("code", "severity")
_COUNTS = ("tested", "spared", "unsure", "excluded")
_EXACT = pa.decimal128(38, 10)
_DIGITS = {"kwh": 6, "money": 2}
_MOST = 10**12 - 1  # of a sum; of this size no utility bills
_MONTH = 7  # characters of 2026-03
_PARQUET = b"PAR1"


def text_table(path: Path) -> pa.Table:
    """A CSV (UTF-8 or GB18030) or Parquet file as it stands, every cell a text and blank cells null.

    Raises NotFindings.
    """
    with path.open("rb") as file:
        is_parquet = file.read(len(_PARQUET)) == _PARQUET
    try:
        return _texts(pq.read_table(path)) if is_parquet else _csv(path)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, UnicodeDecodeError) as error:
        raise _no_table(path, str(error).splitlines()[0]) from error


def open_findings(table: pa.Table, file: str) -> pa.Table:
    """Findings in our form out of a table of texts with plain names. Raises NotFindings."""
    columns = {name.strip().lower(): table[name] for name in table.column_names}
    lacking = [name for name in _NEEDED if name not in columns]
    if lacking:
        raise _lacking(lacking, file)
    for name in _NEEDED:
        if columns[name].null_count:
            raise _wrong(name, "", file, row=pc.index(pc.is_null(columns[name]), True).as_py())
    made = {name: columns[name] for name in (*_NEEDED, *_TEXTS) if name in columns}
    made |= {name: _days(columns[name], name, file) for name in _DAYS if name in columns}
    made |= {name: _numbers(columns[name], name, file) for name in _NUMBERS if name in columns}
    return formed(made | _span(made))


def open_coverage(table: pa.Table, file: str) -> dict[str, Covered]:
    """What rules looked at, out of a table with code, tested, spared, unsure, excluded. Raises NotFindings."""
    columns = {name.strip().lower(): table[name] for name in table.column_names}
    lacking = [name for name in ("code", *_COUNTS) if name not in columns]
    if lacking:
        raise _lacking(lacking, file)
    counts = {name: _numbers(columns[name], name, file).to_pylist() for name in _COUNTS}
    codes = columns["code"].to_pylist()
    return {code: Covered(**{name: int(counts[name][row] or 0) for name in _COUNTS}) for row, code in enumerate(codes)}


def _csv(path: Path) -> pa.Table:
    data = path.read_bytes()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        data = data.decode("gb18030").encode("utf-8")
    data = data.removeprefix(b"\xef\xbb\xbf")
    head = pa_csv.open_csv(pa.BufferReader(data)).schema.names
    options = pa_csv.ConvertOptions(
        column_types=dict.fromkeys(head, pa.string()), strings_can_be_null=True, null_values=[""]
    )
    parse = pa_csv.ParseOptions(newlines_in_values=True)
    return pa_csv.read_csv(pa.BufferReader(data), convert_options=options, parse_options=parse)


def _texts(table: pa.Table) -> pa.Table:
    columns = []
    for one in table.columns:
        if pa.types.is_timestamp(one.type):
            one = one.cast(pa.date32(), safe=False)
        columns.append(pc.if_else(pc.equal(text := one.cast(pa.string()), ""), None, text))
    return pa.table(columns, names=table.column_names)


def _days(texts: pa.ChunkedArray, name: str, file: str) -> pa.ChunkedArray:
    if name == "period":
        is_month = pc.equal(pc.utf8_length(texts), _MONTH)
        texts = pc.if_else(is_month, pc.binary_join_element_wise(texts, "01", "-"), texts)
    return _cast(texts, pa.date32(), name, file)


def _numbers(texts: pa.ChunkedArray, name: str, file: str) -> pa.ChunkedArray:
    if name in _COUNTS or name == "probability":
        most = 1 if name == "probability" else _MOST
        return _within(_cast(texts, pa.float64(), name, file), (0, most), texts, (name, file))
    try:
        exact = texts.cast(_EXACT)
    except pa.ArrowInvalid:  # more digits than any sum has: what a program printed of a binary number
        exact = _cast(texts, pa.float64(), name, file)
    rounded = pc.round(exact, _DIGITS[name], "half_towards_infinity")
    return _within(rounded, (-_MOST, _MOST), texts, (name, file)).cast(pa.decimal128(18, _DIGITS[name]))


def _within(
    values: pa.ChunkedArray, bounds: tuple[int, int], texts: pa.ChunkedArray, where: tuple[str, str]
) -> pa.ChunkedArray:
    """The values, if all lie within the bounds; no number does not."""
    inside = pc.and_(pc.greater_equal(values, bounds[0]), pc.less_equal(values, bounds[1]))
    row = pc.index(inside, False).as_py()
    if row >= 0:
        raise _wrong(where[0], texts[row].as_py(), where[1], row=row)
    return values


def _cast(texts: pa.ChunkedArray, to: pa.DataType, name: str, file: str) -> pa.ChunkedArray:
    try:
        return texts.cast(to)
    except pa.ArrowInvalid:
        for row, text in enumerate(texts.to_pylist()):
            try:
                pa.array([text], pa.string()).cast(to)
            except pa.ArrowInvalid as error:
                raise _wrong(name, text, file, row=row) from error
        raise


def _span(made: dict[str, pa.ChunkedArray]) -> dict[str, pa.ChunkedArray]:
    """What a finding is about: its day where it has one, else its month."""
    if "day" in made and "period" in made:
        starts = pc.coalesce(made["day"], made["period"])
        ends = pc.coalesce(day_after(made["day"]), month_after(made["period"]))
    elif "day" in made:
        starts, ends = made["day"], day_after(made["day"])
    elif "period" in made:
        starts, ends = made["period"], month_after(made["period"])
    else:
        return {}
    return {"starts_on": starts, "ends_on": ends}


def _no_table(path: Path, said: str) -> NotFindings:
    message = Words(f"this is no table that can be read: {said}", f"无法按表格读取：{said}")
    remedy = Words(
        "Give findings.json, .csv or .xlsx of jicha audit, or a plain CSV or Parquet table.",
        "请给出 jicha audit 生成的 findings.json、.csv 或 .xlsx，或普通 CSV、Parquet 表格。",
    )
    return NotFindings(Fault.of(message, remedy, str(path)))


def _lacking(names: list[str], file: str) -> NotFindings:
    told = ", ".join(names)
    message = Words(f"this is no list of findings: it has no column {told}", f"不是稽查结果：缺少列 {told}")
    remedy = Words(
        "Give findings.json, .csv or .xlsx of jicha audit, or a table with these columns; "
        "jicha twin score --help names them all.",
        "请给出 jicha audit 生成的 findings.json、.csv 或 .xlsx，或含上述列的表格；列名见 jicha twin score --help。",
    )
    return NotFindings(Fault.of(message, remedy, file))


def _wrong(name: str, text: str, file: str, *, row: int) -> NotFindings:
    message = Words(f"{text!r} is no value for {name}", f"{name} 的值不对：{text!r}")
    remedy = Words(
        "Days are written 2026-03-01, a period also 2026-03, numbers with a point, probabilities from 0 to 1; "
        "subject_kind and subject_id are never blank.",
        "日期写作 2026-03-01，期间也可写作 2026-03，数字用小数点，概率为 0 至 1；subject_kind 和 subject_id 不得为空。",
    )
    return NotFindings(Fault.of(message, remedy, file, row + 2))
