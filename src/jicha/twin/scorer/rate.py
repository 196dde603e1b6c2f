"""A share with its interval: what of how many, and between which shares the true one lies nineteen times in twenty.

The interval is Wilson's (Journal of the American Statistical Association 22, 1927), which holds for few and for none.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

_Z = 1.959963984540054  # of the standard normal distribution, 95 %, both sides
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Rate:
    """``hits`` of ``n``; shares are None where there is nothing to take a share of.

    ``hits`` may be a fraction where several are equally likely and one of them counts.
    """

    hits: float
    n: int
    share: float | None
    low: float | None
    high: float | None


def rate(hits: float, n: int) -> Rate:
    """The share of ``hits`` in ``n`` with its 95 % interval.

    >>> rate(8, 10)
    Rate(hits=8, n=10, share=0.8, low=0.490162, high=0.943318)
    >>> rate(0, 0).share is None
    True
    """
    if n == 0:
        return Rate(hits, 0, None, None, None)
    share = hits / n
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * sqrt(max(share * (1 - share), 0.0) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == n else min(1.0, middle + half)
    return Rate(round(hits, _DIGITS), n, *(round(one, _DIGITS) for one in (share, low, high)))
