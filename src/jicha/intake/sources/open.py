"""Open a delivered file by what it is, not by what it is called."""

from __future__ import annotations

from pathlib import Path

from jicha.intake.errors import EmptyFile, UnreadableFile
from jicha.intake.sources.csv_file import CsvFile
from jicha.intake.sources.parquet_file import ParquetFile
from jicha.intake.sources.source import Source
from jicha.terms.errors import Fault

_PARQUET = b"PAR1"
# Formats that people send under any name; said by name, so that the remedy is one save away.
_OTHERS = {
    b"PK\x03\x04": "a zip or XLSX file",
    b"\xd0\xcf\x11\xe0": "an old Excel (XLS) file",
    b"\x1f\x8b": "a gzip file",
    b"Rar!": "a RAR file",
    b"7z\xbc\xaf": "a 7z file",
    b"%PDF": "a PDF file",
    b"ORC": "an ORC file",
}
_HTML = (b"<html", b"<!doctype html", b"<table", b"<?xml")


def open_source(path: Path, *, delimiter: str = ",") -> Source:
    """Open a CSV or Parquet file. Raises UnreadableFile, EmptyFile, BadHeader."""
    try:
        with path.open("rb") as file:
            head = file.read(512)
    except OSError as error:
        message = f"the file cannot be read: {(error.strerror or str(error)).lower()}"
        raise UnreadableFile(Fault(message, "Check the path and the right to read it.", str(path))) from error
    if not head:
        raise EmptyFile(Fault("the file is empty", "Export it again.", str(path)))
    if head.startswith(_PARQUET):
        return ParquetFile(path)
    for magic, name in _OTHERS.items():
        if head.startswith(magic):
            raise UnreadableFile(Fault(f"this is {name}", "Save it as CSV (UTF-8) or Parquet.", str(path)))
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_HTML):
        raise UnreadableFile(Fault("this is a web page, whatever its name", "Save it as CSV (UTF-8).", str(path)))
    return CsvFile(path, delimiter)
