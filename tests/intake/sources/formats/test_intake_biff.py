"""The records of an XLS: what its cell reader does not tell."""

import struct
from pathlib import Path

import made_xls as x
import pytest
from read_back import read_back

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.formats.biff import StreamFacts, stream_facts
from jicha.intake.sources.open import open_tables


def facts_of(*sheets: list[bytes], book: tuple[bytes, ...] = ()) -> StreamFacts:
    return stream_facts(x.stream(*sheets, book=book), "a.xls")


def test_hidden_rows_and_columns_are_counted_where_cells_are() -> None:
    rows = [x.hidden_row(1), x.hidden_row(50), x.hidden_columns(1, 2), x.hidden_columns(9, 255)]
    (facts,) = facts_of([*rows, *x.rows(("a", "b"), ("c", 1))]).sheets
    assert (facts.hidden_rows, facts.hidden_columns, facts.height, facts.width) == (1, 2, 2, 2)


def test_errors_and_day_60_are_found_in_every_kind_of_record() -> None:
    hundredths = x.record(0x027E, b"\2\0\3\0\0\0" + (6000 << 2 | 3).to_bytes(4, "little"))
    cells = [
        x.error(0, 0, 0x2A), x.formula(0, 1, x.NOT_AVAILABLE), x.number(1, 0, 60.5), x.numbers(1, 1, 59, 60, 61),
        x.formula(1, 4, 60.0), hundredths,
    ]  # fmt: skip
    (facts,) = facts_of(cells).sheets
    assert facts.texts == {(0, 0): "#N/A", (0, 1): "#N/A"}
    assert facts.at_60 == {(1, 0), (1, 2), (1, 4), (2, 3)}


def test_an_empty_result_is_one_only_if_something_was_ever_calculated() -> None:
    (never,) = facts_of([x.formula(0, 0, x.EMPTY_RESULT)]).sheets
    assert (never.texts, never.without_result) == ({(0, 0): "#FORMULA"}, 1)
    (once,) = facts_of([x.formula(0, 0, x.EMPTY_RESULT), x.formula(0, 1, 2.0)]).sheets
    assert (once.texts, once.without_result) == ({}, 0)


def test_a_sheet_that_says_it_was_not_calculated_has_no_results() -> None:
    (facts,) = facts_of([x.record(0x5E, b"\0\0"), x.formula(0, 0, 2.0)]).sheets
    assert (facts.texts, facts.stale) == ({(0, 0): "#FORMULA"}, 1)


def test_filters_links_and_1904_are_seen() -> None:
    links = [x.record(0x01AE, b"\2\0" + kind) for kind in (b"\1\4", b"\1\x3a", b"\4\0\0abcd")]
    facts = facts_of([x.record(0x9B)], book=(*links, x.record(0x22, b"\1\0")))
    assert (facts.sheets[0].is_filtered, facts.counts_from_1904) == (True, True)
    assert [one.arguments for one in facts.notes] == [{"links": "1"}]


def test_protected_cut_and_stretched_streams_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="protected by a password"):
        facts_of([], book=(x.record(0x2F, b"\1\0"),))
    with pytest.raises(UnreadableFile, match="damaged"):
        stream_facts(x.stream([x.number(0, 0, 1.0)])[:-6], "a.xls")
    with pytest.raises(UnreadableFile, match="reaches to row 65,536"):
        facts_of([x.number(0, 0, 1.0), x.number(65_535, 9_999, 1.0)])
    with pytest.raises(UnreadableFile, match="damaged"):
        facts_of([x.record(0x0203, b"\0")])


@pytest.mark.parametrize(("code_page", "encoding"), [(936, "gbk"), (950, "big5"), (1252, "cp1252")])
def test_texts_of_excel_5_are_read_in_their_code_page(code_page: int, encoding: str, tmp_path: Path) -> None:
    words = ("Nr", "Zähler", "Mai") if encoding == "cp1252" else ("戶口", "中山北路", "五月")
    says = words[1].encode(encoding)
    cells = [
        x.text_in(encoding, 0, 0, words[0]), x.text_in(encoding, 0, 1, "kWh"), x.text_in(encoding, 0, 2, "x"),
        x.text_in(encoding, 1, 0, words[1]), x.number(1, 1, 12.5),
        x.formula(1, 2, x.TEXT_RESULT) + x.record(0x207, struct.pack("<H", len(says)) + says),
    ]  # fmt: skip
    path = tmp_path / "a.xls"
    path.write_bytes(x.xls_of_excel_5(cells, words[2], code_page, encoding))
    assert read_back(path).columns == {words[0]: [words[1]], "kWh": [12.5], "x": [words[1]]}
    assert open_tables(path)[0].head.name == words[2]
