"""Everything a book says of a day, as lines that can be asked for, compared and printed: one form for every datum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jicha.tariffs.book import Book, Calendar, Confidence, Item, in_force
from jicha.tariffs.checks.places import DatedAndSourced
from jicha.tariffs.editions import effective_prices
from jicha.tariffs.funds import classes_of, for_class, funds_of, rate_on
from jicha.tariffs.hours import hours_text

_ENERGY = "kWh"
NOT_ALLOWED = "not_allowed"  # the value of a fund that may not be charged


class What(StrEnum):
    """The kinds of line."""

    PRICE = "price"
    RATIO = "ratio"
    PERIOD = "period"
    TIER = "tier"
    SURCHARGE = "surcharge"
    CAPACITY = "capacity"
    WAIVER = "waiver"
    SCOPE = "scope"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Part:
    """A word of what a line is about: a code of a code list, a column of a table, or (without ``kind``) plain text."""

    kind: str
    code: str


@dataclass(frozen=True, slots=True)
class DayLine:
    """One figure that holds on a day.

    ``of`` is whose it is: an item, a calendar, a household, a fund, or blank. ``value`` is a number in ``unit``, hours,
    or a code of the list ``value_list``. ``months``, ``kinds`` (of days) and ``classes`` (of use) bound it; empty where
    it is for all. Above ``above`` and up to ``up_to`` of ``edge_unit``. ``made_of`` shows how a floated price came
    about. ``source`` is the document, or the title, of what it rests on.
    """

    what: What
    of: str
    parts: tuple[Part, ...]
    value: Decimal | str
    unit: str
    valid_from: date
    valid_to: date | None
    source: str
    confidence: Confidence
    value_list: str = ""
    months: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    above: Decimal | None = None
    up_to: Decimal | None = None
    edge_unit: str = _ENERGY
    made_of: str = ""

    @property
    def is_confirmed(self) -> bool:
        """Whether a text proves it, so that it may be shown as what holds."""
        return self.confidence in (Confidence.A, Confidence.B)


def day_lines(book: Book, day: date) -> Iterator[DayLine]:
    """Every line that holds on a day, in the order of the book.

    Raises MissingPrice, OverlappingPrices, BadPeriods for a book that does not hold together.
    """
    for item in in_force(book.items, day):
        yield from _prices(book, item, day)
    yield from _ratios(book, day)
    for calendar in in_force(book.calendars, day):
        yield from _hours(book, calendar)
    yield from _tiers(book, day)
    for fund in funds_of(book):
        yield from _funds(book, fund, day)
    yield from _rules(book, day)


def _prices(book: Book, item: Item, day: date) -> Iterator[DayLine]:
    for one in effective_prices(book, item, day):
        ends = [datum.valid_to for datum in one.data if datum.valid_to is not None]
        made_of = f"{one.price.price.normalize():f} × {one.ratio.ratio.normalize():f}" if one.ratio else ""
        line = _line(
            book, What.PRICE, item.code, one.price,
            parts=(Part("bill_component", one.price.component), Part("tou_period", one.period)),
            value=one.amount, unit=one.price.unit, months=tuple(sorted(one.price.months)), above=one.price.above_kwh,
            up_to=one.price.up_to_kwh, made_of=made_of, classes=(item.price_class,),
        )  # fmt: skip
        yield replace(
            line,
            valid_from=max(datum.valid_from for datum in one.data),
            valid_to=min(ends, default=None),
            source="；".join(dict.fromkeys(filter(None, (book.source_of(datum) for datum in one.data)))),
            confidence=one.confidence,
        )


def _ratios(book: Book, day: date) -> Iterator[DayLine]:
    for one in in_force(book.ratios, day):
        yield _line(
            book, What.RATIO, one.calendar, one, parts=(Part("tou_period", one.period),), value=one.ratio, unit=""
        )  # fmt: skip


def _hours(book: Book, calendar: Calendar) -> Iterator[DayLine]:
    for period, hours in hours_text(calendar):
        yield _line(
            book, What.PERIOD, calendar.calendar, calendar, parts=(Part("tou_period", period),), value=hours, unit="",
            months=tuple(sorted(calendar.months)), kinds=calendar.days,
        )  # fmt: skip


def _tiers(book: Book, day: date) -> Iterator[DayLine]:
    held = sorted(in_force(book.tiers, day), key=lambda one: (one.household, one.tier))
    for number, one in enumerate(held):
        above = held[number + 1] if number + 1 < len(held) else None
        up_to = above.above_kwh if above and above.household == one.household else None
        yield _line(
            book, What.TIER, one.household, one,
            parts=(Part("household_size", one.household), Part("", str(one.tier)), Part("tier_cycle", one.cycle)),
            value=one.extra, unit=f"{book.currency}/kWh", above=one.above_kwh, up_to=up_to,
        )  # fmt: skip


def _funds(book: Book, fund: str, day: date) -> Iterator[DayLine]:
    """One line for all classes of use that have the same datum."""
    rates = {name: rate_on(for_class(book, fund, name), day) for name in classes_of(book)}
    for one in dict.fromkeys(rate for rate in rates.values() if rate is not None):
        classes = tuple(name for name, rate in rates.items() if rate == one)
        yield _line(
            book, What.SURCHARGE, fund, one, parts=(Part("surcharge_item", fund),),
            value=one.rate if one.allowed else NOT_ALLOWED, unit=f"{book.currency}/kWh", classes=classes,
        )  # fmt: skip


def _rules(book: Book, day: date) -> Iterator[DayLine]:
    for rule in in_force(book.capacity_rules, day):
        for one in fields(rule):
            value = getattr(rule, one.name)
            if value is None or isinstance(value, str | date) or one.name in ("valid_from", "valid_to"):
                continue
            unit = str(one.metadata.get("unit", ""))
            what = (Part("capacity_rule", one.name),)
            yield _line(book, What.CAPACITY, "", rule, parts=what, value=Decimal(value), unit=unit)
    for waiver in in_force(book.waivers, day):
        parts = (Part("bill_component", waiver.component), Part("preference_kind", waiver.preference))
        yield _line(
            book, What.WAIVER, waiver.preference, waiver, parts=parts, value=waiver.percent, unit="%"
        )  # fmt: skip
    for scope in in_force(book.scopes, day):
        industry = (Part("industry", scope.industry),) if scope.industry != "*" else ()
        yield _line(
            book, What.SCOPE, scope.scheme, scope,
            parts=(Part("price_scheme", scope.scheme), Part("price_class", scope.price_class), *industry),
            value=scope.duty, unit="", value_list="scope_duty", classes=(scope.price_class,), edge_unit="kVA",
            above=scope.capacity_from or None, up_to=scope.capacity_to,
        )  # fmt: skip


def _line(
    book: Book,
    what: What,
    of: str,
    datum: DatedAndSourced,
    *,
    parts: tuple[Part, ...],
    value: Decimal | str,
    unit: str,
    value_list: str = "",
    months: tuple[int, ...] = (),
    kinds: tuple[str, ...] = (),
    classes: tuple[str, ...] = (),
    above: Decimal | None = None,
    up_to: Decimal | None = None,
    edge_unit: str = _ENERGY,
    made_of: str = "",
) -> DayLine:
    return DayLine(
        what, of, parts, value, unit, datum.valid_from, datum.valid_to, book.source_of(datum),
        Confidence(datum.confidence), value_list, months, kinds, classes, above, up_to, edge_unit, made_of,
    )  # fmt: skip
