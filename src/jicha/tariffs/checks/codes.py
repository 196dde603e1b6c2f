"""Words that the schema's code lists do not have, and a currency that no unit has."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from jicha.schema import code_list
from jicha.tariffs.book import Book
from jicha.tariffs.case import PERIODS
from jicha.tariffs.checks.places import fault, of_item, of_price, sourced
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.units import parse_unit

# Which fields of which kind of datum hold words of which list.
_LISTS = {
    "Price": {"component": "bill_component", "period": "tou_period"},
    "Ratio": {"period": "tou_period"},
    "Tier": {"household": "household_size", "cycle": "tier_cycle"},
    "Surcharge": {"item": "surcharge_item", "classes": "price_class"},
    "Waiver": {"component": "bill_component", "preference": "preference_kind"},
    "Scope": {"scheme": "price_scheme", "price_class": "price_class", "duty": "scope_duty"},
    "Calendar": {"days": "day_kind"},
}
_OF_ITEM = {
    "price_class": "price_class",
    "strategy": "price_strategy",
    "voltages": "voltage",
    "lacks": "bill_component",
}


def code_faults(book: Book) -> Iterator[Fault]:
    """Each unknown word, with the nearest known one."""
    for item in book.items:
        yield from _words(of_item(item), item, _OF_ITEM)
    for one in sourced(book):
        yield from _words(one.place, one.datum, _LISTS.get(type(one.datum).__name__, {}))
    for calendar in book.calendars:
        place = f"calendars[{calendar.calendar} @{calendar.valid_from}]"
        for period in (*(one.period for one in calendar.hours), *filter(None, [calendar.rest])):
            yield from _of_the_day(place, period)
    for ratio in book.ratios:
        if ratio.period == "total":
            yield from _of_the_day(f"ratios[{ratio.calendar} @{ratio.valid_from}]", ratio.period)
    yield from _months(book)
    try:
        parse_unit(book.currency)
    except JichaError:
        remedy = Words("Write CNY, TWD or USD.", "请写作 CNY、TWD 或 USD。")
        yield fault("currency", Words(f"{book.currency} is no currency", f"没有货币 {book.currency}"), remedy)


def _words(place: str, datum: object, lists: dict[str, str]) -> Iterator[Fault]:
    for field, name in lists.items():
        given = getattr(datum, field)
        for word in given if isinstance(given, tuple) else (given,):
            yield from _known(f"{place}.{field}", word, name)


def _known(place: str, word: str, name: str) -> Iterator[Fault]:
    known = code_list(name).meanings
    if word in known:
        return
    near = get_close_matches(word, known, 1)
    hint = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(known)}."
    hint_zh = f"是否应为 {near[0]}？" if near else f"可用：{'，'.join(known)}。"
    message = Words(f"{word!r} is no code of {name}", f"{name} 中没有代码 {word!r}")
    yield fault(place, message, Words(hint, hint_zh))


def _of_the_day(place: str, period: str) -> Iterator[Fault]:
    if period not in PERIODS:
        message = Words(f"{period!r} is no period of the day", f"{period!r} 不是分时时段")
        yield fault(place, message, Words(f"Write one of {', '.join(PERIODS)}.", f"请写作：{'，'.join(PERIODS)}。"))


def _months(book: Book) -> Iterator[Fault]:
    places = [(of_price(item, price), price.months) for item in book.items for price in item.prices]
    places += [(f"calendars[{one.calendar} @{one.valid_from}]", one.months) for one in book.calendars]
    for place, months in places:
        wrong = [month for month in months if not 1 <= month <= 12]
        if wrong or len(set(months)) < len(months):
            message = Words(f"{wrong or list(months)} are not months, each once", f"月份有误：{wrong or list(months)}")
            yield fault(place, message, Words("Write months from 1 to 12, each once.", "请写1至12月，每月一次。"))
