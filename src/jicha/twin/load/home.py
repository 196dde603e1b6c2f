"""A home made ready for the core: its vector of parameters turned into look-up tables, with its mean kept.

A base times a ratio inflates peaks, so they are capped softly above the home's own 97 % quantile, and what lies above
the base is scaled until the expected half hour is the mean that the parameters state.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numba import njit

from jicha.twin.load.layout import BASE_SHARES, BLOCKS, OFFSET_WH, PLACES, SHARES, SLOTS, Floats
from jicha.twin.load.normal import score_of
from jicha.twin.load.texture import Texture

GRID = 1024  # steps of the look-up tables
GRID_END = 4.5  # they cover scores from -GRID_END to GRID_END
_LEAST_CHAIN = 0.2  # share of the variance that the chain keeps, however strong profile and levels were drawn
_WORKED = 5 / 7  # share of working days in the long run
_POINTS, _WEIGHTS = np.polynomial.hermite_e.hermegauss(7)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()
_ROUNDS = 16  # halvings of a range of 1 to 2,500: to one part in 8,000


@dataclass(frozen=True, slots=True, eq=False)
class Home:
    """One home. Energies are Wh per half hour, levels and profiles normal scores.

    ``profile``       mean score of each half hour by day type, (4, slots)
    ``spread``        standard deviation of the four levels of a day
    ``day_memory``, ``base_memory``  autocorrelation of the quick parts of levels and base; ``_slow`` their slow shares
    ``base_tie``      correlation of base and levels, quick and slow
    ``chain``         standard deviation of the chain's part
    ``base``          base by score, ``ratio`` its multiple by score, both on the grid
    ``scale``, ``cap``, ``most``, ``threshold``  scale above the base, where the cap begins and ends, what is not shown
    ``cooling``, ``heating``  rise of the levels for each degree; for whoever makes the shifts of ``Days``
    """

    profile: Floats
    spread: Floats
    day_memory: float
    day_slow: float
    base_memory: float
    base_slow: float
    base_tie: Floats
    chain: float
    base: Floats
    ratio: Floats
    scale: float
    cap: float
    most: float
    threshold: float
    cluster: int
    cooling: float
    heating: float


def home_of(vector: Floats, texture: Texture) -> Home:
    """The home that a vector of parameters (see ``layout``) describes."""

    def one(name: str) -> float:
        return float(vector[PLACES[name]][0])

    day_slow = min(max(one("day_slow"), 0.0), 0.95)
    base_slow = min(max(one("base_slow"), 0.0), 0.95)
    base_tie = np.clip(vector[PLACES["base_tie"]], -0.95, 0.95)
    profile, spread, chain, level_variance = _scores(vector, texture, day_slow)
    base, ratio = _base_by_score(vector[PLACES["base"]]), _ratio_by_score(vector[PLACES["ratio"]])
    mean = math.exp(one("log_mean"))
    cap, most = mean * np.exp(np.maximum.accumulate(vector[PLACES["cap"]]))
    most = max(most, 1.01 * cap)
    zero_share = min(max(one("zero_share"), 0.0), 0.95)
    with_base = _with_base(spread, texture, base_tie, (day_slow, base_slow))
    deviation = np.sqrt(np.maximum(level_variance - with_base**2, 0.0) + chain**2)
    scale, threshold = _scale_and_threshold(
        mean, zero_share, profile[:2], with_base, deviation, base, ratio, float(cap), float(most), _POINTS, _WEIGHTS
    )
    return Home(
        profile, spread, min(max(one("day_memory"), 0.0), 0.97), day_slow,
        min(max(one("base_memory"), 0.0), 0.97), base_slow, base_tie,
        chain, base, ratio, scale, float(cap), float(most), threshold,
        texture.cluster_of(one("texture")), one("cooling"), one("heating"),
    )  # fmt: skip


def _scores(vector: Floats, texture: Texture, day_slow: float) -> tuple[Floats, Floats, float, Floats]:
    """Profile, spread and chain such that the score of a half hour has mean 0 and variance 1 over the year."""
    work = vector[PLACES["work"]]
    weekend = work + vector[PLACES["weekend"]]
    profile = np.stack([work, weekend, weekend + texture.type_shift[0], weekend + texture.type_shift[1]])
    profile = profile - (_WORKED * work.mean() + (1 - _WORKED) * weekend.mean())
    spread = np.maximum(vector[PLACES["spread"]], 0.02)
    together = (1 - day_slow) * texture.mixing @ texture.mixing.T + day_slow
    levels = np.einsum("si,sj,i,j,ij->s", BLOCKS, BLOCKS, spread, spread, together)
    smooth = _WORKED * (profile[0] ** 2).mean() + (1 - _WORKED) * (profile[1] ** 2).mean() + levels.mean()
    shrink = min(1.0, math.sqrt((1 - _LEAST_CHAIN) / smooth))
    chain = math.sqrt(1.0 - smooth * shrink**2)
    return profile * shrink, spread * shrink, chain, levels * shrink**2


def _with_base(spread: Floats, texture: Texture, tie: Floats, slow: tuple[float, float]) -> Floats:
    """How far a half hour's level rises with one standard deviation of the base."""
    together = texture.mixing @ texture.mixing.T
    quick = together.sum(axis=1) / math.sqrt(together.sum()) * tie[0] * math.sqrt((1 - slow[0]) * (1 - slow[1]))
    return np.asarray(BLOCKS @ (spread * (quick + tie[1] * math.sqrt(slow[0] * slow[1]))))


