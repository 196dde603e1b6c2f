"""Industry with more behind its meter: dormitories and offices, fixed shares, tenants, a plant of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from jicha.twin.account import Account, Place, Terms
from jicha.twin.archetype import Newcomer, archetype
from jicha.twin.customers.homes import LONG_AGO
from jicha.twin.customers.works import BY_CAPACITY, HIGH, LOW, high_voltage

_TENANTS = 5
_BOUGHT_AT, _ALLOWED_EXTRA = Decimal("0.7000"), Decimal("0.0300")  # CNY/kWh


@archetype("厂区宿舍、办公分表", share=0.03, least=2, dedicated=True)
def works_with_dormitory(asked: Newcomer) -> Account:
    """Industry of 1,000 kVA by capacity; a dormitory and an office have meters and prices of their own behind its."""
    made = high_voltage(asked, "factory", BY_CAPACITY, (1000,), side=LOW, load=0.3)
    dormitory = _behind(asked, made, 2, "household", asked.sized("dormitory", 5, 15), "99-HOME-FLAT")
    office = _behind(asked, made, 3, "office", asked.sized("office", 3, 10), "99-ONE-10KV")
    return replace(made, places=(*made.places, dormitory, office))


@archetype("定比用户", share=0.02, least=1, dedicated=True)
def works_with_a_share(asked: Newcomer) -> Account:
    """Industry of 400 or 500 kVA by capacity of which 3 to 8 % are billed as dwellings, by an agreed share."""
    kva = asked.one_of("kva", (400, 500))
    made = high_voltage(asked, "workshop_two_shifts", BY_CAPACITY, (kva,), side=LOW, load=0.3)
    percent = asked.one_of("percent", (3, 5, 8))
    share = replace(
        _behind(asked, made, 2, "household", 0.0, "99-HOME-FLAT"), fixed_percent=percent, wiring="single_phase", ct=1
    )
    approved = {
        "approval_id": f"DB{asked.number}",
        "point_id": share.number,
        "approved_on": asked.first - timedelta(200),
        "share_percent": Decimal(percent),
    }
    return replace(made, places=(*made.places, share), ledgers=(*made.ledgers, ("fixed_quantity_approval", approved)))


@archetype("转供电主体", share=0.02, least=1, dedicated=True)
def resale_estate(asked: Newcomer) -> Account:
    """An estate of 500 kVA by capacity that passes electricity on to five tenants at what it costs."""
    made = high_voltage(asked, "workshop_two_shifts", BY_CAPACITY, (500,), side=LOW, load=0.3, resale="reseller")
    entity = {
        "resale_entity_id": f"ZG{asked.number}",
        "customer_id": asked.number,
        "registered_on": max(made.opened, LONG_AGO),
        "tenant_count": _TENANTS,
        "agreement_signed_on": made.opened,
        "purchase_price": _BOUGHT_AT,
    }
    drawn = asked.stream("tenants").uniform(_TENANTS)
    prices = [
        ("resale_price", _tenant_month(asked, month, tenant, share))
        for month in _months(asked)
        for tenant, share in enumerate(drawn.tolist(), start=1)
    ]
    return replace(made, ledgers=(*made.ledgers, ("resale_entity", entity), *prices))


def _tenant_month(asked: Newcomer, month: date, tenant: int, share: float) -> dict[str, Any]:
    return {
        "known_on": _after(month),
        "resale_entity_id": f"ZG{asked.number}",
        "month": month,
        "tenant": f"租户{tenant}",
        "price": _BOUGHT_AT + _ALLOWED_EXTRA,
        "approved_extra": _ALLOWED_EXTRA,
        "kwh": Decimal(1000 + int(4000 * share)),
    }


@archetype("余热自备电厂", share=0.01, least=1, dedicated=True)
def works_with_own_plant(asked: Newcomer) -> Account:
    """Industry of 2,000 kVA that makes a part of what it uses of waste heat: free of the standby fee and the funds."""
    terms = Terms("99-TWO-10KV", "std_090", mode="demand_actual")
    made = high_voltage(asked, "factory", terms, (2000,), side=HIGH, load=0.3, own_generation="captive_plant")
    plant = {
        "own_source_id": f"ZB{asked.number}",
        "customer_id": asked.number,
        "kind": "captive_plant",
        "capacity_kw": Decimal(1500),
        "agreement_signed_on": made.opened,
        "interlocked": True,
        "fund_due": False,
        "standby_fee_due": False,
        "from_on": made.opened,
    }
    return replace(made, ledgers=(*made.ledgers, ("own_source", plant)))


def _behind(asked: Newcomer, account: Account, place: int, use: str, mean_kw: float, price_code: str) -> Place:
    """A point behind the account's meter, on the busbar of its transformer."""
    return Place(
        asked.point(place),
        use,
        mean_kw,
        ((LONG_AGO, Terms(price_code)),),
        wiring="three_phase_four_wire",
        ct=20,
        side=LOW,
        parent=account.places[0].number,
    )


def _months(asked: Newcomer) -> Iterator[date]:
    month = asked.first.replace(day=1)
    while month <= asked.last:
        yield month
        month = _after(month)


def _after(month: date) -> date:
    return (month + timedelta(31)).replace(day=1)
