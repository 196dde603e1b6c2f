"""Green Button: a customer's energy usage as NAESB ESPI lays it down, an Atom feed in XML.

Every entry of the feed holds one resource, and links say what belongs together: an IntervalBlock lies below a
MeterReading, which is of a ReadingType and lies below a UsagePoint, which has LocalTimeParameters. A link that leads
nowhere, or to two places, leaves the words of what it should have led to blank, and a note says how many did.

The tables have fixed words: ``intervals``, a row for each IntervalReading, and ``summaries`` (UsageSummary and its
older name). Codes stay the numbers of the standard; ``unit`` is its unit of measure. ``raw_value`` is what stands
there, ``value`` the same with the point moved by powerOfTenMultiplier, in ``unit``: exact texts both. Costs are in
hundred-thousandths of the currency. A moment is seconds since 1970 in UTC. The file says how far its clocks are ahead
of that and when summer time moves them (``tz_offset``, ``dst_*``, as they stand); ``start_standard`` is the local time
without summer time, so that each day has 24 hours and no hour comes twice.

A place is the line, or the number of the reading where several stand on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from jicha.intake.errors import EmptyFile
from jicha.intake.sources.formats.espi_feed import SUMMARIES, Feed, Reading, survey, walk
from jicha.intake.sources.formats.espi_intervals import INTERVAL_WORDS, interval_cuts
from jicha.intake.sources.formats.espi_links import Links
from jicha.intake.sources.formats.espi_summaries import SUMMARY_WORDS, summary_cuts
from jicha.intake.sources.formats.grid import Asked, Cut, Note, TableHead
from jicha.terms.errors import Fault, Words

_SPACE = re.compile(rb"[\"']http://naesb\.org/espi(?:/customer)?[\"']")
_READ = {"UsagePoint", "MeterReading", "ReadingType", "IntervalBlock", "LocalTimeParameters", *SUMMARIES}


def recognise(head: bytes, name: str) -> bool:
    """XML that speaks of the standard's namespace."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            head = head[2:].decode(encoding, "replace").encode()
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<" and _SPACE.search(head) is not None


def open_file(file: BinaryIO, name: str) -> GreenButton:
    """Open a feed. Raises UnreadableFile, EmptyFile."""
    return GreenButton(file, name)


class GreenButton:
    """One feed: looked over once for its resources and their links, then read as a stream."""

    format = "green_button"

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name = file, name
        self._feed: Feed = survey(file, name)
        self.encoding = self._feed.encoding
        self._links = Links(self._feed.entries)
        self.tables = tuple(self._tables())
        if not self.tables:
            kinds = ", ".join(sorted(self._feed.kinds)) or "nothing"
            message = Words(f"the feed holds no readings, only {kinds}", f"文件中没有用电量数据，只有 {kinds}")
            remedy = Words("Ask for the export of energy usage.", "请索取含用电量的导出文件。")
            raise EmptyFile(Fault.of(message, remedy, name))

    def read(self, asked: Asked) -> Iterator[Cut]:
        """The rows of one table, in order. Raises UnreadableFile."""
        if self.tables[asked.table].name == "summaries":
            return summary_cuts(self._feed, self._links, asked)
        readings: Iterator[Reading] = walk(self._file, self._name)
        return interval_cuts(readings, self._feed, self._links, asked)

    def _tables(self) -> Iterator[TableHead]:
        feed = self._feed
        notes = [Note("resources_left_out", {"resource": kind, "entries": str(count)})
                 for kind, count in sorted(feed.kinds.items()) if kind not in _READ]  # fmt: skip
        if self._links.unlinked:
            notes.append(Note("unlinked_blocks", {"blocks": str(self._links.unlinked)}))
        if self._links.shared_clock:
            notes.append(Note("shared_clock"))
        if feed.readings:
            yield TableHead("intervals", INTERVAL_WORDS, (), feed.readings, tuple(notes))
        if any(feed.kinds.get(one) for one in SUMMARIES):
            yield TableHead("summaries", SUMMARY_WORDS, (), sum(feed.kinds.get(one, 0) for one in SUMMARIES))
