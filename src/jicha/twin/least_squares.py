"""Least squares whose coefficients may not be negative, for a handful of them.

The active-set method of Lawson and Hanson ("Solving Least Squares Problems", 1974, chapter 23).
"""

from __future__ import annotations

import numpy as np

from jicha.twin.network import Floats

_HAIR = 1e-12


def non_negative(columns: Floats, wanted: Floats) -> Floats:
    """The coefficients, none below nothing, with which the ``columns`` (rows, columns) come nearest to ``wanted``."""
    scale = np.sqrt(np.square(columns).sum(axis=0))
    scale[scale == 0] = 1.0
    scaled = columns / scale
    found, free = np.zeros(scale.size), np.zeros(scale.size, np.bool_)
    enough = _HAIR * max(float(np.abs(scaled.T @ wanted).max(initial=0.0)), 1e-300)
    for _ in range(3 * scale.size + 1):
        slope = np.where(free, -np.inf, scaled.T @ (wanted - scaled @ found))
        if free.all() or slope.max() <= enough:
            break
        free[int(slope.argmax())] = True
        while free.any():
            best = np.zeros(scale.size)
            best[free] = np.linalg.lstsq(scaled[:, free], wanted, rcond=None)[0]
            if (best[free] > 0).all():
                found = best
                break
            # Go as far as none turns negative, and let go of those that reach nothing.
            turning = free & (best <= 0)
            share = float((found[turning] / np.maximum(found[turning] - best[turning], 1e-300)).min())
            found = found + share * (best - found)
            free &= found > _HAIR * np.abs(found).max(initial=0.0)
            found[~free] = 0.0
    coefficients: Floats = found / scale
    return coefficients
