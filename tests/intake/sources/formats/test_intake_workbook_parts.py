"""What lies in the archive of a workbook."""

import io

import pytest
from made_xlsx import data, xlsx, zipped

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.formats.workbook_parts import MARKS, WorkbookParts, read_parts, refuse_definitions
from jicha.intake.sources.formats.zip_guard import open_archive


def parts_of(content: bytes) -> WorkbookParts:
    return read_parts(open_archive(io.BytesIO(content), "a.xlsx", marks=MARKS))


def test_sheets_are_found_where_the_links_say() -> None:
    found = parts_of(xlsx(data(("a",)), data(("b",)), names=("一", "二")))
    assert found.sheets == {"一": "xl/worksheets/sheet1.xml", "二": "xl/worksheets/sheet2.xml"}
    assert (found.counts_from_1904, found.is_stale, found.notes) == (False, False, ())


def test_what_the_book_says_of_itself_is_kept() -> None:
    assert parts_of(xlsx("", book='<workbookPr date1904="true"/>')).counts_from_1904
    assert parts_of(xlsx("", book='<calcPr fullCalcOnLoad="1"/>')).is_stale
    links = {f"xl/externalLinks/externalLink{number}.xml": b"<x/>" for number in (1, 2)}
    (note,) = parts_of(xlsx("", parts=links)).notes
    assert (note.note, note.arguments) == ("external_links", {"links": "2"})


@pytest.mark.parametrize(
    ("part", "said"),
    [("xl/workbook.bin", "XLSB"), ("word/document.xml", "Word"), ("ppt/presentation.xml", "PowerPoint")],
)
def test_other_office_files_are_named(part: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        parts_of(zipped({"[Content_Types].xml": "x", part: "x"}))


def test_a_book_without_sheets_or_links_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="no list of sheets"):
        parts_of(zipped({"[Content_Types].xml": "x"}))
    with pytest.raises(UnreadableFile, match="where its sheets are"):
        parts_of(zipped({"[Content_Types].xml": "x", "xl/workbook.xml": "<workbook/>"}))
    with pytest.raises(UnreadableFile, match="damaged"):
        parts_of(xlsx("", parts={"xl/workbook.xml": b"<workbook"}))


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"<!DOCTYPE x []>", "defines entities"), (b"\xff\xfe<\0", "not in UTF-8"), (b"<\0?\0", "not in UTF-8")],
)
def test_definitions_and_other_encodings_are_refused(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        refuse_definitions(content, "xl/workbook.xml", "a.xlsx")
    refuse_definitions(b"<?xml version='1.0'?><x/>", "xl/workbook.xml", "a.xlsx")
