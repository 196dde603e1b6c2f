"""NEM12 and NEM13: metering data of the Australian market, as AEMO's meter data file format lays it down.

A file is a list of records of several kinds, told by their first field: 100 begins it, 900 ends it. In NEM12 a 200
record names a meter's register and how long its intervals are, each 300 below it holds the values of one day, 400
records below that say the quality of ranges of its intervals, and 500 records what a reader was sent for. In NEM13 a
250 record holds a register's previous and current reading, a 550 what went with it.

Times are market time: Australian Eastern Standard Time (UTC+10) throughout the year, in every state; so each day has 24
hours. Interval ``i`` ends ``i`` intervals after midnight.

The tables have fixed words: ``intervals`` (a row for each value), ``events`` (500 records, where there are any) and
``accumulated`` (NEM13). ``stream`` and ``meter_no`` are the two signs of the register's suffix: E is energy taken from
the network and B energy fed into it (AEMO says export and import, from the market's side), Q and K the same for
reactive energy. ``base_value`` is the value in the unit without prefix (2.5 kWh: 2500 Wh); it is blank where the
quality is N, since a null reading is written as 0. What is no good record is torn, never dropped; a file without its
end is refused, since nobody can tell how much of it is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from jicha.intake.errors import EmptyFile
from jicha.intake.sources.formats import nem12_days, nem12_reads
from jicha.intake.sources.formats.encoding import decide_encoding
from jicha.intake.sources.formats.grid import Asked, Cut, TableHead
from jicha.intake.sources.formats.nem12_blocks import Block, Survey, blocks, survey
from jicha.intake.sources.refusals import EXPORT_AGAIN
from jicha.terms.errors import Fault, Words

# A file whose beginning is lost is still ours to refuse: as a table of delimited text it would make no sense.
_BEGINS = re.compile(
    rb'(?:\xef\xbb\xbf)?\s*"?(?:100"?,"?NEM1[23]\b'
    rb'|200"?,(?:[^,\r\n]*,){7,8}[^,\r\n]*\r?\n"?300"?,|250"?,(?:[^,\r\n]*,){18,21})',
    re.IGNORECASE,
)
_READERS: dict[str, tuple[tuple[str, ...], Callable[[Block, Asked], Iterator[Cut]]]] = {
    "intervals": (nem12_days.WORDS, nem12_days.intervals),
    "events": (nem12_reads.EVENT_WORDS, nem12_reads.events),
    "accumulated": (nem12_reads.ACCUMULATED_WORDS, nem12_reads.accumulated),
}


def recognise(head: bytes, name: str) -> bool:
    """A 100 record with the name of the format; or the records that follow one, if it is missing."""
    return _BEGINS.match(head) is not None


def open_file(file: BinaryIO, name: str) -> Nem12File:
    """Open a file of records. Raises UnreadableFile, EmptyFile."""
    return Nem12File(file, name)


class Nem12File:
    """One file of either version."""

    format = "nem12"

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name = file, name
        self.encoding = decide_encoding(file, name).name
        self._survey = survey(file, self.encoding, name)
        if not self._survey.records:
            message = Words("the file has a beginning and an end and no records", "文件只有首尾记录，没有数据")
            raise EmptyFile(Fault.of(message, EXPORT_AGAIN, name, 1))
        self.tables = tuple(_head(one, self._survey) for one in self._names())

    def read(self, asked: Asked) -> Iterator[Cut]:
        """The rows of one table, in order. Raises UnreadableFile."""
        _, reader = _READERS[self.tables[asked.table].name]
        for block in blocks(self._file, self.encoding, self._name, self._survey.version):
            yield from reader(block, asked)

    def _names(self) -> tuple[str, ...]:
        if self._survey.version == "NEM13":
            return ("accumulated",)
        return ("intervals", "events") if self._survey.events else ("intervals",)


def _head(name: str, found: Survey) -> TableHead:
    expected = {"intervals": found.values, "events": found.events, "accumulated": found.records}[name]
    return TableHead(name, _READERS[name][0], (), expected)
