"""Faults of metering that cost no energy: terminals that were not reached, found and mended within days."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from jicha.twin.books.book import Books
from jicha.twin.books.office_hours import at, months_from, open_day, workdays_after
from jicha.twin.books.orders import Order, Step, put_order
from jicha.twin.streams import Stream

_OF_AN_AREA = 0.02  # in a month
_DAYS_OF_A_MONTH = 25
_MENDED_WITHIN = 2  # working days
_NOTHING = Decimal(0)


def write_meter_faults(books: Books) -> None:
    """At the concentrator of an area, noted at the point that was missed first. Readings came later, none is lost."""
    for area in books.station.areas:
        account = next((one for one in area.accounts if one.places[0].number in books.dials and not one.closed), None)
        for month in months_from(books.world.first, books.world.last):
            drawn = Stream(books.world.seed, area.number, f"terminal {month:%Y-%m}").uniform(2).tolist()
            day = open_day(month + timedelta(1 + int(_DAYS_OF_A_MONTH * drawn[1])))
            mended = workdays_after(day, _MENDED_WITHIN)
            if account is None or drawn[0] >= _OF_AN_AREA or account.opened >= day or mended > books.world.last:
                continue
            order = Order(
                f"GZ{area.number}{day:%y%m%d}", "terminal_work", account, day, (Step("field_work", mended),),
                archived=workdays_after(mended, 1), channel="internal", reason="集中器通信中断",
                papers=("field_record",),
            )  # fmt: skip
            put_order(books, order)
            books.records.put(
                "meter_fault", mended, meter_fault_id=f"JG{order.number}", point_id=account.places[0].number,
                order_id=order.number, device="terminal", fault_kind="communication", fault_cause="unknown",
                reported_at=at(day, 9), finished_at=at(mended, 15), confirmed=True, within_limits=True,
                error_kwh=_NOTHING, lost_kwh=_NOTHING, lost_money=_NOTHING,
            )  # fmt: skip
