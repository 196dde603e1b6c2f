"""Farms, greenhouses and pumps of fields, at low voltage and with transformers of their own."""

from __future__ import annotations

from typing import Any

from jicha.twin.account import Account, Terms
from jicha.twin.archetype import Newcomer, archetype
from jicha.twin.customers.shops import low_voltage
from jicha.twin.customers.works import high_voltage

_ASSESSED_KVA = 100
_FARM: dict[str, Any] = {"price_class": "agricultural", "market_class": "not_in_market"}
_PUMP: dict[str, Any] = {"price_class": "irrigation", "market_class": "not_in_market"}


@archetype("低压养殖户", share=0.008, least=4)
def farm(asked: Newcomer) -> Account:
    """A stable of 40 kVA at low voltage on the price of farming."""
    return low_voltage(asked, "stable", "0310", Terms("99-FARM"), mean_kw=(1.0, 6.0), kva=40, site="farm", **_FARM)


@archetype("低压农业大棚", share=0.006, least=3)
def greenhouse(asked: Newcomer) -> Account:
    """A greenhouse of 20 kVA at low voltage on the price of farming."""
    return low_voltage(asked, "greenhouse", "0141", Terms("99-FARM"), mean_kw=(0.5, 3.0), kva=20, site="farm", **_FARM)


@archetype("低压农业排灌", share=0.01, least=5)
def irrigation_pump(asked: Newcomer) -> Account:
    """A pump of 15 kVA at low voltage that waters fields in season."""
    return low_voltage(
        asked, "irrigation_pump", "0511", Terms("99-PUMP"), mean_kw=(0.2, 1.2), kva=15, site="farm", **_PUMP
    )


@archetype("高压农业生产", share=0.03, least=2, dedicated=True)
def farm_high_voltage(asked: Newcomer) -> Account:
    """A farm with a transformer of 50, 100 or 200 kVA; from 100 kVA on its power factor is assessed at 0.80."""
    kva = asked.one_of("kva", (50, 100, 200))
    terms = Terms("99-FARM", "std_080" if kva >= _ASSESSED_KVA else "not_assessed", loss="iron_copper")
    return high_voltage(
        asked, "stable", terms, (kva,), side="lv_metered_hv_supplied", load=0.12, site="farm",
        industry_code="0310", **_FARM,
    )  # fmt: skip


@archetype("高压排灌站", share=0.03, least=2, dedicated=True)
def pumping_station(asked: Newcomer) -> Account:
    """A pumping station of 50, 100 or 200 kVA; from 100 kVA on its power factor is assessed at 0.85."""
    kva = asked.one_of("kva", (50, 100, 200))
    terms = Terms("99-PUMP", "std_085" if kva >= _ASSESSED_KVA else "not_assessed", loss="iron_copper")
    return high_voltage(
        asked, "irrigation_pump", terms, (kva,), side="lv_metered_hv_supplied", load=0.02, site="farm",
        industry_code="0511", **_PUMP,
    )  # fmt: skip
