"""The rule that no stored figure belongs to one home: what is pooled, over how many, and the refusal of fewer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jicha.terms.errors import JichaError
from jicha.twin.load.layout import Floats
from jicha.twin.load.pack import QUANTILES

MIN_HOMES = 8  # of every group whose figures are stored
MOST_CLUSTERS = 5
_NEIGHBOURS = 0.8  # standard deviation, in ranks, of the weights of a stored quantile


class TooFewHomes(JichaError):
    """Homes so few that pooled figures would be a copy of single ones."""


def refuse_few(homes: int, what: str) -> None:
    """Raise TooFewHomes where ``what`` would be stored of fewer than ``MIN_HOMES``."""
    if homes < MIN_HOMES:
        raise TooFewHomes(
            f"{what} of {homes} homes", f"Pool at least {MIN_HOMES} homes: figures of fewer are those of persons."
        )


def clusters(scale: Floats) -> list[NDArray[np.intp]]:
    """Homes of like texture: the scale cut into equal groups, as many as have ``MIN_HOMES`` each and at most five."""
    refuse_few(scale.size, "the texture")
    count = min(MOST_CLUSTERS, scale.size // MIN_HOMES)
    return np.array_split(np.argsort(scale, kind="stable"), count)


def pooled_quantiles(values: Floats) -> Floats:
    """The quantiles of ``QUANTILES`` of each column as means of neighbouring homes. Raises TooFewHomes under eight."""
    homes = values.shape[0]
    refuse_few(homes, "quantiles")
    distance = (np.arange(homes) + 0.5)[None, :] - QUANTILES[:, None] * homes
    weights = np.exp(-0.5 * (distance / _NEIGHBOURS) ** 2)
    weights = _none_over_half(weights / weights.sum(axis=1, keepdims=True))
    return (weights @ np.sort(values, axis=0)).T


def _none_over_half(weights: Floats) -> Floats:
    """Rows of weights where what any home has above a half goes to the others in proportion."""
    heavy = weights.max(axis=1, keepdims=True)
    shared = np.where(weights == heavy, 0.5, weights * 0.5 / np.maximum(1.0 - heavy, 1e-12))
    return np.where(heavy > 0.5, shared, weights)
