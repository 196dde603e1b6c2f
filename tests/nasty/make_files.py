"""Makes the nasty files and what is expected of each: `python tests/nasty/make_files.py`.

The files lie in the tree as they are, so that a change of a library does not change what is tested; this shows how each
was made. A name begins with the number of the input in the list of nasty inputs that the project keeps.
"""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import yaml

HERE = Path(__file__).parent
FILES = HERE / "files"
sys.path.insert(0, str(HERE.parent / "builders"))

import made_xls  # noqa: E402
import made_xlsx  # noqa: E402
from made_xlsx import data, number, xlsx  # noqa: E402

HEAD = ("户号", "日期", "电量")
ROWS = (("0012345678", "2024-06-30", "12.5"), ("0012345679", "2024-06-30", "7"))
GOOD = {"accepted": 2, "stored": {"0012345678": "12.5", "0012345679": "7"}}
made: dict[str, tuple[bytes, dict[str, Any]]] = {}


def nasty(name: str, content: str | bytes, **expected: Any) -> None:
    """One file and what is expected of it; a good one unless it says otherwise."""
    made[name] = (content.encode() if isinstance(content, str) else content, expected or GOOD)


def csv(*rows: tuple[object, ...], head: tuple[str, ...] = HEAD, end: str = "\n") -> str:
    """Records as text."""
    return "".join(",".join(map(str, row)) + end for row in (head, *rows))


def refused(error: str, says: str, line: int = 0) -> dict[str, Any]:
    """What a refused file is refused with."""
    return {"refused": error, "says": says, **({"line": line} if line else {})}


def kept_out(rows: int = 1, reason: str = "no_value", **more: Any) -> dict[str, Any]:
    """Two good records and some that are kept out."""
    return {**GOOD, "quarantined": {reason: rows}, **more}


def parquet(table: pa.Table, **options: Any) -> bytes:
    """A Parquet file."""
    sink = io.BytesIO()
    pq.write_table(
        table, sink, **{"compression": "none", "use_dictionary": False, "write_statistics": False, **options}
    )
    return sink.getvalue()


def columns(kwh: pa.Array, day: pa.Array | None = None, word: str = "电量") -> pa.Table:
    """Two records as columns."""
    when = day if day is not None else pa.array([date(2024, 6, 30)] * 2)
    return pa.table({"户号": [row[0] for row in ROWS], "日期": when, word: kwh})


def marks_and_encodings() -> None:
    """2: marks glued to the first word, and the encodings of Excel."""
    text = csv(*ROWS)
    nasty("02-utf8-mark.csv", text.encode("utf-8-sig"))
    nasty("02-utf8-mark-twice.csv", b"\xef\xbb\xbf" + text.encode("utf-8-sig"))
    nasty("02-utf8-mark-before-quotes.csv", ("\ufeff" + text.replace("户号", '"户号"')).encode())
    nasty("02-utf16-text-of-excel.txt", text.replace(",", "\t").replace("\n", "\r\n").encode("utf-16"))
    nasty("02-utf16-big-end-first.csv", b"\xfe\xff" + text.encode("utf-16-be"))
    nasty("02-gb18030.csv", text.encode("gb18030"))
    nasty("02-mark-in-a-cell.xlsx", xlsx(data(("\ufeff户号", *HEAD[1:]), *ROWS)))
    nasty("02-mark-in-a-page.xls", page(HEAD, *ROWS).encode("utf-8-sig"))
    record = '{"户号": "%s", "日期": "%s", "电量": %s}\n'
    nasty("02-mark-before-json.jsonl", "".join(record % row for row in ROWS).encode("utf-8-sig"))


