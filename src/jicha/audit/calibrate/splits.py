"""Two readings that explain different bills: by which attribute do they part?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from jicha.audit.calibrate.result import Part, Split
from jicha.audit.calibrate.votes import Mask, Votes

LEAST = 3  # fewer bills of another reading are chance or single errors, unless few bills tell at all
_PURE = Fraction(4, 5)  # of the other reading's bills lie where it prevails
_MIXED = Fraction(1, 10)  # of the bills that tell: too many for errors, even where nothing parts them
_SHOWN = 20
Attributes = Mapping[str, Sequence[object]]


def split_of(votes: Votes, attributes: Attributes) -> Split | None:
    """The split between the reading that explains the most and its strongest rival, None where it is none.

    Single errors that happen to fit another reading are no split: it takes some units, price codes or years in which
    the rival prevails and in which most of its bills lie, or a tenth of all bills that tell. Of three bills one that
    speaks for another reading is a third of all that is known.
    """
    if not votes.best:
        return None
    first = votes.best[0]
    rivals = {
        choice: votes.explained[choice] & ~votes.explained[first] for choice in votes.explained if choice != first
    }
    second = max(rivals, key=lambda choice: int(rivals[choice].sum()))
    only_second = rivals[second]
    only_first = votes.explained[first] & ~votes.explained[second]
    count = int(only_second.sum())
    parted = [
        found
        for name, values in attributes.items()
        if count >= LEAST and (found := _parted(name, values, only_first, only_second))
    ]
    if not parted and (not count or count < _MIXED * int(votes.tells.sum())):
        return None
    name, parts = min(parted, key=_impurity) if parted else ("", ())
    return Split(first, second, int(only_first.sum()), count, name, parts[:_SHOWN])


def _parted(
    name: str, values: Sequence[object], only_first: Mask, only_second: Mask
) -> tuple[str, tuple[Part, ...]] | None:
    """The values of an attribute with their bills, if the second reading prevails in some and has most bills there."""
    counts = {key: _counted(values, mask) for key, mask in (("first", only_first), ("second", only_second))}
    names = sorted(counts["first"].keys() | counts["second"].keys())
    parts = [Part(one, counts["first"][one], counts["second"][one]) for one in names]
    own = [one for one in parts if one.second > one.first]
    if sum(one.second for one in own) < _PURE * int(only_second.sum()) or len(own) == len(parts):
        return None
    return name, tuple(sorted(parts, key=lambda one: (one.first - one.second, one.value)))


def _impurity(parted: tuple[str, tuple[Part, ...]]) -> tuple[float, int]:
    """The share of bills on the wrong side, roughly; of two alike the attribute with fewer values says more."""
    parts = parted[1]
    wrong = sum(min(one.first, one.second) for one in parts)
    return round(wrong / sum(one.first + one.second for one in parts), 2), len(parts)


def _counted(values: Sequence[object], mask: Mask) -> Counter[str]:
    places: npt.NDArray[np.intp] = np.flatnonzero(mask)
    return Counter(str(values[place]) if values[place] is not None else "" for place in places)
