"""What quality each value of a day has: that of its 300 record, or of the 400 record whose range it lies in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.sources.formats.nem12_blocks import Block, Places
from jicha.intake.sources.formats.nem12_fields import matches, padded_fields

_LEAST, _MOST = 4, 6  # fields of a 400 record
QUALITY = r"^(?:[AN]|[AEFSN][0-9]{2}|[EFS])$"


@dataclass(frozen=True, slots=True)
class Qualities:
    """Quality, reason code and reason text: ``place`` says for each value which of the ``texts`` are its own.

    ``faults`` are 300 records whose ranges leave a value without a quality or give it two.
    """

    texts: Sequence[pa.Array]
    place: Places
    faults: tuple[tuple[int, str, str], ...] = ()


@dataclass(slots=True)
class _Ranges:
    """400 records in order: the day each belongs to (its place among the days), first and last interval."""

    day: Places
    first: Places
    last: Places
    texts: Sequence[pa.Array]
    bad: set[int] = field(default_factory=set)  # days with a 400 record that is none


def qualities_of(block: Block, days: Places, count: Places, stated: Sequence[pa.Array]) -> Qualities:
    """Find them for the 300 records ``days``, of ``count`` values each, which state three texts themselves."""
    ranges = _ranges(block, days)
    place = np.repeat(np.arange(len(days)), count)
    texts = [pa.concat_arrays([own, further]) for own, further in zip(stated, ranges.texts, strict=True)]
    varies = np.asarray(pc.equal(pc.utf8_slice_codeunits(stated[0], 0, 1), "V"), bool)
    has_ranges = np.zeros(len(days), bool)
    has_ranges[ranges.day] = True
    bad = np.zeros(len(days), bool)
    bad[list(ranges.bad)] = True
    bad |= varies & ~has_ranges
    bad |= has_ranges & ~_covered(ranges, count, len(days))
    if bad.any():
        faults = tuple(
            (int(record), "quality_gap", str(values)) for record, values in zip(days[bad], count[bad], strict=True)
        )
        return Qualities(texts, place, faults)
    widths = ranges.last - ranges.first + 1
    place[np.repeat(has_ranges, count)] = np.repeat(len(days) + np.arange(len(ranges.day)), widths)
    return Qualities(texts, place)


def _ranges(block: Block, days: Places) -> _Ranges:
    """The 400 records of the days."""
    found = np.flatnonzero((block.kinds == 400) & (block.owner >= 0))
    day = np.searchsorted(days, block.owner[found])
    mine = (
        (day < len(days)) & (days[np.minimum(day, max(len(days) - 1, 0))] == block.owner[found])
        if len(days)
        else (np.zeros(len(found), bool))
    )
    found, day = found[mine], day[mine]
    columns, good = padded_fields(block.cut, found, _LEAST, _MOST)
    bad = set(day[~good].tolist())
    day = day[good]
    right = matches(columns[1], r"^[0-9]{1,4}$") & matches(columns[2], r"^[0-9]{1,4}$") & matches(columns[3], QUALITY)
    bad |= set(day[~right].tolist())
    kept = pa.array(right)
    first, last = (columns[place].filter(kept).cast(pa.int64()).to_numpy() for place in (1, 2))
    return _Ranges(day[right], first, last, [columns[place].filter(kept) for place in (3, 4, 5)], bad)


def _covered(ranges: _Ranges, count: Places, days: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The days whose ranges follow each other from the first interval to the last."""
    covered = np.zeros(days, bool)
    if not len(ranges.day):
        return covered
    opens = np.append(True, ranges.day[1:] != ranges.day[:-1])
    closes = np.append(opens[1:], True)
    begins = np.where(opens, 1, np.append(0, ranges.last[:-1]) + 1)
    right = (ranges.first == begins) & (ranges.last >= ranges.first)
    right &= ~closes | (ranges.last == count[ranges.day])
    covered[ranges.day] = True
    covered[ranges.day[~right]] = False
    return covered
