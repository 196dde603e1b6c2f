"""The quick pass over a sheet: whatever piece it comes in, what is out of the ordinary is seen."""

from collections.abc import Iterator

import pytest
from made_xlsx import data

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.formats import sheet_xml
from jicha.intake.sources.formats.sheet_xml import SheetFacts, column_number, sheet_facts


def facts_of(text: str, size: int = 1 << 20, *, is_stale: bool = False) -> SheetFacts:
    content = text.encode()
    pieces = (content[at : at + size] for at in range(0, len(content), size))
    return sheet_facts(pieces, "sheet1.xml", "a.xlsx", is_stale=is_stale)


SHEET = '<cols><col min="2" max="3" hidden="1"/><col min="9" max="16384" hidden="1"/></cols>' + data(
    ("a", "b", "c"),
    ("x", '<c r="@"><f>A1</f></c>', '<c r="@" t="e"><v>#N/A</v></c>'),
    ("row>", '<c r="@" s="1"><v>60</v></c>', '<c r="@"><f>1</f><v>60.25</v></c>'),
    (),
    ("x", None, None, '<c r="@"/>'),
    attributes={3: "hidden='true'", 4: 'hidden="1"', 5: 'ht="15"'},
)


@pytest.mark.parametrize("size", [1 << 20, 64, 7, 1])
def test_it_sees_the_same_in_pieces_of_any_size(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_xml, "_PART", size)
    facts = facts_of(SHEET, size)
    assert facts.texts == {(1, 1): "#FORMULA", (1, 2): "#N/A"}
    assert facts.at_60 == {(2, 1), (2, 2)}
    assert (facts.hidden_rows, facts.hidden_columns, facts.without_result) == (1, 2, 1)
    assert (facts.height, facts.width) == (5, 3)  # a cell without a value widens nothing, nor does a row


def test_outdated_results_are_told_from_missing_ones() -> None:
    facts = facts_of(SHEET, is_stale=True)
    assert (facts.without_result, facts.stale) == (1, 1)
    assert facts.texts[2, 2] == "#FORMULA"


def test_columns_are_counted_as_spreadsheets_letter_them() -> None:
    assert [column_number(one) for one in (b"A", b"Z", b"AA", b"XFD")] == [0, 25, 26, 16_383]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>', "row 1 .* out of order"),
        ('<row r="1"><c><v>1</v></c></row><row r="1"><c><v>2</v></c></row>', "row 1 .* stands twice"),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "reaches"),
        ('<row r="1"><c r="ZZZ1"><v>1</v></c></row>', "has 18,278 columns"),
        ("<!DOCTYPE x>", "defines entities"),
    ],
)  # fmt: skip
def test_a_sheet_of_which_something_would_be_lost_is_refused(rows: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        facts_of(f"<sheetData>{rows}</sheetData>")


def test_a_row_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_xml, "_PART", 100)
    monkeypatch.setattr(sheet_xml, "_LONGEST_ROW", 1000)

    def endless() -> Iterator[bytes]:
        yield b'<row r="1">'
        while True:
            yield b"<c><v>1</v></c>" * 9

    with pytest.raises(UnreadableFile, match="longer than any table"):
        sheet_facts(endless(), "sheet1.xml", "a.xlsx")


@pytest.mark.parametrize(
    "text", ["<c ", '<c r="A1"', "<row ", '<c r="A1"><f>', "<x:", '<c t="e">', "<row>", "&" * 8, '="']
)
def test_no_text_makes_it_go_back_and_forth(text: str) -> None:
    facts_of("<sheetData><row>" + text * (3_000_000 // len(text)))  # minutes, if it did; the test run has a limit


def test_cells_without_a_place_are_counted_from_the_one_before() -> None:
    bare = '<c r="B1"><v>1</v></c><c><v>60</v></c><c t="e"><v>#N/A</v></c><c><v>60</v></c><c t="e"><v>#REF!</v></c>'
    facts = facts_of(f"<sheetData><row>{bare}</row><row>{bare}</row></sheetData>")
    assert facts.at_60 == {(0, 2), (0, 4), (1, 2), (1, 4)}
    assert facts.texts == {(0, 3): "#N/A", (0, 5): "#REF!", (1, 3): "#N/A", (1, 5): "#REF!"}
