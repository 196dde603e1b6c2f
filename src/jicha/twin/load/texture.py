"""What all homes of a pack share: the tables of the chain, and how the days' levels move together.

The chain moves between 28 bins of equal probability. The next bin depends on the last bin and the class of the last
change, on how high the smooth level stands, and on the cluster of homes of like texture that the home belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jicha.terms.errors import JichaError
from jicha.twin.load.layout import BINS, CHANGES, LEVELS, NODES_PER_BIN, SLOTS, Floats

FULL = 65535  # a cumulated probability of one


class BadTexture(JichaError):
    """Tables that cannot drive the chain."""


@dataclass(frozen=True, slots=True, eq=False)
class Texture:
    """Tables for ``clusters`` clusters of homes.

    ``table``        cumulated probabilities of the next bin times 65535, (clusters, levels, changes, bins, bins)
    ``nodes``        quantiles of the chain's value in normal scores, four steps to a bin, (clusters, bins * 4 + 1)
    ``hold``         how often the value stays where it was within its bin when the bin stays, (clusters,)
    ``cuts``         where clusters end on the scale of the parameter ``texture``, (clusters - 1,)
    ``mixing``       lower triangular with rows of length one, (4, 4): how a day's innovations of its levels correlate
    ``slow_memory``  autocorrelation from day to day of what drifts slowly
    ``type_shift``   mean score of a festival and of a return-travel day minus a weekend day, (2, slots)
    """

    table: NDArray[np.uint16]
    nodes: Floats
    hold: Floats
    cuts: Floats
    mixing: Floats
    slow_memory: float
    type_shift: Floats

    def __post_init__(self) -> None:
        clusters = self.table.shape[0]
        shapes = {
            "table": (self.table.shape, (clusters, LEVELS, CHANGES, BINS, BINS)),
            "nodes": (self.nodes.shape, (clusters, BINS * NODES_PER_BIN + 1)),
            "hold": (self.hold.shape, (clusters,)),
            "cuts": (self.cuts.shape, (clusters - 1,)),
            "mixing": (self.mixing.shape, (4, 4)),
            "type_shift": (self.type_shift.shape, (2, SLOTS)),
        }
        for name, (got, wanted) in shapes.items():
            if got != wanted:
                raise BadTexture(f"{name} has the shape {got} and not {wanted}", "Fit or read the pack again.")
        if np.abs((self.mixing**2).sum(axis=1) - 1.0).max() > 1e-6:
            raise BadTexture("a row of mixing has not the length one", "Fit or read the pack again.")
        if (np.diff(self.table.astype(np.int64), axis=-1) < 0).any() or (self.table[..., -1] != FULL).any():
            raise BadTexture("a row of the table does not rise to 65535", "Fit or read the pack again.")

    def cluster_of(self, place: float) -> int:
        """The cluster of a home whose parameter ``texture`` is ``place``."""
        return int(np.searchsorted(self.cuts, place, side="right"))


def cumulated(weights: Floats) -> NDArray[np.uint16]:
    """Rows of non-negative weights, none all zero, as a table of cumulated probabilities."""
    running = np.cumsum(weights, axis=-1)
    scaled = np.floor(running / running[..., -1:] * FULL + 0.5).astype(np.uint16)
    scaled[..., -1] = FULL
    return scaled