def joined_encodings() -> None:
    """3: two counties in one file."""
    county = [(f"00{one:08d}", "2024-06-30", f"{one}.5") for one in range(9999)]
    text = csv(*[(*row, "城关镇") for row in county], head=(*HEAD, "地址"))
    other = "0099999999,2024-06-30,1,王店镇\n"
    says = "two encodings may have been joined"
    nasty("03-9999-rows-then-utf8.csv", text.encode("gb18030") + (other * 2).encode(),
          **refused("UnreadableFile", says, 10_001))  # fmt: skip
    some = csv(*[(*row, "城关镇") for row in county[:20]], head=(*HEAD, "地址"))
    nasty("03-utf8-then-gb18030.csv", (some + other).encode() + (other * 9).encode("gb18030"),
          **refused("UnreadableFile", "encoding", 23))  # fmt: skip
    nasty("03-utf8-in-the-middle.csv", some.encode("gb18030") + (other * 3).encode() + other.encode("gb18030") * 9,
          **refused("UnreadableFile", says, 22))  # fmt: skip
    nasty("03-last-letter-cut.csv", (some + "0099999999,2024-06-30,1,王").encode()[:-1],
          **refused("UnreadableFile", "none of the encodings", 22))  # fmt: skip
    lines = [page(HEAD, *ROWS).encode("gb18030"), *["<p>城关镇</p>".encode()] * 2]
    nasty("03-page-joined.xls", b"\n".join(lines), **refused("UnreadableFile", says, 2))


def wrong_dimensions() -> None:
    """19: what a sheet says of its size."""
    hundred = [(f"00{one:08d}", "2024-06-30", one) for one in range(100)]
    expected = {"accepted": 100}
    for name, said in (
        ("a1", "A1"),
        ("of-two-rows", "A1:C2"),
        ("of-a-million-rows", "A1:XFD1048576"),
        ("nonsense", "B"),
    ):
        sheet = f'<dimension ref="{said}"/>' + data(HEAD, *hundred)
        nasty(
            f"19-dimension-{name}.xlsx",
            xlsx(sheet),
            **(expected if said != "B" else refused("UnreadableFile", "damaged")),
        )
    old = made_xls.rows(HEAD, *hundred)
    one_row = made_xls.record(0x0200, bytes.fromhex("0000000001000000000001000000"))
    nasty("19-dimension-of-one-row.xls", made_xls.xls([one_row, *old]), **expected)


def page(*rows: tuple[object, ...]) -> str:
    """A page with a table."""
    written = "".join("<tr>" + "".join(f"<td>{one}</td>" for one in row) + "</tr>" for row in rows)
    return f"<html><body><table>{written}</table></body></html>"


