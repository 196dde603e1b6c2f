"""What a meter's dials show at the end of each day, and what a bill reads off them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from jicha.twin.account import Place
from jicha.twin.books.billing import Metered
from jicha.twin.meter import Series
from jicha.twin.rates import RATES
from jicha.twin.register import Deed, Display, Hundredths, readings

_WH = 1000.0
_HAIR = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Dials:
    """Of one point.

    ``active``   hundredths of a kWh at the end of each day, the total first, (days, 1 + rates); ``before`` those at the
    end of the day before the first
    ``reactive`` hundredths of a kvarh likewise, (days,), 0 before
    ``highest_kw``  highest quarter hour of each day, as the meter counted it, (days,)
    ``first``    the first day; ``multiplier`` the one in the book; ``by_hours`` whether rates are read
    """

    first: date
    active: Hundredths
    before: Hundredths
    reactive: Hundredths
    highest_kw: Series
    multiplier: Decimal
    by_hours: bool
    used_rates: tuple[int, ...]
    turn: int

    def at(self, day: date) -> Hundredths:
        """What the dials of active energy show at the end of a day; of the day before the first, ``before``."""
        place = (day - self.first).days
        return self.before if place < 0 else self.active[place]

    def reactive_at(self, day: date) -> int:
        """What the dial of reactive energy shows at the end of a day."""
        place = (day - self.first).days
        return 0 if place < 0 else int(self.reactive[place])

    def metered(self, start: date, end: date) -> Metered:
        """What the registers say of the days [``start``, ``end``): readings at the end of the days before both."""
        begin, after = self.at(_before(start)), self.at(_before(end))
        kwh = [Decimal(int(one)) * self.multiplier / 100 for one in (after - begin) % self.turn]
        rates: tuple[tuple[str, Decimal], ...] = ()
        if self.by_hours:
            parts = {RATES[one]: kwh[1 + one] for one in self.used_rates}
            # The total rules: what the cut-off hundredths of the rates leave is flat, or peak where nothing is flat.
            rest = "flat" if "flat" in parts else "peak"
            parts[rest] += kwh[0] - sum(parts.values(), Decimal(0))
            rates = tuple((name, energy) for name, energy in parts.items() if energy)
        kvarh = Decimal(self.reactive_at(_before(end)) - self.reactive_at(_before(start))) * self.multiplier / 100
        days = slice((start - self.first).days, (end - self.first).days)
        highest = Decimal(round(float(self.highest_kw[days].max()) * 1000)) / 1000
        return Metered(kwh[0], rates, kvarh, highest)


def dials_of(
    first: date,
    place: Place,
    counted_kwh: Series,
    kvarh: Series,
    highest_kw: Series,
    start_kwh: float,
    *,
    by_hours: bool,
    deeds: Sequence[Deed] = (),
    true_multiplier: float = 0.0,
    book_multiplier: float = 0.0,
) -> Dials:
    """The dials of a point whose meter counted ``counted_kwh`` (days, rates) of primary energy.

    ``true_multiplier`` is that of the transformers as mounted, ``book_multiplier`` the utility's; both are the plan's
    where nothing is given.
    """
    ratio = true_multiplier or float(place.multiplier)
    used = tuple(int(one) for one in np.flatnonzero(counted_kwh.sum(axis=0) > 0)) or (RATES.index("flat"),)
    start = np.zeros(counted_kwh.shape[1])
    start[list(used)] = np.floor(100 * start_kwh / len(used)) / 100
    before = np.floor(100 * start + _HAIR).astype(np.int64)
    display = Display()
    return Dials(
        first,
        readings(counted_kwh * _WH, start.tolist(), deeds, multiplier=ratio, display=display),
        np.concatenate([[before.sum()], before]),
        np.floor(100 * np.cumsum(kvarh) / ratio + _HAIR).astype(np.int64),
        highest_kw,
        Decimal(str(book_multiplier or place.multiplier)),
        by_hours,
        used,
        display.turn,
    )


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
