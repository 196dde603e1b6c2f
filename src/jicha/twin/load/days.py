"""What behaviour and weather say to the load core: one row for each day, and nothing that draws numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jicha.terms.errors import JichaError
from jicha.twin.load.layout import DAY_TYPES, Floats


class BadDays(JichaError):
    """Days that the load core cannot read."""


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """Consecutive days of one home.

    ``day_type``  number of each day's type in ``DAY_TYPES``, (days,)
    ``shift``     what is added to the levels of the four blocks of each day, in normal scores, (days, 4)
    ``absent``    nobody at home: all levels fall to their floor and the texture to its lowest third, (days,)
    """

    day_type: NDArray[np.int8]
    shift: Floats
    absent: NDArray[np.bool_]

    def __post_init__(self) -> None:
        count = self.day_type.shape[0]
        if self.shift.shape != (count, 4) or self.absent.shape != (count,):
            raise BadDays(
                f"{count} day types, shifts of shape {self.shift.shape}, absences of shape {self.absent.shape}",
                "Give one type, four shifts and one absence for each day.",
            )
        if count and not (self.day_type.min() >= 0 and self.day_type.max() < len(DAY_TYPES)):
            raise BadDays(f"a day type outside 0 to {len(DAY_TYPES) - 1}", f"Number the types {', '.join(DAY_TYPES)}.")
        if not np.isfinite(self.shift).all():
            raise BadDays("a shift that is not a number", "Leave days without a shift at 0.")

    def __len__(self) -> int:
        return int(self.day_type.shape[0])


def plain_days(day_type: NDArray[np.int8]) -> Days:
    """Days of these types on which nothing is shifted and nobody is away."""
    return Days(day_type, np.zeros((day_type.shape[0], 4)), np.zeros(day_type.shape[0], np.bool_))
