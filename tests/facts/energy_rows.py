"""A register of a point as the input rows of the kernel energy_day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pyarrow as pa
from plain_energy import Register

START = date(2025, 1, 1)
D3 = pa.decimal128(18, 3)
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("point_id", "line", "register")),
        ("day", pa.date32()),
        ("other_day", pa.date32()),
        ("installation_id", pa.string()),
        ("reading", D3),
        ("other_reading", D3),
        ("flag", pa.bool_()),
        ("fault", pa.string()),
        ("ratio", pa.decimal128(12, 3)),
        *((name, pa.int64()) for name in ("digits", "meter_w", "capacity_va")),
        ("old_value", pa.string()),
        ("new_value", pa.string()),
    ]
)


def day_of(number: int | None) -> date | None:
    return None if number is None else START + timedelta(days=number)


def milli(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value).scaleb(-3)


def rows_of(points: dict[str, Register]) -> pa.Table:
    """The kernel's input for some points of one register each."""
    rows = []
    for point, register in points.items():
        rows += [
            {
                "point_id": point,
                "line": "reading",
                "register": register.name,
                "day": day_of(one.day),
                "installation_id": one.meter,
                "reading": milli(one.value),
                "flag": one.turned,
                "fault": one.fault,
            }
            for one in register.readings
        ]
        rows += [
            {
                "point_id": point,
                "line": "meter",
                "day": day_of(one.installed_on),
                "other_day": day_of(one.removed_on),
                "installation_id": one.name,
                "reading": milli(one.installed),
                "other_reading": milli(one.removed),
                "ratio": milli(one.ratio),
                "digits": one.digits,
                "meter_w": one.meter_w,
                "capacity_va": one.capacity_va,
            }
            for one in register.meters
        ]
        rows += [
            {
                "point_id": point,
                "line": "ratio",
                "day": day_of(one.effective_on),
                "other_day": day_of(one.recorded_on),
                "digits": place,
                "old_value": text(one.old),
                "new_value": text(one.new),
            }
            for place, one in enumerate(register.changes)
        ]
        rows += [
            {"point_id": point, "line": "generator", "day": day_of(since), "other_day": day_of(until)}
            for since, until in register.suns
        ]
        rows += [
            {
                "point_id": point,
                "line": "capacity",
                "day": day_of(since),
                "other_day": day_of(until),
                "capacity_va": carried,
            }
            for since, until, carried in register.capacities
        ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def text(ratio: int | None) -> str:
    return "75/5" if ratio is None else str(milli(ratio))
