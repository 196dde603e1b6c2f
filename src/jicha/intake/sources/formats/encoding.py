"""Which encoding a text file has: by its mark, else by strict trial over the whole file, never by statistics.

A statistical guess took short GB18030 texts for Big5 three times of three; a strict trial is right or says so. GB18030
alone finds no fault with most UTF-8, so a file that passes as GB18030 is searched for lines that are UTF-8: two
counties joined into one file must not turn half of the names into other words.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.refusals import NO_LINE_ENDS, line_too_long
from jicha.terms.errors import Fault, Words

_PART = 1 << 22
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_TRIED = ("utf-8", "gb18030")
_HAN = re.compile(rb"[\xe2-\xef][\x80-\xbf]{2}")  # a sign of three bytes in UTF-8, as all Chinese is
LONGEST_LINE = 16 << 20  # bytes; no record is as long, and whoever reads by lines must not be made to hold more
# What a page may say of itself and be believed; an encoding that fits any bytes proves nothing.
_DECLARED = {"utf-8": "utf-8", "utf8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030",
             "x-gbk": "gb18030", "cp936": "gb18030", "big5": "big5"}  # fmt: skip
# A rare name in GB18030 may by chance be UTF-8 too. Two such lines are no chance, nor is one with more than three signs
# of UTF-8: it would take six rare ones of GB18030 that lie just so.
_OTHER_LINES_TOLERATED = 1
_OTHER_SIGNS_TOLERATED = 3


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding a whole file was decoded in, and how many line ends were met on the way."""

    name: str
    lines: int


def decide_encoding(file: BinaryIO, name: str, *, declared: str = "", has_lines: bool = True) -> Encoding:
    """The encoding of a text file called ``name``. Raises UnreadableFile with the line at which each trial failed.

    ``declared`` is what the text says of itself. It is believed if the whole file is of it, and if it is not UTF-8
    with Chinese in it, which many pages are that declare GB2312. Pages may be written without line ends: ``has_lines``.
    """
    file.seek(0)
    head = file.read(4)
    marked = [encoding for mark, encoding in _MARKS if head.startswith(mark)]
    said = _DECLARED.get(declared.strip().lower(), "")
    failures = []
    for encoding in marked or dict.fromkeys([*_TRIED[:1], *([said] if said else []), *_TRIED[1:]]):
        trial = _try(file, encoding, name, has_lines=has_lines)
        if trial.failure is None and encoding == "utf-8" and said not in ("", "utf-8") and not trial.has_han:
            continue  # a few letters of GB18030 may be UTF-8 by chance; the text says which
        if trial.failure is None:
            if encoding == "gb18030":
                _refuse_joined(file, name)
            return Encoding(encoding, trial.lines)
        failures.append((encoding, trial.lines))
        if trial.cut_off:  # GB18030 would read the rest of the file as other words, and find no fault with it
            break
    where = "; ".join(f"{encoding} fails at line {line}" for encoding, line in failures)
    where_zh = "；".join(f"{encoding} 在第{line}行出错" for encoding, line in failures)
    raise UnreadableFile(
        Fault.of(
            Words(f"the text is in none of the encodings we accept ({where})", f"无法识别文本编码（{where_zh}）"),
            Words(
                "Look at that line: two encodings may have been joined in one file, or its end is missing. Save the "
                "file as UTF-8.",
                "请查看该行：可能由两种编码的文件拼接而成，或文件尾部缺失。请将文件另存为 UTF-8。",
            ),
            name,
            max(line for _, line in failures),
        )
    )


def decoded_parts(file: BinaryIO, encoding: str) -> Iterator[bytes]:
    """The file as UTF-8 in parts, without its mark, line ends as ``\\n``."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    held = ""
    first = True
    file.seek(0)
    while part := file.read(_PART):
        text = held + decoder.decode(part)
        held = "\r" if text.endswith("\r") else ""  # its \n may open the next part
        yield _plain(text[: len(text) - len(held)], first=first)
        first = False
    yield _plain(held + decoder.decode(b"", final=True), first=first)


@dataclass(frozen=True, slots=True)
class _Trial:
    """How one trial ended: at which line, and whether only the last character of otherwise good text was cut off."""

    failure: UnicodeDecodeError | None
    lines: int
    cut_off: bool = False
    has_han: bool = False


def _try(file: BinaryIO, encoding: str, name: str, *, has_lines: bool) -> _Trial:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    lines, only_ascii, has_han, since_end = 1, True, False, 0
    file.seek(0)
    while part := file.read(_PART):
        if has_lines:
            since_end = _refuse_endless(part, since_end, lines, name)
        try:
            text = decoder.decode(part)
        except UnicodeDecodeError as error:
            return _Trial(error, lines + error.object[: error.start].count(b"\n"))
        lines += text.count("\n")
        only_ascii = only_ascii and text.isascii()
        has_han = has_han or _HAN.search(part) is not None
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return _Trial(error, lines, cut_off=not only_ascii)
    return _Trial(None, lines, has_han=has_han or only_ascii)


def _refuse_endless(part: bytes, since_end: int, line: int, name: str) -> int:
    """How many bytes there are since the last line end. Raises UnreadableFile when they are more than any line has."""
    end = max(part.rfind(b"\n"), part.rfind(b"\r"))
    since_end = since_end + len(part) if end < 0 else len(part) - end - 1
    if since_end > LONGEST_LINE:
        raise UnreadableFile(Fault.of(line_too_long(LONGEST_LINE), NO_LINE_ENDS, name, line))
    return since_end


def _refuse_joined(file: BinaryIO, name: str) -> None:
    """Raise UnreadableFile if some lines of a GB18030 file are UTF-8 and others are not, at the line of the change."""
    file.seek(0)
    number, first_of = 0, dict[bool, int]()
    utf8_lines = most_signs = 0
    for line in file:
        number += 1
        if line.isascii():
            continue
        signs = len(_HAN.findall(line)) if _decodes(line) else 0
        first_of.setdefault(signs > 0, number)
        utf8_lines += signs > 0
        most_signs = max(most_signs, signs)
    is_chance = utf8_lines <= _OTHER_LINES_TOLERATED and most_signs <= _OTHER_SIGNS_TOLERATED
    if not is_chance and len(first_of) == 2:
        change = max(first_of.values())
        before, after = ("GB18030", "UTF-8") if first_of[True] == change else ("UTF-8", "GB18030")
        raise UnreadableFile(
            Fault.of(
                Words(f"the encoding changes from {before} to {after}", f"编码从 {before} 变为 {after}"),
                Words(
                    "Two files were joined into one: split it before this line, or save each part as UTF-8 first.",
                    "文件由两个文件拼接而成：请从该行之前拆开，或先分别另存为 UTF-8。",
                ),
                name,
                change,
            )
        )


def _decodes(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _plain(text: str, *, first: bool) -> bytes:
    if first:
        text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n").encode()
