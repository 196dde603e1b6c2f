"""The load core: half hours of a home as a walk of one latent chain, steered by its days, split into quarters.

A half hour's normal score is the home's profile, plus the level of its day, plus a second-order Markov chain; its
energy is the home's own quantile of that score, as a multiple of the day's base. Every random number is a function of
the key, the day and the half hour: steering a day moves no number of another, and no other home.

There is no public household data at quarter hours. How a half hour is split is an assumption: its base evenly, the
rest by a share in 0.2 to 0.8 that leans towards the higher neighbour; the two add up exactly.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from jicha.twin.load.days import Days
from jicha.twin.load.home import Home, half_hour, looked_up
from jicha.twin.load.layout import (
    BINS,
    BLOCKS,
    CLASS_OF,
    LEVEL_EDGES,
    NODES_PER_BIN,
    SLOTS,
    STEADY,
    Floats,
)
from jicha.twin.load.texture import Texture
from jicha.twin.streams import draw

QUARTERS = 2 * SLOTS
ABSENT_LEVEL = -2.5  # what every level falls to when nobody is at home, in normal scores

_NUMBERS = 256  # of the stream, kept for each day: three for each half hour, then the pairs of the day's normals
_NORMALS = 160
_START = 255
_JITTER = 0.1  # of a bin's width, to either side, where the value holds
_EDGES = np.array(LEVEL_EDGES)


def simulate(home: Home, texture: Texture, key: np.uint64, days: Days) -> NDArray[np.int32]:
    """Energy of each quarter hour in Wh, (days, 96).

    ``key`` is the home's own (``streams.key_of(seed, home, "load")``). The walk has a memory: a window is cut out of
    the whole period, never simulated alone. About 1 ms for a year.
    """
    out = np.empty((len(days), QUARTERS), np.int32)
    _walk(
        key, np.array(days.day_type), np.array(days.shift), np.array(days.absent),  # one layout, one compilation
        home.profile, home.spread, home.day_memory, home.day_slow,
        home.base_memory, home.base_slow, home.base_tie, home.chain,
        home.base, home.ratio, home.scale, home.cap, home.most, home.threshold,
        texture.table[home.cluster], texture.nodes[home.cluster], texture.hold[home.cluster],
        texture.mixing, texture.slow_memory, BLOCKS, CLASS_OF, _EDGES, out,
    )  # fmt: skip
    return out


@njit(cache=True)
def first_quarter(wh: int, base: int, earlier: int, later: int, thrown: float) -> int:
    """Energy in Wh of the first quarter of a half hour of ``wh``; the second has the rest of it.

    ``earlier``, ``later``: the half hours beside it; ``thrown``: uniform in [0, 1). The base is halved; the share of
    what lies above it is 0.5, up to 0.1 towards the higher neighbour, and up to 0.2 by chance.
    """
    lean = 0.1 * (earlier - later) / (earlier + later + 1)
    above = max(wh - base, 0)
    return (wh - above) // 2 + int(above * (0.5 + lean + 0.4 * (thrown - 0.5)) + 0.5)


@njit(cache=True)
def _normal(key: np.uint64, number: int) -> float:
    """A standard normal number from two of the stream (Box and Muller)."""
    return math.sqrt(-2.0 * math.log1p(-draw(key, number))) * math.cos(2.0 * math.pi * draw(key, number + 1))


@njit(cache=True)
def _walk(
    key: np.uint64, day_type: NDArray[np.int8], shift: Floats, absent: NDArray[np.bool_],
    profile: Floats, spread: Floats, day_memory: float, day_slow: float,
    base_memory: float, base_slow: float, base_tie: Floats, chain: float,
    base_table: Floats, ratio_table: Floats, scale: float, cap: float, most: float, threshold: float,
    table: NDArray[np.uint16], nodes: Floats, hold: float, mixing: Floats, slow_memory: float,
    blocks: Floats, class_of: NDArray[np.int64], edges: Floats, out: NDArray[np.int32],
) -> None:  # fmt: skip
    """Fill ``out``; arguments are the fields of ``Days``, ``Home`` and ``Texture``, the tables those of the cluster."""
    quick, level = np.zeros(5), np.empty(4)
    fresh, mixed = np.empty(5), np.empty(5)
    together = 0.0  # length of the sum of the four levels' innovations
    for other in range(4):
        column = 0.0
        for one in range(4):
            column += mixing[one, other]
        together += column * column
    together = math.sqrt(together)
    slow, own = 0.0, 0.0
    wh = np.empty(SLOTS, np.int64)
    last, place, change = int(draw(key, _START) * BINS), 0.5, STEADY
    before = -1
    for day in range(day_type.shape[0]):
        first = day * _NUMBERS
        for one in range(5):
            fresh[one] = _normal(key, first + _NORMALS + 2 * one)
        total = 0.0
        for one in range(4):
            mixed[one] = 0.0
            for other in range(one + 1):
                mixed[one] += mixing[one, other] * fresh[other]
            total += mixed[one]
        mixed[4] = base_tie[0] * total / together + math.sqrt(1.0 - base_tie[0] * base_tie[0]) * fresh[4]
        for one in range(5):
            memory = 0.0 if day == 0 else (day_memory if one < 4 else base_memory)
            quick[one] = memory * quick[one] + math.sqrt(1.0 - memory * memory) * mixed[one]
        memory = 0.0 if day == 0 else slow_memory
        slow = memory * slow + math.sqrt(1.0 - memory * memory) * _normal(key, first + _NORMALS + 10)
        own = memory * own + math.sqrt(1.0 - memory * memory) * _normal(key, first + _NORMALS + 12)
        slow_base = base_tie[1] * slow + math.sqrt(1.0 - base_tie[1] * base_tie[1]) * own
        for one in range(4):
            level[one] = spread[one] * (math.sqrt(1.0 - day_slow) * quick[one] + math.sqrt(day_slow) * slow)
            level[one] = ABSENT_LEVEL if absent[day] else level[one] + shift[day, one]
        base = looked_up(base_table, math.sqrt(1.0 - base_slow) * quick[4] + math.sqrt(base_slow) * slow_base)

        for slot in range(SLOTS):
            smooth = profile[day_type[day], slot]
            for one in range(4):
                smooth += blocks[slot, one] * level[one]
            stage = 0
            while stage < edges.shape[0] and smooth >= edges[stage]:
                stage += 1
            thrown = draw(key, first + 3 * slot) * 65535.0
            low, high = 0, BINS - 1
            while low < high:
                middle = (low + high) // 2
                if thrown < table[stage, change, last, middle]:
                    high = middle
                else:
                    low = middle + 1
            change = class_of[low - last + BINS - 1]
            thrown = draw(key, first + 3 * slot + 1)
            if low == last and thrown < hold:
                place += _JITTER * (2.0 * thrown / hold - 1.0)
                place = -place if place < 0.0 else (2.0 - place if place > 1.0 else place)
            else:
                place = (thrown - hold) / (1.0 - hold) if low == last else thrown
            last = low
            where = ((low + place) / 3.0 if absent[day] else low + place) * NODES_PER_BIN
            whole = min(int(where), nodes.shape[0] - 2)
            value = nodes[whole] + (where - whole) * (nodes[whole + 1] - nodes[whole])
            ratio = looked_up(ratio_table, smooth + chain * value)
            wh[slot] = int(half_hour(base, ratio, scale, cap, most, threshold) + 0.5)

        for slot in range(SLOTS):
            earlier = wh[slot - 1] if slot > 0 else (before if before >= 0 else wh[slot])
            later = wh[slot + 1] if slot < SLOTS - 1 else wh[slot]
            half = first_quarter(wh[slot], int(base), earlier, later, draw(key, first + 3 * slot + 2))
            out[day, 2 * slot] = half
            out[day, 2 * slot + 1] = wh[slot] - half
        before = wh[SLOTS - 1]
