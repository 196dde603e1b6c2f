"""Schools, lamps of streets, and charging stations at low voltage."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from jicha.twin.account import Account, Terms
from jicha.twin.archetype import Newcomer, archetype
from jicha.twin.customers.homes import LONG_AGO
from jicha.twin.customers.shops import low_voltage

_HOURS_OF_A_MONTH = 730


@archetype("学校（执行居民电价）", share=0.005, least=3)
def school(asked: Newcomer) -> Account:
    """A school of 80 kVA on the price of households."""
    return low_voltage(
        asked,
        "school",
        "8321",
        Terms("99-HOME-INST"),
        mean_kw=(3.0, 10.0),
        kva=80,
        site="public",
        price_class="residential_institution",
        market_class="not_in_market",
    )


@archetype("路灯（定量）", share=0.006, least=4)
def street_lamp(asked: Newcomer) -> Account:
    """A row of street lamps of 5 kVA without a meter: an agreed quantity of 120 to 600 kWh a month."""
    made = low_voltage(asked, "street_lamp", "7810", Terms("99-ONE-LV"), mean_kw=(0.17, 0.8), kva=5, site="public")
    agreed = 10 * round(made.places[0].mean_kw * _HOURS_OF_A_MONTH / 10)
    place = replace(
        made.places[0],
        fixed_kwh=agreed,
        mean_kw=agreed / _HOURS_OF_A_MONTH,
        ct=1,
        file={"unmetered_reason": "路灯分散，无法装表"},
    )
    approved = {
        "approval_id": f"DL{asked.number}",
        "point_id": place.number,
        "approved_on": asked.first - timedelta(200),
        "kwh": Decimal(agreed),
    }
    return replace(made, places=(place,), ledgers=(*made.ledgers, ("fixed_quantity_approval", approved)))


@archetype("低压公共充电站", share=0.004, least=3)
def charging_point(asked: Newcomer) -> Account:
    """A public charging station of 80 kVA at low voltage, single-part."""
    made = low_voltage(asked, "charging_station", "8190", Terms("99-ONE-LV"), mean_kw=(3.0, 9.0), kva=80)
    pile = charging_pile_of(made, kw=60)
    return replace(made, ledgers=(*made.ledgers, ("charging_pile", pile)))


def charging_pile_of(account: Account, *, kw: int) -> dict[str, object]:
    """The row of its chargers, supplied directly by the utility."""
    return {
        "charging_pile_id": f"CD{account.number}",
        "customer_id": account.number,
        "point_id": account.places[0].number,
        "kind": "public_station",
        "capacity_kw": Decimal(kw),
        "direct_supply": True,
        "from_on": max(account.opened, LONG_AGO),
    }
