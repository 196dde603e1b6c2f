"""Energy priced by the price of each of its days: a change of price within a period splits it, exactly.

The energy of a period is spread over its days evenly, which is a named convention (``by_days``) and not the only one; a
province may read registers on the day of the change instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from jicha.tariffs.errors import MissingPrice, OverlappingPrices
from jicha.terms.formula import round_half_up
from jicha.terms.money import FEN


@dataclass(frozen=True, slots=True)
class DatedPrice:
    """A price in CNY per kWh on the days of [effective_from, effective_to), open where blank."""

    cny_per_kwh: Decimal
    effective_from: date
    effective_to: date | None = None

    def days_in(self, start: date, end: date) -> range:
        """The days of [start, end) on which it holds, as ordinals."""
        first, after = max(start, self.effective_from), min(end, self.effective_to or end)
        return range(first.toordinal(), max(first, after).toordinal())


def energy_charge(kwh: Decimal, start: date, end: date, prices: Sequence[DatedPrice]) -> Decimal:
    """The charge for ``kwh`` of [start, end) in CNY, rounded to the fen once, at its end; negative for a credit.

    Raises MissingPrice, OverlappingPrices; ValueError for a period without days.

    >>> old = DatedPrice(Decimal("0.60"), date(2024, 1, 1), date(2024, 1, 16))
    >>> new = DatedPrice(Decimal("0.65"), date(2024, 1, 16))
    >>> energy_charge(Decimal(310), date(2024, 1, 1), date(2024, 2, 1), [old, new])
    Decimal('194.00')
    """
    days = (end - start).days
    if days <= 0:
        raise ValueError("the period has no day")
    held = [(one, one.days_in(start, end)) for one in prices]
    for (_, some), (_, later) in pairwise(sorted(((one, span) for one, span in held if span), key=_first_day)):
        if later.start < some.stop:
            day = date.fromordinal(later.start)
            raise OverlappingPrices(f"more than one price holds on {day}", "Correct the price book.")
    missing = days - sum(len(span) for _, span in held)
    if missing:
        raise MissingPrice(f"{missing} of {days} days of {start}..{end} have no price", "Complete the price book.")
    exact = sum((Fraction(kwh) * len(span) / days * Fraction(one.cny_per_kwh) for one, span in held), Fraction(0))
    return _to_fen(exact)


def _first_day(held: tuple[DatedPrice, range]) -> int:
    return held[1].start


def _to_fen(amount: Fraction) -> Decimal:
    fen = round_half_up(amount, 2) * 100
    return fen.numerator * FEN
