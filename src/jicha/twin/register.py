"""What stands on a meter's registers at the end of each day: exact energy summed, cut to the display, turned over.

The total is cut from the sum of the rates, not added up from what they show, so the two may differ by a hundredth for
each rate: real meters do the same. Deeds at a register (rewound, cleared, jumped) act at the beginning of their day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jicha.twin.effect import RegisterDeed
from jicha.twin.meter import Series

Hundredths = NDArray[np.int64]
_WH = 10.0  # in a hundredth of a kWh
_HAIR = 1e-6  # of a hundredth: sums of floats that should be whole are not cut below


@dataclass(frozen=True, slots=True)
class Display:
    """Six places before the point and two behind it, as most meters have."""

    digits: int = 6

    @property
    def turn(self) -> int:
        """Hundredths of a kWh at which it begins again."""
        return 100 * int(10**self.digits)


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed at the registers at the beginning of a day (0 is the first)."""

    day: int
    deed: RegisterDeed


def readings(
    energy_wh: Series,
    start_kwh: Sequence[float],
    deeds: Sequence[Deed] = (),
    *,
    multiplier: float = 1.0,
    display: Display | None = None,
) -> Hundredths:
    """Hundredths of a kWh on the display at the end of each day, (days, 1 + rates), the total first.

    ``energy_wh`` (days, rates) is what was counted, primary; ``multiplier`` that of the instrument transformers as
    they are; ``start_kwh`` what stood on each rate before the first day.
    """
    turn = (display or Display()).turn
    days, rates = energy_wh.shape
    at = 100.0 * np.asarray(start_kwh, np.float64)
    shown = np.empty((days, 1 + rates), np.int64)
    begins = 0
    for deed in [*sorted(deeds, key=lambda one: one.day), Deed(days, RegisterDeed("jump"))]:
        sums = at + np.cumsum(energy_wh[begins : deed.day], axis=0) / (_WH * multiplier)
        shown[begins : deed.day, 0] = np.floor(sums.sum(axis=1) + _HAIR).astype(np.int64) % turn
        shown[begins : deed.day, 1:] = np.floor(sums + _HAIR).astype(np.int64) % turn
        at = _done(deed.deed, sums[-1] if sums.size else at, turn)
        begins = deed.day
    return shown


def _done(deed: RegisterDeed, at: Series, turn: int) -> Series:
    """What stands there after a deed; a rewind takes from each rate its share and cannot go below nothing."""
    if deed.deed == "clear":
        return np.zeros_like(at)
    moved = 100.0 * deed.kwh * (-1 if deed.deed == "rewind" else 1)
    whole = float(at.sum())
    shares = at / whole if whole > 0 else np.full_like(at, 1 / at.size)
    return np.mod(at + max(moved, -whole) * shares, turn)
