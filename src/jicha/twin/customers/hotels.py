"""Commerce with transformers of its own: hotels below, at and above the limits of 100 and 315 kVA, building sites."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from jicha.twin.account import Account, Terms
from jicha.twin.archetype import Newcomer, archetype
from jicha.twin.customers.homes import LONG_AGO, choice_of
from jicha.twin.customers.works import LOW, high_voltage

_HOTEL: dict[str, Any] = {"price_class": "commercial_industrial", "industry_code": "6110"}
_STAYED_ON = date(2023, 6, 1)  # the day on which who had single-part prices could keep them


@archetype("高压商业80千伏安", share=0.03, least=1, dedicated=True)
def hotel_small(asked: Newcomer) -> Account:
    """A hotel of 80 kVA, single-part, without assessment of its power factor."""
    return _hotel(asked, Terms("99-ONE-10KV", loss="iron_copper"), 80)


@archetype("高压商业200千伏安单一制", share=0.05, least=2, dedicated=True)
def hotel(asked: Newcomer) -> Account:
    """A hotel of 160 or 200 kVA, single-part."""
    return _hotel(asked, Terms("99-ONE-10KV", "std_085", loss="iron_copper"), asked.one_of("kva", (160, 200)))


@archetype("存量单一制商业630千伏安", share=0.03, least=1, dedicated=True)
def hotel_grandfathered(asked: Newcomer) -> Account:
    """A hotel of 630 kVA of before 2023 that stays single-part."""
    made = _hotel(asked, Terms("99-ONE-10KV", "std_085", loss="iron_copper"), 630)
    stays = choice_of(asked, "grandfathered_single_part", _STAYED_ON)
    return replace(made, opened=LONG_AGO + timedelta(400), ledgers=(*made.ledgers, ("price_choice", stays)))


@archetype("高压商业选两部制", share=0.03, least=1, dedicated=True)
def hotel_chosen_two_part(asked: Newcomer) -> Account:
    """A hotel of 200 kVA that chose two parts, by capacity and by hours."""
    terms = Terms("99-COM-TWO-10KV", "std_085", mode="capacity", loss="iron_copper")
    made = _hotel(asked, terms, 200)
    chosen = [("price_choice", choice_of(asked, one)) for one in ("two_part", "capacity", "time_of_use")]
    return replace(made, ledgers=(*made.ledgers, *chosen))


@archetype("建筑工地临时用电", share=0.04, least=2, dedicated=True)
def building_site(asked: Newcomer) -> Account:
    """A building site of 315 or 400 kVA, metered and temporary."""
    kva = asked.one_of("kva", (315, 400))
    return replace(
        high_voltage(
            asked,
            "construction_site",
            Terms("99-ONE-10KV", "std_085", loss="iron_copper"),
            (kva,),
            side=LOW,
            load=0.15,
            site="building_site",
            price_class="commercial_industrial",
            industry_code="4790",
            temporary="temporary_metered",
            temporary_until=asked.last + timedelta(200),
        ),
        opened=asked.first - timedelta(int(asked.between("opened", 100, 500))),
    )


@archetype("医院（双电源，高可靠性）", share=0.02, least=1, dedicated=True)
def hospital(asked: Newcomer) -> Account:
    """A hospital of 800 or 1,000 kVA with a second line that stands by, two-part by capacity."""
    kva = asked.one_of("kva", (800, 1000))
    terms = Terms("99-COM-TWO-10KV", "std_085", mode="capacity", loss="iron_copper")
    made = high_voltage(
        asked, "hospital", terms, (kva,), side=LOW, load=0.25, site="public", industry_code="8411",
        price_class="commercial_industrial", importance="grade_2", source_count=2,
    )  # fmt: skip
    sources = [
        ("supply_source", _source(made, place, role, due=place > 1))
        for place, role in ((1, "main"), (2, "cold_standby"))
    ]
    chosen = ("price_choice", choice_of(asked, "time_of_use"))
    return replace(made, ledgers=(*made.ledgers, chosen, *sources))


def _source(account: Account, place: int, role: str, *, due: bool) -> dict[str, Any]:
    """A line that supplies it; who has a second one owes the fee of high reliability once."""
    return {
        "source_id": f"{account.number}Y{place}",
        "customer_id": account.number,
        "supply_voltage": account.file["supply_voltage"],
        "capacity": Decimal(account.machines[0].kva),
        "source_role": role,
        "in_use_from": account.opened,
        "reliability_fee_due": due,
    }


def _hotel(asked: Newcomer, terms: Terms, kva: int) -> Account:
    return high_voltage(asked, "hotel", terms, (kva,), side=LOW, load=0.2, site="public", **_HOTEL)
