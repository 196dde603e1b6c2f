"""An ESPI feed read as a stream: its entries with their links, and its readings one behind the other.

Only what is needed is kept: the parser sees a document of any size in pieces. What no feed has is refused: a DOCTYPE
(only files made to do harm define words of their own), elements nested deeper or texts longer than the standard knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.refusals import EXPORT_AGAIN, xml_damaged
from jicha.terms.errors import Fault, Words

SUMMARIES = ("UsageSummary", "ElectricPowerUsageSummary")
ATOM, ESPI = "http://www.w3.org/2005/Atom", "http://naesb.org/espi"
_BLOCK, _READING = "IntervalBlock", "IntervalReading"
_PIECE = 1 << 20
_DEEPEST = 40
_LONGEST_TEXT = 1 << 16
_MOST_ENTRIES = 4_000_000
_MOST_VALUES = 1_000  # different words of one resource that is not an IntervalBlock


@dataclass(slots=True)
class Entry:
    """One entry of the feed: its links, and of its resource the kind and the values, by their path in it."""

    number: int
    id: str = ""
    self_: str = ""
    up: str = ""
    related: list[str] = field(default_factory=list)
    kind: str = ""
    line: int = 0
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """One IntervalReading: the entry and the block it stands in, its place in the block, and its values by path."""

    entry: int
    block_start: str
    place: int
    line: int
    values: dict[str, str]


@dataclass(slots=True)
class Feed:
    """What a first look over a feed found. ``by_line``: no two readings begin on one line."""

    encoding: str = "utf-8"
    entries: list[Entry] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)
    readings: int = 0
    by_line: bool = True


def survey(file: BinaryIO, name: str) -> Feed:
    """Look over the whole feed: its entries without their readings. Raises UnreadableFile."""
    parser = _Parser(name)
    last_line = 0
    for reading in parser.readings(file):
        parser.feed.readings += 1
        parser.feed.by_line &= reading.line != last_line
        last_line = reading.line
    return parser.feed


def walk(file: BinaryIO, name: str) -> Iterator[Reading]:
    """Its readings, in order. Raises UnreadableFile."""
    return _Parser(name).readings(file)


class _Parser:
    """The handlers of one pass over a feed."""

    def __init__(self, name: str) -> None:
        self.feed = Feed()
        self._name = name
        self._path: list[str] = []
        self._text: list[str] = []
        self._length = 0
        self._entry: Entry | None = None
        self._resource = 0  # how deep the element of the resource lies, 0 outside of one
        self._reading: dict[str, str] | None = None
        self._reading_depth = self._reading_line = self._place = 0
        self._block_start = ""
        self._found: list[Reading] = []
        self._expat = expat.ParserCreate(namespace_separator=" ")
        self._expat.buffer_text = True
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self._characters
        self._expat.XmlDeclHandler = self._declared
        self._expat.StartDoctypeDeclHandler = self._doctype

    def readings(self, file: BinaryIO) -> Iterator[Reading]:
        """Parse the whole file; entries are gathered on the way."""
        file.seek(0)
        while True:
            piece = file.read(_PIECE)
            try:
                self._expat.Parse(piece, not piece)
            except expat.ExpatError as error:
                raise self._unreadable(xml_damaged(expat.ErrorString(error.code)), EXPORT_AGAIN) from error
            yield from self._found
            self._found.clear()
            if not piece:
                return

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self._path.append(local)
        self._text, self._length = [], 0
        if len(self._path) > _DEEPEST:
            message = Words("the XML is nested deeper than the standard knows", "XML 嵌套层数超过标准规定")
            raise self._unreadable(message, EXPORT_AGAIN)
        if self._reading is not None:
            return
        if space == ATOM:
            self._start_atom(local, attributes)
        elif self._entry is not None and not self._resource and len(self._path) > 1 and self._path[-2] == "content":
            self._resource = len(self._path)
            self._block_start, self._place = "", 0
            self._entry.kind = self._entry.kind or local
            self._entry.line = self._entry.line or self._expat.CurrentLineNumber
            self.feed.kinds[local] = self.feed.kinds.get(local, 0) + 1
        elif local == _READING and self._resource and self._path[self._resource - 1] == _BLOCK:
            self._reading, self._reading_depth = {}, len(self._path)
            self._reading_line = self._expat.CurrentLineNumber

    def _start_atom(self, local: str, attributes: dict[str, str]) -> None:
        if local == "entry":
            if len(self.feed.entries) >= _MOST_ENTRIES:
                message = Words(
                    f"the feed has more than {_MOST_ENTRIES:,} entries", f"文件中的条目超过 {_MOST_ENTRIES:,} 个"
                )
                raise self._unreadable(message, Words("Export shorter periods.", "请缩短时间范围，分次导出。"))
            self._entry = Entry(len(self.feed.entries))
            self.feed.entries.append(self._entry)
        elif local == "link" and self._entry is not None and not self._resource:
            href, relation = attributes.get("href", ""), attributes.get("rel", "")
            if relation == "self":
                self._entry.self_ = plain_href(href)
            elif relation == "up":
                self._entry.up = plain_href(href)
            elif relation == "related":
                self._entry.related.append(plain_href(href))

    def _end(self, name: str) -> None:
        local = self._path[-1]
        text = "".join(self._text).strip()
        self._text, self._length = [], 0
        if self._reading is not None:
            self._end_in_reading(text)
        elif self._resource:
            self._end_in_resource(text)
        elif self._entry is not None and len(self._path) > 1 and self._path[-2] == "entry" and local == "id":
            self._entry.id = text
        elif local == "entry":
            self._entry = None
        self._path.pop()

    def _end_in_reading(self, text: str) -> None:
        assert self._reading is not None
        assert self._entry is not None
        depth = len(self._path)
        if depth == self._reading_depth:
            self._found.append(
                Reading(self._entry.number, self._block_start, self._place, self._reading_line, self._reading)
            )
            self._reading = None
            self._place += 1
        elif text:
            path = "/".join(self._path[self._reading_depth :])
            before = self._reading.get(path)
            self._reading[path] = text if before is None else f"{before} {text}"  # more than one quality

    def _end_in_resource(self, text: str) -> None:
        assert self._entry is not None
        depth = len(self._path)
        path = "/".join(self._path[self._resource :])
        if depth == self._resource:
            self._resource = 0
        elif not text:
            return
        elif self._path[self._resource - 1] == _BLOCK:
            if path == "interval/start":
                self._block_start = text
        elif len(self._entry.values) < _MOST_VALUES:
            self._entry.values.setdefault(path, text)

    def _characters(self, text: str) -> None:
        self._length += len(text)
        if self._length > _LONGEST_TEXT:
            message = Words(
                "a text of the feed is longer than the standard knows", "文件中有一段文字超过标准规定的长度"
            )
            raise self._unreadable(message, EXPORT_AGAIN)
        self._text.append(text)

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding:
            self.feed.encoding = encoding.lower()

    def _doctype(self, *_: object) -> None:
        message = Words(
            "the XML has a DOCTYPE, which no feed has: it may define words of its own",
            "XML 中有 DOCTYPE 声明，可能自行定义内容；正常的用电数据文件没有这种声明",
        )
        raise self._unreadable(
            message, Words("Take the DOCTYPE away, or export it again.", "请删去该声明，或重新导出。")
        )

    def _unreadable(self, message: Words, remedy: Words) -> UnreadableFile:
        return UnreadableFile(Fault.of(message, remedy, self._name, self._expat.CurrentLineNumber))


def plain_href(href: str) -> str:
    """An address without host, query and a slash at its end: what two spellings of one resource have in common.

    >>> plain_href("https://utility.example/espi/1_1/resource/UsagePoint/1/?published-min=2026-01-01T00:00:00Z")
    '/espi/1_1/resource/UsagePoint/1'
    """
    bare = href.strip().split("?", 1)[0].split("#", 1)[0].rstrip("/")
    _, found, behind = bare.partition("://")
    if not found:
        return bare
    _, slash, path = behind.partition("/")
    return slash + path
