"""BIL-026: a customer changed how capacity is charged, and again two months later: a quarter is the least."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from jicha.twin.account import Account
from jicha.twin.books.crew import crew_of
from jicha.twin.books.office_hours import at, open_day_before
from jicha.twin.books.orders import Order, Step, put_order
from jicha.twin.error import Desk, Truth, error, near
from jicha.twin.misbilled import plain
from jicha.twin.records import KNOWN_ON, Row

_MODES = ("capacity", "demand_actual")
_FROM = 2  # the bill from which on the other way holds, so that there is one before it


@error("基本电费计算方式变更不满三个月", "BIL-026", early=True)
def way_of_capacity_changed_again(desk: Desk) -> Iterator[Truth]:
    """The way of the charge for capacity changed twice within three months."""
    for kind, months in (("way_of_capacity_changed_again", 2), ("way_of_capacity_changed_again near", 3)):
        for account in desk.accounts(kind, lambda one: _fits(desk, one), desk.count + 1):
            change, day = _there_and_back(desk, account, months)
            if months < 3:
                yield Truth("BIL-026", "parameter_change", change, day)
            else:
                yield near("BIL-026", "parameter_change", change, day)


def _fits(desk: Desk, account: Account) -> bool:
    own = desk.books.bill_numbers(account.places[0])
    return (
        len(own) > _FROM + 3
        and all(desk.is_free(one) and plain(desk.books.bills[one]) for one in own[: _FROM + 4])
        and all(desk.books.bills[one].case.capacity_mode == _MODES[0] for one in own[: _FROM + 4])
        and desk.books.bills[own[0]].item.price_class == "large_industry"
    )


def _there_and_back(desk: Desk, account: Account, months: int) -> tuple[str, date]:
    """By actual demand for some months and by capacity again, each with an order: the second change and its day."""
    books, place = desk.books, account.places[0]
    own = books.bill_numbers(place)
    days = [books.bills[own[one]].case.period_start for one in (_FROM, _FROM + months)]
    desk.taken.update(own[: _FROM + months + 1])
    for number in own[_FROM : _FROM + months]:
        books.rebill(number, terms=replace(books.bills[number].terms, mode=_MODES[1]))
        books.settle(number)
    _split(books.records.of("point_history", point_id=place.number)[-1], days, books.records.put)
    changes = [_change(desk, account, one, day) for one, day in enumerate(days)]
    return changes[-1], days[-1]


def _change(desk: Desk, account: Account, place: int, day: date) -> str:
    books, crew = desk.books, crew_of(desk.books.station)
    done = open_day_before(day)
    accepted = open_day_before(done - timedelta(3))
    order = Order(
        f"BG{account.number}{day:%Y%m}", "capacity_mode_change", account, accepted,
        (Step("approve", open_day_before(done)),), archived=done, papers=("application",),
    )  # fmt: skip
    put_order(books, order)
    number = f"{order.number}1"
    books.records.put(
        "parameter_change", done, change_id=number, point_id=account.places[0].number, customer_id=account.number,
        parameter="capacity_charge_mode", old_value=_MODES[place], new_value=_MODES[1 - place],
        changed_at=at(done, 15), effective_on=day, order_id=order.number, operator_id=crew.acceptors[0],
        channel="order",
    )  # fmt: skip
    return number


def _split(row: Row, days: list[date], put: Callable[..., Row]) -> None:
    """The history of the point: before, between and after the two days."""
    told = {name: value for name, value in row.items() if name != KNOWN_ON}
    first, last = days
    put("point_history", first, **{**told, "valid_from": first, "valid_to": last, "capacity_charge_mode": _MODES[1]})
    put("point_history", last, **{**told, "valid_from": last})
    row["valid_to"] = first
