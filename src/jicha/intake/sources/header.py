"""Find the header of a table: below title lines, in one row or two, under a profile's words or their synonyms."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jicha.intake.sources.formats.cutting import split_record
from jicha.intake.sources.formats.grid import HeadRow, TableHead
from jicha.intake.sources.source import Header

DELIMITERS = (",", "\t", ";", "|")
JOIN = "/"  # between the upper and the lower word of a header of two rows


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    last_line: int
    cells: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    is_text: bool


def headers(table: TableHead, delimiters: Sequence[str]) -> Iterator[Header]:
    """Every way to read a header of this table, the likeliest first: the file's own words, as yet without synonyms."""
    if table.words is not None:
        yield Header(_plain(table.words), _plain(table.words))
        return
    for delimiter in delimiters:
        rows = [_split(row, delimiter) for row in table.head]
        for place, row in enumerate(rows):
            above = tuple(" ".join(one for one in earlier.cells if one) for earlier in rows[:place])
            below = rows[place + 1] if place + 1 < len(rows) else None
            two = _two_rows(row, below) if below else None
            if two and below:
                yield Header(two, two, below.last_line, delimiter, above)
            one = _plain(row.cells)
            yield Header(one, one, row.last_line, delimiter, above)


def named(header: Header, synonyms: Mapping[str, Sequence[str]]) -> Header:
    """The same header with the profile's words in the place of their synonyms.

    A synonym is not used where the profile's own word stands in the file too, or where two columns would then bear
    one word: such a file must be looked at, not guessed.
    """
    if not synonyms:
        return header
    known = {spelling(other): word for word, others in synonyms.items() for other in others}
    turned = [known.get(spelling(title), title) for title in header.titles]
    own = set(header.titles)
    words = tuple(
        title if word != title and (word in own or turned.count(word) > 1) else word
        for title, word in zip(header.titles, turned, strict=True)
    )
    return Header(header.titles, words, header.last_line, header.delimiter, header.above)


def _split(row: HeadRow, delimiter: str) -> _Row:
    is_text = len(row.cells) == 1
    cells = tuple(one.strip() for one in (split_record(row.cells[0], delimiter) if is_text else row.cells))
    if not is_text:  # a row of cells ends with its last word, or the cell merged to the right of it
        width = max([1, *(last + 1 for _, last in row.spans), *(at + 1 for at, one in enumerate(cells) if one)])
        cells = cells[:width]
    return _Row(row.line, row.last_line or row.line, cells, row.spans, is_text)


def _two_rows(upper: _Row, lower: _Row) -> tuple[str, ...] | None:
    """The joined words if the upper row needs the lower: it has blank or repeated words, together they have none."""
    width = max(len(upper.cells), len(lower.cells))
    if not any(lower.cells) or (upper.is_text and len(upper.cells) != len(lower.cells)):
        return None
    over = [*upper.cells, *[""] * (width - len(upper.cells))]
    under = [*lower.cells, *[""] * (width - len(lower.cells))]
    for first, last in upper.spans:
        for place in range(first + 1, min(last + 1, len(over))):
            over[place] = over[first]
    for place in range(1, len(over)):
        if not over[place] and under[place] and over[place - 1] and under[place - 1]:
            over[place] = over[place - 1]  # text exports leave the cells under a merged word blank
    if all(over) and len(set(over)) == len(over):
        return None
    joined = _plain(
        [f"{up}{JOIN}{down}" if up and down and up != down else up or down
         for up, down in zip(over, under, strict=True)]
    )  # fmt: skip
    return joined if all(joined) and len(set(joined)) == len(joined) else None


def _plain(words: Sequence[str]) -> tuple[str, ...]:
    """Words without padding, marks that nobody sees, and line breaks inside."""
    return tuple(" ".join(word.replace("\ufeff", "").replace("\u200b", "").split()) for word in words)


@lru_cache(maxsize=1 << 15)  # the words of all profiles are held against every line that may be a header
def spelling(word: str) -> str:
    """What two spellings of a word have in common: width, spaces and case do not count."""
    return "".join(unicodedata.normalize("NFKC", word).split()).casefold()
