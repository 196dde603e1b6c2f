"""From half-hourly data of many homes to a pack: what homes are like together, and of no home what it is like alone.

Stored are quantiles over homes, a correlation in few components, and tables pooled over eight homes or more. Every
quantile is a weighted mean of neighbouring homes in which no home weighs more than a half, so that no stored number
belongs to one. The fit is deterministic: it draws nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jicha.terms.errors import JichaError
from jicha.twin.load.fit_home import Fitted, fitted_home
from jicha.twin.load.fit_texture import jumpiness, pooled_texture
from jicha.twin.load.layout import PLACES, SLOTS, Floats
from jicha.twin.load.normal import scores_by_rank
from jicha.twin.load.pack import Head, Pack, Population
from jicha.twin.load.pooling import MIN_HOMES, clusters, pooled_quantiles, refuse_few

COMPONENTS = 14
ZERO_HOME = 0.01  # share of half hours shown as nothing that makes a home one of the zero-homes


class BadHalfHours(JichaError):
    """Data that the fit cannot read."""


@dataclass(frozen=True, slots=True, eq=False)
class HalfHours:
    """What is fitted: ``wh`` (homes, days, 48) in Wh with NaN where a day is not known, ``day_type`` (homes, days)."""

    wh: Floats
    day_type: NDArray[np.int8]

    def __post_init__(self) -> None:
        if self.wh.ndim != 3 or self.wh.shape[2] != SLOTS or self.day_type.shape != self.wh.shape[:2]:
            raise BadHalfHours(
                f"half hours of shape {self.wh.shape} with day types of shape {self.day_type.shape}",
                f"Give (homes, days, {SLOTS}) and (homes, days).",
            )
        if np.nanmin(self.wh, initial=0.0) < 0:
            raise BadHalfHours("a negative half hour", "Fit consumption alone; leave out homes that generate.")


def fit(data: HalfHours, head: Head) -> Pack:
    """The pack of these homes. Raises TooFewHomes under eight; the head's count of homes is set here."""
    homes = data.wh.shape[0]
    refuse_few(homes, "a pack")
    fitted = [fitted_home(data.wh[home], data.day_type[home]) for home in range(homes)]
    scale = jumpiness(fitted)
    vectors = np.stack([one.vector for one in fitted])
    vectors[:, PLACES["texture"]] = scale[:, None]
    groups = clusters(scale)
    texture = pooled_texture(fitted, groups, _type_shift(fitted))
    return Pack(head.with_homes(homes), _populations(vectors, np.array([one.zero_share for one in fitted])), texture)


def _populations(vectors: Floats, zero_share: Floats) -> tuple[Population, ...]:
    """Zero-homes and the others, each with its quantiles; one class of all where either has fewer than eight homes.

    The correlation is that of scores by rank within each class, pooled over all homes.
    """
    zero = zero_share > ZERO_HOME
    classes = [("plain", ~zero), ("zero", zero)]
    if min(int(members.sum()) for _, members in classes) < MIN_HOMES:
        classes = [("all", np.ones(zero.size, np.bool_))]
    scores = np.zeros_like(vectors)
    for _, members in classes:
        for column in range(vectors.shape[1]):
            scores[members, column] = scores_by_rank(vectors[members, column])
    components = _components(scores)
    return tuple(
        Population(name, float(members.mean()), pooled_quantiles(vectors[members]), components)
        for name, members in classes
    )


def _components(scores: Floats) -> Floats:
    """Loadings of the correlation in few components, rows of length one: (parameters, components)."""
    count = min(COMPONENTS, scores.shape[0] - 2)
    _, sizes, directions = np.linalg.svd(scores - scores.mean(axis=0), full_matrices=False)
    loadings = directions[:count].T * sizes[:count]
    loadings = loadings * np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)  # the sign of a component is nobody's choice
    length = np.linalg.norm(loadings, axis=1, keepdims=True)
    still = length[:, 0] < 1e-9  # a parameter that is the same in all homes
    loadings[still], length[still] = np.eye(count)[0], 1.0
    return np.asarray(loadings / length)


def _type_shift(fitted: list[Fitted]) -> Floats:
    """What festivals and return-travel days are beside weekends, pooled over the homes that have them; else 0."""
    shift = np.zeros((2, SLOTS))
    for row in range(2):
        known = [one.type_shift[row] for one in fitted if np.isfinite(one.type_shift[row]).all()]
        if len(known) >= MIN_HOMES:
            shift[row] = np.mean(known, axis=0)
    return shift
