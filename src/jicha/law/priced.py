"""Energy spread over dated prices: cut where edition or price changes, priced piece by piece, rounded to the fen once.

Within one reading the energy is spread over its days evenly. That is a named reading (``spread_by_days``) and not the
only one: where the register was read on the day of the change, give two readings and nothing is spread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from jicha.law.act import check_dates, pieces, spans_of
from jicha.law.counted import positive
from jicha.tariffs.errors import MissingPrice
from jicha.terms.errors import Fault, Words
from jicha.terms.period import Period
from jicha.terms.sheet import Sheet


class Rate(StrEnum):
    """The register or period of the day that energy was counted in; none where there is only one."""

    SHARP = "sharp"
    PEAK = "peak"
    FLAT = "flat"
    VALLEY = "valley"
    DEEP_VALLEY = "deep_valley"


@dataclass(frozen=True, slots=True)
class RatePrice:
    """A price of energy on the days of [effective_from, effective_to), open where blank, for one rate."""

    cny_per_kwh: Decimal = field(metadata={"unit": "CNY/kWh"})
    effective_from: date | None = None
    effective_to: date | None = None
    rate: Rate | None = None

    def __post_init__(self) -> None:
        positive(cny_per_kwh=self.cny_per_kwh)
        check_dates(self)


@dataclass(frozen=True, slots=True)
class Portion:
    """Energy that one value of the sheet (``name``, in kWh) gives for the days [start, end) and one rate."""

    name: str
    start: date
    end: date
    rate: Rate | None = None

    @property
    def days(self) -> int:
        """How many days."""
        return (self.end - self.start).days

    @property
    def about(self) -> str:
        """The first and the last day, for the reader."""
        return f"{self.start}..{self.end - timedelta(days=1)}"


@dataclass(frozen=True, slots=True)
class Slice:
    """The days [start, end) of a portion under one edition and one price (its place among those given)."""

    number: int
    portion: Portion
    edition: str
    start: date
    end: date
    price: int

    @property
    def days(self) -> int:
        """How many days."""
        return (self.end - self.start).days

    @property
    def about(self) -> str:
        """The first and the last day, for the reader."""
        return f"{self.start}..{self.end - timedelta(days=1)}"

    @property
    def is_whole(self) -> bool:
        """Whether the portion was not cut at all."""
        return self.days == self.portion.days

    def energy(self) -> str:
        """The formula of its part of the portion's energy; needs what `note_days` wrote."""
        if self.is_whole:
            return self.portion.name
        return f"{self.portion.name} * days_{self.number} / {self.portion.name}_days"

    def word(self, kind: str) -> str:
        """The id of the words for a line about it: ``kind``, with the rate where there is one."""
        return f"{kind}_{self.portion.rate}" if self.portion.rate else kind


def cut(portions: Sequence[Portion], prices: Sequence[RatePrice]) -> tuple[Slice, ...]:
    """Cut portions where the edition or the price changes. Raises MissingPrice, OverlappingPrices, NoActPeriod."""
    found: list[Slice] = []
    for portion in portions:
        places = [place for place, one in enumerate(prices) if one.rate == portion.rate]
        if not places:
            rate, rate_zh = portion.rate or "energy without a rate", portion.rate or "未分时的电量"
            message = Words(f"no price for {rate}", f"{rate_zh} 没有电价")
            raise MissingPrice(Fault.of(message, Words("Give one with the same rate.", "请补充相同时段的电价。")))
        spans = spans_of(Period(portion.start, portion.end))
        for one in pieces(spans, [prices[place] for place in places], len(found) + 1):
            found.append(Slice(one.number, portion, one.edition, one.start, one.end, places[one.price]))
    return tuple(found)


def note_days(sheet: Sheet, slices: Sequence[Slice]) -> None:
    """Write the days of every slice of a portion that was cut, and of that portion; says that days share evenly."""
    for one in slices:
        if one.is_whole:
            continue
        whole = f"{one.portion.name}_days"
        if not sheet.holds(whole):
            about = one.portion.about
            sheet.given(whole, one.portion.days, "day", origin="case", word="metering_days_of_reading", about=about)
        sheet.given(f"days_{one.number}", one.days, "day", origin="case", word="metering_days", about=one.about)
        sheet.remark("metering_spread_by_days")


def charge(sheet: Sheet, slices: Sequence[Slice], prices: Sequence[RatePrice], *, energy: str) -> None:
    """Write the price of each slice and ``<energy>_exact`` in CNY, not rounded, from the steps ``<energy>_1`` ...

    The caller rounds it to the fen, once: ``round(<energy>_exact, 2)``.
    """
    terms = []
    for one in slices:
        price = f"price_{one.price + 1}"
        if not sheet.holds(price):
            held = prices[one.price]
            sheet.given(
                price, held.cny_per_kwh, "CNY/kWh", origin="case", word=one.word("metering_price"), about=_since(held)
            )
        terms.append(f"{energy}_{one.number} * {price}")
    sheet.step(f"{energy}_exact", " + ".join(terms), "CNY", word="metering_charge_exact")


def _since(price: RatePrice) -> str:
    first, after = price.effective_from, price.effective_to
    last = after - timedelta(days=1) if after else None
    return f"{first or ''}..{last or ''}" if first or last else ""
