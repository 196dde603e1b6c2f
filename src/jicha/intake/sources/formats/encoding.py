"""Which encoding a text file has: by its mark, else by strict trial over the whole file, never by statistics.

A statistical guess took short GB18030 texts for Big5 three times of three; a strict trial is right or says so.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jicha.intake.errors import UnreadableFile
from jicha.terms.errors import Fault

_PART = 1 << 22
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_TRIED = ("utf-8", "gb18030")


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding a whole file was decoded in, and how many line ends were met on the way."""

    name: str
    lines: int


def decide_encoding(path: Path) -> Encoding:
    """The encoding of a text file. Raises UnreadableFile with the line at which each trial failed."""
    with path.open("rb") as file:
        head = file.read(4)
    marked = [name for mark, name in _MARKS if head.startswith(mark)]
    failures = []
    for name in marked or _TRIED:
        trial = _try(path, name)
        if trial.failure is None:
            return Encoding(name, trial.lines)
        failures.append((name, trial.lines))
        if trial.cut_off:  # GB18030 would read the rest of the file as other words, and find no fault with it
            break
    where = "; ".join(f"{name} fails at line {line}" for name, line in failures)
    raise UnreadableFile(
        Fault(
            f"the text is in none of the encodings we accept ({where})",
            "Look at that line: two encodings may have been joined in one file, or its end is missing. Save the file "
            "as UTF-8.",
            str(path),
            max(line for _, line in failures),
        )
    )


@dataclass(frozen=True, slots=True)
class _Trial:
    """How one trial ended: at which line, and whether only the last character of otherwise good text was cut off."""

    failure: UnicodeDecodeError | None
    lines: int
    cut_off: bool = False


def _try(path: Path, name: str) -> _Trial:
    decoder = codecs.getincrementaldecoder(name)("strict")
    lines, only_ascii = 1, True
    with path.open("rb") as file:
        while part := file.read(_PART):
            try:
                text = decoder.decode(part)
            except UnicodeDecodeError as error:
                return _Trial(error, lines + error.object[: error.start].count(b"\n"))
            lines += text.count("\n")
            only_ascii = only_ascii and text.isascii()
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return _Trial(error, lines, cut_off=not only_ascii)
    return _Trial(None, lines)


def decoded_parts(path: Path, name: str) -> Iterator[bytes]:
    """The file as UTF-8 in parts, without its mark, line ends as ``\\n``."""
    decoder = codecs.getincrementaldecoder(name)("strict")
    held = ""
    with path.open("rb") as file:
        while part := file.read(_PART):
            text = held + decoder.decode(part)
            held = "\r" if text.endswith("\r") else ""  # its \n may open the next part
            yield _plain(text[: len(text) - len(held)])
        yield _plain(held + decoder.decode(b"", final=True))


def _plain(text: str) -> bytes:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").encode()
