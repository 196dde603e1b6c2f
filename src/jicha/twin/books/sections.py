"""Reading sections: one for each area, one for the customers of the line; who reads them, who computes bills."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from jicha.twin.books.book import Books
from jicha.twin.books.crew import Crew, crew_of
from jicha.twin.streams import Stream

_ROTATION_MONTHS = 18  # readers change places before the two years are over
_READ_DAY = 31  # the last of every month


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """``turns`` are the readers since when, the first of them since before the window."""

    number: str
    name: str
    clerk: str
    collector: str
    turns: tuple[tuple[date, str], ...]

    def reader_on(self, day: date) -> str:
        """Who reads it on a day."""
        return [reader for begin, reader in self.turns if begin <= day][-1]


def sections_of(books: Books) -> dict[str, Section]:
    """The section of each customer, by its number."""
    crew = crew_of(books.station)
    found: dict[str, Section] = {}
    for place, area in enumerate(books.station.areas):
        section = _section(books, crew, place, area.name)
        found |= {one.number: section for one in area.accounts}
    line = _section(books, crew, -1, f"{books.org[:-3]}专变")
    return found | {one.number: line for one in books.station.dedicated}


def write_sections(books: Books) -> None:
    """The sections with their readers, and who read, computed and reviewed each bill."""
    section_of = sections_of(books)
    for one in dict.fromkeys(section_of.values()):
        _put_section(books, one)
    for row in books.records.of("customer"):
        row["section_id"] = section_of[row["customer_id"]].number
    reviewer = crew_of(books.station).reviewers[0]
    for number, bill in books.bills.items():
        section, row = section_of[bill.account.number], books.bill_row(number)
        row["section_id"] = section.number
        if row.get("read_on"):  # who has no meter is not read
            row["reader_id"] = section.reader_on(row["read_on"])
        row["clerk_id"] = section.clerk
        row["reviewer_id"] = reviewer


def _put_section(books: Books, one: Section) -> None:
    day = books.world.first
    books.records.put(
        "reading_section", day, section_id=one.number, org_id=books.org, name=one.name, section_kind="remote",
        read_day=_READ_DAY, cycle_months=1, clerk_id=one.clerk, collector_id=one.collector,
    )  # fmt: skip
    for place, (begin, reader) in enumerate(one.turns):
        put = books.records.put
        turn = {"section_id": one.number, "reader_id": reader, "assigned_from": begin}
        put("section_assignment", max(day, begin), **turn)
        if place + 1 < len(one.turns):
            ended = one.turns[place + 1][0]
            put("section_assignment", max(day, ended), **turn, assigned_to=ended)


def _section(books: Books, crew: Crew, place: int, name: str) -> Section:
    number = f"{books.station.number}{place + 1:03d}" if place >= 0 else f"{books.station.number}900"
    drawn = float(Stream(books.world.seed, number, "turns").uniform(1)[0])
    begin, turns = books.world.first - timedelta(int(180 * drawn)), list[tuple[date, str]]()
    own = crew.readers.index(crew.reader_of(place))
    while begin <= books.world.last:
        turns.append((begin, crew.readers[(own + len(turns)) % len(crew.readers)]))
        begin = _months_later(begin)
    spread = max(place, 0)
    return Section(
        number, f"{name}抄表段", crew.clerks[spread % len(crew.clerks)], crew.collectors[spread % len(crew.collectors)],
        tuple(turns),
    )  # fmt: skip


def _months_later(day: date) -> date:
    months = day.month - 1 + _ROTATION_MONTHS
    return date(day.year + months // 12, months % 12 + 1, min(day.day, 28))
