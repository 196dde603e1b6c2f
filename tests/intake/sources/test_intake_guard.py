"""What is refused before any parser sees it."""

import io

import pytest

from jicha.intake.errors import EmptyFile, UnreadableFile
from jicha.intake.sources.guard import check


@pytest.mark.parametrize(
    ("head", "name", "said"),
    [
        (b"\x1f\x8b\x08", "a.csv", "a gzip file. Unpack it first"), (b"%PDF-1.7", "a.pdf", "a PDF file"),
        (b"MIME-Version: 1.0", "a.xls", "MHTML"), (b"\xff\xd8\xff\xe0", "a.xlsx", "JPEG"),
        (b"<HTML><table>", "a.xlsx", r"called \.xlsx but is a web page"),
        (b"\xef\xbb\xbf <table>", "A.XLSX", r"called \.XLSX but is a web page"),
        (b"<?xml version='1.0'?>", "a.xlsm", "but is an XML file"), (b"PAR1", "a.xlsx", "but is a Parquet file"),
        ("户号,电量".encode("gbk"), "a.xlsx", "but is text"), (b"\0\0\0\0", "a.xlsx", "but is no workbook"),
    ],
)  # fmt: skip
def test_other_formats_and_renamed_files_are_named(head: bytes, name: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said) as caught:
        check(io.BytesIO(head), head, name)
    assert caught.value.faults[0].remedy


def test_nothing_is_empty_and_everything_else_goes_on() -> None:
    with pytest.raises(EmptyFile):
        check(io.BytesIO(), b"", "a.csv")
    for head, name in ((b"PK\3\4", "a.xlsx"), (b"\xd0\xcf\x11\xe0", "a.xlsx"), (b"<html>", "a.xls"), (b"a,b", "a.csv")):
        check(io.BytesIO(head), head, name)
