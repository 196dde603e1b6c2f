"""Whose each record is, so that a finding on a bill or a meter can be laid to the customer and the area behind it."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from jicha.schema import table
from jicha.twin.known import SUBJECTS
from jicha.twin.records import Records

_OWN = ("customer", "point", "area")  # they bear their own numbers


def whose(records: Records, area_of: dict[str, str]) -> pa.Table:
    """One row for each record with a number of its own that names a customer or a point; meters by where they hang.

    ``area_of`` is the area of each customer that hangs in one.
    """
    parts = [_of_table(records, name) for name in records.names()]
    found = pa.concat_tables([one for one in parts if one is not None] or [SUBJECTS.empty_table()])
    areas = pa.table(
        {"customer_id": pa.array(list(area_of), pa.string()), "at": pa.array(list(area_of.values()), pa.string())}
    )
    joined = found.join(areas, "customer_id", join_type="left outer")
    order = [("subject_kind", "ascending"), ("subject_id", "ascending")]
    return pa.table(
        [joined["at"] if name == "area_id" else joined[name] for name in SUBJECTS.names], schema=SUBJECTS
    ).sort_by(order)


def _of_table(records: Records, name: str) -> pa.Table | None:
    columns, key = table(name).by_name, table(name).primary_key
    kind, number = name, key[0]
    if name == "meter_installation":
        kind, number = "meter", "meter_id"
    if name in _OWN or len(key) != 1 or not {"customer_id", "point_id"} & columns.keys():
        return None
    rows = records.rows(name)
    blank = pa.nulls(len(rows), pa.string())
    points = rows["point_id"] if "point_id" in columns else blank
    customers = rows["customer_id"] if "customer_id" in columns else _customers(points)
    kinds = pa.array([kind]).take(pa.array([0] * len(rows), pa.int64()))
    return pa.table([kinds, rows[number], points, customers, blank], schema=SUBJECTS)


def _customers(points: pa.ChunkedArray) -> pa.ChunkedArray:
    """The customer of a point: the utility's numbers of points are those of customers with two more places."""
    return pc.utf8_slice_codeunits(points, 0, -2)
