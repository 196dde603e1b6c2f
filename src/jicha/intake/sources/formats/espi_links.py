"""Which resource of a feed belongs to which, by their links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from jicha.intake.sources.formats.espi_feed import SUMMARIES, Entry

_NONE = Entry(-1)


@dataclass(frozen=True, slots=True)
class Owners:
    """What a block or a summary belongs to; an entry without a kind where its links lead nowhere."""

    reading: Entry
    type: Entry
    point: Entry
    clock: Entry


@dataclass(slots=True)
class Links:
    """The owners of every block and summary.

    ``unlinked`` counts blocks without reading, type or point. ``shared_clock``: points name no LocalTimeParameters, and
    the feed has one only, which then is theirs.
    """

    entries: Sequence[Entry]
    owners: dict[int, Owners] = field(default_factory=dict)
    unlinked: int = 0
    shared_clock: bool = False
    _at: dict[tuple[str, str], list[Entry]] = field(default_factory=dict)  # by kind and own address
    _above: dict[tuple[str, str], list[Entry]] = field(default_factory=dict)  # by kind and address it is related to

    def __post_init__(self) -> None:
        for one in self.entries:
            if one.kind not in ("IntervalBlock", ""):
                self._at.setdefault((one.kind, one.self_), []).append(one)
                for href in dict.fromkeys(one.related):
                    self._above.setdefault((one.kind, href), []).append(one)
        clocks = [one for one in self.entries if one.kind == "LocalTimeParameters"]
        of_reading: dict[str, Owners] = {}
        for one in self.entries:
            if one.kind == "IntervalBlock":
                if one.up not in of_reading:  # the blocks of one reading are many, and all have its address
                    of_reading[one.up] = self._of_block(one, clocks)
                found = of_reading[one.up]
                self.owners[one.number] = found
                self.unlinked += not (found.reading.kind and found.type.kind and found.point.kind)
            elif one.kind in SUMMARIES:
                point = self._parent(one, "UsagePoint")
                self.owners[one.number] = Owners(_NONE, _NONE, point, self._clock(point, clocks))

    def _of_block(self, block: Entry, clocks: Sequence[Entry]) -> Owners:
        reading = self._parent(block, "MeterReading")
        types = [one for href in reading.related for one in self._at.get(("ReadingType", href), [])]
        point = self._parent(reading, "UsagePoint") if reading.kind else _NONE
        return Owners(reading, _only(types), point, self._clock(point, clocks))

    def _parent(self, child: Entry, kind: str) -> Entry:
        """The entry of a kind that the child lies below: it says so, or the child's address begins with its own."""
        if not child.up and not child.self_:
            return _NONE
        found = self._above.get((kind, child.up)) or self._above.get((kind, child.self_)) or []
        address = child.up or child.self_
        while not found and address:
            found = self._at.get((kind, address), [])
            address = address.rpartition("/")[0]
        return _only(found)

    def _clock(self, point: Entry, clocks: Sequence[Entry]) -> Entry:
        found = [one for href in point.related for one in self._at.get(("LocalTimeParameters", href), [])]
        if found:
            return _only(found)
        only = _only(clocks)
        self.shared_clock |= bool(only.kind)
        return only


def _only(found: Sequence[Entry]) -> Entry:
    """The one that was found; of several only if all say the same, as feeds that repeat a resource do."""
    alike = bool(found) and all((one.self_, one.values) == (found[0].self_, found[0].values) for one in found)
    return found[0] if alike else _NONE
