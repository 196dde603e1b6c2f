"""Random numbers that belong to an entity and a purpose, so that whatever is planted moves nobody else.

A stream is a key; its n-th number is a mixing function of key and n (SplitMix64: Steele, Lea and Flood, "Fast
splittable pseudorandom number generators", 2014). Nothing is remembered between draws: order, processes and other
entities change no number, and the same seed gives the same numbers under every version of NumPy.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from numba import njit
from numpy.typing import NDArray

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_TO_UNIT = 1.0 / (1 << 53)


def key_of(seed: int, entity: str, purpose: str) -> np.uint64:
    """The key of a stream; other words give an unrelated stream."""
    told = f"{seed}\x1f{entity}\x1f{purpose}".encode()
    return np.uint64(int.from_bytes(blake2b(told, digest_size=8).digest(), "little"))


@njit(cache=True)
def draw(key: np.uint64, number: int) -> float:
    """The number-th value of a stream, uniform in [0, 1); for kernels."""
    mixed = np.uint64(key) + (np.uint64(number) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return float((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


class Stream:
    """The numbers of one entity for one purpose; each call says which of them it takes, and takes no other."""

    def __init__(self, seed: int, entity: str, purpose: str) -> None:
        """Open the stream of ``purpose`` of ``entity``."""
        self.key = key_of(seed, entity, purpose)

    def uniform(self, count: int, start: int = 0) -> NDArray[np.float64]:
        """``count`` values in [0, 1), those numbered ``start`` and on."""
        with np.errstate(over="ignore"):
            mixed = self.key + (np.arange(start, start + count, dtype=np.uint64) + np.uint64(1)) * _GOLDEN
            mixed = (mixed ^ (mixed >> np.uint64(30))) * _FIRST
            mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
        return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) * _TO_UNIT

    def normal(self, count: int, start: int = 0) -> NDArray[np.float64]:
        """``count`` values of the standard normal distribution (Box and Muller); each takes two numbers."""
        pairs = self.uniform(2 * count, 2 * start).reshape(count, 2)
        radius: NDArray[np.float64] = np.sqrt(-2.0 * np.log1p(-pairs[:, 0]))
        return radius * np.cos(2.0 * np.pi * pairs[:, 1])

    def choice(self, weights: NDArray[np.float64], count: int, start: int = 0) -> NDArray[np.int64]:
        """``count`` places in ``weights``, each as often as its share says."""
        edges = np.cumsum(weights) / np.sum(weights)
        edges[-1] = 1.0  # the sum of shares may miss it by a rounding
        return np.searchsorted(edges, self.uniform(count, start), side="right")

    def shuffled(self, count: int, start: int = 0) -> NDArray[np.int64]:
        """The places 0 to ``count`` - 1 in random order."""
        return np.argsort(self.uniform(count, start), kind="stable")
