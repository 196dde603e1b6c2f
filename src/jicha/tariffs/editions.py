"""The days of a book cut where a price changes: an edition is the stretch on which every price of every item is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from jicha.tariffs.book import Book, Confidence, Dated, Item, Price, Ratio, in_force, the_one
from jicha.tariffs.case import PERIODS
from jicha.tariffs.hours import periods_of
from jicha.tariffs.spans import change_days
from jicha.terms.formula import round_half_up


@dataclass(frozen=True, slots=True)
class Edition:
    """The items that hold on the days [``valid_from``, ``valid_to``), open where blank."""

    valid_from: date
    valid_to: date | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Effective:
    """What a kWh, kVA, kW or month costs in one period of the day; ``ratio`` is what the price was multiplied by."""

    price: Price
    period: str
    amount: Decimal
    ratio: Ratio | None = None

    @property
    def confidence(self) -> Confidence:
        """How sure it is: as sure as the weaker of price and ratio."""
        return weakest([self.price.confidence, *([self.ratio.confidence] if self.ratio else [])])

    @property
    def data(self) -> tuple[Price | Ratio, ...]:
        """What it rests on."""
        return (self.price, self.ratio) if self.ratio else (self.price,)


def editions(book: Book) -> Iterator[Edition]:
    """The editions of a book in their order; days on which it has no item are in none."""
    data: list[Dated] = [
        *book.items,
        *(price for item in book.items for price in item.prices),
        *book.ratios,
        *book.calendars,
    ]
    days = sorted(set(change_days(data)))
    for first, after in zip(days, [*days[1:], None], strict=True):
        held = in_force(book.items, first)
        if held:
            yield Edition(first, after, tuple(held))


def effective_prices(book: Book, item: Item, day: date) -> Iterator[Effective]:
    """The prices of an item on a day, floating ones once for each period that its calendar has in any month.

    Raises MissingPrice, OverlappingPrices for a ratio that is missing or there twice.
    """
    held = in_force(item.prices, day)
    for price in held:
        if not (price.floats and item.time_of_use and price.period == "total"):
            yield Effective(price, price.period, price.price)
            continue
        stated = {
            one.period
            for one in held
            if (one.component, one.above_kwh, one.unit) == (price.component, price.above_kwh, price.unit)
        }
        for period in floating_periods(book, item, day):
            if period in stated:
                continue
            ratios = [one for one in book.ratios if (one.calendar, one.period) == (item.calendar, period)]
            ratio = the_one(ratios, day, f"ratio of {period} hours in {item.calendar}")
            yield Effective(price, period, floated(price.price, ratio.ratio, item.price_digits), ratio)


def floating_periods(book: Book, item: Item, day: date) -> tuple[str, ...]:
    """The periods of the item's calendar on a day, those of all months; those with a ratio where it has no hours."""
    named = periods_of((one for one in book.calendars if one.calendar == item.calendar), day)
    ratios = {one.period for one in in_force(book.ratios, day) if one.calendar == item.calendar}
    return tuple(one for one in PERIODS if one in (named or ratios))


def floated(price: Decimal, ratio: Decimal, digits: int) -> Decimal:
    """A price times its ratio, half up.

    >>> floated(Decimal("0.4102"), Decimal("1.6"), 4)
    Decimal('0.6563')
    """
    found = round_half_up(Fraction(price) * Fraction(ratio), digits)
    return Decimal(found.numerator) / Decimal(found.denominator)


def weakest(confidences: Iterable[Confidence]) -> Confidence:
    """The least sure of several; U of none."""
    return max(confidences, key=list(Confidence).index, default=Confidence.U)
