"""Industry with transformers of its own."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

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


@archetype("两部制按容量，高供低计", share=0.4, least=6, dedicated=True)
def works_by_capacity(asked: Newcomer) -> Account:
    """Industry of 315 kVA and more by capacity, metered on the low side of its transformer."""
    kva = (315, 400, 500, 630)[int(asked.between("kva", 0, 4))]
    terms = Terms("99-TWO-10KV", "std_090", mode="capacity", loss="iron_copper")
    return high_voltage(asked, "workshop", terms, (kva,), side="lv_metered_hv_supplied", load=0.25)


@archetype("两部制按合同需量，高供高计", share=0.2, least=4, dedicated=True)
def works_by_demand(asked: Newcomer) -> Account:
    """Industry by agreed demand, metered on the high side."""
    kva = (1000, 1250, 1600)[int(asked.between("kva", 0, 3))]
    terms = Terms("99-TWO-10KV", "std_090", mode="demand_contract", demand_contract=Decimal(kva * 6 // 10))
    return high_voltage(asked, "factory", terms, (kva,), side="hv_metered_hv_supplied", load=0.4)


def high_voltage(
    asked: Newcomer, use: str, terms: Terms, kva: tuple[int, ...], *, side: str, load: float, **file: object
) -> Account:
    """A customer on the line of 10 kV; ``load`` is its mean power over the capacity of its transformers."""
    whole = sum(kva)
    size = whole * load * asked.between("mean", 0.6, 1.2)
    high = side == "hv_metered_hv_supplied"
    place = Place(
        asked.point(),
        use,
        size,
        ((LONG_AGO, terms),),
        wiring="three_phase_three_wire" if high else "three_phase_four_wire",
        ct=_ratio(whole / (3**0.5 * 10)) if high else _ratio(whole / (3**0.5 * 0.4)),
        pt=100 if high else 1,
        side=side,
    )
    capacity = {"contract_capacity": Decimal(whole), "running_capacity": Decimal(whole)}
    return Account(
        asked.number,
        "",
        {**INDUSTRY, **capacity, **file},
        (place,),
        machines=tuple(Machine(f"{asked.number}B{one + 1}", size) for one, size in enumerate(kva)),
        ledgers=(site_of(asked, "factory"),),
        opened=LONG_AGO + timedelta(int(asked.between("opened", 0, 2500))),
    )


def _ratio(amperes: float) -> int:
    """The ratio to 5 A of the first common transformer that carries the current."""
    for primary in (25, 50, 75, 100, 150, 200, 300, 400, 500, 600, 800, 1000, 1500, 2000, 3000):
        if primary >= amperes:
            return primary // 5
    raise ValueError(f"no current transformer for {amperes:.0f} A")
