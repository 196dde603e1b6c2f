"""Records of NEM12 split into fields, and which of them name a day."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jicha.intake.sources.formats.cutting import Records, split_record
from jicha.intake.sources.formats.nem12_blocks import Places
from jicha.intake.sources.formats.split_rows import split_by_hand, split_rows


def fields_of(cut: Records, records: Places, width: int) -> tuple[list[pa.Array], NDArray[np.bool_]]:
    """The fields of records of one width, a column each, and which records have that width once quotes are read."""
    whole = np.ones(len(records), bool)
    rows = split_rows(cut, records, width, ",")
    if rows is None:
        texts = [cut.text(one) for one in records.tolist()]
        whole = np.array([len(split_record(one, ",")) == width for one in texts], bool)
        rows = split_by_hand([text for text, good in zip(texts, whole.tolist(), strict=True) if good], width, ",")
    return list(rows.columns), whole


def padded_fields(cut: Records, records: Places, least: int, most: int) -> tuple[list[pa.Array], NDArray[np.bool_]]:
    """The same for records that may lack their last fields: ``most`` columns, blank where a record ends before."""
    columns: list[list[pa.Array]] = [[] for _ in range(most)]
    widths = cut.fields[records]
    good = (widths >= least) & (widths <= most)
    order: list[Places] = []
    for width in sorted(set(widths[good].tolist())):
        here = np.flatnonzero(widths == width)
        split, whole = fields_of(cut, records[here], width)
        good[here[~whole]] = False
        order.append(here[whole])
        blank = pa.repeat(pa.scalar(""), int(whole.sum()))
        for place in range(most):
            columns[place].append(split[place] if place < width else blank)
    if not order:
        return [pa.array([], pa.string())] * most, good
    back = pa.array(np.argsort(np.concatenate(order), kind="stable"))
    return [pa.concat_arrays(parts).take(back) for parts in columns], good


def good_days(text: pa.Array) -> NDArray[np.bool_]:
    """Which texts are days of the calendar, written YYYYMMDD."""
    distinct = text.dictionary_encode()
    right = np.array([_is_day(one) for one in distinct.dictionary.to_pylist()], bool)
    found: NDArray[np.bool_] = right[distinct.indices.to_numpy()] if len(right) else np.zeros(len(text), bool)
    return found


def _is_day(text: str) -> bool:
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return False
    try:
        np.datetime64(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    except ValueError:
        return False
    return text >= "1900"


def matches(text: pa.Array, pattern: str) -> NDArray[np.bool_]:
    """Which texts a regular expression describes."""
    return np.asarray(pc.match_substring_regex(text, pattern), bool)
