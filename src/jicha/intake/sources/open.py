"""Open a delivered file: its tables, and for each the source that a header of it gives."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jicha.intake.errors import BadHeader
from jicha.intake.sources.formats.grid import MOST_COLUMNS, TableHead
from jicha.intake.sources.header import DELIMITERS, headers, spelling
from jicha.intake.sources.process import ParsedFile
from jicha.intake.sources.refusals import too_many_columns
from jicha.intake.sources.source import FileTable, Header
from jicha.terms.errors import Fault, Words

_NOWHERE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class OpenTable:
    """One table of an open file."""

    parsed: ParsedFile
    number: int
    head: TableHead
    _read: dict[tuple[str, ...], tuple[Header, ...]] = field(default_factory=dict, compare=False, repr=False)
    _places: dict[tuple[str, ...], dict[str, set[int]]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing at all, as the spare sheets of a workbook do."""
        return self.head.words is None and not self.head.head

    def headers(self, delimiters: Sequence[str] = DELIMITERS) -> Iterator[Header]:
        """Every way to read a header of it, the likeliest first; worked out once, since every kind of file asks."""
        asked = tuple(delimiters)
        if asked not in self._read:
            self._read[asked] = tuple(headers(self.head, asked))
        return iter(self._read[asked])

    def headers_with(
        self, wanted: Sequence[str], synonyms: Mapping[str, Sequence[str]], delimiters: Sequence[str] = DELIMITERS
    ) -> Iterator[Header]:
        """Those of its headers that could have all of these words under a profile's synonyms, the likeliest first.

        Many kinds of file ask the same table, and most lack their first word in every line of it.
        """
        asked = tuple(delimiters)
        read = tuple(self.headers(asked))
        if asked not in self._places:
            places: dict[str, set[int]] = defaultdict(set)
            for place, header in enumerate(read):
                for title in header.titles:
                    places[spelling(title)].add(place)
            self._places[asked] = dict(places)
        known = self._places[asked]
        left = set(range(len(read)))
        for word in wanted:
            there = (known.get(spelling(one), _NOWHERE) for one in (word, *synonyms.get(word, ())))
            left &= _NOWHERE.union(*there)
            if not left:
                return
        yield from (read[place] for place in sorted(left))

    def source(self, header: Header) -> FileTable:
        """The table under a header. Raises BadHeader when a word is blank or stands twice."""
        checked = check_header(header, self.parsed.path, self.head.name)
        return FileTable(self.parsed, self.number, checked, self.head.rows_expected, self.head.name, self.head.notes)

    def first(self, fits: Callable[[Header], bool], delimiters: Sequence[str] = DELIMITERS) -> Header | None:
        """The likeliest header that fits; None if none does."""
        return next((one for one in self.headers(delimiters) if fits(one)), None)


def open_tables(path: Path) -> tuple[OpenTable, ...]:
    """Open a file by what it is, not by what it is called. Raises UnreadableFile, EmptyFile."""
    parsed = ParsedFile(path)
    return tuple(OpenTable(parsed, number, head) for number, head in enumerate(parsed.tables))


def check_header(header: Header, path: Path, sheet: str = "") -> Header:
    """The header, if every column has a word of its own. Raises BadHeader."""
    place = f"{path}[{sheet}]" if sheet else str(path)
    line = header.last_line or 1
    if len(header.words) > MOST_COLUMNS:
        raise BadHeader(too_many_columns(len(header.words), place, line, most=MOST_COLUMNS))
    twice = sorted(word for word, count in Counter(header.words).items() if word and count > 1)
    if twice:
        message = Words(
            f"the header has {', '.join(map(repr, twice[:12]))} more than once",
            f"表头中有重复的列名：{'、'.join(twice[:12])}",
        )
        remedy = Words("Give every column its own word.", "请让每列有不同的列名，再导入。")
        raise BadHeader(Fault.of(message, remedy, place, line))
    if "" in header.words:
        column = header.words.index("") + 1
        message = Words(f"column {column} of the header has no word", f"表头第 {column} 列没有列名")
        raise BadHeader(Fault.of(message, Words("Name every column.", "请补上列名，再导入。"), place, line))
    return header
