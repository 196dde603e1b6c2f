"""What goes wrong between a utility's systems and a delivery: rows that come late, twice, wrong, or beyond reading.

Which row it hits is drawn from the stream of the station, the layout and the month, so no other file moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jicha.twin.deliver.forms.sheet import SLID
from jicha.twin.deliver.layout import Layout
from jicha.twin.deliver.quality import Quality
from jicha.twin.streams import Stream

LATE, DOUBLED, CORRECTED, MALFORMED = "late", "doubled", "corrected", "malformed"
_SLIDES = ("csv", "html")  # forms in which a row can have a cell too many
_FAILED, _NOTHING = "采集失败", "--"
_ACQUIRED = ("bill_issue",)  # systems whose screens say why a number is missing
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Damage:
    """What was done to the row at ``place`` of a file; ``write`` is what stands in its cell (None: blank)."""

    place: int
    column: str
    damage: str
    write: str | None = None
    rewrites: bool = False


@dataclass(frozen=True, slots=True)
class Disturbed:
    """The rows that are delivered with what is wrong with them, and the right rows that come with the next month.

    ``late`` counts those at the head of ``left`` that were not delivered at all.
    """

    rows: pa.Table
    damages: tuple[Damage, ...]
    left: pa.Table
    late: int


def disturbed(
    rows: pa.Table, layout: Layout, form: str, quality: Quality, *, draws: tuple[Stream, Stream]
) -> Disturbed:
    """Disturb the rows of one file by two streams: which rows it hits, and how."""
    if quality.is_perfect or not layout.disturbed or not len(rows):
        return Disturbed(rows, (), rows.slice(0, 0), 0)
    which, how = draws[0].uniform(len(rows)), draws[1].uniform(len(rows))
    edges = np.cumsum([quality.late, quality.doubled, quality.corrected, quality.malformed])
    lot = np.searchsorted(edges, which, side="right")
    if layout.corrects:
        lot[(lot == 2) & np.asarray(rows[layout.corrects].is_null())] = 4
    else:
        lot[lot == 2] = 4
    if not layout.breaks or not _ways(layout, form):
        lot[lot == 3] = 4
    kept = np.flatnonzero(lot != 0)
    order = np.repeat(kept, np.where(lot[kept] == 1, 2, 1))
    later = np.concatenate([np.flatnonzero(lot == 0), np.flatnonzero((lot == 2) | (lot == 3))])
    damages = tuple(_damages(rows, layout, form, lot, how, order))
    return Disturbed(rows.take(pa.array(order)), damages, rows.take(pa.array(later)), int(np.sum(lot == 0)))


def _damages(
    rows: pa.Table,
    layout: Layout,
    form: str,
    lot: NDArray[np.int64],
    how: NDArray[np.float64],
    order: NDArray[np.int64],
) -> list[Damage]:
    found = []
    for place in np.flatnonzero(np.isin(lot[order], (1, 2, 3))).tolist():
        row = int(order[place])
        if lot[row] == 1:
            if place and order[place - 1] == row:
                found.append(Damage(place, "", DOUBLED))
        elif lot[row] == 2:
            value = rows[layout.corrects][row].as_py()
            found.append(Damage(place, layout.corrects, CORRECTED, _wrong(value, layout, form, float(how[row])), True))
        else:
            found.append(_broken(rows, _ways(layout, form), row, place, float(how[row])))
    return found


def _ways(layout: Layout, form: str) -> Sequence[tuple[str, str]]:
    """The ways in which the form lets a row be spoilt: a column of values holds no letters."""
    if form == "parquet":
        return [one for one in layout.breaks if one[1] == "key"]
    return [*layout.breaks, *([("", "slid")] if form in _SLIDES else [])]


def _wrong(value: Decimal | int, layout: Layout, form: str, how: float) -> str | None:
    """A number that is no longer the right one, or the word that stands where none was read."""
    if how < _HALF:
        return str(2 * value + 1 if value >= 0 else value - 1)
    if form == "parquet":
        return None
    return _FAILED if layout.system in _ACQUIRED else _NOTHING


def _broken(rows: pa.Table, ways: Sequence[tuple[str, str]], row: int, place: int, how: float) -> Damage:
    column, way = ways[int(how * len(ways))]
    if way == "slid":
        return Damage(place, "", MALFORMED, SLID, rewrites=True)
    if way == "key":
        return Damage(place, column, MALFORMED, None, rewrites=True)
    value = rows[column][row].as_py()
    if way == "number":
        text = "0" if value is None else str(value)
        return Damage(place, column, MALFORMED, f"{text[:-1]}l{text[-1:]}", rewrites=True)
    year = 2025 if value is None else value.year
    return Damage(place, column, MALFORMED, f"{year}-02-30" + (" 10:00:00" if way == "moment" else ""), rewrites=True)
