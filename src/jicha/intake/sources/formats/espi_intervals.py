"""IntervalReadings as rows, with the words of what they belong to."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.sources.formats.espi_feed import Entry, Feed, Reading
from jicha.intake.sources.formats.espi_links import Links, Owners
from jicha.intake.sources.formats.espi_moments import seconds_of, written
from jicha.intake.sources.formats.grid import CUT_ROWS, Asked, Cut
from jicha.intake.sources.formats.moved_point import moved_point
from jicha.intake.sources.formats.wanted import cuts_of

_OF_TYPE = {
    "accumulation": "accumulationBehaviour", "commodity": "commodity", "currency": "currency",
    "data_qualifier": "dataQualifier", "default_quality": "defaultQuality", "flow_direction": "flowDirection",
    "interval_length": "intervalLength", "kind": "kind", "phase": "phase", "multiplier": "powerOfTenMultiplier",
    "time_attribute": "timeAttribute", "uom": "uom",
}  # fmt: skip
_OF_CLOCK = {
    "tz_offset": "tzOffset", "dst_offset": "dstOffset", "dst_start_rule": "dstStartRule", "dst_end_rule": "dstEndRule",
}  # fmt: skip
_OF_READING = {
    "raw_value": "value", "quality": "ReadingQuality/quality", "cost": "cost", "tier": "consumptionTier", "tou": "tou",
    "cpp": "cpp",
}  # fmt: skip
_OF_OWNERS: dict[str, Callable[[Owners], str]] = {
    "usage_point": lambda one: one.point.self_,
    "usage_point_id": lambda one: one.point.id,
    "service_kind": lambda one: one.point.values.get("ServiceCategory/kind", ""),
    "meter_reading": lambda one: one.reading.self_,
    "reading_type": lambda one: one.type.self_,
    **{word: lambda one, path=path: one.type.values.get(path, "") for word, path in _OF_TYPE.items()},  # type: ignore[misc]
    **{word: lambda one, path=path: one.clock.values.get(path, "") for word, path in _OF_CLOCK.items()},  # type: ignore[misc]
    "unit": lambda one: unit_of(one.type.values.get("uom", "")),
}
INTERVAL_WORDS = (
    "usage_point", "usage_point_id", "service_kind", "meter_reading", "reading_type", *_OF_TYPE, "unit", "block",
    "start_utc", "start_standard", "seconds", "value", *_OF_READING, *_OF_CLOCK,
)  # fmt: skip
_NOBODY = Owners(Entry(-1), Entry(-1), Entry(-1), Entry(-1))


def interval_cuts(readings: Iterator[Reading], feed: Feed, links: Links, asked: Asked) -> Iterator[Cut]:
    """The readings in pieces."""
    before = 0
    while piece := list(islice(readings, CUT_ROWS)):
        lines = np.array([one.line for one in piece], np.int64)
        if not feed.by_line:
            lines = np.arange(before + 1, before + 1 + len(piece), dtype=np.int64)
        before += len(piece)
        yield from cuts_of(_Rows(piece, feed, links).column, INTERVAL_WORDS, asked, lines, ())


@cache
def units() -> dict[str, str]:
    """The unit of each code of the standard."""
    with (files("jicha.intake.sources.formats") / "espi_units.csv").open(encoding="utf-8") as text:
        return {row["code"]: row["unit"] for row in csv.DictReader(text)}


def unit_of(code: str) -> str:
    """The unit of a code; an unknown code stays what it is."""
    return units().get(code.strip(), code)


def scaled(raw: pa.Array, multipliers: Sequence[str]) -> pa.Array:
    """Raw values times ten to their multipliers; with a multiplier that is none a text that is no number."""
    made = raw
    for multiplier in sorted(set(multipliers)):
        if not multiplier or multiplier.strip() == "0":
            continue
        here = pa.array([one == multiplier for one in multipliers])
        plain = multiplier.strip().removeprefix("-")
        if plain.isascii() and plain.isdigit() and int(plain) <= 24:
            moved = moved_point(raw, int(multiplier))
        else:
            moved = pc.binary_join_element_wise(raw, pa.scalar(multiplier), "e")
        made = pc.if_else(here, moved, made)
    return made


class _Rows:
    """The columns of some readings, each made when it is asked for."""

    def __init__(self, piece: Sequence[Reading], feed: Feed, links: Links) -> None:
        self._piece, self._feed = piece, feed
        entries = [one.entry for one in piece]
        self._entries = sorted(set(entries))
        where = {entry: place for place, entry in enumerate(self._entries)}
        self._place = pa.array([where[entry] for entry in entries], pa.int32())
        self._owners = [links.owners.get(entry, _NOBODY) for entry in self._entries]

    def column(self, word: str) -> pa.Array:
        """One column, a text for each reading."""
        if word in _OF_OWNERS:
            return self._spread([_OF_OWNERS[word](one) for one in self._owners])
        if word in _OF_READING:
            return self._stated(_OF_READING[word])
        made: dict[str, Callable[[], pa.Array]] = {
            "block": lambda: self._spread([self._feed.entries[one].self_ for one in self._entries]),
            "start_utc": lambda: written(seconds_of(self._start()), self._start()),
            "start_standard": self._start_standard,
            "seconds": self._seconds,
            "value": lambda: scaled(self.column("raw_value"), self.column("multiplier").to_pylist()),
        }
        return made[word]()

    def _spread(self, of_entries: Sequence[str]) -> pa.Array:
        return pa.array(of_entries, pa.string()).take(self._place)

    def _stated(self, path: str) -> pa.Array:
        return pa.array([one.values.get(path, "") for one in self._piece], pa.string())

    def _seconds(self) -> pa.Array:
        stated = self._stated("timePeriod/duration")
        return pc.if_else(pc.equal(stated, ""), self.column("interval_length"), stated)

    def _start(self) -> pa.Array:
        """When each began; without a time of its own as many intervals after its block as readings stand before it."""
        stated = self._stated("timePeriod/start")
        if not pc.any(pc.equal(stated, "")).as_py():
            return stated
        block = seconds_of(pa.array([one.block_start for one in self._piece], pa.string()))
        length = seconds_of(self.column("interval_length"))
        place = pa.array([one.place for one in self._piece], pa.int64())
        counted = pc.add(block, pc.multiply(length, place)).cast(pa.string()).fill_null("")
        return pc.if_else(pc.equal(stated, ""), counted, stated)

    def _start_standard(self) -> pa.Array:
        start = self._start()
        offset = seconds_of(self.column("tz_offset"))
        local = pc.add(seconds_of(start), offset)
        blank = pa.nulls(len(start), pa.string())
        return written(local, pc.if_else(offset.is_valid(), start, blank))
