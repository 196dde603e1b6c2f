"""Tests of meters: each before it was mounted, those of customers with transformers once more in the field."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from jicha.twin.account import Account, Place
from jicha.twin.books.book import Books
from jicha.twin.books.crew import crew_of
from jicha.twin.books.learning import certificate_no
from jicha.twin.books.office_hours import open_day, workdays_after
from jicha.twin.books.orders import Order, Step, put_order, put_permit
from jicha.twin.books.seals import TERMINALS, replaced
from jicha.twin.mounted import mounted
from jicha.twin.streams import Stream

_FIELD_TEST_MONTHS = 12
_DAYS_BEFORE_MOUNTING = 30
_FIRST_CHECK_DAYS = 20  # after the supply of a large customer began; a month is allowed


def write_meter_tests(books: Books) -> None:
    """The result is the meter's own error, which lies within its class. After ``write_seals`` and people."""
    for account in books.station.accounts:
        for place in account.places:
            if place.number not in books.dials:
                continue
            if account.opened >= books.world.first:
                _put_first(books, account, place)
            if account.dedicated:
                _put_field(books, account, place)


def _put_first(books: Books, account: Account, place: Place) -> None:
    tested = open_day(account.opened - timedelta(_DAYS_BEFORE_MOUNTING))
    _put(books, place, f"JD{place.number}", "laboratory", tested, None)


def _put_field(books: Books, account: Account, place: Place) -> None:
    """Once a year, and the first soon after supply began."""
    spread = int(_FIELD_TEST_MONTHS * 30 * float(Stream(books.world.seed, place.number, "tested").uniform(1)[0]))
    day = open_day(books.world.first + timedelta(spread))
    kind = "field"
    if account.opened >= books.world.first:
        day, kind = open_day(account.opened + timedelta(_FIRST_CHECK_DAYS)), "first"
    if day > books.world.last or (account.closed and account.closed <= day):
        return
    crew, number = crew_of(books.station), f"XJ{place.number}{day:%y%m%d}"
    fitter = crew.fitters[day.toordinal() % len(crew.fitters)]
    order = Order(
        number, "meter_test", account, day, (Step("field_work", day),), point=place.number, channel="internal",
        archived=workdays_after(day, 1), papers=("field_record",), reason="周期现场检验",
    )  # fmt: skip
    put_order(books, order)
    put_permit(books, order, day, fitter, people=3)
    _put(books, place, f"JD{number}", kind, day, number)
    installation = books.records.of("meter_installation", point_id=place.number)[-1]["installation_id"]
    replaced(books, installation, TERMINALS, day, number, fitter)


def _put(books: Books, place: Place, number: str, kind: str, day: date, order: str | None) -> None:
    testers, seed = crew_of(books.station).inspectors, books.world.seed
    turn = day.toordinal() % len(testers)
    own = mounted(seed, place, 0)
    error = Decimal(str(round(100 * (own.meter.class_gain - 1), 3)))
    books.records.put(
        "meter_test", max(books.world.first, day), test_id=number, point_id=place.number, meter_id=own.asset,
        order_id=order, test_kind=kind, asked_by_customer=False, tested_on=day, result_on=workdays_after(day, 1),
        error_percent=error, passed=True, tester_id=testers[turn], second_tester_id=testers[(turn + 1) % len(testers)],
        tester_certificate_no=certificate_no(seed, testers[turn], "verification", day), load_percent=Decimal(100),
    )  # fmt: skip
