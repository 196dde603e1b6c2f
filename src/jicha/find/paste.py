"""A pasted column into the numbers to ask for, each cell accounted for: asked, repeated, refused or skipped.

What comes from a spreadsheet, a chat or a web page: one number a line, or several with tabs, blanks or commas between;
a header word; apostrophes and quotes; full-width digits; ``.0`` behind; numbers shown as 1.2E+11, which lost digits.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files

from jicha.find.cell import Cell, read_cell, visible
from jicha.terms.errors import Fault, JichaError, Words

# A quoted piece (also ="0012", by which exports keep leading zeros), or a run of what parts no two numbers.
_PIECE = re.compile(r'=?"(?P<quoted>(?:[^"]|"")*)"|(?P<plain>[^\s,;、|"]+)')
_THOUSANDS_LINE = re.compile(r"\s*\d{1,3}(,\d{3})+(\.0+)?\s*")
_HEADER_LINES = 5
_DELIMITERS = ("\t", ",", ";", "|")


class NoSuchColumn(JichaError):
    """A column that the header of the file does not have."""


class Fate(StrEnum):
    """What becomes of one cell."""

    ASKED = "asked"
    REPEATED = "repeated"
    REFUSED = "refused"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell: ``line`` counts from 1, ``pasted`` is what stood there, ``number`` what is asked for.

    ``reason`` is the id of why it was refused or skipped; ``first_line`` where a repeated number stood first.
    """

    line: int
    pasted: str
    number: str
    fate: Fate
    reason: str = ""
    first_line: int = 0
    invisible: int = 0
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Paste:
    """All cells in order. ``column`` is the header of the one column that was taken of several, ``passed_over`` the
    headers of the others."""

    entries: tuple[Entry, ...]
    column: str = ""
    passed_over: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """The distinct numbers to ask for, in the order in which they stood first."""
        return tuple(one.number for one in self.entries if one.fate is Fate.ASKED)

    def of_fate(self, fate: Fate) -> tuple[Entry, ...]:
        """The entries that met one fate."""
        return tuple(one for one in self.entries if one.fate is fate)


def read_paste(text: str, *, column: str | None = None) -> Paste:
    """The numbers in ``text``. ``column`` names the header of the column to take, where there are several.

    Without it, of a table whose first lines hold a known header (户号, 表号, 工单编号 ...) the first such column is
    taken, since the amounts beside it are no numbers to ask for; any other text is read cell by cell. Raises
    NoSuchColumn.
    """
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if visible(line)[0].strip()]
    if not lines:
        return Paste(())
    place = _header_place(lines, column)
    if place is None:
        return Paste(tuple(_accounted(_loose(lines))))
    at, chosen = place
    header = _cells(lines[at][1])
    delimiter = _delimiter(lines[at][1])
    above = [(number, visible(line)[0], Cell("", "not_a_number")) for number, line in lines[:at]]
    picked = [*above, (lines[at][0], header[chosen], Cell("", "not_a_number"))]
    for number, line in lines[at + 1 :]:
        cells = _cells(line, delimiter)
        if chosen < len(cells) and cells[chosen].strip():
            cell = read_cell(cells[chosen].removeprefix("="), quoted=True)
            picked.append((number, cells[chosen], replace(cell, invisible=visible(line)[1])))
    others = tuple(word.strip() for at, word in enumerate(header) if at != chosen)
    return Paste(tuple(_accounted(picked)), header[chosen].strip(), others)


def read_arguments(words: Sequence[str]) -> Paste:
    """The numbers given one by one; what stands within one word is read as a line of a paste."""
    return Paste(tuple(_accounted(_loose(enumerate(words, start=1)))))


def is_header(text: str) -> bool:
    """Whether ``text`` is a word that heads a column of numbers.

    >>> is_header("户号"), is_header(" Account  Number "), is_header("户名")
    (True, True, False)
    """
    return _header_key(text) in _header_words()


def _header_key(text: str) -> str:
    return re.sub(r"[\s_:\"'“”‘’]+", "", visible(text)[0]).casefold()


@cache
def _header_words() -> frozenset[str]:
    rows = csv.DictReader((files("jicha.find") / "header_words.csv").read_text(encoding="utf-8").splitlines())
    return frozenset(_header_key(row["word"]) for row in rows)


def _header_place(lines: Sequence[tuple[int, str]], column: str | None) -> tuple[int, int] | None:
    """Which line is the header and which of its cells heads the column to take; None where the text is no table.

    Exports begin with a title or two, so the first lines are looked at, not the first alone.
    """
    first = [_cells(line) for _, line in lines[:_HEADER_LINES]]
    for at, cells in enumerate(first):
        keys = [_header_key(word) for word in cells]
        if column is not None and _header_key(column) in keys:
            return at, keys.index(_header_key(column))
        known = [place for place, word in enumerate(cells) if is_header(word)]
        if column is None and known and len(cells) > 1:
            return at, known[0]
    if column is not None:
        words = [word.strip() for word in first[0]]
        message = Words(f"no column is headed {column!r}", f"没有名为“{column}”的列")
        remedy = Words(f"The first line reads: {', '.join(words)}.", f"第一行是：{'、'.join(words)}。")
        raise NoSuchColumn(Fault.of(message, remedy, line=1))
    return None


def _delimiter(line: str) -> str:
    plain = visible(line)[0]
    return next((one for one in _DELIMITERS if one in plain), "\t")


def _cells(line: str, delimiter: str | None = None) -> list[str]:
    """The cells of one line of a table; full-width commas part cells too."""
    plain = visible(line)[0]
    return next(csv.reader([plain], delimiter=delimiter or _delimiter(line)), [])


def _loose(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str, Cell]]:
    """Every piece of every line, whatever parts it from the next."""
    for number, line in lines:
        plain, invisible = visible(line)
        if is_header(plain):
            yield number, plain, Cell("", "not_a_number", invisible)
            continue
        if _THOUSANDS_LINE.fullmatch(plain):  # one number with separators, or several of three digits: nobody can tell
            yield number, plain.strip(), Cell("", "thousands", invisible)
            continue
        for at, piece in enumerate(_PIECE.finditer(plain)):
            pasted = piece["quoted"] if piece["plain"] is None else piece["plain"]
            cell = read_cell(_without_label(pasted), quoted=piece["plain"] is None)
            yield number, pasted, replace(cell, invisible=0 if at else invisible)  # the first tells for the line


def _without_label(text: str) -> str:
    """``户号:0012`` without its label."""
    label, colon, rest = text.partition(":")
    return rest if colon and rest and is_header(label) else text


def _accounted(cells: Iterable[tuple[int, str, Cell]]) -> Iterator[Entry]:
    first: dict[str, int] = {}
    for line, pasted, cell in cells:
        fate, reason, earlier = Fate.ASKED, "", 0
        if cell.refused == "not_a_number":
            fate, reason = Fate.SKIPPED, "header" if is_header(pasted) else cell.refused
        elif cell.refused:
            fate, reason = Fate.REFUSED, cell.refused
        elif cell.number in first:
            fate, earlier = Fate.REPEATED, first[cell.number]
        else:
            first[cell.number] = line
        yield Entry(line, pasted.strip(), cell.number, fate, reason, earlier, cell.invisible, cell.doubtful)
