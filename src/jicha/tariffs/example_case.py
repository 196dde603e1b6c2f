"""A case to begin with, made for a price book: its first price, a month on which that holds, plain round numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from jicha.tariffs.book import Book, Dated, Item
from jicha.tariffs.case import CapacityPiece, Case, PeriodEnergy
from jicha.tariffs.conventions import Settled
from jicha.tariffs.errors import MissingInput, MissingPrice, OverlappingPrices
from jicha.tariffs.open_readings import rate_or_open
from jicha.tariffs.price_of_day import energy_slots
from jicha.terms.errors import Fault, JichaError, Words


class NoExample(JichaError):
    """A book none of whose prices can be computed in any month."""


def example_case(book: Book) -> dict[str, Any]:
    """A case of the book's first price that can be computed, for JSON. Raises NoExample."""
    for item in book.items:
        for start in _months(item):
            try:
                case = _case(book, item, start)
                rate_or_open(case, book, Settled.of({}))
            except (MissingInput, MissingPrice, OverlappingPrices):
                continue
            return _written(case)
    message = Words(f"no price of {book.book} can be computed", f"电价本 {book.book} 没有可计算的电价")
    raise NoExample(Fault.of(message, Words("Check the price book.", "请检查电价本。")))


def _months(item: Item) -> list[date]:
    """Months on which the prices may hold, the latest first: after each has begun, before each ends."""
    data: list[Dated] = [item, *item.prices]
    begin = {_month(one.valid_from, 1) for one in data}
    end = {_month(one.valid_to, -1) for one in data if one.valid_to is not None}
    return sorted(begin | end, reverse=True)


def _month(day: date, after: int) -> date:
    """The first day of the next month (of this one, where ``day`` begins it), or of the month before."""
    if after > 0 and day.day == 1:
        return day
    number = day.year * 12 + day.month - 1 + after
    return date(number // 12, number % 12 + 1, 1)


def _case(book: Book, item: Item, start: date) -> Case:
    end = _month(start.replace(day=2), 1)
    told: dict[str, Any] = {"region": book.region}
    periods = {one.period for one in energy_slots(book, item, Case(item.code, start, end))} - {"total"}
    told["energy"] = tuple(PeriodEnergy(one, Decimal(100)) for one in sorted(periods) or ["total"])
    if item.tiered:
        told["used_before"] = Decimal(1000)
        households = [one.household for one in book.tiers]
        told["household"] = "ordinary" if "ordinary" in households else next(iter(households), "ordinary")
    components = {one.component for one in item.prices}
    if item.strategy == "two_part" and "capacity" in components:
        told |= {"capacity_mode": "capacity", "capacity": (CapacityPiece(Decimal(315), start, end, "T1"),)}
    elif item.strategy == "two_part" and "demand" in components:
        own = item.demand
        told |= {"capacity_mode": "demand_actual", "demand_actual": Decimal(200), "contract_capacity": Decimal(315)}
        told |= {"demand_before": Decimal(220)} if own and own.ratchet_percent is not None else {}
    return Case(item.code, start, end, **told)


def _written(case: Case) -> dict[str, Any]:
    written: dict[str, Any] = {
        "price_code": case.price_code,
        "region": case.region,
        "period_start": f"{case.period_start}",
        "period_end": f"{case.period_end}",
        "energy": [{"period": one.period, "kwh": f"{one.kwh} kWh"} for one in case.energy],
    }
    if case.used_before is not None:
        written |= {"household": case.household, "used_before": f"{case.used_before} kWh"}
    if case.capacity_mode != "none":
        written["capacity_mode"] = case.capacity_mode
    if case.capacity:
        written["capacity"] = [
            {
                "machine": one.machine,
                "kva": f"{one.kva} kVA",
                "valid_from": f"{one.valid_from}",
                "valid_to": f"{one.valid_to}",
            }
            for one in case.capacity
        ]
    named = (("demand_actual", "kW"), ("demand_before", "kW"), ("contract_capacity", "kVA"))
    written |= {name: f"{value} {unit}" for name, unit in named if (value := getattr(case, name)) is not None}
    return written
