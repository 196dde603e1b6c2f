"""Certificates and trainings: whoever does a work that asks for a certificate has one that holds on every day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from jicha.twin.books.book import Books
from jicha.twin.books.crew import crew_of
from jicha.twin.books.office_hours import months_from, open_day
from jicha.twin.books.people import POSTS, everybody
from jicha.twin.streams import Stream

_YEARS = 3
_EARLIEST = date(2012, 1, 1)
NEEDED = {
    "readers": ("low_voltage",),
    "fitters": ("low_voltage", "high_voltage"),
    "inspectors": ("inspection", "verification", "high_voltage"),
    "cashiers": ("accounting",),
    "auditors": ("audit",),
}
_TRAINING_MONTHS = (3, 9)


def write_learning(books: Books) -> None:
    """All certificates that hold within the window, and two trainings a year of everybody."""
    for post, numbers in everybody(crew_of(books.station)):
        for number in numbers:
            for kind in NEEDED.get(post, ()):
                _put_chain(books, number, kind)
            _put_trainings(books, number, POSTS[post].trade)


def certificate_no(seed: int, staff: str, kind: str, day: date) -> str:
    """The number of the certificate that somebody holds on a day."""
    return _number(staff, kind, _issued(seed, staff, kind, day))


def _put_chain(books: Books, staff: str, kind: str) -> None:
    """Each is renewed on the day on which the one before ends."""
    issued = _issued(books.world.seed, staff, kind, books.world.first)
    while issued <= books.world.last:
        ends = _later(issued)
        books.records.put(
            "certificate", max(books.world.first, issued), certificate_id=_number(staff, kind, issued), staff_id=staff,
            certificate_kind=kind, issued_on=issued, valid_to=ends, issuer="云陵省电力公司",
        )  # fmt: skip
        issued = ends


def _put_trainings(books: Books, staff: str, trade: str) -> None:
    for month in months_from(books.world.first, books.world.last):
        if month.month in _TRAINING_MONTHS:
            day = open_day(month + timedelta(9))
            marks = 75 + int(24 * float(Stream(books.world.seed, staff, f"marks {month}").uniform(1)[0]))
            books.records.put(
                "training", day, training_id=f"{staff}{month:%Y%m}", staff_id=staff, training_kind="regular",
                field=trade, held_on=day, hours=Decimal(8), practical=False, attended=True, score=Decimal(marks),
                passed=True,
            )  # fmt: skip


def _issued(seed: int, staff: str, kind: str, day: date) -> date:
    drawn = float(Stream(seed, staff, f"certificate {kind}").uniform(1)[0])
    issued = _EARLIEST + timedelta(int(365 * _YEARS * drawn))
    while _later(issued) <= day:
        issued = _later(issued)
    return issued


def _later(day: date) -> date:
    return date(day.year + _YEARS, day.month, min(day.day, 28) if day.month == 2 else day.day)


def _number(staff: str, kind: str, issued: date) -> str:
    return f"{staff}{kind[:2].upper()}{issued.year}"
