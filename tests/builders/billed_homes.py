"""The households of the billed town, and its school."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from billed_town import AUTUMN, Terms, Town, bill, bills, chose, customer, months, point

YEAR = months(1)
HOME = {
    "customer_class": "lv_resident",
    "price_class": "residential",
    "industry_code": "9900",
    "supply_voltage": "ac_220_v",
    "market_class": "not_in_market",
}


def add_homes(town: Town) -> None:
    """Households by tiers, of many persons, with relief, behind one meter, new in the year, read every two months."""
    for number in range(30):
        _home(town, f"home{number}", kwh=90 + 20 * number)  # the last of them reach the third tier
    _home(town, "five", kwh=260, terms=Terms("36-HOME", household="five_or_more"))
    _many(town, "five", 5, "extra_block")
    _home(town, "seven", kwh=330, terms=Terms("36-HOME-FLAT"))
    _many(town, "seven", 7, "flat_price")
    _home(town, "chose_flat", kwh=330, terms=Terms("36-HOME-FLAT"))
    chose(town, "chose_flat", "flat_household")
    _home(town, "relieved", kwh=60, terms=Terms("36-HOME", relief_kwh=Decimal(10)))
    _relieved(town, "relieved", "L1", date(2025, 1, 1), None)
    _home(town, "shared", kwh=700, terms=Terms("36-HOME-FLAT"))
    town.one("site", site_id="shared")["tenant_count"] = 4
    _home(
        town,
        "new_in_may",
        kwh=250,
        periods=months(5),
        terms=Terms("36-HOME", months_in_cycle=8),
        opened_on=date(2026, 5, 1),
    )
    pairs = [(date(2026, one, 1), date(2026, one + 2, 1)) for one in (1, 3, 5, 7, 9)]
    _home(town, "two_months", kwh=300, periods=pairs, months_billed=2, bill_cycle_months=2)
    # one family that moved on 10 September: each dwelling has its relief for its own days
    _home(
        town,
        "moved_out",
        kwh=60,
        periods=[*months(7, 8), (date(2026, 9, 1), date(2026, 9, 10))],
        terms=Terms("36-HOME", relief_kwh=Decimal(10)),
        closed_on=date(2026, 9, 10),
        opened_on=date(2024, 3, 1),
    )
    _relieved(town, "moved_out", "L2", date(2025, 1, 1), date(2026, 9, 10))
    _home(
        town,
        "moved_in",
        kwh=60,
        periods=[(date(2026, 9, 10), date(2026, 10, 1)), *months(10)],
        terms=Terms("36-HOME", relief_kwh=Decimal(10), months_in_cycle=4),
        opened_on=date(2026, 9, 10),
    )
    _relieved(town, "moved_in", "L2", date(2026, 9, 10), None)
    school = customer(
        town,
        "school",
        kva=80,
        **HOME
        | {"customer_class": "lv_non_resident", "industry_code": "8321", "price_class": "residential_institution"},
    )
    bills(town, point(town, school, "school"), Terms("36-HOME-INST"), AUTUMN, kwh=9000)


def _home(
    town: Town,
    name: str,
    *,
    kwh: int,
    terms: Terms | None = None,
    periods: list[Any] | None = None,
    months_billed: int = 1,
    **file: Any,
) -> None:
    owner = customer(town, name, kva=8, **HOME | file)
    where = point(town, owner, name, wiring="single_phase")
    told = {"months_billed": months_billed}
    for start, end in periods or YEAR:
        bill(town, where, terms or Terms("36-HOME"), start, end, kwh=kwh * months_billed, told=told)


def _many(town: Town, name: str, persons: int, benefit: str) -> None:
    town.put(
        "many_person_household",
        household_id=name,
        customer_id=name,
        person_count=persons,
        benefit=benefit,
        registered_on=date(2025, 3, 1),
        valid_to=date(2028, 3, 1),
    )
    for number in range(persons):
        town.put("household_member", household_id=name, person_no=f"{name}{number}")


def _relieved(town: Town, name: str, number: str, begin: date, end: date | None) -> None:
    town.put(
        "low_income_household",
        customer_id=name,
        valid_from=begin,
        valid_to=end,
        relief_kind="minimum_living",
        free_kwh_monthly=Decimal(10),
        on_civil_list=True,
        civil_list_no=number,
        checked_on=date(2026, 1, 5),
    )
