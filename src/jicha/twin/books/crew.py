"""Who works at a station, by duty. Numbers say station and place; a person keeps its duty over the whole window."""

from __future__ import annotations

from dataclasses import dataclass

from jicha.twin.world import Station

_AREAS_OF_A_READER = 3


@dataclass(frozen=True, slots=True)
class Crew:
    """Staff numbers. ``readers`` read meters of some areas each, ``fitters`` mount them, ``clerks`` make bills."""

    manager: str
    readers: tuple[str, ...]
    clerks: tuple[str, ...]
    reviewers: tuple[str, ...]
    collectors: tuple[str, ...]
    cashiers: tuple[str, ...]
    inspectors: tuple[str, ...]
    fitters: tuple[str, ...]
    acceptors: tuple[str, ...]
    refund_clerks: tuple[str, ...]
    auditors: tuple[str, ...]

    def reader_of(self, area_place: int) -> str:
        """Who reads the meters of the station's area of this place, and of the line where it is below 0."""
        return self.readers[max(area_place, 0) // _AREAS_OF_A_READER % len(self.readers)]


def crew_of(station: Station) -> Crew:
    """The crew of a station; larger stations have more readers and fitters."""
    # No duty is E: spreadsheets take 99010001E01 for a number, and intake rightly refuses what looks like one.
    large = 1 + len(station.areas) // 10

    def people(duty: str, count: int) -> tuple[str, ...]:
        return tuple(f"{station.number}{duty}{one + 1:02d}" for one in range(count))

    return Crew(
        people("A", 1)[0],
        people("B", max(2, -(-len(station.areas) // _AREAS_OF_A_READER))),
        people("C", 2),
        people("D", 1),
        people("J", 2),
        people("F", 2),
        people("G", 2 * large),
        people("H", 2 * large),
        people("K", 2),
        people("M", 1),
        people("N", 1),
    )
