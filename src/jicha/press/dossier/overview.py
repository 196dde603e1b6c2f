"""The overview: one line for each pasted cell, in the order of the paste, so that it can be pasted back beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from jicha.find.dossier import Dossiers, File
from jicha.find.gather import Records
from jicha.find.paste import Entry, Fate
from jicha.press.dossier.fields import field_values, table_words
from jicha.press.dossier.records import NamedColumn, Sheet
from jicha.press.dossier.remarks import entry_note, state_words
from jicha.press.listing import Column, Kind, Listing
from jicha.press.say import Language, say
from jicha.schema import tables

_SEVERAL = " / "
_COUNT = "count_"
_FILE_COLUMNS = ("name", "address", "customer_class", "customer_status", "contract_capacity")
_COLUMNS = (
    Column("line_no", Kind.INTEGER, width=8), Column("number", width=18), Column("state", width=10),
    Column("kind", width=12), Column("file", width=22), Column("name", width=18), Column("address", width=28),
    Column("customer_class", width=14), Column("customer_status", width=12), Column("contract_capacity", width=12),
    Column("unit_path", width=28), Column("area", width=22), Column("line", width=22), Column("meters", width=22),
    Column("last_month", width=10), Column("billed_kwh", Kind.DECIMAL, "kWh", 3, 14),
    Column("billed_money", Kind.DECIMAL, "CNY", 2, 14), Column("owed", Kind.DECIMAL, "CNY", 2, 12),
    Column("finding_count", Kind.INTEGER), Column("finding_codes", width=24), Column("note", width=48),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CountColumn(NamedColumn):
    """How many records of one table there are; ``table`` names it."""

    table: str = ""

    def heading(self, language: Language) -> str:
        """The word for the table."""
        return table_words(self.table, language)


Line = dict[str, object]


def overview_sheet(dossiers: Dossiers, language: Language) -> Sheet:
    """One line for each cell of the paste: repeated and unknown ones too, so that no line moves.

    A number that opens several files has their texts side by side and no figures: none is picked for it.
    """
    counts = _counts(dossiers)
    columns = (
        *_COLUMNS,
        *(CountColumn(_COUNT + table, Kind.INTEGER, table=table) for table in sorted(counts, key=_order(dossiers))),
    )
    lines = _file_lines(dossiers, counts, language)
    entries = [one for one in dossiers.paste.entries if one.fate is not Fate.SKIPPED]
    rows = [_line(one, dossiers, lines, language) for one in entries]
    told = tuple(column for column in columns if any(row.get(column.name) not in (None, "") for row in rows))
    return Sheet(say("sheet.overview", language), Listing("overview", told, lambda: _parts(rows, told)))


def _parts(rows: Sequence[Line], columns: Sequence[Column]) -> Iterator[pa.Table]:
    kinds = {Kind.TEXT: pa.string(), Kind.INTEGER: pa.int64()}
    yield pa.table(
        {
            one.name: pa.array([row.get(one.name) for row in rows], kinds.get(one.kind, pa.decimal128(38, one.digits)))
            for one in columns
        }
    )


def _line(entry: Entry, dossiers: Dossiers, lines: Mapping[int, Line], language: Language) -> Line:
    answer = dossiers.answers.get(entry.number)
    line: dict[str, object] = {
        "line_no": entry.line,
        "number": entry.number or entry.pasted,
        "state": state_words(entry, answer, language),
        "note": entry_note(entry, dossiers, language),
    }
    if answer:
        kinds = dict.fromkeys(hit.column.kind for hit in answer.hits)
        line["kind"] = ", ".join(table_words(kind, language) for kind in kinds)
    return line | _joined([lines[root] for root in dossiers.opened.get(entry.number, ())])


def _joined(lines: Sequence[Line]) -> Line:
    """The line of one file; of several the texts that they have, and no figure."""
    if len(lines) == 1:
        return lines[0]
    texts: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        for name, value in line.items():
            if isinstance(value, str) and value and value not in texts[name]:
                texts[name].append(value)
    return {name: _SEVERAL.join(values) for name, values in texts.items()}


def _file_lines(dossiers: Dossiers, counts: Mapping[str, Mapping[int, int]], language: Language) -> dict[int, Line]:
    """What the overview says of each file."""
    own = {one.table: one for one in dossiers.records if not one.is_around}
    around = {one.table: one for one in dossiers.records if one.is_around}
    fields = {name: _first(own.get("customer"), name, dossiers, language) for name in _FILE_COLUMNS}
    names = {
        "area": _texts(around.get("area") or own.get("area"), ("area_id", "name")),
        "line": _texts(around.get("line") or own.get("line"), ("line_id", "name")),
        "meters": _texts(own.get("meter_installation"), ("serial_no",), where=_is_in_place),
    }
    codes, found = _findings(dossiers)
    return {
        file.root: {
            "file": file.id,
            "unit_path": dossiers.units.words(file.org_id) if file.org_id else "",
            **{name: values.get(file.root) for name, values in fields.items()},
            **{name: _SEVERAL.join(values.get(file.root, ())) for name, values in names.items()},
            "finding_count": found.get(file.root, 0) if dossiers.run else None,
            "finding_codes": ", ".join(codes.get(file.root, ())),
            **_sums(file, dossiers),
            **{_COUNT + table: of_root.get(file.root) for table, of_root in counts.items()},
        }
        for file in dossiers.files
    }


def _sums(file: File, dossiers: Dossiers) -> Line:
    billed = dossiers.billed.get(file.root)
    owed: Decimal | None = dossiers.owed.get(file.root)
    if billed is None:
        return {"owed": owed}
    month = f"{billed.last_month:%Y-%m}"
    return {"last_month": month, "billed_kwh": billed.kwh, "billed_money": billed.money, "owed": owed}


def _first(records: Records | None, name: str, dossiers: Dossiers, language: Language) -> dict[int, str]:
    """One column of the first row of each file, in words."""
    if records is None:
        return {}
    column = tables()[records.table].by_name[name]
    values = field_values(records.rows[name], column, dossiers.request.clearance, language).to_pylist()
    pairs = zip(records.rows["root"].to_pylist(), values, strict=True)
    return {root: _plain(value) for root, value in pairs if value is not None}


def _plain(value: object) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _texts(
    records: Records | None, names: Sequence[str], *, where: Callable[[pa.Table], pa.Array] | None = None
) -> dict[int, list[str]]:
    """The values of some columns of each file's rows, in one text a row."""
    found: dict[int, list[str]] = defaultdict(list)
    if records is None:
        return found
    rows = records.rows.filter(where(records.rows)) if where else records.rows
    values = [rows[name].to_pylist() for name in names]
    for root, *texts in zip(rows["root"].to_pylist(), *values, strict=True):
        text = " ".join(text for text in texts if text)
        if text and text not in found[root]:
            found[root].append(text)
    return found


