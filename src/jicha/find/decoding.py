"""The text of a pasted column or a small file: by its mark, else strict UTF-8, else strict GB18030; no guessing."""

from __future__ import annotations

import codecs

from jicha.terms.errors import Fault, JichaError, Words

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# What a spreadsheet saves unless it is told otherwise; said by name, so that the remedy is one step away.
_WORKBOOKS = {
    b"PK\x03\x04": Words("an XLSX workbook or a zip file", " XLSX 工作簿或 ZIP 压缩包"),
    b"\xd0\xcf\x11\xe0": Words("an old XLS workbook", "旧版 XLS 工作簿"),
}


class NotText(JichaError):
    """Bytes that are no text of any encoding we accept."""


def text_of(data: bytes, name: str) -> str:
    """``data`` as text, without its mark; ``name`` is what the fault calls it. Raises NotText.

    >>> text_of("户号".encode("gb18030"), "column.txt")
    '户号'
    """
    for magic, what in _WORKBOOKS.items():
        if data.startswith(magic):
            message = Words(f"this is {what.en}, not text", f"这是{what.zh}，不是文本")
            remedy = Words(
                "Copy the column and paste it, or save the sheet as CSV (UTF-8).",
                "请复制该列直接粘贴，或将工作表另存为 CSV（UTF-8）。",
            )
            raise NotText(Fault.of(message, remedy, name))
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(data, "gb18030", name)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = Words(
            f"the text is neither UTF-8 nor {encoding.upper()}",
            f"文本既不是 UTF-8 编码，也不是 {encoding.upper()} 编码",
        )
        remedy = Words("Look at that line, or save the file as UTF-8.", "请查看该行，或将文件另存为 UTF-8。")
        raise NotText(Fault.of(message, remedy, name, line)) from error
