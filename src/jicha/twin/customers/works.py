"""Industry with transformers of its own: by capacity, by agreed and by actual demand, at 10, 20, 35 and 110 kV."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from jicha.twin.account import Account, Machine, Place, Terms
from jicha.twin.archetype import Newcomer, archetype
from jicha.twin.customers.homes import LONG_AGO, site_of

INDUSTRY = {
    "customer_class": "high_voltage",
    "price_class": "large_industry",
    "industry_code": "3311",
    "supply_voltage": "ac_10_kv",
    "market_class": "agency",
    "high_energy": "no",
}
LOW, HIGH = "lv_metered_hv_supplied", "hv_metered_hv_supplied"
BY_CAPACITY = Terms("99-TWO-10KV", "std_090", mode="capacity", loss="iron_copper")
_KILOVOLTS = {"ac_10_kv": 10, "ac_20_kv": 20, "ac_35_kv": 35, "ac_110_kv": 110}


@archetype("两部制按容量，高供低计", share=0.3, least=3, dedicated=True)
def works_by_capacity(asked: Newcomer) -> Account:
    """Industry of 315 to 630 kVA by capacity, metered on the low side of its transformer."""
    kva = asked.one_of("kva", (315, 400, 500, 630))
    return high_voltage(asked, "workshop_two_shifts", BY_CAPACITY, (kva,), side=LOW, load=0.25)


@archetype("单一制工业160千伏安前后", share=0.08, least=2, dedicated=True)
def works_about_160(asked: Newcomer) -> Account:
    """Industry of 100, 160 or 200 kVA, single-part: from 160 kVA on held to a power factor of 0.90, below to 0.85."""
    kva = asked.one_of("kva", (100, 160, 200))
    standard = "std_085" if kva < 160 else "std_090"
    terms = Terms("99-IND-10KV-T", standard, loss="iron_copper")
    return high_voltage(asked, "workshop", terms, (kva,), side=LOW, load=0.18)


@archetype("两部制按合同需量，高供高计", share=0.15, least=2, dedicated=True)
def works_by_demand(asked: Newcomer) -> Account:
    """Industry of 1,000 to 1,600 kVA by agreed demand, metered on the high side."""
    return _by_agreed_demand(asked, percent=70, load=0.35)


@archetype("超合同需量", share=0.03, least=2, dedicated=True)
def works_over_demand(asked: Newcomer) -> Account:
    """Industry of 1,000 to 1,600 kVA that runs above its agreed demand of 40 % of them, and pays double for it."""
    return _by_agreed_demand(asked, percent=40, load=0.4)


@archetype("高利用小时（需量电价九折）", share=0.04, least=2, dedicated=True)
def works_of_heavy_use(asked: Newcomer) -> Account:
    """Industry of 1,000 to 1,600 kVA that uses 260 kWh and more a month for each kVA: its demand costs less."""
    return _by_agreed_demand(asked, percent=90, load=0.52)


@archetype("两部制按实际需量", share=0.05, least=2, dedicated=True)
def works_by_actual_demand(asked: Newcomer) -> Account:
    """Industry of 800 to 1,250 kVA by actual demand."""
    kva = asked.one_of("kva", (800, 1000, 1250))
    return high_voltage(asked, "factory", _by_actual_demand("99-TWO-10KV"), (kva,), side=HIGH, load=0.35)


@archetype("20千伏大工业", share=0.01, least=1, dedicated=True)
def works_at_20_kv(asked: Newcomer) -> Account:
    """Industry of 2,000 kVA at 20 kV."""
    return _at(asked, "ac_20_kv", "99-TWO-10KV", (2000,))


@archetype("35千伏大工业", share=0.02, least=1, dedicated=True)
def works_at_35_kv(asked: Newcomer) -> Account:
    """Industry of 4,000 kVA at 35 kV, two transformers."""
    return _at(asked, "ac_35_kv", "99-TWO-35KV", (2000, 2000))


@archetype("110千伏大工业", share=0.01, least=1, dedicated=True)
def works_at_110_kv(asked: Newcomer) -> Account:
    """Industry of 10,000 kVA at 110 kV, five transformers."""
    return _at(asked, "ac_110_kv", "99-TWO-110KV", (2000,) * 5)


def _by_agreed_demand(asked: Newcomer, *, percent: int, load: float) -> Account:
    kva = asked.one_of("kva", (1000, 1250, 1600))
    agreed = Decimal(kva * percent // 100)
    terms = Terms("99-TWO-10KV", "std_090", mode="demand_contract", demand_contract=agreed)
    return high_voltage(asked, "factory", terms, (kva,), side=HIGH, load=load)


def _by_actual_demand(price_code: str) -> Terms:
    return Terms(price_code, "std_090", mode="demand_actual")


def _at(asked: Newcomer, voltage: str, price_code: str, kva: tuple[int, ...]) -> Account:
    terms = _by_actual_demand(price_code)
    return high_voltage(asked, "factory", terms, kva, side=HIGH, load=0.35, supply_voltage=voltage)


def high_voltage(
    asked: Newcomer,
    use: str,
    terms: Terms,
    kva: tuple[int, ...],
    *,
    side: str,
    load: float,
    site: str = "factory",
    **file: Any,
) -> Account:
    """A customer on a line; ``load`` is about its mean power over the capacity of its transformers."""
    whole = sum(kva)
    told = {**INDUSTRY, "contract_capacity": Decimal(whole), "running_capacity": Decimal(whole), **file}
    size = whole * load * asked.between("mean", 0.85, 1.15)
    high = side == HIGH
    kilovolts = _KILOVOLTS[str(told["supply_voltage"])] if high else 0.4
    place = Place(
        asked.point(),
        use,
        size,
        ((LONG_AGO, terms),),
        wiring="three_phase_three_wire" if high else "three_phase_four_wire",
        ct=ratio_for(whole / (3**0.5 * kilovolts)),
        pt=int(kilovolts * 10) if high else 1,
        side=side,
    )
    return Account(
        asked.number,
        "",
        told,
        (place,),
        machines=tuple(Machine(f"{asked.number}B{one + 1}", size) for one, size in enumerate(kva)),
        ledgers=(site_of(asked, site),),
        opened=LONG_AGO + timedelta(int(asked.between("opened", 0, 2500))),
    )


def ratio_for(amperes: float) -> int:
    """The ratio to 5 A of the first common transformer that carries the current. Raises ValueError."""
    for primary in (25, 50, 75, 100, 150, 200, 300, 400, 500, 600, 800, 1000, 1500, 2000, 3000):
        if primary >= amperes:
            return primary // 5
    raise ValueError(f"no current transformer for {amperes:.0f} A")
