"""Where the numbers of a home stand: its vector of parameters, the grid of the chain, and the four blocks of a day.

A fitted home, a drawn home and a pack all use one vector; its parts are named here and nowhere else.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SLOTS = 48  # half hours of a day
DAY_TYPES = ("work", "weekend", "festival", "return_travel")  # the place is the number that ``Days`` carries
BLOCK_HOURS = (2.5, 8.0, 13.5, 20.0)  # centres of the four levels of a day; linear between them, around midnight too

BINS = 28  # equal-probability bins of the chain
NODES_PER_BIN = 4
LEVELS = 4  # classes of the smooth level that choose the row of the table
LEVEL_EDGES = (-0.6, 0.0, 0.6)  # in normal scores
CHANGES = 7  # classes of the last change: <= -6, -5..-2, -1, 0, +1, +2..+5, >= +6
STEADY = 3  # the class of no change

SHARES = np.array(
    [0.001, 0.01, 0.03, 0.07, 0.15, 0.25, 0.4, 0.55, 0.67, 0.77, 0.85, 0.91, 0.95, 0.98, 0.995, 0.9995]
)  # of the year
BASE_SHARES = np.array([0.05, 0.25, 0.5, 0.75, 0.95])  # of the days
OFFSET_WH = 3.0  # keeps ratios to a base of nothing finite

_PARTS = (
    ("log_mean", 1),  # ln of the mean half hour, Wh
    ("base", len(BASE_SHARES)),  # ln(base + OFFSET_WH), Wh per half hour, at BASE_SHARES
    ("base_memory", 1),  # autocorrelation of the base's quick part from day to day
    ("base_slow", 1),  # share of the base's variance that drifts slowly
    ("base_tie", 2),  # correlation of base and levels, in what is new from day to day and in the drift
    ("ratio", len(SHARES)),  # ln((x + OFFSET_WH) / (base + OFFSET_WH)) at SHARES
    ("work", SLOTS),  # mean score of each half hour on working days
    ("weekend", SLOTS),  # weekend minus working day
    ("spread", 4),  # standard deviation of each block's level from day to day
    ("day_memory", 1),  # autocorrelation of the levels' quick part
    ("day_slow", 1),  # share of their variance that drifts slowly
    ("cap", 2),  # ln of the 97 % and of the 99.95 % quantile over the mean half hour
    ("zero_share", 1),  # share of half hours of which the meter shows nothing
    ("texture", 1),  # place on the scale from smooth to jumpy that the clusters cut
    ("cooling", 1),  # rise of the levels in scores for each degree of cooling
    ("heating", 1),  # and of heating
)
PLACES: dict[str, slice] = {}
for _name, _size in _PARTS:
    _start = max((place.stop for place in PLACES.values()), default=0)
    PLACES[_name] = slice(_start, _start + _size)
PARAMETERS = PLACES[_PARTS[-1][0]].stop


def _blocks() -> Floats:
    hours = (np.arange(SLOTS) + 0.5) / 2
    centres = np.array([BLOCK_HOURS[-1] - 24, *BLOCK_HOURS, BLOCK_HOURS[0] + 24])
    around = np.stack([np.interp(hours, centres, row) for row in np.eye(6)], axis=1)
    weights = around[:, 1:5].copy()
    weights[:, 3] += around[:, 0]
    weights[:, 0] += around[:, 5]
    return weights


BLOCKS = _blocks()  # (slots, 4): how much of each block's level a half hour takes; each row adds up to one


def _classes() -> NDArray[np.int64]:
    change = np.arange(-BINS + 1, BINS)
    return np.searchsorted(np.array([-6, -2, -1, 0, 1, 5]), change, side="left")


CLASS_OF = _classes()  # class of a change, at change + BINS - 1
