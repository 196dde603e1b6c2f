"""Customers with a standing of their own: on lists, waived charges, out of the market, railways."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from jicha.twin.account import Account, Terms
from jicha.twin.archetype import Newcomer, archetype
from jicha.twin.customers.homes import choice_of
from jicha.twin.customers.public_places import charging_pile_of
from jicha.twin.customers.works import BY_CAPACITY, LOW, high_voltage

_COMMERCE: dict[str, Any] = {"price_class": "commercial_industrial"}
_EXTRA = Decimal("0.1")  # CNY/kWh of restricted industry


@archetype("差别电价企业", share=0.02, least=2, dedicated=True)
def works_listed(asked: Newcomer) -> Account:
    """Industry of 500 or 630 kVA on the list of restricted trades: 0.1 CNY/kWh more."""
    made = _by_capacity(asked, replace(BY_CAPACITY, difference_price=_EXTRA), industry_code="3110", high_energy="yes")
    listed = {
        "customer_id": asked.number,
        "list_kind": "restricted",
        "valid_from": asked.first - timedelta(365),
        "extra_price": _EXTRA,
        "document_no": "云发改价格〔2023〕18号（仿真）",
    }
    return replace(made, ledgers=(*made.ledgers, ("difference_price_list", listed)))


@archetype("无正当理由退市", share=0.02, least=1, dedicated=True)
def works_left_market(asked: Newcomer) -> Account:
    """Industry of 500 or 630 kVA that left the market without reason: 1.5 times the agency's purchase price."""
    made = _by_capacity(asked, replace(BY_CAPACITY, purchase_ratio=Decimal("1.5")))
    return _standing(asked, made, without_reason=True)


@archetype("有正当理由转代理购电", share=0.02, least=1, dedicated=True)
def works_back_from_market(asked: Newcomer) -> Account:
    """Industry of 500 or 630 kVA that came back from the market with reason: the agency's price."""
    return _standing(asked, _by_capacity(asked, BY_CAPACITY), without_reason=False)


@archetype("污水处理厂（免容量电费）", share=0.02, least=1, dedicated=True)
def sewage_works(asked: Newcomer) -> Account:
    """Sewage works of 400 or 500 kVA whose capacity charge is waived."""
    kva = asked.one_of("kva", (400, 500))
    terms = replace(BY_CAPACITY, preferences=("capacity_waived",))
    made = high_voltage(asked, "factory", terms, (kva,), side=LOW, load=0.35, site="public", industry_code="4620")
    return _preferred(made, "capacity_waived")


@archetype("电气化铁路", share=0.01, least=1, dedicated=True)
def railway(asked: Newcomer) -> Account:
    """A railway's supply of 400 or 500 kVA, two-part by hours as it chose."""
    kva = asked.one_of("kva", (400, 500))
    terms = Terms("99-COM-TWO-10KV", "std_085", mode="capacity", loss="iron_copper")
    made = high_voltage(
        asked, "workshop_three_shifts", terms, (kva,), side=LOW, load=0.3, site="public", industry_code="5320",
        **_COMMERCE,
    )  # fmt: skip
    return replace(made, ledgers=(*made.ledgers, ("price_choice", choice_of(asked, "time_of_use"))))


@archetype("高压充电站（免容量电费）", share=0.03, least=2, dedicated=True)
def charging_hub(asked: Newcomer) -> Account:
    """A public charging station of 315 to 630 kVA, two-part, its capacity charge waived."""
    kva = asked.one_of("kva", (315, 400, 630))
    terms = Terms("99-COM-TWO-10KV", "std_085", mode="waived", loss="iron_copper", preferences=("charging",))
    made = high_voltage(
        asked, "charging_station", terms, (kva,), side=LOW, load=0.09, site="public", industry_code="8190", **_COMMERCE
    )
    pile = charging_pile_of(made, kw=kva * 8 // 10)
    chosen = choice_of(asked, "time_of_use")
    more = (("charging_pile", pile), ("price_choice", chosen))
    return _preferred(replace(made, ledgers=(*made.ledgers, *more)), "charging")


def _by_capacity(asked: Newcomer, terms: Terms, **file: Any) -> Account:
    kva = asked.one_of("kva", (500, 630))
    return high_voltage(asked, "workshop_three_shifts", terms, (kva,), side=LOW, load=0.3, **file)


def _preferred(account: Account, kind: str) -> Account:
    since = max(account.opened, date(2023, 6, 19))
    row = {"customer_id": account.number, "preference_kind": kind, "valid_from": since}
    if kind == "charging":
        row["price_code"] = account.places[0].terms_on(since).price_code
    return replace(account, ledgers=(*account.ledgers, ("preference", row)))


def _standing(asked: Newcomer, account: Account, *, without_reason: bool) -> Account:
    since = (asked.first - timedelta(200)).replace(day=1)
    row = {
        "customer_id": account.number,
        "valid_from": since,
        "market_class": "agency",
        "left_without_reason": without_reason,
    }
    return replace(account, ledgers=(*account.ledgers, ("market_history", row)))
