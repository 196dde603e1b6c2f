"""When an act happened, as a case gives it, and the pieces of it under one edition and one price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Protocol

from jicha.law.act_period import ActSpan, NoActPeriod, act_spans, days_text
from jicha.law.counted import positive
from jicha.law.supply_rules import Edition
from jicha.tariffs.errors import MissingPrice, OverlappingPrices
from jicha.terms.errors import Fault, Words
from jicha.terms.period import Period


@dataclass(frozen=True, slots=True)
class Act:
    """The days [start, end) of an act; ``start`` blank where nobody can find out since when.

    ``in_order_on`` is the day of the last inspection that found everything in order, or of the connection.
    """

    end: date
    start: date | None = None
    in_order_on: date | None = None

    def __post_init__(self) -> None:
        if self.in_order_on is not None and self.in_order_on >= self.end:
            message = Words(
                f"in order on {self.in_order_on}, after the act", f"检查正常日 {self.in_order_on} 晚于行为期间"
            )
            raise NoActPeriod(Fault.of(message, Words("Correct the day.", "请核对日期。")))


@dataclass(frozen=True, slots=True)
class Price:
    """A price of energy on the days of [effective_from, effective_to), open where blank."""

    cny_per_kwh: Decimal = field(metadata={"unit": "CNY/kWh"})
    effective_from: date | None = None
    effective_to: date | None = None

    def __post_init__(self) -> None:
        positive(cny_per_kwh=self.cny_per_kwh)
        check_dates(self)


@dataclass(frozen=True, slots=True)
class CapacityPrice:
    """A price of capacity on the days of [effective_from, effective_to), open where blank."""

    cny_per_kva_month: Decimal = field(metadata={"unit": "CNY/kVA/month"})
    effective_from: date | None = None
    effective_to: date | None = None

    def __post_init__(self) -> None:
        positive(cny_per_kva_month=self.cny_per_kva_month)
        check_dates(self)


@dataclass(frozen=True, slots=True)
class Piece:
    """Days [start, end) under one edition and one price (the one numbered ``price`` of those given)."""

    number: int
    edition: str
    start: date
    end: date
    price: int

    @property
    def days(self) -> int:
        """How many days."""
        return (self.end - self.start).days

    @property
    def last_day(self) -> date:
        """The last day that belongs to it."""
        return self.end - timedelta(days=1)

    @property
    def about(self) -> str:
        """The first and the last day, for the reader."""
        return days_text(self.start, self.end)


class Dated(Protocol):
    """Something that holds on the days of [effective_from, effective_to), open where blank."""

    @property
    def effective_from(self) -> date | None:
        """Its first day."""

    @property
    def effective_to(self) -> date | None:
        """The day after its last."""


def check_dates(price: Dated) -> None:
    """Refuse a price that ends before it begins: it would hold on no day. Raises MissingPrice."""
    first, after = price.effective_from, price.effective_to
    if first is not None and after is not None and after <= first:
        message = Words(f"a price holds from {first} until {after}", f"电价起止日期有误：{first} 至 {after}")
        remedy = Words("Correct the days; the end is the day after its last.", "请核对日期；截止日是最后一天的次日。")
        raise MissingPrice(Fault.of(message, remedy))


def spans_of(period: Period, as_if: Edition | None = None) -> tuple[ActSpan, ...]:
    """A known period by edition, or as if one edition had held on all its days. Raises NoActPeriod."""
    return under(act_spans(period.start, period.end), as_if)


def under(spans: Sequence[ActSpan], as_if: Edition | None) -> tuple[ActSpan, ...]:
    """The same days as if one edition had held on all of them; as they are without one."""
    return tuple(replace(one, edition=as_if) for one in spans) if as_if else tuple(spans)


def pieces(spans: Sequence[ActSpan], prices: Sequence[Dated], first: int = 1) -> tuple[Piece, ...]:
    """Cut spans where the price changes; neighbours under one edition and price become one piece.

    Pieces are numbered from ``first``.
    Raises MissingPrice, OverlappingPrices.
    """
    found: list[Piece] = []
    for span in spans:
        for start, end, price in _priced(span.start, span.end, prices):
            last = found[-1] if found else None
            if last and last.end == start and (last.edition, last.price) == (span.edition.edition, price):
                found[-1] = replace(last, end=end)
            else:
                found.append(Piece(first + len(found), span.edition.edition, start, end, price))
    return tuple(found)


def _priced(start: date, end: date, prices: Sequence[Dated]) -> list[tuple[date, date, int]]:
    held = []
    for number, one in enumerate(prices):
        first, after = max(start, one.effective_from or start), min(end, one.effective_to or end)
        if first < after:
            held.append((first, after, number))
    held.sort()
    for (_, before, _), (after, _, _) in pairwise(held):
        if after < before:
            message = Words(f"more than one price holds on {after}", f"{after} 有多个电价")
            raise OverlappingPrices(Fault.of(message, Words("Correct the prices.", "请核对电价的起止日期。")))
    reach = start
    for first, after, _ in [*held, (end, end, -1)]:
        if first > reach:
            message = Words(f"no price from {reach} until {first}", f"{reach} 至 {first} 没有电价")
            raise MissingPrice(Fault.of(message, Words("Give the price of these days.", "请补充这些日期的电价。")))
        reach = after
    return held
