"""What a book says of a price beside its figures, as lines that can be compared: class, strategy, what it contains.

None of it is a figure, and each moves money: a price that comes to contain the funds, or leaves the base of the power
factor, is another price at the same rate.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from jicha.tariffs.book import Book, Item, in_force
from jicha.tariffs.day_lines import DayLine, Part, What
from jicha.tariffs.editions import weakest

YES, NO = "yes", "no"
_Term = tuple[tuple[Part, ...], Decimal | str, str]


def term_lines(book: Book, day: date) -> Iterator[DayLine]:
    """The terms of every price that holds on a day, one a line; as sure as the least sure of its prices."""
    for item in in_force(book.items, day):
        confidence = weakest(one.confidence for one in in_force(item.prices, day))
        for parts, value, value_list in _terms(item, day):
            yield DayLine(
                What.TERM, item.code, parts, value, "", item.valid_from, item.valid_to, "", confidence, value_list
            )


def _terms(item: Item, day: date) -> Iterator[_Term]:
    yield (_term("price_class"),), item.price_class, "price_class"
    yield (_term("price_strategy"),), item.strategy, "price_strategy"
    for name in ("time_of_use", "tiered", "surcharges_included"):
        yield (_term(name),), YES if getattr(item, name) else NO, ""
    held = in_force(item.prices, day)
    if item.calendar:
        yield (_term("period_table"),), item.calendar, ""
    if any(one.floats for one in held):
        yield (_term("price_digits"),), Decimal(item.price_digits), ""
    for component in sorted({one.component for one in held if not one.in_power_factor_base}):
        yield (_term("out_of_base"), Part("bill_component", component)), YES, ""
    for component in item.lacks:
        yield (_term("lacks"), Part("bill_component", component)), YES, ""
    if item.codes:
        yield (_term("codes"),), ", ".join(sorted(item.codes)), ""
    yield from _demand(item)


def _demand(item: Item) -> Iterator[_Term]:
    rule = item.demand
    if rule is None:
        return
    if rule.ratchet_percent is not None:
        yield (_term("ratchet_percent"),), rule.ratchet_percent, ""
        yield (_term("ratchet_months"),), Decimal(rule.ratchet_months), ""
    if rule.least_kw is not None:
        yield (_term("least_kw"),), rule.least_kw, ""
    for step in rule.over:
        yield (_term("over_factor"), Part("", f"{step.percent.normalize():f}")), step.factor, ""


def _term(name: str) -> Part:
    return Part("price_term", name)
