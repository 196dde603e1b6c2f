"""Devices around the meters: boxes, instrument transformers, terminals, and points as the acquisition has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from jicha.twin.account import ELEMENTS, Account, Place
from jicha.twin.books.book import Books
from jicha.twin.books.office_hours import at

_IN_A_BOX = 6
_SECONDARY_A, _SECONDARY_V = 5, 100
_PHASES = {1: ("a",), 2: ("a", "c"), 3: ("a", "b", "c")}
_TERMINALS_SINCE = date(2016, 1, 1)


def write_devices(books: Books) -> None:
    """One concentrator in each area, one terminal at each customer of the line."""
    assets = {row["point_id"]: row["meter_id"] for row in books.records.of("meter_installation")}
    for area in books.station.areas:
        _put_terminal(books, f"ZD{area.number}", "concentrator", _TERMINALS_SINCE, area=area.number)
        metered = [one for one in area.accounts if any(place.number in books.dials for place in one.places)]
        for place in range(0, len(metered), _IN_A_BOX):
            meters = len(metered[place : place + _IN_A_BOX])
            books.records.put(
                "meter_box", books.world.first, box_id=f"BX{area.number}{place // _IN_A_BOX:03d}", org_id=books.org,
                area_id=area.number, meter_places=_IN_A_BOX, meters_mounted=meters, box_state="good",
                checked_on=books.world.first,
            )  # fmt: skip
        for account in area.accounts:
            _put_points(books, account, area.number, f"ZD{area.number}", assets)
    for account in books.station.dedicated:
        _put_terminal(
            books, f"ZD{account.number}", "private_terminal", max(account.opened, _TERMINALS_SINCE),
            customer=account.number,
        )  # fmt: skip
        _put_points(books, account, "", f"ZD{account.number}", assets)


def _put_terminal(books: Books, number: str, kind: str, since: date, *, area: str = "", customer: str = "") -> None:
    books.records.put(
        "terminal", max(books.world.first, since), terminal_id=number, org_id=books.org, area_id=area or None,
        customer_id=customer or None, terminal_kind=kind, terminal_status="running", ratio=Decimal(1),
        installed_on=since, last_online_at=at(max(books.world.first, since), 10), clock_offset_seconds=0,
    )  # fmt: skip


def _put_points(books: Books, account: Account, area: str, terminal: str, assets: Mapping[str, str]) -> None:
    day = max(books.world.first, account.opened)
    for place in account.places:
        if place.number not in books.dials:
            continue
        dials = books.dials[place.number]
        books.records.put(
            "acquisition_point", day, acquisition_point_id=f"CJ{place.number}", org_id=books.org,
            point_no=place.number, customer_no=account.number, area_no=area or None,
            meter_no=assets.get(place.number), ratio=dials.multiplier, terminal_id=terminal,
            updated_on=day,
        )  # fmt: skip
        for kind, ratio, secondary in (("current", place.ct, _SECONDARY_A), ("voltage", place.pt, _SECONDARY_V)):
            if ratio > 1:
                _put_transformers(books, account, place, kind, ratio, secondary)


def _put_transformers(books: Books, account: Account, place: Place, kind: str, ratio: int, secondary: int) -> None:
    day = account.opened
    for phase in _PHASES[ELEMENTS[place.wiring]]:
        number = f"HG{place.number}{kind[:1].upper()}{phase.upper()}"
        books.records.put(
            "instrument_transformer", max(books.world.first, day), instrument_transformer_id=number,
            point_id=place.number, device_kind=kind, phase=phase, rated_primary=Decimal(ratio * secondary),
            rated_secondary=Decimal(secondary), ratio=Decimal(ratio), accuracy_class="class_02s"
            if kind == "current" else "class_02", rated_burden_va=Decimal(10), standard_ratio=True,
            serial_no=number[2:], asset_status="running", installed_on=day, tested_on=day,
        )  # fmt: skip
