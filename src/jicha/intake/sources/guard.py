"""What is refused before any parser sees a file: formats that nothing here reads, each by its name."""

from __future__ import annotations

from pathlib import PurePath
from typing import BinaryIO

from jicha.intake.errors import EmptyFile, UnreadableFile
from jicha.terms.errors import Fault

HEAD_BYTES = 1 << 16
# Formats that people send under any name; said by name, so that the remedy is one step away.
_OTHERS = {
    b"\x1f\x8b": ("a gzip file", "Unpack it first."),
    b"Rar!": ("a RAR file", "Unpack it first."),
    b"7z\xbc\xaf": ("a 7z file", "Unpack it first."),
    b"BZh": ("a bzip2 file", "Unpack it first."),
    b"\xfd7zXZ": ("an xz file", "Unpack it first."),
    b"\x28\xb5\x2f\xfd": ("a zstd file", "Unpack it first."),
    b"%PDF": ("a PDF file", "Ask for the export it was printed from."),
    b"\x89PNG": ("a picture (PNG)", "Ask for the export it was taken from."),
    b"\xff\xd8\xff": ("a picture (JPEG)", "Ask for the export it was taken from."),
    b"GIF8": ("a picture (GIF)", "Ask for the export it was taken from."),
    b"ORC": ("an ORC file", "Export it as Parquet."),
    b"ARROW1": ("an Arrow file", "Export it as Parquet."),
    b"SQLite format 3": ("an SQLite data base", "Export its tables as CSV."),
    b"MIME-Version:": ("a web page saved with all its parts (MHTML)", "Open it in Excel or WPS and save it as XLSX."),
}
_WORKBOOK_NAMES = (".xlsx", ".xlsm")
_WORKBOOK_STARTS = (b"PK", b"\xd0\xcf\x11\xe0")  # a zip archive, or the old Office file


def check(file: BinaryIO, head: bytes, name: str) -> None:
    """Refuse what nothing here reads. Raises EmptyFile, UnreadableFile."""
    if not head:
        raise EmptyFile(Fault("the file is empty", "Export it again.", name))
    for magic, (what, remedy) in _OTHERS.items():
        if head.startswith(magic):
            raise UnreadableFile(Fault(f"this is {what}", remedy, name))
    if name.lower().endswith(_WORKBOOK_NAMES) and not head.startswith(_WORKBOOK_STARTS):
        message = f"the file is called {PurePath(name).suffix} but is {_what(head)}: somebody has renamed it"
        raise UnreadableFile(Fault(message, "Deliver it under the name it was exported with (.xls or .csv).", name))


def _what(head: bytes) -> str:
    """What a file is that only bears the name of a workbook."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<style", b"<head", b"<body", b"<div")):
        return "a web page"
    if start.startswith(b"<"):
        return "an XML file"
    return "a Parquet file" if start.startswith(b"par1") else "text" if b"\0\0" not in head else "no workbook"
