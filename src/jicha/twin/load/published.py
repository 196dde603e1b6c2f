"""The China pack, from published moments and stated assumptions alone: no single home's data is in it.

The level of homes follows three published quantiles of daily energy, and how days vary was chosen until simulated homes
came near four published figures of daily energy (coefficient of variation, autocorrelation at 1, 7 and 28 days). All
within the day is assumed: there is no public half-hourly data of Chinese households. ``python -m
jicha.twin.load.published`` writes the file that ships.
"""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np

from jicha.twin.load.fit_texture import jumpiness, pooled_texture
from jicha.twin.load.layout import PARAMETERS, PLACES, SLOTS, Floats
from jicha.twin.load.normal import score_of
from jicha.twin.load.pack import QUANTILES, Head, Pack, Population, write
from jicha.twin.load.pooling import clusters, pooled_quantiles
from jicha.twin.load.synthetic import synthetic_homes
from jicha.twin.load.texture import Texture

DAILY_KWH = (2.0, 6.6, 15.7)  # 10, 50 and 90 % of the honest homes of the SGCC set, mean of a home's days
WITHOUT_WEATHER = 0.93  # of the published level: cooling and heating, which come as shifts, are assumed to add the rest
_HOURS = (np.arange(SLOTS) + 0.5) / 2
_COMPONENTS = 12

# What is assumed of a working day: mean score at these hours. Evening is the peak, noon a lesser one, and nothing
# heats water at night.
_WORK = {0: -0.3, 2: -0.75, 5: -0.85, 7: 0.1, 9: -0.1, 12: 0.35, 14: 0.0, 17: 0.25, 19.5: 0.9, 21.5: 0.85, 23: 0.2}
_RATIO = (
    -0.35,
    -0.22,
    -0.12,
    -0.04,
    0.06,
    0.22,
    0.48,
    0.8,
    1.1,
    1.42,
    1.7,
    1.98,
    2.3,
    2.66,
    2.98,
    3.4,
)  # ln, at SHARES

MADE = {
    "log_mean": (
        "published: quantiles 10, 50, 90 % of daily kWh of honest SGCC homes, log-linear between and beyond; "
        "less 7 % that weather is assumed to add"
    ),
    "spread, day_memory, day_slow, base, base_memory, base_slow, base_tie": (
        "chosen so that the median day CV and the autocorrelations at 1, 7 and 28 days come near the published 0.64, "
        "0.79, 0.60, 0.40 of honest SGCC homes; their scatter over homes and the base's share of the mean are assumed"
    ),
    "work, weekend, type_shift": "assumed: an evening and a noon peak, no hot water at night; no half-hourly source",
    "ratio, cap": "assumed: a skewed curve; the mean of the home is kept whatever it is",
    "texture": "synthetic: a slow walk and appliances that switch on and off; no half-hourly source",
    "cooling, heating": "assumed rise of the levels for each degree",
    "zero_share": "none: zeros of the SGCC set are partly missing values and were not fitted; no class of zero-homes",
    "15 minutes": "assumed: no public household data at 15 minutes",
}


def china() -> Pack:
    """The pack, made anew; the same on every run."""
    texture, scale = _texture()
    head = Head(
        name="china",
        source="published moments of daily energy (State Grid customers, 191 x 1,034 days); the rest assumed, see made",
        licence="Apache-2.0",
        date="2026-11-24",
        homes=0,
        made=MADE,
    )
    return Pack(head, (Population("plain", 1.0, _quantiles(scale), _loadings()),), texture)


def _texture() -> tuple[Texture, Floats]:
    homes = synthetic_homes()
    scale = jumpiness(homes)
    alike = np.full((4, 4), 0.35) + 0.65 * np.eye(4)
    festival = np.interp(_HOURS, [0, 8, 11, 15, 20, 24], [0.1, 0.1, 0.3, 0.2, 0.2, 0.15])
    travel = np.interp(_HOURS, [0, 8, 11, 15, 20, 24], [0.0, -0.1, -0.2, -0.2, 0.0, 0.0])
    texture = pooled_texture(homes, clusters(scale), np.stack([festival, travel]))
    return replace(texture, mixing=np.asarray(np.linalg.cholesky(alike), np.float64)), scale


