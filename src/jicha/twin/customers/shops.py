"""Commerce at low voltage."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from jicha.twin.account import Account, Place, Terms
from jicha.twin.archetype import Newcomer, archetype
from jicha.twin.customers.homes import LONG_AGO, choice_of, site_of

BUSINESS = {
    "customer_class": "lv_non_resident",
    "price_class": "commercial_industrial",
    "supply_voltage": "ac_380_v",
    "market_class": "agency",
    "high_energy": "no",
}


@archetype("低压商铺", share=0.10, least=12)
def shop(asked: Newcomer) -> Account:
    """A shop at low voltage, single-part without hours."""
    return low_voltage(asked, "shop", "5200", Terms("99-ONE-LV"), mean_kw=(0.5, 3.0), kva=30)


@archetype("低压商业峰谷户", share=0.03, least=6)
def shop_by_hours(asked: Newcomer) -> Account:
    """A shop that applied for prices by the hour."""
    made = low_voltage(asked, "restaurant", "6210", Terms("99-ONE-LV-T"), mean_kw=(1.0, 5.0), kva=50)
    return replace(made, ledgers=(*made.ledgers, ("price_choice", choice_of(asked, "time_of_use"))))


def low_voltage(
    asked: Newcomer, use: str, industry: str, terms: Terms, *, mean_kw: tuple[float, float], kva: int
) -> Account:
    """A business in an area, on three phases; currents above 60 A pass transformers."""
    size = asked.sized("mean", *mean_kw)
    capacity = {"contract_capacity": Decimal(kva), "running_capacity": Decimal(kva)}
    place = Place(
        asked.point(), use, size, ((LONG_AGO, terms),), wiring="three_phase_four_wire", ct=20 if kva > 40 else 1
    )
    return Account(
        asked.number,
        "",
        {**BUSINESS, "industry_code": industry, **capacity},
        (place,),
        ledgers=(site_of(asked, "shop"),),
        opened=LONG_AGO + timedelta(int(asked.between("opened", 0, 3000))),
    )
