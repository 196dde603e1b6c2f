"""Real files with bytes turned over and ends cut off: whatever comes of it, it is one of our own errors or records."""

import io
import random
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import made_xls
import made_xlsx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jicha.intake.sources.open import open_tables
from jicha.terms.errors import JichaError

MUTANTS = 60  # of each kind
SECONDS = 5.0  # no mutant may take longer

HEAD = ("户号", "电量", "日期")
RECORDS = [(f"00{number:08d}", number * 1.5, 45_000 + number) for number in range(40)]


def an_xlsx() -> bytes:
    merged = '<mergeCells><mergeCell ref="A3:A4"/></mergeCells>'
    formula = '<c r="@"><f>B2*2</f></c>'
    return made_xlsx.xlsx(made_xlsx.data(HEAD, *RECORDS, ("合计", formula)) + merged, strings="<si><t>x</t></si>")


def an_xls() -> bytes:
    cells = [*made_xls.rows(HEAD, *RECORDS), made_xls.formula(41, 1, 2.0), made_xls.merged(2, 0, 3, 0)]
    return made_xls.xls(cells)


def an_html() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td x:num='{one}'>{one}</td>" for one in row) + "</tr>" for row in RECORDS)
    head = "".join(f"<th colspan=1>{one}</th>" for one in HEAD)
    return f"<html><meta charset=gb2312><table><tr>{head}</tr>{rows}</table></html>".encode("gb18030")


def an_xml() -> bytes:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{one}</Data></Cell>' for one in row) + "</Row>"
        for row in (HEAD, *RECORDS)
    )
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="一月"><Table>{rows}'
        "</Table></Worksheet></Workbook>"
    ).encode()


def a_json() -> bytes:
    return "".join(f'{{"户号": "{one}", "电量": {two}, "日期": {three}}}\n' for one, two, three in RECORDS).encode()


def a_csv() -> bytes:
    return "".join(f'"{one}",{two},{three}\r\n' for one, two, three in (HEAD, *RECORDS)).encode("gb18030")


def a_parquet() -> bytes:
    made = io.BytesIO()
    columns = [list(column) for column in zip(*RECORDS, strict=True)]
    pq.write_table(pa.table(dict(zip(HEAD, columns, strict=True))), made, row_group_size=10)
    return made.getvalue()


BASES: dict[str, Callable[[], bytes]] = {
    "a.xlsx": an_xlsx, "a.xls": an_xls, "b.xls": an_html, "c.xls": an_xml, "a.json": a_json, "a.csv": a_csv,
    "a.parquet": a_parquet,
}  # fmt: skip


def mutants(content: bytes, draw: random.Random) -> Iterator[bytes]:
    """The content with bytes turned over, runs of it lost, doubled or exchanged, or its end cut off."""
    for _ in range(MUTANTS):
        mutant = bytearray(content)
        for _ in range(draw.choice((1, 1, 2, 8))):
            at = draw.randrange(max(1, len(mutant)))
            run = slice(at, at + draw.choice((1, 2, 4, 40)))
            kind = draw.randrange(5)
            if kind == 0 and mutant:
                mutant[at] ^= 1 << draw.randrange(8)
            elif kind == 1:
                mutant[run] = draw.randbytes(len(mutant[run]))
            elif kind == 2:
                del mutant[run]
            elif kind == 3:
                mutant[at:at] = mutant[run]
            elif kind == 4:
                del mutant[at + 1 :]
        yield bytes(mutant)


def repacked(content: bytes, draw: random.Random) -> Iterator[bytes]:
    """A workbook with one part mutated and packed again, so that the parser and not the archive is tried."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {one: file.read(one) for one in file.namelist()}
    tried = [one for one, part in parts.items() if part]
    each = {one: mutants(parts[one], draw) for one in tried}
    for number in range(MUTANTS):
        part = tried[-1] if number % 2 else draw.choice(tried)
        yield made_xlsx.zipped({**parts, part: next(each[part])})


def survives(path: Path) -> bool:
    """Whether a file is read to its end; False where it is refused. Anything else is a fault of ours."""
    began = time.perf_counter()
    refused = _refused(path)
    assert time.perf_counter() - began < SECONDS
    faults = refused.faults if refused else ()
    assert all(fault.message and fault.remedy for fault in faults)
    return refused is None


def _refused(path: Path) -> JichaError | None:
    try:
        for table in open_tables(path):
            for header in list(table.headers())[:1]:
                for batch in table.source(header).batches():
                    batch.rows.validate(full=True)
    except JichaError as error:
        return error
    return None


@pytest.mark.parametrize("name", [*BASES, "repacked.xlsx"])
def test_only_our_own_errors_come_of_broken_files(name: str, tmp_path: Path) -> None:
    draw = random.Random(f"jicha {name}")
    content = BASES.get(name, an_xlsx)()
    path = tmp_path / name
    path.write_bytes(content)
    assert survives(path), "the whole file is read"
    made = repacked(content, draw) if name == "repacked.xlsx" else mutants(content, draw)
    outcomes = []
    for number, mutant in enumerate(made):
        path = tmp_path / f"{number}{name}"
        path.write_bytes(mutant)
        outcomes.append(survives(path))
        path.unlink()
    assert len(outcomes) == MUTANTS
    assert not all(outcomes), "some are refused: the mutations do bite"