def shapes_of_sheets() -> None:
    """20: headers of two rows, hidden and filtered rows, formulas, several sheets."""
    two = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/><mergeCell ref="C2:D2"/></mergeCells>'
    rows = data(("六月电量清单",), (*HEAD[:2], "电量"), (None, None, "峰", "谷"), *[(*row[:2], *sums) for row, sums in
                zip(ROWS, (("10", "2.5"), ("3", "4")), strict=True)], ("制表人:李明",))  # fmt: skip
    told = {**GOOD, "above": ["六月电量清单"], "aside": {"footer": 1}}
    nasty("20-header-of-two-rows.xlsx", xlsx(rows + two), **told)
    upper = (
        "<tr><td rowspan=2>户号</td><td rowspan=2>日期</td><td colspan=2>电量</td></tr><tr><td>峰</td><td>谷</td></tr>"
    )
    body = "".join(f"<tr><td>{a}</td><td>{b}</td><td>{c}</td><td>{d}</td></tr>" for (a, b, _), (c, d) in
                   zip(ROWS, (("10", "2.5"), ("3", "4")), strict=True))  # fmt: skip
    title, foot = "<tr><td colspan=4>六月电量清单</td></tr>", "<tr><td colspan=4>制表人:李明</td></tr>"
    nasty("20-header-of-two-rows-as-a-page.xls", f"<table>{title}{upper}{body}{foot}</table>", **told)
    hidden = data(HEAD, *ROWS, attributes={3: 'hidden="1"'})
    nasty("20-hidden-row.xlsx", xlsx(hidden), **GOOD, notes={"hidden_rows": {"rows": "1"}})
    chosen = '<autoFilter ref="A1:C3"><filterColumn colId="0"/></autoFilter>'
    nasty("20-filtered-row.xlsx", xlsx(hidden + chosen), **GOOD, notes={"filtered_rows": {"rows": "1"}})
    old = [made_xls.hidden_row(2), *made_xls.rows(HEAD, *ROWS)]
    nasty("20-hidden-row.xls", made_xls.xls(old), **GOOD, notes={"hidden_rows": {"rows": "1"}})
    without = ("0012345680", "2024-06-30", '<c r="@"><f>SUM(C2:C3)</f></c>')
    told = kept_out(notes={"formulas_without_result": {"cells": "1"}})
    nasty("20-formula-without-result.xlsx", xlsx(data(HEAD, *ROWS, without)), **told)
    old = [*made_xls.rows(HEAD, *ROWS, without[:2]), made_xls.formula(3, 2, made_xls.EMPTY_RESULT)]
    nasty("20-formula-without-result.xls", made_xls.xls(old), **told)
    no_number = ('<c r="@"><f>Z9</f></c>', "2024-06-30", 5)
    nasty("20-account-by-formula-without-result.xlsx", xlsx(data(HEAD, *ROWS, no_number)),
          **kept_out(notes={"formulas_without_result": {"cells": "1"}}))  # fmt: skip
    stale = ("0012345680", "2024-06-30", '<c r="@"><f>1+1</f><v>0</v></c>')
    nasty("20-outdated-result.xlsx", xlsx(data(HEAD, *ROWS, stale), book='<calcPr fullCalcOnLoad="1"/>'),
          **kept_out(notes={"formulas_outdated": {"cells": "1"}}))  # fmt: skip
    error = ("0012345680", "2024-06-30", '<c r="@" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    nasty("20-error-as-result.xlsx", xlsx(data(HEAD, *ROWS, error)), **kept_out())
    months = (data(HEAD, ROWS[0]), data(("口径",)), data(HEAD, ROWS[1]), "<sheetData/>")
    book = xlsx(*months, names=("一月", "说明", "二月", "空"), hidden=("二月",))
    nasty("20-several-sheets.xlsx", book, **GOOD, notes={"hidden_sheet": {"sheet": "二月"}})
    book = xlsx(data(HEAD, *ROWS), data(("台区", "线损"), ("a", 1)), names=("一月", "线损"))
    nasty("20-a-sheet-nobody-knows.xlsx", book, **refused("UnknownColumns", "线损"))
    merged = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="C2:C3"/></mergeCells>'
    two_days = data(HEAD, ("0012345678", "2024-06-30", 50), (None, "2024-07-31", None))
    nasty("20-amount-merged-over-rows.xlsx", xlsx(two_days + merged), accepted=0, quarantined={"no_value": 2},
          notes={"merged_rows": {"cells": "2"}})  # fmt: skip


def disguises() -> None:
    """21: files that are not what they are called, protected, with macros or links; bombs are tried elsewhere."""
    book = xlsx(data(HEAD, *ROWS))
    nasty("21-page.xls", page(HEAD, *ROWS).encode("gb18030"))
    nasty("21-page-called-xlsx.xlsx", page(HEAD, *ROWS), **refused("UnreadableFile", "called .xlsx but is a web page"))
    nasty("21-text-called-xlsx.xlsx", csv(*ROWS), **refused("UnreadableFile", "called .xlsx but is text"))
    nasty("21-text-called-xls.xls", csv(*ROWS).replace(",", "\t").encode("gb18030"))
    old = made_xls.xls(made_xls.rows(HEAD, *ROWS))
    nasty("21-old-book-called-xlsx.xlsx", old, **GOOD, notes={"named_otherwise": {"name": ".xlsx", "format": "XLS"}})
    nasty("21-new-book-called-xls.xls", book, **GOOD, notes={"named_otherwise": {"name": ".xls", "format": "XLSX"}})
    nasty("21-book-called-csv.csv", book, **GOOD, notes={"named_otherwise": {"name": ".csv", "format": "XLSX"}})
    locked = made_xls.compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"})
    nasty("21-protected.xlsx", locked, **refused("UnreadableFile", "protected by a password"))
    nasty("21-protected.xls", made_xls.xls([], book=[made_xls.record(0x2F, b"\1\0" + bytes(52))]),
          **refused("UnreadableFile", "protected by a password"))  # fmt: skip
    nasty("21-macros.xlsm", xlsx(data(HEAD, *ROWS), parts={"xl/vbaProject.bin": b"x"}), **GOOD, notes={"macros": {}})
    linked = {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    nasty("21-links-to-other-files.xlsx", xlsx(data(HEAD, *ROWS), parts=linked), **GOOD,
          notes={"external_links": {"links": "1"}})  # fmt: skip
    sheet = "<sheetData><row>" + "<c><v>1</v></c>" * 100_000 + "</row></sheetData>"
    nasty("21-small-bomb.xlsx", xlsx(sheet), **refused("UnreadableFile", "times its size"))
    inner = made_xlsx.zipped({"a.zip": made_xlsx.zipped({"a.csv": csv(*ROWS)})})
    nasty("21-archive-in-an-archive.zip", inner, **refused("UnreadableFile", "Unpack it first"))
    nasty("21-archive-called-xlsx.xlsx", inner, **refused("UnreadableFile", "Unpack it first"))
    nasty("21-word-document-called-xlsx.xlsx", made_xlsx.zipped({"[Content_Types].xml": "x", "word/document.xml": "x"}),
          **refused("UnreadableFile", "a Word document"))  # fmt: skip
    outside = made_xlsx.zipped({"[Content_Types].xml": "x", "../../evil": "x"})
    nasty("21-part-outside-of-the-archive.xlsx", outside, **refused("UnreadableFile", "points outside"))
    nasty("21-cut.xlsx", book[: len(book) // 2], **refused("UnreadableFile", "end is missing"))
    nasty("21-gzip-called-csv.csv", b"\x1f\x8b\x08" + bytes(20), **refused("UnreadableFile", "a gzip file"))


def broken_texts() -> None:
    """22: quotes, line ends, NULs."""
    wide = (*HEAD, "地址")
    quoted = csv((*ROWS[0], '"一号\n二号"'), (*ROWS[1], "三号"), head=wide)
    nasty("22-line-end-in-an-address.csv", quoted, **GOOD, records={"0012345678": 1, "0012345679": 2})
    rows = [(f"00{one:08d}", "2024-06-30", one, "x") for one in range(2000)]
    unbalanced = csv(*rows[:1500], (*ROWS[0], '"never closed'), *rows[1500:], head=wide)
    nasty("22-quote-that-never-closes.csv", unbalanced, **refused("UnreadableFile", "never closes", 1502))
    nasty("22-returns-only.csv", csv(*ROWS, end="\r"))
    nasty("22-mixed-line-ends.csv", csv(ROWS[0], end="\r\n") + ",".join(ROWS[1]) + "\r")
    nasty("22-nul.csv", csv(ROWS[0], ("00123\0", "2024-06-30", 1)), **refused("UnreadableFile", "NUL", 3))
    nasty("22-nuls-at-the-end.csv", csv(*ROWS) + "\0" * 512, **refused("UnreadableFile", "NUL", 4))
    nasty("22-dos-end.csv", csv(*ROWS) + "\x1a")
    nasty("22-dos-end-after-a-line.csv", csv(*ROWS).rstrip("\n") + "\r\n\x1a")
    nasty("22-no-last-line-end.csv", csv(*ROWS).rstrip("\n"))
    nasty("22-stray-quote.csv", csv(*[(*row, '5" pipe') for row in ROWS], head=wide),
          accepted=0, quarantined={"torn_row": 1})  # fmt: skip
    nasty("22-blank-lines.csv", csv(*ROWS).replace("\n", "\n\n") + "\n\n", records={"0012345679": 2}, **GOOD)
    nasty("22-empty.csv", "", **refused("EmptyFile", "empty"))
    nasty("22-header-only.csv", csv(), **refused("EmptyFile", "no record"))


def moved_columns() -> None:
    """23: columns in another order, renamed, doubled, more of them; headers, totals and subtotals between records."""
    turned = [tuple(reversed(row)) for row in (HEAD, *ROWS)]
    nasty("23-other-order.csv", csv(*turned[1:], head=turned[0]))
    nasty("23-known-other-name.csv", csv(*ROWS, head=("户号", "日期", "用电量")))
    nasty("23-name-in-wide-letters.csv", csv(*ROWS, head=("户号", "日期", "电量（kWh）")))
    nasty("23-unknown-other-name.csv", csv(*ROWS, head=("户号", "日期", "有功")), **refused("MissingColumn", "电量"))
    nasty("23-one-name-twice.csv", csv(*[(*row, "1") for row in ROWS], head=(*HEAD, "电量")),
          **refused("BadHeader", "more than once"))  # fmt: skip
    nasty("23-name-and-its-synonym.csv", csv(*[(*row, "1") for row in ROWS], head=(*HEAD, "用电量")),
          **refused("UnknownColumns", "用电量"))  # fmt: skip
    nasty("23-column-without-a-name.csv", csv(*[(*row, "1") for row in ROWS], head=(*HEAD, "")),
          **refused("BadHeader", "no word"))  # fmt: skip
    nasty("23-one-more-column.csv", csv(*[(*row, "1") for row in ROWS], head=(*HEAD, "峰电量")),
          **refused("UnknownColumns", "峰电量"))  # fmt: skip
    more = [("0012345680", "2024-06-30", "1", "9"), ("0012345681", "1", "2024-06-30", "9")]
    nasty("23-one-more-column-from-the-middle-on.csv", csv(*ROWS, *more), **kept_out(2, "torn_row"))
    nasty("23-one-column-less-from-the-middle-on.csv", csv(*ROWS, ("0012345680", "1")), **kept_out(1, "torn_row"))
    nasty("23-header-again.csv", csv(ROWS[0], HEAD, ROWS[1]), **GOOD, aside={"header": 1})
    sums = (("小计", "", "12.5"), ("本页小计", "", "7"), ("合 计", "", "19.5"), ("制表人:李明", "", ""))
    listed = (ROWS[0], sums[0], ROWS[1], *sums[1:])
    told = {**GOOD, "aside": {"subtotal": 2, "total": 1, "footer": 1}}
    nasty("23-totals.csv", csv(*listed), **told)
    nasty("23-totals.xls", page(HEAD, *listed), **told)
    numbered = data(HEAD, (12345678, number(45473, 1), 12.5), ("小计", None, 12.5), (12345679, number(45473, 1), 7),
                    ("合计", None, 19.5))  # fmt: skip
    nasty("23-totals-under-numbers.xlsx", xlsx(numbered), accepted=2, stored={"12345678": "12.5", "12345679": "7"},
          aside={"subtotal": 1, "total": 1})  # fmt: skip
    nasty("23-total-of-another-width.csv", csv(*ROWS) + "合计,19.5\n", **GOOD, aside={"total": 1})
    nasty("23-customer-called-total.csv", csv(*[(*row, "合计镇") for row in ROWS], head=(*HEAD, "地址")))
    titled = "六月电量清单\n统计时间: 2024-07-01\n" + csv(*ROWS)
    nasty("23-titles-above.csv", titled, **GOOD, above=["六月电量清单", "统计时间: 2024-07-01"])


def drifting_parquet() -> None:
    """40: Parquet that is damaged or says the same otherwise."""
    exact = pa.array([Decimal("12.5"), Decimal("7.0")], pa.decimal128(10, 1))
    whole = parquet(columns(exact), write_page_checksum=True)
    nasty("40-whole.parquet", whole)
    at = whole.index(b"0012345678")
    flipped = bytearray(whole)
    flipped[at + 9] ^= 1
    nasty("40-bit-flipped.parquet", bytes(flipped), **refused("UnreadableFile", "damaged"))
    nasty("40-footer-cut.parquet", whole[:-20], **refused("UnreadableFile", "end is missing"))
    nasty("40-footer-damaged.parquet", whole[:-60] + b"\xff" * 40 + whole[-20:], **refused("UnreadableFile", "damaged"))
    many = pa.array([12, 7], pa.int64())
    same = {"accepted": 2, "stored": {"0012345678": "12", "0012345679": "7"}}
    nasty("40-int64.parquet", parquet(columns(many)), **same)
    nasty("40-int32.parquet", parquet(columns(many.cast(pa.int32()))), **same)
    nasty("40-another-scale.parquet", parquet(columns(exact.cast(pa.decimal128(18, 3)))))
    fine = pa.array([Decimal("12.50001"), Decimal("7.0")], pa.decimal128(18, 5))
    nasty("40-too-fine-a-scale.parquet", parquet(columns(fine)), accepted=1, stored={"0012345679": "7"},
          quarantined={"too_precise": 1})  # fmt: skip
    nasty("40-floats.parquet", parquet(columns(pa.array([12.5, 7.0]))))
    paid = {"accepted": 2, "paid_at": {"0012345678": "2024-06-29 16:00:00", "0012345679": "2024-06-29 16:00:00"}}
    for name, moment in (
        ("without-zone", pa.array([datetime(2024, 6, 30)] * 2, pa.timestamp("us"))),
        ("in-utc", pa.array([datetime(2024, 6, 29, 16, tzinfo=UTC)] * 2, pa.timestamp("us", "UTC"))),
        ("of-another-zone", pa.array([datetime(2024, 6, 29, 16, tzinfo=UTC)] * 2, pa.timestamp("ns", "Asia/Tokyo"))),
        ("as-text", pa.array(["2024-06-30 00:00:00"] * 2)),
    ):
        receipts = pa.table({"户号": [row[0] for row in ROWS], "收费时间": moment, "收费金额": exact})
        nasty(f"40-time-{name}.parquet", parquet(receipts), **paid)
    both = columns(exact).append_column("用电量(kWh)", exact).append_column("用电量(KWH)", exact)
    nasty("40-two-columns-apart-by-case.parquet", parquet(both), **refused("UnknownColumns", "用电量(KWH)"))
    groups = pa.concat_tables([columns(exact)])
    nasty("40-a-group-for-each-row.parquet", parquet(groups, row_group_size=1))
    lists = columns(pa.array([[1], [2]]))
    nasty("40-column-of-lists.parquet", parquet(lists), **refused("UnknownColumnType", "电量"))
    nasty("40-no-rows.parquet", parquet(columns(exact).slice(0, 0)), **refused("EmptyFile", "no records"))


def main() -> None:
    """Write all files."""
    for make in (marks_and_encodings, joined_encodings, wrong_dimensions, shapes_of_sheets, disguises, broken_texts,
                 moved_columns, drifting_parquet):  # fmt: skip
        make()
    FILES.mkdir(exist_ok=True)
    for name, (content, expected) in made.items():
        (FILES / name).write_bytes(content)
        text = yaml.safe_dump(expected, allow_unicode=True, sort_keys=True)
        (FILES / f"{name}.expected.yaml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
    assert zipfile.is_zipfile(FILES / "21-macros.xlsm")
