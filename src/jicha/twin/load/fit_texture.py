"""The chain's tables from what is left of each home: how it jumps, pooled over the homes of a cluster."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from jicha.twin.load.fit_home import SLOW_MEMORY, Fitted
from jicha.twin.load.layout import BINS, CHANGES, CLASS_OF, LEVEL_EDGES, LEVELS, NODES_PER_BIN, Floats
from jicha.twin.load.normal import scores_by_rank, share_below
from jicha.twin.load.pooling import refuse_few
from jicha.twin.load.texture import Texture, cumulated

_PRIOR = 3.0  # transitions that a row borrows from the row of all levels and changes, so that no row is empty
_HELD = 0.1  # a value nearer than this to the last one, in widths of a bin, was held


def bins_of(rest: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Bin of equal probability in the home's own year and the place within it, in time order; bin -1 where unknown."""
    share = share_below(scores_by_rank(rest.ravel())) * BINS
    known = np.isfinite(share)
    whole = np.where(known, np.minimum(np.nan_to_num(share), BINS - 1e-9), -1.0).astype(np.int64)
    return whole, share - whole


def jumpiness(fitted: list[Fitted]) -> Floats:
    """Each home's place on a scale from smooth to jumpy: the first component of five figures of its rest."""
    figures = np.array([_figures(one) for one in fitted])
    centred = (figures - figures.mean(axis=0)) / np.maximum(figures.std(axis=0), 1e-9)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    direction = directions[0] * (1.0 if directions[0][1] >= 0 else -1.0)
    return np.asarray(centred @ direction)


def _figures(one: Fitted) -> list[float]:
    bins, _ = bins_of(one.rest)
    known = (bins[:-1] >= 0) & (bins[1:] >= 0)
    step = np.diff(bins)[known]
    flat = one.rest.ravel()
    turns = np.sign(np.diff(flat))
    turning = turns[:-1] * turns[1:]
    both = np.isfinite(flat[:-1]) & np.isfinite(flat[1:])
    return [
        float((step == 0).mean()),
        float((np.abs(step) >= 6).mean()),
        float(np.corrcoef(flat[:-1][both], flat[1:][both])[0, 1]),
        float(np.nanmean(turning < 0)),
        float((np.abs(step) == 1).mean()),
    ]


def pooled_texture(fitted: list[Fitted], groups: list[NDArray[np.intp]], type_shift: Floats) -> Texture:
    """The tables of each cluster; ``groups`` holds the places of its homes, in the order of their scale.

    Raises TooFewHomes where a cluster has fewer than eight.
    """
    tables, nodes, hold = [], [], []
    shares = np.linspace(0.0, 1.0, BINS * NODES_PER_BIN + 1)
    for members in groups:
        refuse_few(members.size, "tables of the chain")
        counts = np.zeros((LEVELS, CHANGES, BINS, BINS))
        held = np.zeros(2)
        for home in members:
            counts += _transitions(fitted[home])
            held += _held(fitted[home])
        tables.append(cumulated(_with_prior(counts)))
        pooled = np.mean([np.nanquantile(fitted[home].rest, shares) for home in members], axis=0)
        nodes.append(pooled)
        near = 1.0 - (1.0 - _HELD) ** 2  # how often two independent values lie so near
        hold.append(float(np.clip((held[0] / max(held[1], 1.0) - near) / (1.0 - near), 0.0, 0.95)))
    return Texture(
        np.stack(tables),
        np.stack(nodes),
        np.array(hold),
        _cuts(fitted, groups),
        _mixing(fitted),
        SLOW_MEMORY,
        type_shift,
    )


def _cuts(fitted: list[Fitted], groups: list[NDArray[np.intp]]) -> Floats:
    """Where clusters end: half way between the outermost homes of two, which is the place of neither."""
    scale = jumpiness(fitted)
    ends = [(scale[one].max() + scale[other].min()) / 2 for one, other in pairwise(groups)]
    return np.array(ends)


def _transitions(one: Fitted) -> Floats:
    """Counts of (level, class of the last change, last bin, bin) of one home."""
    bins, _ = bins_of(one.rest)
    stage = np.searchsorted(np.array(LEVEL_EDGES), one.smooth.ravel(), side="right")
    counts = np.zeros((LEVELS, CHANGES, BINS, BINS))
    known = (bins[:-2] >= 0) & (bins[1:-1] >= 0) & (bins[2:] >= 0)
    earlier, last, now = bins[:-2][known], bins[1:-1][known], bins[2:][known]
    np.add.at(counts, (stage[2:][known], CLASS_OF[last - earlier + BINS - 1], last, now), 1.0)
    return counts


def _with_prior(counts: Floats) -> Floats:
    overall = counts.sum(axis=(0, 1)) + 1e-3
    return np.asarray(counts + _PRIOR * overall / overall.sum(axis=-1, keepdims=True))


def _held(one: Fitted) -> Floats:
    """How often the bin stayed and the value with it, and how often the bin stayed."""
    bins, place = bins_of(one.rest)
    stayed = (bins[1:] >= 0) & (bins[1:] == bins[:-1])
    return np.array([(np.abs(np.diff(place))[stayed] < _HELD).sum(), stayed.sum()], np.float64)


def _mixing(fitted: list[Fitted]) -> Floats:
    """Lower triangle that gives innovations the correlation of all homes' days together."""
    total, count = np.zeros((4, 4)), 0
    for one in fitted:
        rows = one.fresh[np.isfinite(one.fresh).all(axis=1)]
        if len(rows) > 20 and (rows.std(axis=0) > 0).all():
            total, count = total + np.corrcoef(rows.T), count + 1
    pooled = total / count if count else np.eye(4)
    return np.asarray(np.linalg.cholesky(0.999 * pooled + 0.001 * np.eye(4)), np.float64)
