"""Households: by tiers, by hours, of many persons, with relief, behind one meter, and those who moved of late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from jicha.twin.account import Account, Place, Terms
from jicha.twin.archetype import Newcomer, archetype
from jicha.twin.prices.book import FEED_IN_PRICE

Ledger = tuple[str, dict[str, Any]]
_OF_RATED = 0.13  # mean of a year over what panels are rated for
LONG_AGO = date(2015, 1, 1)
_HOME = {
    "customer_class": "lv_resident",
    "price_class": "residential",
    "industry_code": "9900",
    "supply_voltage": "ac_220_v",
    "market_class": "not_in_market",
}


@archetype("居民一户一表", share=0.745, least=40)
def household(asked: Newcomer) -> Account:
    """A household with its own meter, by tiers of the year."""
    return _home(asked, Terms("99-HOME"))


@archetype("居民峰谷户", share=0.06, least=10)
def household_by_hours(asked: Newcomer) -> Account:
    """A household that applied for prices by the hour."""
    return _home(asked, Terms("99-HOME-T"), chose=("time_of_use",))


@archetype("一户多人口（五人及以上）", share=0.02, least=6)
def household_of_many(asked: Newcomer) -> Account:
    """A registered household of five or six, with wider tiers."""
    terms = Terms("99-HOME", household="five_or_more")
    return _home(asked, terms, mean_kw=(0.3, 0.8), ledgers=_registered(asked, 5, "extra_block"))


@archetype("一户多人口（七人及以上，选合表价）", share=0.004, least=3)
def household_of_seven(asked: Newcomer) -> Account:
    """A registered household of seven or eight that took the flat price."""
    return _home(asked, Terms("99-HOME-FLAT"), mean_kw=(0.4, 0.9), ledgers=_registered(asked, 7, "flat_price"))


@archetype("居民自愿选择合表价", share=0.006, least=3)
def household_chosen_flat(asked: Newcomer) -> Account:
    """A single household that applied for the flat price."""
    return _home(asked, Terms("99-HOME-FLAT"), mean_kw=(0.4, 0.9), chose=("flat_household",))


@archetype("居民屋顶光伏（余电上网）", share=0.008, least=4)
def household_with_panels(asked: Newcomer) -> Account:
    """A household with 2 to 6 kW of panels on its roof that feeds in what it does not use."""
    panels_kw = asked.sized("panels", 0.3, 0.9)
    connected = asked.first - timedelta(int(asked.between("connected", 200, 900)))
    generator = {
        "generator_id": f"{asked.number}G1",
        "customer_id": asked.number,
        "point_id": asked.point(),
        "kind": "solar",
        "use_mode": "surplus",
        "capacity_kw": Decimal(round(10 * panels_kw / _OF_RATED)) / 10,
        "has_storage": False,
        "connected_on": connected,
        "price": FEED_IN_PRICE,
        "subsidy_price": Decimal(0),
        "subsidy_until": connected,
    }
    made = _home(asked, Terms("99-HOME"), ledgers=(("generator", generator),))
    file = {**made.file, "own_generation": "distributed"}
    return replace(made, file=file, panels_kw=panels_kw)


@archetype("居民双月抄表户", share=0.03, least=6)
def household_every_two_months(asked: Newcomer) -> Account:
    """A household that is read and billed every two months."""
    return replace(_home(asked, Terms("99-HOME")), cycle_months=2)


@archetype("低保五保户", share=0.02, least=6)
def household_with_relief(asked: Newcomer) -> Account:
    """A household on the civil list, whose first kilowatt-hours are free."""
    return _home(asked, _RELIEVED, mean_kw=_SMALL, ledgers=_on_civil_list(asked, LONG_AGO))


@archetype("低保户迁入", share=0.003, least=2)
def household_with_relief_moved_in(asked: Newcomer) -> Account:
    """A household on the civil list that moved in within the window: relief from its first day."""
    opened = _within(asked, "opened", 0.2, 0.6)
    return _home(asked, _RELIEVED, mean_kw=_SMALL, opened=opened, ledgers=_on_civil_list(asked, opened))


@archetype("低保户迁出销户", share=0.003, least=2)
def household_with_relief_moved_out(asked: Newcomer) -> Account:
    """A household on the civil list that moved away within the window: relief until its last day."""
    closed = _within(asked, "closed", 0.4, 0.8)
    made = _home(asked, _RELIEVED, mean_kw=_SMALL, ledgers=_on_civil_list(asked, LONG_AGO, closed))
    return replace(made, closed=closed)


@archetype("年内销户居民", share=0.008, least=3)
def household_closed(asked: Newcomer) -> Account:
    """A household whose account was closed within the window."""
    return replace(_home(asked, Terms("99-HOME")), closed=_within(asked, "closed", 0.3, 0.9))


@archetype("居民合表户", share=0.01, least=4)
def households_behind_one_meter(asked: Newcomer) -> Account:
    """Several households behind one meter, on the flat price."""
    return _home(asked, Terms("99-HOME-FLAT"), mean_kw=(0.6, 1.4), tenants=4)


@archetype("年内新装居民", share=0.02, least=6)
def household_newly_connected(asked: Newcomer) -> Account:
    """A household that was connected within the window: its tiers are those of the months left."""
    return _home(asked, Terms("99-HOME"), opened=_within(asked, "opened", 0.15, 0.6))


_RELIEVED = Terms("99-HOME", relief_kwh=Decimal(10))
_SMALL = (0.05, 0.25)


def _within(asked: Newcomer, purpose: str, early: float, late: float) -> date:
    """A day of its own within the window."""
    return asked.first + timedelta(int(asked.between(purpose, early, late) * (asked.last - asked.first).days))


def _registered(asked: Newcomer, least: int, benefit: str) -> tuple[Ledger, ...]:
    """Its registration as a household of many, and each person once."""
    persons = least + int(asked.between("persons", 0, 2))
    registered = {
        "household_id": asked.number,
        "customer_id": asked.number,
        "person_count": persons,
        "benefit": benefit,
        "registered_on": asked.first - timedelta(400),
        "valid_to": asked.last + timedelta(400),
    }
    members = [
        ("household_member", {"household_id": asked.number, "person_no": f"{asked.number}{one}"})
        for one in range(persons)
    ]
    return (("many_person_household", registered), *members)


def _on_civil_list(asked: Newcomer, begin: date, end: date | None = None) -> tuple[Ledger, ...]:
    listed = {
        "customer_id": asked.number,
        "valid_from": begin,
        "valid_to": end,
        "relief_kind": "minimum_living",
        "free_kwh_monthly": Decimal(10),
        "on_civil_list": True,
        "civil_list_no": f"DB{asked.number}",
        "checked_on": max(begin, asked.first - timedelta(60)),
    }
    return (("low_income_household", listed),)


def _home(
    asked: Newcomer,
    terms: Terms,
    *,
    mean_kw: tuple[float, float] = (0.12, 0.6),
    chose: tuple[str, ...] = (),
    tenants: int = 1,
    opened: date | None = None,
    ledgers: tuple[Ledger, ...] = (),
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


def site_of(asked: Newcomer, kind: str, tenants: int = 1) -> Ledger:
    """The row of the place where the customer is supplied."""
    return "site", {"site_id": asked.number, "tenant_count": tenants, "site_kind": kind}


def choice_of(asked: Newcomer, choice: str, begin: date | None = None) -> dict[str, Any]:
    """The row of a choice among prices, made long before the window unless given."""
    day = begin or asked.first - timedelta(500)
    return {"customer_id": asked.number, "choice": choice, "valid_from": day, "chosen_on": day}
