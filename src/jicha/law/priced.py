"""Energy spread over dated prices: cut where edition or price changes, and priced piece by piece without rounding.

Within one portion (a reading, a proven quantity) the energy is spread over its days evenly. That is a named reading
and not the only one: where the register was read on the day of the change, give two portions and nothing is spread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from jicha.law.act import Dated, Piece, Price, pieces, spans_of
from jicha.law.act_period import days_text
from jicha.law.supply_rules import Edition
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
class RatePrice(Price):
    """A price of energy for one rate."""

    rate: Rate | None = None


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
        return days_text(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Slice(Piece):
    """The piece of a portion under one edition and one price."""

    portion: Portion

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


def cut(
    portions: Sequence[Portion], prices: Sequence[Dated], as_if: Edition | None = None, *, first: int = 1
) -> tuple[Slice, ...]:
    """Cut portions where the edition or the price changes; ``as_if`` puts one edition in the place of all.

    Slices are numbered from ``first``. Raises MissingPrice, OverlappingPrices, NoActPeriod.
    """
    found: list[Slice] = []
    for portion in portions:
        places = [place for place, one in enumerate(prices) if _rate(one) == portion.rate]
        if not places:
            rate, rate_zh = portion.rate or "energy without a rate", portion.rate or "未分时的电量"
            message = Words(f"no price for {rate}", f"{rate_zh} 没有电价")
            raise MissingPrice(Fault.of(message, Words("Give one with the same rate.", "请补充相同时段的电价。")))
        spans = spans_of(Period(portion.start, portion.end), as_if)
        for one in pieces(spans, [prices[place] for place in places], first + len(found)):
            found.append(Slice(one.number, one.edition, one.start, one.end, places[one.price], portion))
    return tuple(found)


def note_days(sheet: Sheet, slices: Sequence[Slice]) -> None:
    """Write the days of every slice of a portion that was cut, and of that portion; says that days share evenly."""
    for one in slices:
        if one.is_whole:
            continue
        whole = f"{one.portion.name}_days"
        if not sheet.holds(whole):
            about = one.portion.about
            sheet.given(whole, one.portion.days, "day", origin="case", word="days_of_portion", about=about)
        sheet.given(f"days_{one.number}", one.days, "day", origin="case", word="days_of_piece", about=one.about)
        sheet.remark("spread_by_days")


def spread(sheet: Sheet, slices: Sequence[Slice]) -> None:
    """Write ``kwh_1`` ... of each slice."""
    note_days(sheet, slices)
    for one in slices:
        sheet.step(f"kwh_{one.number}", one.energy(), "kWh", word="kwh_of_piece", about=one.about)


def by_edition(
    sheet: Sheet, cut_up: Sequence[Piece], prices: Sequence[Price], *, energy: str = "kwh"
) -> Mapping[str, str]:
    """Write each price once; gives by edition the formula, not rounded, of the charge of ``<energy>_1`` and so on."""
    formulas: dict[str, list[str]] = {}
    for one in cut_up:
        price, held = f"price_{one.price + 1}", prices[one.price]
        if not sheet.holds(price):
            rate = _rate(held)
            word = f"metering_price_{rate}" if rate else "metering_price"
            sheet.given(price, held.cny_per_kwh, "CNY/kWh", origin="case", word=word, about=_since(held))
        formulas.setdefault(one.edition, []).append(f"{energy}_{one.number} * {price}")
    return {edition: " + ".join(terms) for edition, terms in formulas.items()}


def charge(sheet: Sheet, slices: Sequence[Slice], prices: Sequence[RatePrice], *, energy: str) -> None:
    """Write ``<energy>_exact`` in CNY, not rounded: the caller rounds it to the fen, once."""
    formula = " + ".join(by_edition(sheet, slices, prices, energy=energy).values())
    sheet.step(f"{energy}_exact", formula, "CNY", word="metering_charge_exact")


def _rate(price: Dated) -> Rate | None:
    return price.rate if isinstance(price, RatePrice) else None


def _since(price: Dated) -> str:
    first, after = price.effective_from, price.effective_to
    last = after - timedelta(days=1) if after else None
    return f"{first or ''}..{last or ''}" if first or last else ""
