"""Certificates without a gap, and trainings."""

from __future__ import annotations

from datetime import date, timedelta

from station_written import FIRST, LAST, newest, written

from jicha.twin.books.crew import crew_of
from jicha.twin.books.learning import NEEDED, certificate_no
from jicha.twin.books.people import everybody


def test_whoever_needs_a_certificate_has_one_on_every_day() -> None:
    held: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for row in newest(written(), "certificate"):
        held.setdefault((row["staff_id"], row["certificate_kind"]), []).append((row["issued_on"], row["valid_to"]))
    for post, numbers in everybody(crew_of(written().station)):
        for kind in NEEDED.get(post, ()):
            for number in numbers:
                spans = held[number, kind]
                for place in range((LAST - FIRST).days + 1):
                    day = FIRST + timedelta(place)
                    assert sum(begin <= day < end for begin, end in spans) == 1


def test_the_number_stated_on_a_day_is_that_of_the_certificate_then_held() -> None:
    inspector = crew_of(written().station).inspectors[0]
    rows = {row["certificate_id"]: row for row in newest(written(), "certificate")}
    for day in (FIRST, date(2025, 6, 30), LAST):
        row = rows[certificate_no(1, inspector, "verification", day)]
        assert row["staff_id"] == inspector
        assert row["issued_on"] <= day < row["valid_to"]


def test_everybody_is_trained_twice_a_year_and_passes() -> None:
    staff = sum(len(numbers) for _, numbers in everybody(crew_of(written().station)))
    rows = newest(written(), "training")
    assert len(rows) == 2 * staff
    assert all(row["passed"] and row["score"] >= 75 for row in rows)
