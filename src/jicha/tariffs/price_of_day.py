"""The price of a kWh on one day: stated for a period of the day, or floated from the price of the whole day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from jicha.tariffs.book import Book, Item, Price, in_force, the_one
from jicha.tariffs.case import PERIODS, Case
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
        block = f"_above_{self.price.above_kwh or 0}".replace(".", "_") if self.is_block else ""
        return f"{self.price.component}_{self.period}{block}"


def energy_slots(book: Book, item: Item, case: Case) -> Iterator[Slot]:
    """The lines that a price makes of the energy of a bill, each once; periods that its days do not have make none."""
    seen = set()
    for price in item.prices:
        if not price.unit.endswith(f"/{_ENERGY_UNIT}") or not _touches(price, case):
            continue
        is_block = price.above_kwh is not None or price.up_to_kwh is not None
        periods = _periods(book, item, case) if price.floats and item.time_of_use else (price.period,)
        for period in periods:
            slot = Slot(price, period, is_block)
            if slot.name not in seen:
                seen.add(slot.name)
                yield slot


def energy_price(book: Book, item: Item, slot: Slot, day: date) -> Decimal:
    """The price of a kWh of a line on a day, in the book's currency.

    Zero where the component is not charged on that day but on another of the bill. Raises MissingPrice,
    OverlappingPrices.
    """
    component, period = slot.price.component, slot.period
    held = [
        one
        for one in in_force(item.prices, day)
        if one.component == component
        and one.unit.endswith(f"/{_ENERGY_UNIT}")
        and (not one.months or day.month in one.months)
        and (one.above_kwh or Decimal(0)) == (slot.price.above_kwh or Decimal(0))
    ]
    stated = [one for one in held if one.period == period]
    if stated:
        return the_one(stated, day, f"price of {component} in {period} hours").price
    floating = [one for one in held if one.period == "total" and one.floats]
    if not floating:
        return Decimal(0)
    base = the_one(floating, day, f"price of {component}").price
    ratios = [one for one in book.ratios if one.calendar == item.calendar and one.period == period]
    ratio = the_one(ratios, day, f"ratio of {period} hours in {item.calendar}").ratio
    floated = round_half_up(Fraction(base) * Fraction(ratio), item.price_digits)
    return Decimal(floated.numerator) / Decimal(floated.denominator)


def _periods(book: Book, item: Item, case: Case) -> tuple[str, ...]:
    """The periods of the item's calendar on the days of the bill; those with a ratio where no calendar is given."""
    days = [date.fromordinal(day) for day in range(case.period_start.toordinal(), case.period_end.toordinal())]
    months = {(day.year, day.month): day for day in days}
    held = [one for one in book.calendars if one.calendar == item.calendar]
    named = {
        period
        for day in months.values()
        for one in in_force(held, day)
        if day.month in one.months
        for period in (*(hours.period for hours in one.hours), one.rest)
    }
    found = named or {one.period for one in book.ratios if one.calendar == item.calendar}
    return tuple(period for period in PERIODS if period in found)


def _touches(price: Price, case: Case) -> bool:
    """Whether a price holds on any day of the bill."""
    if price.valid_from >= case.period_end or (price.valid_to is not None and price.valid_to <= case.period_start):
        return False
    if not price.months:
        return True
    return any(
        date.fromordinal(day).month in price.months
        for day in range(case.period_start.toordinal(), case.period_end.toordinal())
    )
