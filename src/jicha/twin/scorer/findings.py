"""The form into which every file of findings is brought before it is held against the truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from jicha.terms.errors import JichaError

FORM = pa.schema(
    [
        ("code", pa.string()),  # of the rule or detector; blank where the file has none
        ("subject_kind", pa.string()),  # a canonical table: customer, point, meter, area, bill ...
        ("subject_id", pa.string()),  # as the utility prints it
        ("starts_on", pa.date32()),  # what it is about, half-open; null where the file does not say
        ("ends_on", pa.date32()),
        ("probability", pa.float64()),  # null for what is no suspicion
        ("severity", pa.string()),  # breach, error, gap, check; null where the file does not say
        ("kwh", pa.decimal128(18, 6)),
        ("money", pa.decimal128(18, 2)),
        ("found_on", pa.date32()),  # the day on which it was reported; null where the file does not say
    ]
)

# The name of the source before a number, which intake puts there; what begins with a digit is a number or a time.
_SOURCE = r"^[^:\s|0-9][^:\s|]*:"


class NotFindings(JichaError):
    """The file is no list of findings that we can read, or a value of it is not what its column is for."""


@dataclass(frozen=True, slots=True)
class Covered:
    """What one rule looked at: tested = found + spared + unsure; excluded beside."""

    tested: int
    spared: int
    unsure: int
    excluded: int


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """Findings in the form above; what the rules looked at, by code, where it was given; the files it came from."""

    table: pa.Table
    covered: Mapping[str, Covered] = field(default_factory=dict)
    files: tuple[str, ...] = ()


def bare(ids: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Numbers without the name of their source: ``sg:1001`` is 1001 in the truth.

    >>> bare(pa.array(["sg:1001", "1001", "12:30"])).to_pylist()
    ['1001', '1001', '12:30']
    """
    return pc.replace_substring_regex(ids, _SOURCE, "", max_replacements=1)


def month_after(starts: pa.Array | pa.ChunkedArray) -> pa.Array:
    """The first day after what begins on these days: of a month where it is the first of one, else of the day."""
    first = pc.equal(pc.day(starts), 1)
    months = pc.cast(pc.ceil_temporal(starts, unit="month", ceil_is_strictly_greater=True), pa.date32())
    return pc.if_else(first, months, day_after(starts))


def day_after(days: pa.Array | pa.ChunkedArray) -> pa.Array:
    """The next day of each."""
    return pc.cast(pc.add(pc.cast(days, pa.int32()), pa.scalar(1, pa.int32())), pa.date32())


def formed(columns: Mapping[str, pa.Array | pa.ChunkedArray]) -> pa.Table:
    """A table of the form; columns that are not given are null, and sources are taken off the numbers."""
    rows = len(columns["subject_id"])
    given = dict(columns) | {"subject_id": bare(columns["subject_id"])}
    made: Sequence[pa.Array | pa.ChunkedArray] = [
        pc.cast(given[one.name], one.type) if one.name in given else pa.nulls(rows, one.type) for one in FORM
    ]
    table = pa.table(made, schema=FORM)
    return table.set_column(0, FORM.field("code"), pc.fill_null(table["code"], ""))
