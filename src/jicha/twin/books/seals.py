"""Seals: two of each meter since it was mounted; whoever opens one has an order, and puts another in its place."""

from __future__ import annotations

from datetime import date

from jicha.twin.books.book import Books
from jicha.twin.books.crew import crew_of
from jicha.twin.books.office_hours import at
from jicha.twin.records import Row

_AT_A_METER = (("meter_cover", "verification"), ("terminal_cover", "installation"))
COVER, TERMINALS = 0, 1
_MOUNTING = ("lv_resident_new", "lv_non_resident_new", "hv_new", "meter_exchange")
_TAKING_DOWN = ("closing", "meter_exchange")


def write_seals(books: Books) -> None:
    """The seals as the fitters of the day applied them; opened again where the meter was taken down, by that order.

    To be called after the orders were written: the meter's file is told who mounted it and by which order.
    """
    fitters = crew_of(books.station).fitters
    mounted: dict[str, list[Row]] = {}
    for row in books.records.of("meter_installation"):
        mounted.setdefault(row["installation_id"], []).append(row)
    orders = {kinds: _orders(books, kinds) for kinds in (_MOUNTING, _TAKING_DOWN)}
    owner = {row["point_id"]: row.get("customer_id") for row in books.records.of("point")}
    for states in mounted.values():
        newest = states[-1]
        day, customer = newest["installed_on"], owner.get(newest["point_id"]) or ""
        fitter, order = fitters[day.toordinal() % len(fitters)], orders[_MOUNTING].get((customer, day))
        for row in states:
            row |= {"installer_id": fitter, "order_id": order}
        removed = newest.get("removed_on")
        ended = orders[_TAKING_DOWN].get((customer, removed)) if removed else None
        if removed:
            newest["removal_order_id"] = ended
        for place in (COVER, TERMINALS):
            seal = _put_applied(books, newest, place, fitter, order)
            if removed and ended:
                books.records.put("seal", removed, **seal, seal_status="opened", removed_on=removed)
                put_handling(books, seal, "opened", removed, fitters[removed.toordinal() % len(fitters)], ended)


def _orders(books: Books, kinds: tuple[str, ...]) -> dict[tuple[str, date], str]:
    """The order of these kinds that took effect for a customer on a day."""
    return {
        (row["customer_id"], row["effective_on"]): row["order_id"]
        for row in books.records.of("service_order")
        if row["order_kind"] in kinds and row.get("effective_on")
    }


def _put_applied(books: Books, mounted: Row, place: int, fitter: str, order: str | None) -> Row:
    day = mounted["installed_on"]
    position, use = _AT_A_METER[place]
    seal = {
        "seal_id": seal_no(mounted["installation_id"], place), "point_id": mounted["point_id"], "position": position,
        "seal_use": use, "applied_on": day, "applier_id": fitter,
    }  # fmt: skip
    books.records.put("seal", max(books.world.first, day), **seal, seal_status="in_use")
    put_handling(books, seal, "applied", day, fitter, order)
    return seal


def seal_no(installation: str, place: int, turn: int = 0) -> str:
    """The number of a mounted meter's seal; ``turn`` counts those that were put in its place."""
    return f"FY{installation}{place}{turn}"


def replaced(books: Books, installation: str, place: int, day: date, order: str, operator: str) -> None:
    """A meter's seal opened and another applied, on one day and by one order."""
    old = books.records.of("seal", seal_id=seal_no(installation, place))[-1]
    gone = {name: value for name, value in old.items() if name != "known_on"}
    books.records.put("seal", day, **{**gone, "seal_status": "opened", "removed_on": day})
    put_handling(books, gone, "opened", day, operator, order)
    fresh = {**gone, "seal_id": seal_no(installation, place, 1), "applied_on": day, "applier_id": operator}
    books.records.put("seal", day, **{**fresh, "seal_status": "in_use", "seal_use": "field_test"})
    put_handling(books, fresh, "applied", day, operator, order)


def put_handling(books: Books, seal: Row, operation: str, day: date, operator: str, order: str | None) -> None:
    """One handling of a seal."""
    books.records.put(
        "seal_operation", max(books.world.first, day), operation_id=f"{seal['seal_id']}{operation[:1]}",
        seal_id=seal["seal_id"], point_id=seal["point_id"], position=seal["position"], operation=operation,
        operated_at=at(day, 15), order_id=order, operator_id=operator,
    )  # fmt: skip
