"""Books of a station whose few accounts are given, with their files and no year of electricity."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from station_written import FIRST, LAST

from jicha.twin.account import Account, Machine, Place, Terms
from jicha.twin.books.book import Books
from jicha.twin.prices.book import province_book
from jicha.twin.scenario import scenario
from jicha.twin.world import Area, Station, World

LONG_AGO = date(2015, 1, 1)
HOME = {
    "customer_class": "lv_resident", "price_class": "residential", "industry_code": "9900",
    "supply_voltage": "ac_220_v", "market_class": "not_in_market", "contract_capacity": Decimal(8),
    "running_capacity": Decimal(8),
}  # fmt: skip
WORKS = {
    "customer_class": "high_voltage", "price_class": "large_industry", "industry_code": "3311",
    "supply_voltage": "ac_10_kv", "market_class": "agency", "contract_capacity": Decimal(800),
    "running_capacity": Decimal(800),
}  # fmt: skip


def home(number: str = "9900000001", **given: Any) -> Account:
    """A household."""
    place = Place(f"{number}01", "household", 0.3, ((LONG_AGO, Terms("99-HOME")),))
    return Account(number, "household", HOME, (place,), **given)


def works(number: str = "9800000001", *, sealed: tuple[tuple[date, date], ...] = (), **given: Any) -> Account:
    """Industry with two machines, of which the second is sealed at times."""
    terms = given.pop("terms", ((LONG_AGO, Terms("99-TWO-10KV", "std_090", mode="capacity")),))
    place = Place(f"{number}01", "workshop", 100.0, terms, wiring="three_phase_four_wire", ct=200)
    machines = (Machine(f"{number}B1", 400), Machine(f"{number}B2", 400, sealed))
    return Account(number, "works", WORKS, (place,), machines=machines, **given)


def books_of(*accounts: Account) -> Books:
    """Their station: households in one area, works on the line; files are written."""
    low = tuple(one for one in accounts if not one.dedicated)
    high = tuple(one for one in accounts if one.dedicated)
    station = Station("99010001", "城东供电所", "99L00001", (Area("9900000001", "城东01号公变", low),), high)
    books = Books(World(1, scenario("clean"), 150, FIRST, LAST), station, province_book(1, LAST))
    books.write_files()
    return books
