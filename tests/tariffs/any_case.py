"""Bills drawn at random for any price book: its own codes, days around its changes of prices, and faults at times."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from jicha.schema import code_list
from jicha.tariffs.book import Book, Dated, Item
from jicha.tariffs.case import PERIODS, CapacityPiece, Case, Loss, Part, PeriodEnergy, Readings, Resale
from jicha.tariffs.conventions import CHOICES, Settled

_METHODS = ("iron_copper", "formula", "fixed_share", "fixed_quantity", "table", "none")
_MODES = ("none", "waived", "capacity", "demand_contract", "demand_actual")
_STANDARDS = ("not_assessed", "std_090", "std_085", "std_080")
_FUNDS = tuple(code_list("surcharge_item").meanings)


def any_case(random: Random, book: Book) -> Case:
    """A bill of some code of the book. Raises BadCase where the draw contradicts itself, as a clerk's does."""
    item = random.choice(book.items)
    start, end = _days(random, book, item)
    told: dict[str, Any] = {"region": book.region, "energy": _energy(random, _hours(book, item))}
    if _one_in(random, 4):
        told = {"region": book.region, "readings": _readings(random, _hours(book, item))}
    if item.tiered or _one_in(random, 5):
        told["household"] = random.choice([one.household for one in book.tiers] or ["ordinary"])
        told["used_before"] = random.choice([None, *(Decimal(one) for one in (0, 1000, 2159, 4200))])
        told["months_in_cycle"] = random.choice((12, 12, 7))
    if item.strategy == "two_part" or _one_in(random, 8):
        told |= _capacity(random, start, end)
    if _one_in(random, 2):
        told |= {"kvarh": _number(random, 3000, 2), "power_factor_standard": random.choice(_STANDARDS)}
        told["power_factor_mode"] = random.choice(("standard", "reward_only", "penalty_only"))
    if _one_in(random, 3):
        told["loss"] = _loss(random)
    if _one_in(random, 4):
        code = random.choice(book.items).code
        share = {"kwh": _number(random, 90, 1)} if _one_in(random, 2) else {"percent": Decimal(random.randint(1, 20))}
        told["parts"] = (Part(code, from_period=random.choice(("flat", "flat", "peak")), **share),) * random.randint(
            1, 2
        )
    seldom: dict[str, Any] = {
        "line_loss_percent": Decimal("1.5"),
        "sub_kwh": Decimal(10),
        "adjusted_kwh": Decimal(random.choice((-40, 25))),
        "months_billed": random.choice((2, 12)),
        "month": end.replace(day=1),
        "preferences": (random.choice(["surcharge_exempt", *(one.preference for one in book.waivers)]),),
        "exempt_from": (random.choice((*_FUNDS, "no_fund")),),
        "purchase_ratio": Decimal(random.choice(("1.5", "0"))),
        "difference_price": Decimal("0.1"),
        "relief_kwh": Decimal(10),
        "adjustment": Decimal("-3.25"),
        "power_factor_kwh": Decimal(500),
    }
    told |= {name: value for name, value in seldom.items() if _one_in(random, 10)}
    return Case(random.choice((item.code, *item.codes)), start, end, **told)


def any_settled(random: Random) -> Settled:
    """Readings of every convention; seldom one is not settled."""
    chosen = {name: random.choice(choices) for name, choices in CHOICES.items() if not _one_in(random, 40)}
    return Settled.of(chosen)


def _days(random: Random, book: Book, item: Item) -> tuple[date, date]:
    """A month, mostly near a day on which something of the price changes; at times two, a year or a few days."""
    data: list[Dated] = [item, *item.prices]
    if _one_in(random, 3):
        data += [*book.tiers, *book.surcharges, *book.ratios, *book.calendars]
    changes = {day for one in data for day in (one.valid_from, one.valid_to) if day is not None}
    held = [day for day in changes if item.valid_from <= day and (item.valid_to is None or day <= item.valid_to)]
    day = random.choice(sorted(held)) + timedelta(random.choice((-33, -12, -3, 0, 0, 0, 5, 40, 200)))
    if _one_in(random, 2):
        day = day.replace(day=1)
    if day < item.valid_from and not _one_in(random, 8):
        day = item.valid_from
    length = random.choice((5, 30, 31, 61, 365, 0, 0, 0, 0, 0, 0))
    if not length:
        later = (day.replace(day=1) + timedelta(32)).replace(day=1)
        return day, later.replace(day=min(day.day, 28))
    return day, day + timedelta(length)


def _hours(book: Book, item: Item) -> list[str]:
    """The periods of the day that a price tells apart."""
    named = {one.period for one in item.prices}
    if item.time_of_use:
        named |= {one.period for one in book.ratios if one.calendar == item.calendar} | {"flat"}
    return [one for one in PERIODS if one in named]


def _energy(random: Random, hours: list[str]) -> tuple[PeriodEnergy, ...]:
    total = PeriodEnergy("total", _number(random, 4000, random.randint(0, 4)))
    if _one_in(random, 8):
        hours = [one for one in PERIODS if not _one_in(random, 4)]
    if not hours or _one_in(random, 10):
        return (total,)
    found = tuple(PeriodEnergy(one, _number(random, 900, 2)) for one in hours)
    return (total, *found[:2]) if _one_in(random, 8) else found


def _readings(random: Random, hours: list[str]) -> tuple[Readings, ...]:
    registers = ["active_total", *(f"active_{one}" for one in hours), "reactive_total"]
    return tuple(
        Readings(one, start, start + _number(random, 90, 2) * 6 ** (one == "active_total"), ratio)
        for ratio in [Decimal(random.choice((1, 20)))]
        for one in registers
        for start in [_number(random, 9000, 2)]
        if not _one_in(random, 12)
    )


def _capacity(random: Random, start: date, end: date) -> dict[str, Any]:
    told: dict[str, Any] = {"capacity_mode": random.choice(_MODES), "contract_capacity": Decimal(315)}
    told |= {"demand_actual": _number(random, 300, 1), "demand_contract": Decimal(200), "demand_before": Decimal(250)}
    half = start + timedelta((end - start).days // 2)
    one = CapacityPiece(Decimal(random.choice((100, 315))), start, end, "T1")
    two = (CapacityPiece(Decimal(200), start, half, "T2"), CapacityPiece(Decimal(0), half, end, "T2"))
    told["capacity"] = random.choice(((one,), (one, *two), two, ()))
    if _one_in(random, 5):
        told["resale"] = (Resale(random.choice(("one_shift", "two_shifts", "farming")), Decimal(900)),)
    if _one_in(random, 5):
        told |= {"customer_kwh": _number(random, 99000, 0)}
    if _one_in(random, 5):
        told.pop(random.choice(sorted(told)))
    return told


def _loss(random: Random) -> Loss:
    numbers = {one.name: _number(random, 99, 1) for one in fields(Loss) if one.name not in ("method", "days")}
    numbers |= {"hours": Decimal(744), "kva": Decimal(315)}
    if _one_in(random, 6):
        numbers.pop(random.choice(sorted(numbers)))
    return Loss(random.choice(_METHODS), days=random.choice((None, 31)), **numbers)


def _number(random: Random, most: int, digits: int) -> Decimal:
    return Decimal(random.randint(0, most * 10**digits)).scaleb(-digits)


def _one_in(random: Random, many: int) -> bool:
    return random.randrange(many) == 0
