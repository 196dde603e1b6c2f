"""The key of a row where the file has no number of its own for it: the fewest columns that tell the rows apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jicha.intake.proposal.looks import Looks
from jicha.intake.proposal.sample import Sample

_MOST = 8


@dataclass(frozen=True, slots=True)
class Key:
    """Columns, and how many records of the sample do not differ in them from an earlier one."""

    columns: tuple[str, ...]
    repeats: int


def repeats(sample: Sample, columns: Sequence[str]) -> int:
    """How many records say the same in all columns as one before them."""
    if not len(sample) or not columns:
        return max(0, len(sample) - 1)
    groups = _groups(sample, columns)
    return len(groups) - len(np.unique(groups))


def made_up_key(sample: Sample, base: Sequence[str], further: Sequence[str]) -> Key:
    """``base`` and as few of the ``further`` columns, in their order, as it takes to tell all records apart.

    Few records may be told apart by anything; so what a row belongs to and when it was stays in, needed here or not.
    """
    chosen = list(base[:_MOST])
    left = repeats(sample, chosen)
    added: list[str] = []
    for word in further:
        if not left or len(chosen) + len(added) >= _MOST:
            break
        now = repeats(sample, [*chosen, *added, word])
        if now < left:
            added.append(word)
            left = now
    for word in list(added):  # a later column may have made an earlier one needless
        fewer = [*chosen, *(one for one in added if one != word)]
        if fewer and repeats(sample, fewer) <= left:
            added.remove(word)
    return Key((*chosen, *added), left)


def may_name(looks: Looks) -> bool:
    """Whether values are such as name things: no amounts, no long texts."""
    if looks.is_blank or looks.longest > 64:
        return False
    return not (looks.number is not None and looks.number.decimals)


def _groups(sample: Sample, columns: Sequence[str]) -> NDArray[np.int64]:
    groups = np.zeros(len(sample), np.int64)
    for word in columns:
        encoded = sample.texts[word].dictionary_encode()
        codes = encoded.indices.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False) + 1
        groups = groups * (len(encoded.dictionary) + 1) + codes
        _, groups = np.unique(groups, return_inverse=True)
    return groups.reshape(-1).astype(np.int64)
