"""Where a datum stands in its book, so that a fault can name it, and the stretches of days between changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

from jicha.tariffs.book import Book, Dated, Item, Price
from jicha.tariffs.spans import Sourced, change_days
from jicha.terms.errors import Fault, Words

YEAR = range(1, 13)
_D = TypeVar("_D", bound=Dated)


class DatedAndSourced(Dated, Sourced, Protocol):
    """A datum that holds from a day to a day and says what it rests on."""


@dataclass(frozen=True, slots=True)
class Placed(Generic[_D]):
    """A datum with its place in the book."""

    place: str
    datum: _D


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days [``first``, ``after``) on which nothing of a list changes; open where ``after`` is None."""

    first: date
    after: date | None

    @property
    def months(self) -> tuple[int, ...]:
        """The months of the year that it touches."""
        if self.after is None or (self.after - self.first).days > 366:
            return tuple(YEAR)
        days = range((self.after - self.first).days)
        return tuple(sorted({(self.first + timedelta(day)).month for day in days}))


def fault(place: str, message: Words, remedy: Words) -> Fault:
    """A fault that begins with its place."""
    return Fault.of(Words(f"{place}: {message.en}", f"{place}：{message.zh}"), remedy)


def of_item(item: Item) -> str:
    """The place of an item."""
    return f"items[{item.code}]"


def of_price(item: Item, price: Price) -> str:
    """The place of a price: its line, and the day from which it holds."""
    parts = [price.component, price.period]
    parts += [f"above {price.above_kwh}"] if price.above_kwh is not None else []
    parts += [f"months {','.join(str(one) for one in price.months)}"] if price.months else []
    return f"{of_item(item)}.prices[{' '.join(parts)} @{price.valid_from}]"


def sourced(book: Book) -> Iterator[Placed[DatedAndSourced]]:
    """Every datum that must say what it rests on, with its place."""
    for item in book.items:
        for price in item.prices:
            yield _placed(of_price(item, price), price)
    for calendar in book.calendars:
        months = ",".join(str(one) for one in calendar.months)
        yield _placed(f"calendars[{calendar.calendar} {months} @{calendar.valid_from}]", calendar)
    for ratio in book.ratios:
        yield _placed(f"ratios[{ratio.calendar} {ratio.period} @{ratio.valid_from}]", ratio)
    for tier in book.tiers:
        yield _placed(f"tiers[{tier.household} {tier.tier} @{tier.valid_from}]", tier)
    for rate in book.surcharges:
        classes = " ".join(["", *rate.classes])
        yield _placed(f"surcharges[{rate.item}{classes} @{rate.valid_from}]", rate)
    for rule in book.capacity_rules:
        yield _placed(f"capacity_rules[@{rule.valid_from}]", rule)
    for waiver in book.waivers:
        yield _placed(f"waivers[{waiver.component} {waiver.preference} @{waiver.valid_from}]", waiver)
    for scope in book.scopes:
        named = f"{scope.scheme} {scope.price_class} {scope.industry} {scope.capacity_from}"
        yield _placed(f"scopes[{named} @{scope.valid_from}]", scope)


def placed(book: Book, kind: type[_D]) -> list[Placed[_D]]:
    """The data of one kind, with their places."""
    return [Placed(one.place, one.datum) for one in sourced(book) if isinstance(one.datum, kind)]


def stretches(data: Iterable[Dated], *, within: Dated | None = None) -> list[Stretch]:
    """The days cut where any of the data begins or ends, from the first of them on; or those of another's life."""
    days = sorted(set(change_days(data)))
    end: date | None = None
    if within is not None:
        end = within.valid_to
        inside = [day for day in days if day > within.valid_from and (end is None or day < end)]
        days = [within.valid_from, *inside]
    return [Stretch(first, after) for first, after in zip(days, [*days[1:], end], strict=True)]


def meet(one: Dated, other: Dated) -> bool:
    """Whether two hold on a common day."""
    return (one.valid_to is None or other.valid_from < one.valid_to) and (
        other.valid_to is None or one.valid_from < other.valid_to
    )


def _placed(place: str, datum: object) -> Placed[DatedAndSourced]:
    return Placed(place, datum)  # type: ignore[arg-type]
