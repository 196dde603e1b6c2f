"""What a meter's dials show at the end of each day, and what a bill reads off them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from jicha.twin.books.billing import Metered
from jicha.twin.meter import Series
from jicha.twin.rates import FLAT, RATES
from jicha.twin.register import Deed, Display, Hundredths, readings

_WH = 1000.0
_HAIR = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Dials:
    """Of one point.

    ``active``   hundredths of a kWh at the end of each day, the total first, (days, 1 + rates); ``before`` those at the
    end of the day before the first
    ``reactive`` hundredths of a kvarh likewise, (days,), 0 before
    ``highest_kw``  highest quarter hour of each day, as the utility reckons it from the meter, (days,)
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

    @property
    def rest(self) -> int:
        """The rate to which falls what the cut-off hundredths of the rates leave: flat, or peak where none is flat."""
        return FLAT if FLAT in self.used_rates else RATES.index("peak")

    def at(self, day: date) -> Hundredths:
        """What the dials of active energy show at the end of a day; of the day before the first, ``before``."""
        place = (day - self.first).days
        return self.before if place < 0 else self.active[place]

    def reactive_at(self, day: date) -> int:
        """What the dial of reactive energy shows at the end of a day."""
        place = (day - self.first).days
        return 0 if place < 0 else int(self.reactive[place])

    def daily(self, start: date, end: date) -> Series:
        """What the dials of the rates advanced on each of the days [``start``, ``end``), kWh, (days, rates).

        The total rules: the hundredths that it has more than its rates are put to ``rest``.
        """
        shown = np.concatenate(
            [self.at(_before(start))[np.newaxis], self.active[self._place(start) : self._place(end)]]
        )
        steps = np.diff(shown, axis=0)
        steps = np.where(steps < -self.turn // 2, steps + self.turn, steps)
        rates = steps[:, 1:].astype(np.float64)
        rates[:, self.rest] += steps[:, 0] - steps[:, 1:].sum(axis=1)
        return rates / 100

    def advanced(self, start: date, end: date) -> Series:
        """The same of the days together, (rates,)."""
        return np.asarray(self.daily(start, end).sum(axis=0))

    def _place(self, day: date) -> int:
        return (day - self.first).days

    def read_off(self, start: date, end: date) -> Hundredths:
        """What a bill of the days reads off each dial, (1 + rates,): later less earlier, over the turn of the dial.

        A dial that went back is read as if it had stood: nothing is billed, and the next bill goes on from there.
        """
        moved = self.at(_before(end)) - self.at(_before(start))
        moved = np.where(moved < -self.turn // 2, moved + self.turn, moved)
        return np.zeros_like(moved) if moved[0] < 0 else np.maximum(moved, 0)

    def metered(self, start: date, end: date) -> Metered:
        """What the registers say of the days [``start``, ``end``): readings at the end of the days before both."""
        kwh = [Decimal(int(one)) * self.multiplier / 100 for one in self.read_off(start, end)]
        rates: tuple[tuple[str, Decimal], ...] = ()
        if self.by_hours:
            parts = {RATES[one]: kwh[1 + one] for one in self.used_rates}
            parts[RATES[self.rest]] += kwh[0] - sum(parts.values(), Decimal(0))
            rates = tuple(parts.items())
        kvarh = Decimal(self.reactive_at(_before(end)) - self.reactive_at(_before(start))) * self.multiplier / 100
        days = slice((start - self.first).days, (end - self.first).days)
        highest = Decimal(round(float(self.highest_kw[days].max()) * 1000)) / 1000
        return Metered(kwh[0], rates, kvarh, highest)


def dials_of(
    first: date,
    taken_kwh: Series,
    kvarh: Series,
    highest_kw: Series,
    true_ratio: Series,
    start_kwh: float,
    *,
    book_ratio: Decimal,
    used_rates: tuple[int, ...],
    deeds: Sequence[Deed] = (),
) -> Dials:
    """The dials of a point whose meter took ``taken_kwh`` (days, rates) of primary energy.

    ``true_ratio`` (days,) is that of the transformers as mounted, ``book_ratio`` the utility's;
    ``used_rates`` are the rates that its meter tells apart, none where it has one dial.
    """
    used = used_rates or (FLAT,)
    start = np.zeros(taken_kwh.shape[1])
    start[list(used)] = np.floor(100 * start_kwh / len(used)) / 100
    before = np.floor(100 * start + _HAIR).astype(np.int64)
    display = Display()
    return Dials(
        first,
        readings(taken_kwh * _WH / true_ratio[:, np.newaxis], start.tolist(), deeds, display=display),
        np.concatenate([[before.sum()], before]),
        one_dial(kvarh, true_ratio),
        highest_kw / true_ratio * float(book_ratio),
        book_ratio,
        bool(used_rates),
        used,
        display.turn,
    )


def one_dial(counted: Series, true_ratio: Series) -> Hundredths:
    """What a dial shows at the end of each day that counted so much, kWh or kvarh, (days,), from nothing on."""
    return np.asarray(np.floor(100 * np.cumsum(counted / true_ratio) + _HAIR), np.int64)


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
