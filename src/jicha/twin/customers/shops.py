"""Commerce, crafts and works at low voltage."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

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
_AMPERES_PER_KVA = 1000 / (3**0.5 * 380)
_DIRECT_A = 60  # up to here a meter carries the current itself
_PRIMARIES = (75, 100, 150, 200, 250, 300)


@archetype("低压商铺", share=0.05, least=12)
def shop(asked: Newcomer) -> Account:
    """A shop of 10 to 30 kVA at low voltage, single-part without hours."""
    return low_voltage(asked, "shop", "5200", Terms("99-ONE-LV"), mean_kw=(0.5, 3.0), kva=30)


@archetype("低压商业峰谷户", share=0.02, least=6)
def shop_by_hours(asked: Newcomer) -> Account:
    """A restaurant of 50 kVA that applied for prices by the hour."""
    made = low_voltage(asked, "restaurant", "6210", Terms("99-ONE-LV-T"), mean_kw=(1.0, 5.0), kva=50)
    return replace(made, ledgers=(*made.ledgers, ("price_choice", choice_of(asked, "time_of_use"))))


@archetype("低压商业退出峰谷户", share=0.005, least=3)
def shop_chosen_out_of_hours(asked: Newcomer) -> Account:
    """A shop of 50 kVA that had prices by the hour and chose to leave them."""
    made = low_voltage(asked, "shop", "5200", Terms("99-ONE-LV"), mean_kw=(1.0, 4.0), kva=50)
    early, late = asked.first - timedelta(900), asked.first - timedelta(300)
    chosen = {**choice_of(asked, "time_of_use", early), "valid_to": late}
    left = choice_of(asked, "no_time_of_use", late)
    return replace(made, ledgers=(*made.ledgers, ("price_choice", chosen), ("price_choice", left)))


@archetype("低压超市100千伏安", share=0.006, least=3)
def shop_at_the_limit(asked: Newcomer) -> Account:
    """A supermarket of 100 kVA at low voltage, from which on the power factor is assessed."""
    terms = Terms("99-ONE-LV", "std_085")
    return low_voltage(asked, "supermarket", "5212", terms, mean_kw=(12.0, 25.0), kva=100)


@archetype("低压小作坊", share=0.012, least=5)
def workshop_low_voltage(asked: Newcomer) -> Account:
    """A workshop of 40 to 80 kVA at low voltage, of one shift."""
    kva = (40, 60, 80)[int(asked.between("kva", 0, 3))]
    return low_voltage(asked, "workshop", "3311", Terms("99-ONE-LV"), mean_kw=(0.05 * kva, 0.15 * kva), kva=kva)


@archetype("低压办公", share=0.01, least=4)
def office_low_voltage(asked: Newcomer) -> Account:
    """An office of 30 kVA at low voltage."""
    return low_voltage(asked, "office", "9221", Terms("99-ONE-LV"), mean_kw=(0.8, 4.0), kva=30, site="public")


@archetype("通信基站", share=0.008, least=4)
def base_station(asked: Newcomer) -> Account:
    """A base station of 15 kVA, day and night."""
    return low_voltage(asked, "base_station", "6311", Terms("99-ONE-LV"), mean_kw=(1.5, 5.0), kva=15, site="public")


def low_voltage(
    asked: Newcomer,
    use: str,
    industry: str,
    terms: Terms,
    *,
    mean_kw: tuple[float, float],
    kva: int,
    site: str = "shop",
    **file: Any,
) -> Account:
    """A business in an area, on three phases; currents above 60 A pass transformers."""
    size = asked.sized("mean", *mean_kw)
    capacity = {"contract_capacity": Decimal(kva), "running_capacity": Decimal(kva)}
    place = Place(asked.point(), use, size, ((LONG_AGO, terms),), wiring="three_phase_four_wire", ct=_ratio(kva))
    return Account(
        asked.number,
        "",
        {**BUSINESS, "industry_code": industry, **capacity, **file},
        (place,),
        ledgers=(site_of(asked, site),),
        opened=LONG_AGO + timedelta(int(asked.between("opened", 0, 3000))),
    )


def _ratio(kva: int) -> int:
    amperes = kva * _AMPERES_PER_KVA
    return 1 if amperes <= _DIRECT_A else next(one for one in _PRIMARIES if one >= amperes) // 5