def _is_in_place(rows: pa.Table) -> pa.Array:
    return pc.is_null(rows["removed_on"])


def _findings(dossiers: Dossiers) -> tuple[dict[int, list[str]], dict[int, int]]:
    """The rules that found something on what belongs to each file, and how often; what was cleared is not counted."""
    codes: dict[int, list[str]] = defaultdict(list)
    found: dict[int, int] = defaultdict(int)
    rows = dossiers.findings
    columns = (rows[name].to_pylist() for name in ("root", "is_around", "standing", "code"))
    for root, is_around, standing, code in zip(*columns, strict=True):
        if not is_around and standing != "cleared":
            found[root] += 1
            if code not in codes[root]:
                codes[root].append(code)
    return codes, found


def _counts(dossiers: Dossiers) -> dict[str, dict[int, int]]:
    """How many records of each table each file has in truth; its own file is no count."""
    kinds = {file.kind for file in dossiers.files}
    counts: dict[str, dict[int, int]] = {}
    for one in dossiers.records:
        if not one.is_around and kinds != {one.table}:
            pairs = zip(one.rows["root"].to_pylist(), one.rows["total"].to_pylist(), strict=True)
            counts[one.table] = dict(pairs)
    return counts


def _order(dossiers: Dossiers) -> Callable[[str], int]:
    order = [one.table for one in dossiers.records]
    return order.index
