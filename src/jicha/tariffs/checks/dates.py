"""Days: a datum that holds on none, two for one day, and days between two data that have none."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from jicha.tariffs.book import Book, CapacityRule, Dated, Item, Ratio, Tier
from jicha.tariffs.checks.places import Placed, fault, meet, of_item, placed, sourced
from jicha.terms.errors import Fault, Words

_D = TypeVar("_D", bound=Dated)
_ONE_OF_TWO = Words("End the earlier the day on which the later begins.", "请让前一条在后一条生效之日失效。")


def date_faults(book: Book) -> Iterator[Fault]:
    """Faults of the days of all data; of ratios, tiers and capacity rules exactly one must hold on each day."""
    for item in book.items:
        yield from _no_day(of_item(item), item)
    for one in sourced(book):
        yield from _no_day(one.place, one.datum)
    yield from _item_faults(book.items)
    for ratios in grouped(placed(book, Ratio), lambda one: (one.calendar, one.period)):
        yield from line_faults(ratios)
    for tiers in grouped(placed(book, Tier), lambda one: (one.household, str(one.tier))):
        yield from line_faults(tiers)
    yield from line_faults(placed(book, CapacityRule))


def line_faults(data: Sequence[Placed[_D]]) -> Iterator[Fault]:
    """What is wrong with data of which exactly one must hold on each day from the first on, until they end."""
    yield from overlaps(data)
    yield from gaps(data)


def overlaps(data: Sequence[Placed[_D]]) -> Iterator[Fault]:
    """Each pair that holds on a common day."""
    for number, one in enumerate(data):
        for other in data[number + 1 :]:
            if meet(one.datum, other.datum):
                day = max(one.datum.valid_from, other.datum.valid_from)
                yield fault(
                    other.place, Words(f"{one.place} holds on {day} too", f"{day} 与 {one.place} 重叠"), _ONE_OF_TWO
                )


def gaps(data: Sequence[Placed[_D]]) -> Iterator[Fault]:
    """Days between two of the data on which none holds."""
    ordered = sorted(data, key=lambda one: one.datum.valid_from)
    end: date | None = ordered[0].datum.valid_from if ordered else None
    for one in ordered:
        if end is not None and one.datum.valid_from > end:
            day = one.datum.valid_from
            yield fault(
                one.place,
                Words(f"nothing holds on the days from {end} until {day}", f"{end} 至 {day}（不含）无有效数据"),
                Words(
                    "Give what held on those days, or correct the dates.", "请补充该期间的数据，或改正生效、失效日期。"
                ),
            )
        end = None if end is None or one.datum.valid_to is None else max(end, one.datum.valid_to)


def grouped(data: Sequence[Placed[_D]], key: Callable[[_D], Hashable]) -> Iterator[list[Placed[_D]]]:
    """The data that have the same key, each group in the order of the book."""
    found: dict[Hashable, list[Placed[_D]]] = {}
    for one in data:
        found.setdefault(key(one.datum), []).append(one)
    yield from found.values()


def _no_day(place: str, datum: Dated) -> Iterator[Fault]:
    if datum.valid_to is not None and datum.valid_to <= datum.valid_from:
        en = f"it holds on no day: {datum.valid_from} until {datum.valid_to}"
        zh = f"没有任何有效日：{datum.valid_from} 至 {datum.valid_to}（不含）"
        remedy = Words("valid_to is the first day after the last.", "valid_to 应为末日的次日。")
        yield fault(place, Words(en, zh), remedy)


def _item_faults(items: Sequence[Item]) -> Iterator[Fault]:
    """One code may stand for several items one after the other, and never for two on one day."""
    for code in dict.fromkeys(code for item in items for code in (item.code, *item.codes)):
        named = [Placed(of_item(item), item) for item in items if code == item.code or code in item.codes]
        for one in overlaps(named):
            yield fault(f"code {code}", Words(one.message, one.message_zh), Words(one.remedy, one.remedy_zh))
    for code in dict.fromkeys(item.code for item in items):
        yield from gaps([Placed(of_item(item), item) for item in items if item.code == code])
