"""Industry whose capacity changes: transformers that are sealed for a time, reductions, and growth under way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from jicha.twin.account import Account, Machine, Terms
from jicha.twin.archetype import Newcomer, archetype
from jicha.twin.customers.works import BY_CAPACITY, HIGH, LOW, high_voltage

_FOR_GOOD = date(2099, 1, 1)


@archetype("多台变压器，一台暂停一个月", share=0.03, least=2, dedicated=True)
def works_with_a_sealed_machine(asked: Newcomer) -> Account:
    """Industry of 630 and 1,000 kVA by capacity, the larger sealed for a month from within one month to the next."""
    terms = Terms("99-TWO-10KV", "std_090", mode="capacity")
    made = high_voltage(asked, "factory", terms, (630, 1000), side=HIGH, load=0.25)
    month = _month(asked, "stopped", 0.4)
    return _sealed(made, 1, month + timedelta(10), _after(month) + timedelta(10))


@archetype("全部暂停一个月", share=0.02, least=2, dedicated=True)
def works_stopped(asked: Newcomer) -> Account:
    """Industry of 315 or 400 kVA by capacity whose only transformer is sealed for a month."""
    kva = asked.one_of("kva", (315, 400))
    made = high_voltage(asked, "workshop_two_shifts", BY_CAPACITY, (kva,), side=LOW, load=0.25)
    month = _month(asked, "stopped", 0.6)
    return _sealed(made, 0, month, _after(month))


@archetype("减容后单一制", share=0.02, least=1, dedicated=True)
def works_reduced(asked: Newcomer) -> Account:
    """Industry of 400 kVA of which 200 were sealed for good before the window: on the single-part price since."""
    terms = Terms("99-IND-10KV-T", "std_090", loss="iron_copper")
    made = high_voltage(asked, "workshop", terms, (200, 200), side=LOW, load=0.2)
    return _reduced(asked, made)


def _reduced(asked: Newcomer, made: Account) -> Account:
    since = max(made.opened + timedelta(100), asked.first - timedelta(300))
    running, idle = made.machines
    file = {**made.file, "running_capacity": Decimal(running.kva)}
    order = _order(made, "capacity_reduction", since - timedelta(20), since)
    machines = (running, replace(idle, sealed=((since, _FOR_GOOD),)))
    return replace(made, file=file, machines=machines, ledgers=(*made.ledgers, order))


@archetype("增容在途", share=0.02, least=1, dedicated=True)
def works_growing(asked: Newcomer) -> Account:
    """Industry of 400 or 500 kVA by capacity that asked for more and still waits for it."""
    kva = asked.one_of("kva", (400, 500))
    made = high_voltage(asked, "workshop_two_shifts", BY_CAPACITY, (kva,), side=LOW, load=0.3)
    order = _order(made, "capacity_increase", asked.last - timedelta(25), None)
    return replace(made, ledgers=(*made.ledgers, order))


def _sealed(account: Account, place: int, start: date, end: date) -> Account:
    machines: list[Machine] = list(account.machines)
    machines[place] = replace(machines[place], sealed=((start, end),))
    return replace(account, machines=tuple(machines))


def _order(account: Account, kind: str, accepted: date, finished: date | None) -> tuple[str, dict[str, Any]]:
    """The customer's application, still open where it is not ``finished``: those that no file shows."""
    return "service_order", {
        "known_on": finished or accepted,
        "order_id": f"{accepted:%y%m%d}{account.number}",
        "customer_id": account.number,
        "order_kind": kind,
        "order_status": "open" if finished is None else "archived",
        "accepted_at": _instant(accepted),
        "finished_at": None if finished is None else _instant(finished),
    }


def _instant(day: date) -> datetime:
    """Ten in the morning there, as UTC."""
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC).replace(tzinfo=None)


def _month(asked: Newcomer, purpose: str, about: float) -> date:
    """The first day of a month of the window about this share of it."""
    days = (asked.last - asked.first).days
    return (asked.first + timedelta(int(asked.between(purpose, about - 0.15, about + 0.15) * days))).replace(day=1)


def _after(month: date) -> date:
    return (month + timedelta(31)).replace(day=1)
