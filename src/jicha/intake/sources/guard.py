"""What is refused before any parser sees a file: formats that nothing here reads, each by its name."""

from __future__ import annotations

from pathlib import PurePath
from typing import BinaryIO

from jicha.intake.errors import EmptyFile, UnreadableFile
from jicha.intake.sources.refusals import EXPORT_AGAIN, NOTHING_IN_IT, SAVE_AS_XLSX, this_is
from jicha.terms.errors import Fault, Words

HEAD_BYTES = 1 << 16
_UNPACK = Words("Unpack it first.", "请先解压，再导入其中的文件。")
_NO_PICTURE = Words("Ask for the export it was taken from.", "请索取截图所依据的导出文件。")
_PARQUET = Words("Export it as Parquet.", "请改为导出 Parquet。")
# Formats that people send under any name; said by name, so that the remedy is one step away.
_OTHERS = {
    b"\x1f\x8b": (Words("a gzip file", "gzip 压缩文件"), _UNPACK),
    b"Rar!": (Words("a RAR file", "RAR 压缩包"), _UNPACK),
    b"7z\xbc\xaf": (Words("a 7z file", "7z 压缩包"), _UNPACK),
    b"BZh": (Words("a bzip2 file", "bzip2 压缩文件"), _UNPACK),
    b"\xfd7zXZ": (Words("an xz file", "xz 压缩文件"), _UNPACK),
    b"\x28\xb5\x2f\xfd": (Words("a zstd file", "zstd 压缩文件"), _UNPACK),
    b"%PDF": (
        Words("a PDF file", "PDF 文件"),
        Words("Ask for the export it was printed from.", "请索取打印前的导出文件。"),
    ),
    b"\x89PNG": (Words("a picture (PNG)", "图片（PNG）"), _NO_PICTURE),
    b"\xff\xd8\xff": (Words("a picture (JPEG)", "图片（JPEG）"), _NO_PICTURE),
    b"GIF8": (Words("a picture (GIF)", "图片（GIF）"), _NO_PICTURE),
    b"ORC": (Words("an ORC file", "ORC 文件"), _PARQUET),
    b"ARROW1": (Words("an Arrow file", "Arrow 文件"), _PARQUET),
    b"SQLite format 3": (
        Words("an SQLite data base", "SQLite 数据库"),
        Words("Export its tables as CSV.", "请将其中的表导出为 CSV。"),
    ),
    b"MIME-Version:": (Words("a web page saved with all its parts (MHTML)", "单个文件网页（MHTML）"), SAVE_AS_XLSX),
}
_WORKBOOK_NAMES = (".xlsx", ".xlsm")
_WORKBOOK_STARTS = (b"PK", b"\xd0\xcf\x11\xe0")  # a zip archive, or the old Office file


def check(file: BinaryIO, head: bytes, name: str) -> None:
    """Refuse what nothing here reads. Raises EmptyFile, UnreadableFile."""
    if not head:
        raise EmptyFile(Fault.of(NOTHING_IN_IT, EXPORT_AGAIN, name))
    for magic, (what, remedy) in _OTHERS.items():
        if head.startswith(magic):
            raise UnreadableFile(Fault.of(this_is(what), remedy, name))
    if name.lower().endswith(_WORKBOOK_NAMES) and not head.startswith(_WORKBOOK_STARTS):
        suffix, what = PurePath(name).suffix, _what(head)
        message = Words(
            f"the file is called {suffix} but is {what.en}: somebody has renamed it",
            f"文件扩展名是 {suffix}，内容却是{what.zh}：扩展名被改过",
        )
        remedy = Words(
            "Deliver it under the name it was exported with (.xls or .csv).", "请用导出时的文件名（.xls 或 .csv）导入。"
        )
        raise UnreadableFile(Fault.of(message, remedy, name))


def _what(head: bytes) -> Words:
    """What a file is that only bears the name of a workbook."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<style", b"<head", b"<body", b"<div")):
        return Words("a web page", "网页")
    if start.startswith(b"<"):
        return Words("an XML file", "XML 文件")
    if start.startswith(b"par1"):
        return Words("a Parquet file", " Parquet 文件")
    return Words("text", "文本") if b"\0\0" not in head else Words("no workbook", "其他格式，不是工作簿")
