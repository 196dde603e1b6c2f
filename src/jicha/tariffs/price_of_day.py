"""The price of a kWh on one day: stated for a period of the day, or floated from the price of the whole day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from jicha.tariffs.book import Book, Item, Price, in_force, the_one
from jicha.tariffs.case import PERIODS, Case
from jicha.tariffs.errors import MissingPrice
from jicha.tariffs.spans import Floated, Quote, change_days, month_starts
from jicha.terms.errors import Fault, Words
from jicha.terms.formula import round_half_up

_ENERGY_UNIT = "kWh"


@dataclass(frozen=True, slots=True)
class Slot:
    """One line that a price makes of energy: a component in a period of the day, and a block if there are several."""

    price: Price
    period: str
    is_block: bool

    @property
    def name(self) -> str:
        """A name for its line."""
        edge = (self.price.above_kwh or Decimal(0)).normalize()
        block = f"_above_{edge:f}".replace(".", "_") if self.is_block else ""
        return f"{self.price.component}_{self.period}{block}"


def energy_slots(book: Book, item: Item, case: Case) -> Iterator[Slot]:
    """The lines that a price makes of the energy of a bill, each once; periods that its days do not have make none.

    Raises MissingPrice for a day of the bill without any price, and where the blocks change within the bill: the energy
    of its parts is not known.
    """
    _check_days(item, case)
    seen = set()
    for price in item.prices:
        if not _is_of_energy(price) or not _touches(price, case):
            continue
        is_block = price.above_kwh is not None or price.up_to_kwh is not None
        periods = _periods(book, item, case) if price.floats and item.time_of_use else (price.period,)
        if not periods:
            raise _missing(
                f"{item.code} floats by {item.calendar}, which has no ratios", f"{item.code} 缺少分时浮动比例"
            )
        for period in periods:
            slot = Slot(price, period, is_block)
            if slot.name not in seen:
                seen.add(slot.name)
                yield slot


def energy_price(book: Book, item: Item, slot: Slot, day: date) -> Quote | None:
    """The price of a kWh of a line on a day, in the book's currency; None where that day has no such hours.

    Zero where the component is not charged on that day but on another of the bill. Raises MissingPrice,
    OverlappingPrices.
    """
    component, period = slot.price.component, slot.period
    charged = [
        one
        for one in in_force(item.prices, day)
        if one.component == component and _is_of_energy(one) and _in_season(one, day)
    ]
    if not charged:
        return Quote(Decimal(0), slot.price)
    held = [one for one in charged if (one.above_kwh or Decimal(0)) == (slot.price.above_kwh or Decimal(0))]
    stated = [one for one in held if one.period == period]
    if stated:
        found = the_one(stated, day, f"price of {component} in {period} hours")
        return Quote(found.price, found)
    floating = [one for one in held if one.period == "total" and one.floats]
    if not floating:
        return None
    base = the_one(floating, day, f"price of {component}")
    ratios = [one for one in book.ratios if one.calendar == item.calendar and one.period == period]
    ratio = the_one(ratios, day, f"ratio of {period} hours in {item.calendar}")
    exact = round_half_up(Fraction(base.price) * Fraction(ratio.ratio), item.price_digits)
    price = Decimal(exact.numerator) / Decimal(exact.denominator)
    return Quote(price, base, Floated(base.price, ratio.ratio, item.price_digits, ratio))


def price_changes(book: Book, item: Item, case: Case) -> list[date]:
    """The days on which a price of an item may change within a bill, and some on which it does not."""
    return [*change_days(item.prices), *change_days(book.ratios), *month_starts(case)]


def _check_days(item: Item, case: Case) -> None:
    """See that every day has a price, and that all have the same blocks."""
    prices = [one for one in item.prices if _is_of_energy(one)]
    if not prices:
        return  # a price that does not charge energy
    days = [case.period_start, *change_days(prices), *month_starts(case)]
    blocks: dict[tuple[str, str], set[tuple[Decimal | None, Decimal | None]]] = {}
    for day in sorted({day for day in days if _is_within(day, case)}):
        held = [one for one in in_force(prices, day) if _in_season(one, day)]
        if not held:
            raise _missing(f"no price of energy of {item.code} holds on {day}", f"{day} 无有效的 {item.code} 电度电价")
        today: dict[tuple[str, str], set[tuple[Decimal | None, Decimal | None]]] = {}
        for one in held:
            today.setdefault((one.component, one.period), set()).add((one.above_kwh, one.up_to_kwh))
        for key, edges in today.items():
            if blocks.setdefault(key, edges) != edges:
                raise _missing(
                    f"the blocks of {item.code} change on {day}, within the bill",
                    f"{item.code} 的分档电量在账期内（{day}）变动",
                )


def _missing(en: str, zh: str) -> MissingPrice:
    remedy = Words("Complete the price book, or divide the bill there.", "请补全电价本，或在该日分段。")
    return MissingPrice(Fault.of(Words(en, zh), remedy))


def _periods(book: Book, item: Item, case: Case) -> tuple[str, ...]:
    """The periods of the item's calendar on the days of the bill; those with a ratio where no calendar is given."""
    held = [one for one in book.calendars if one.calendar == item.calendar]
    days = [day for day in (case.period_start, *change_days(held), *month_starts(case)) if _is_within(day, case)]
    named = {
        period
        for day in days
        for one in in_force(held, day)
        if day.month in one.months
        for period in (*(hours.period for hours in one.hours), one.rest)
    }
    found = named or {one.period for one in book.ratios if one.calendar == item.calendar}
    return tuple(period for period in PERIODS if period in found)


def _touches(price: Price, case: Case) -> bool:
    """Whether a price holds on any day of the bill."""
    days = [case.period_start, *change_days([price]), *month_starts(case)]
    return any(in_force([price], day) and _in_season(price, day) for day in days if _is_within(day, case))


def _is_of_energy(price: Price) -> bool:
    return price.unit.endswith(f"/{_ENERGY_UNIT}")


def _in_season(price: Price, day: date) -> bool:
    return not price.months or day.month in price.months


def _is_within(day: date, case: Case) -> bool:
    return case.period_start <= day < case.period_end