def _quantiles(scale: Floats) -> Floats:
    """Each parameter as a normal of stated median and spread over homes, but the level and the texture."""
    scores = score_of(QUANTILES)
    middle, spread = np.zeros(PARAMETERS), np.zeros(PARAMETERS)
    ends = np.log(np.array(DAILY_KWH) * 1000.0 / SLOTS)
    half_hour = ends[1]
    assumed: dict[str, tuple[object, object]] = {
        "base": (half_hour + np.log(0.26) + np.array([-0.5, -0.2, 0.0, 0.21, 0.55]), 0.8),
        "base_memory": (0.55, 0.1),
        "base_slow": (0.7, 0.1),
        "base_tie": ((0.4, 0.6), 0.15),
        "ratio": (_RATIO, 0.04),
        "work": (np.interp(_HOURS, [*_WORK, 24], [*_WORK.values(), _WORK[0]]), 0.3),
        "weekend": (np.interp(_HOURS, [0, 8, 11, 16, 19, 24], [0.0, -0.1, 0.2, 0.15, 0.0, 0.0]), 0.12),
        "spread": ((0.42, 0.42, 0.46, 0.46), 0.08),
        "day_memory": (0.6, 0.08),
        "day_slow": (0.68, 0.1),
        "cap": ((1.3, 2.3), 0.15),
        "cooling": (0.07, 0.025),
        "heating": (0.025, 0.015),
    }
    for name, (median, deviation) in assumed.items():
        middle[PLACES[name]], spread[PLACES[name]] = np.asarray(median), np.asarray(deviation)
    quantiles = middle[:, None] + spread[:, None] * scores
    below, above = (ends[1] - ends[0]) / score_of(np.array([0.9])), (ends[2] - ends[1]) / score_of(np.array([0.9]))
    quantiles[PLACES["log_mean"]] = ends[1] + np.log(WITHOUT_WEATHER) + np.where(scores < 0, below, above) * scores
    quantiles[PLACES["texture"]] = pooled_quantiles(scale[:, None])
    for name in ("cooling", "heating"):
        quantiles[PLACES[name]] = np.maximum(quantiles[PLACES[name]], 0.0)
    return np.asarray(quantiles)


def _loadings() -> Floats:
    """How parameters go together: a component for the level, three for the day's form, and one for most of the rest."""
    loadings = np.zeros((PARAMETERS, _COMPONENTS))
    loadings[PLACES["log_mean"], 0] = 1.0
    loadings[PLACES["base"], 0], loadings[PLACES["base"], 1] = 0.8, 0.6
    angle = 2 * np.pi * _HOURS / 24
    waves = np.stack([np.cos(angle), np.sin(angle), np.cos(2 * angle), np.sin(2 * angle)], axis=1)
    loadings[PLACES["work"], 2:6] = waves
    loadings[PLACES["weekend"], 6] = 1.0
    for place, name in enumerate(("spread", "day_memory", "base_memory", "texture", "cooling")):
        loadings[PLACES[name], 7 + place] = 1.0
    for name, other in (
        ("day_slow", 8),
        ("base_slow", 9),
        ("base_tie", 9),
        ("heating", 11),
        ("ratio", 10),
        ("cap", 10),
    ):
        loadings[PLACES[name], other] = 1.0
    loadings[np.linalg.norm(loadings, axis=1) == 0, 0] = 1.0
    return np.asarray(loadings / np.linalg.norm(loadings, axis=1, keepdims=True))


if __name__ == "__main__":
    write(china(), Path(str(files("jicha.twin.load") / "packs" / "china.npz")))
