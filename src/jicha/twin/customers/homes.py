"""Households: by tiers, by hours, of many persons, with relief, behind one meter, and those who moved in of late."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from jicha.twin.account import Account, Place, Terms
from jicha.twin.archetype import Newcomer, archetype

LONG_AGO = date(2015, 1, 1)
_HOME = {
    "customer_class": "lv_resident",
    "price_class": "residential",
    "industry_code": "9900",
    "supply_voltage": "ac_220_v",
    "market_class": "not_in_market",
}


@archetype("居民一户一表", share=0.80, least=40)
def household(asked: Newcomer) -> Account:
    """A household with its own meter, by tiers of the year."""
    return _home(asked, Terms("99-HOME"))


@archetype("居民峰谷户", share=0.07, least=10)
def household_by_hours(asked: Newcomer) -> Account:
    """A household that applied for prices by the hour."""
    return _home(asked, Terms("99-HOME-T"), chose=("time_of_use",))


@archetype("一户多人口（五人及以上）", share=0.02, least=6)
def household_of_many(asked: Newcomer) -> Account:
    """A registered household of five or more, with wider tiers."""
    persons = 5 + int(asked.between("persons", 0, 2))
    registered = {
        "household_id": asked.number,
        "customer_id": asked.number,
        "person_count": persons,
        "benefit": "extra_block",
        "registered_on": asked.first - timedelta(400),
        "valid_to": asked.last + timedelta(400),
    }
    members = [
        ("household_member", {"household_id": asked.number, "person_no": f"{asked.number}{one}"})
        for one in range(persons)
    ]
    terms = Terms("99-HOME", household="five_or_more")
    return _home(asked, terms, mean_kw=(0.3, 0.8), ledgers=(("many_person_household", registered), *members))


@archetype("低保五保户", share=0.02, least=6)
def household_with_relief(asked: Newcomer) -> Account:
    """A household on the civil list, whose first kilowatt-hours are free."""
    listed = {
        "customer_id": asked.number,
        "valid_from": LONG_AGO,
        "relief_kind": "minimum_living",
        "free_kwh_monthly": Decimal(10),
        "on_civil_list": True,
        "civil_list_no": f"DB{asked.number}",
        "checked_on": asked.first - timedelta(60),
    }
    terms = Terms("99-HOME", relief_kwh=Decimal(10))
    return _home(asked, terms, mean_kw=(0.05, 0.25), ledgers=(("low_income_household", listed),))


@archetype("居民合表户", share=0.01, least=4)
def households_behind_one_meter(asked: Newcomer) -> Account:
    """Several households behind one meter, on the flat price."""
    return _home(asked, Terms("99-HOME-FLAT"), mean_kw=(0.8, 2.0), tenants=4)


@archetype("年内新装居民", share=0.02, least=6)
def household_newly_connected(asked: Newcomer) -> Account:
    """A household that was connected within the window: its tiers are those of the months left."""
    days = (asked.last - asked.first).days
    opened = asked.first + timedelta(int(asked.between("opened", 0.15, 0.6) * days))
    return _home(asked, Terms("99-HOME"), opened=opened)


def _home(
    asked: Newcomer,
    terms: Terms,
    *,
    mean_kw: tuple[float, float] = (0.12, 0.6),
    chose: tuple[str, ...] = (),
    tenants: int = 1,
    opened: date | None = None,
    ledgers: tuple[tuple[str, dict[str, Any]], ...] = (),
) -> Account:
    size = asked.sized("mean", *mean_kw)
    choices = tuple(("price_choice", choice_of(asked, one)) for one in chose)
    return Account(
        asked.number,
        "",
        {**_HOME, "contract_capacity": Decimal(8), "running_capacity": Decimal(8)},
        (Place(asked.point(), "household", size, ((LONG_AGO, terms),)),),
        ledgers=(site_of(asked, "dwelling", tenants), *choices, *ledgers),
        opened=opened or LONG_AGO + timedelta(int(asked.between("opened", 0, 3000))),
    )


def site_of(asked: Newcomer, kind: str, tenants: int = 1) -> tuple[str, dict[str, Any]]:
    """The row of the place where the customer is supplied."""
    return "site", {"site_id": asked.number, "tenant_count": tenants, "site_kind": kind}


def choice_of(asked: Newcomer, choice: str, begin: date | None = None) -> dict[str, Any]:
    """The row of a choice among prices, made long before the window unless given."""
    day = begin or asked.first - timedelta(500)
    return {"customer_id": asked.number, "choice": choice, "valid_from": day, "chosen_on": day}
