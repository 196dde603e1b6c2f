"""Which rate, where, on which day, for whom: the lines of a book that answer a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from jicha.schema import code_list
from jicha.tariffs.book import Book, Item, in_force
from jicha.tariffs.book_file import book_text, load_book, shipped
from jicha.tariffs.day_lines import DayLine, What, day_lines
from jicha.tariffs.funds import classes_of
from jicha.tariffs.term_lines import term_lines
from jicha.terms.errors import Fault, JichaError, Words

_REGION = re.compile(r'^region:\s*"?([^"\s]+)"?\s*$', re.MULTILINE)
_OF_TWO_PARTS = (What.CAPACITY, What.WAIVER)


class NothingKnown(JichaError):
    """No book, price, class or household of that name."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. What is blank is not asked for: without ``price`` and ``price_class`` every price is meant."""

    day: date
    price: str = ""
    price_class: str = ""
    voltage: str = ""
    strategy: str = ""
    household: str = ""
    what: tuple[What, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The prices that were meant, and the lines that hold for them on the day of the question."""

    book: Book
    question: Question
    items: tuple[Item, ...]
    lines: tuple[DayLine, ...]

    @property
    def unconfirmed(self) -> int:
        """Lines that may not be taken for what holds."""
        return sum(not one.is_confirmed for one in self.lines)

    @property
    def on_other_days(self) -> tuple[Item, ...]:
        """The price that was asked for, where it holds on other days only."""
        asked = self.question.price
        found = (one for one in self.book.items if asked and asked in (one.code, *one.codes))
        return () if self.items else tuple(found)

    @property
    def surcharges_included(self) -> tuple[str, ...]:
        """Prices among those meant that contain the funds and surcharges."""
        return tuple(one.code for one in self.items if one.surcharges_included)


def book_of_region(region: str) -> Book:
    """The shipped book of a region. Raises NothingKnown."""
    for name in shipped():
        stated = _REGION.search(book_text(name)[0])  # to read every book in full takes seconds
        if stated and stated[1] == region:
            return load_book(name)
    books = [load_book(name) for name in shipped()]
    listed = ", ".join(f"{one.region} {one.name}" for one in books) or "none"
    listed_zh = "，".join(f"{one.region} {one.name_zh}" for one in books) or "无"
    message = Words(f"no shipped price book is for region {region}", f"没有区域 {region} 的内置电价本")
    remedy = Words(
        f"Shipped: {listed}. A book of your own is given by --book.", f"内置：{listed_zh}。自有电价本请用 --book 指定。"
    )
    raise NothingKnown(Fault.of(message, remedy))


def ask(book: Book, question: Question) -> Answer:
    """What a book says. Raises NothingKnown for a price, class, voltage or household that it does not have."""
    _refuse_unknown_codes(book, question)
    items = tuple(one for one in in_force(book.items, question.day) if _is_meant(one, question))
    classes = _classes(book, items, question)
    said = [*day_lines(book, question.day), *(term_lines(book, question.day) if What.TERM in question.what else ())]
    lines = (one for one in said if _answers(one, items, classes, question))
    return Answer(
        book,
        question,
        items,
        tuple(replace(one, classes=tuple(filter(classes.__contains__, one.classes))) for one in lines),
    )


def _is_meant(item: Item, question: Question) -> bool:
    return (
        question.price in ("", item.code, *item.codes)
        and question.price_class in ("", item.price_class)
        and question.strategy in ("", item.strategy)
        and (not question.voltage or not item.voltages or question.voltage in item.voltages)
    )


def _answers(line: DayLine, items: Sequence[Item], classes: set[str], question: Question) -> bool:
    if question.what and line.what not in question.what:
        return False
    if line.months and question.day.month not in line.months:
        return False
    if line.what in (What.PRICE, What.TERM):
        return line.of in {one.code for one in items}
    if line.what in (What.RATIO, What.PERIOD):
        return line.of in {one.calendar for one in items}
    if line.what is What.TIER:
        return any(one.tiered for one in items) and question.household in ("", line.of)
    if line.what in _OF_TWO_PARTS:
        return any(one.strategy == "two_part" for one in items)
    return bool(classes & set(line.classes))


def _classes(book: Book, items: Sequence[Item], question: Question) -> set[str]:
    """The classes of use that are meant: all where nothing narrows the question, with or without a price that day."""
    if not (question.price or question.price_class or question.voltage or question.strategy):
        return set(classes_of(book))
    return {one.price_class for one in items} | ({question.price_class} if question.price_class else set())


def _refuse_unknown_codes(book: Book, question: Question) -> None:
    faults = list(_unknown(book, question))
    if faults:
        raise NothingKnown(faults)


def _unknown(book: Book, question: Question) -> Iterator[Fault]:
    codes = sorted({code for item in book.items for code in (item.code, *item.codes)})
    if question.price and question.price not in codes:
        yield _fault(f"{book.book} has no price {question.price}", f"{book.book} 中没有电价 {question.price}",
                     question.price, codes)  # fmt: skip
    for word, name in (
        (question.price_class, "price_class"),
        (question.voltage, "voltage"),
        (question.strategy, "price_strategy"),
        (question.household, "household_size"),
    ):
        known = list(code_list(name).meanings)
        if word and word not in known:
            yield _fault(f"{word!r} is no code of {name}", f"{name} 中没有代码 {word!r}", word, known)


def _fault(en: str, zh: str, word: str, known: Sequence[str]) -> Fault:
    listed = get_close_matches(word, known, 3) or known
    return Fault.of(Words(en, zh), Words(f"Known: {', '.join(listed)}.", f"可用：{'，'.join(listed)}。"))