def _base_by_score(nodes: Floats) -> Floats:
    """The base in Wh on the grid, drawn out beyond its outer nodes along their last slope and no further than 2.5."""
    scores = score_of(BASE_SHARES)
    logs = np.maximum.accumulate(nodes)
    low = logs[0] - (logs[1] - logs[0]) / (scores[1] - scores[0]) * (2.5 + scores[0])
    high = logs[-1] + (logs[-1] - logs[-2]) / (scores[-1] - scores[-2]) * (2.5 - scores[-1])
    grid = np.linspace(-GRID_END, GRID_END, GRID + 1)
    drawn = np.interp(grid, [-2.5, *scores, 2.5], [low, *logs, high])
    return np.asarray(np.maximum(np.exp(drawn) - OFFSET_WH, 0.0))


def _ratio_by_score(nodes: Floats) -> Floats:
    grid = np.linspace(-GRID_END, GRID_END, GRID + 1)
    return np.asarray(np.exp(np.interp(grid, score_of(SHARES), np.maximum.accumulate(nodes))))


@njit(cache=True)
def looked_up(table: Floats, score: float) -> float:
    """A table on the grid at a score, linear between its points and flat beyond its ends."""
    place = (score + GRID_END) * (GRID / (2.0 * GRID_END))
    if place <= 0.0:
        return float(table[0])
    if place >= GRID:
        return float(table[GRID])
    whole = int(place)
    return float(table[whole] + (place - whole) * (table[whole + 1] - table[whole]))


@njit(cache=True)
def half_hour(base: float, ratio: float, scale: float, cap: float, most: float, threshold: float) -> float:
    """Energy in Wh of a half hour: the multiple of the base, scaled above it, capped softly, hidden if too small."""
    energy = (base + OFFSET_WH) * ratio - OFFSET_WH
    if energy > base:
        energy = base + scale * (energy - base)
    if energy > cap:
        energy = cap + (most - cap) * (1.0 - math.exp(-(energy - cap) / (most - cap)))
    return energy if energy >= threshold and energy > 0.0 else 0.0


@njit(cache=True)
def _scale_and_threshold(
    mean: float,
    zero_share: float,
    profile: Floats,
    with_base: Floats,
    deviation: Floats,
    base: Floats,
    ratio: Floats,
    cap: float,
    most: float,
    points: Floats,
    weights: Floats,
) -> tuple[float, float]:
    """The scale whose expected half hour is ``mean``, and below what Wh a share of ``zero_share`` lies, by halving.

    What is hidden is small, so that the scale need not know of it.
    """
    bases = np.array([looked_up(base, point) for point in points])
    drawn, weight = _nodes(profile, with_base, deviation, ratio, points, weights)
    low, high = math.log(0.02), math.log(50.0)
    for _ in range(_ROUNDS):
        scale = math.exp(0.5 * (low + high))
        total = 0.0
        for node in range(drawn.shape[0]):
            for other in range(drawn.shape[1]):
                total += weight[node, other] * half_hour(bases[other + 1], drawn[node, other], scale, cap, most, 0.0)
        if total < mean:
            low = 0.5 * (low + high)
        else:
            high = 0.5 * (low + high)
    scale = math.exp(0.5 * (low + high))
    if zero_share <= 0.0:
        return scale, 0.0
    for node in range(drawn.shape[0]):
        for other in range(drawn.shape[1]):
            drawn[node, other] = half_hour(bases[other + 1], drawn[node, other], scale, cap, most, 0.0)
    low, high = math.log(0.1), math.log(1000.0)
    for _ in range(_ROUNDS):
        threshold = math.exp(0.5 * (low + high))
        hidden = 0.0
        for node in range(drawn.shape[0]):
            for other in range(drawn.shape[1]):
                if drawn[node, other] < max(threshold, 0.5):
                    hidden += weight[node, other]
        if hidden < zero_share:
            low = 0.5 * (low + high)
        else:
            high = 0.5 * (low + high)
    return scale, math.exp(0.5 * (low + high))


@njit(cache=True)
def _nodes(
    profile: Floats, with_base: Floats, deviation: Floats, ratio: Floats, points: Floats, weights: Floats
) -> tuple[Floats, Floats]:
    """Multiples of the base at the nodes of the sum over types, slots and scores (rows) and bases, and their weights.

    They do not change from one halving to the next. The base is cut at 2.5: its outer nodes say nothing.
    """
    drawn = np.empty((2 * SLOTS * points.shape[0], points.shape[0] - 2))
    weight = np.empty(drawn.shape)
    all_weights, node = 0.0, 0
    for day_type in range(2):
        share = (_WORKED if day_type == 0 else 1.0 - _WORKED) / SLOTS
        for slot in range(SLOTS):
            for one in range(points.shape[0]):
                score = profile[day_type, slot] + deviation[slot] * points[one]
                for other in range(1, points.shape[0] - 1):
                    drawn[node, other - 1] = looked_up(ratio, score + with_base[slot] * points[other])
                    weight[node, other - 1] = share * weights[one] * weights[other]
                    all_weights += weight[node, other - 1]
                node += 1
    return drawn, weight / all_weights
