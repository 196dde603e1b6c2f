"""The bills that a calibration looks at, whose they are, and the sample of them that is tried."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pyarrow as pa

from jicha.engine.engine import Engine
from jicha.pages.judge import Window

BILLS = "calibrate_bills"  # every bill of the window, with its region, unit, price code and month
DRAWN = "calibrate_drawn"  # the bills of all samples, with all their columns and their region
_NAMES, _ONLY = "calibrate_names", "calibrate_only"


def find_bills(engine: Engine, window: Window) -> None:
    """Name the ordinary bills of electricity whose month begins in the window. A reversed one is known to be wrong."""
    engine.materialize(
        BILLS,
        "SELECT b.bill_id, r.region, c.org_id, b.price_code, b.month, b.period_start FROM bill AS b "
        "LEFT JOIN customer AS c ON c.customer_id = b.customer_id LEFT JOIN org_region AS r ON r.org_id = c.org_id "
        "WHERE b.bill_kind = 'ordinary' AND COALESCE(b.bill_status, 'issued') <> 'reversed' "
        "AND COALESCE(b.commodity, 'electricity') = 'electricity' "
        f"AND (b.month IS NULL OR (b.month >= {day(window.start)} AND b.month < {day(window.end)}))",
    )


def count_bills(engine: Engine) -> dict[str | None, int]:
    """How many bills each region has; under None those without a region."""
    rows = engine.query(f"SELECT region, COUNT(*) AS bills FROM {BILLS} GROUP BY region ORDER BY region").to_pylist()
    return {row["region"]: row["bills"] for row in rows}


def draw(engine: Engine, most: int) -> None:
    """Choose the bills of each region to be tried: all, or the ``most`` whose hashed ids come first (0 = all).

    The facts must be there by now: from here on `try_region` lets ``bill`` mean the bills under trial.
    """
    rows = engine.query(f"SELECT bill_id, region FROM {BILLS} WHERE region IS NOT NULL ORDER BY bill_id").to_pylist()
    names: dict[str, list[str]] = {}
    for row in rows:
        names.setdefault(row["region"], []).append(row["bill_id"])
    drawn = [
        (name, region)
        for region, found in sorted(names.items())
        for name in (found if not most or len(found) <= most else sorted(found, key=hashed)[:most])
    ]
    columns = {"bill_id": [one[0] for one in drawn], "calibrate_region": [one[1] for one in drawn]}
    engine.register(_NAMES, pa.table(columns, schema=pa.schema([(name, pa.string()) for name in columns])))
    engine.materialize(
        DRAWN, f"SELECT b.*, d.calibrate_region FROM bill AS b INNER JOIN {_NAMES} AS d ON d.bill_id = b.bill_id"
    )


def try_region(engine: Engine, region: str, *, among: str = "") -> None:
    """Let ``bill`` be the drawn bills of a region, or those of them whose ids the table ``among`` has."""
    joined = f" INNER JOIN {among} AS t ON t.bill_id = d.bill_id" if among else ""
    engine.view("bill", f"SELECT d.* FROM {DRAWN} AS d{joined} WHERE d.calibrate_region = {text(region)}")


def try_only(engine: Engine, region: str, bill_ids: Sequence[str]) -> None:
    """Let ``bill`` be these alone."""
    engine.register(_ONLY, pa.table({"bill_id": pa.array(bill_ids, pa.string())}))
    try_region(engine, region, among=_ONLY)


def attributes(engine: Engine) -> pa.Table:
    """Of the bills under trial, by id: unit, price code, month and first day."""
    return engine.query(
        f"SELECT p.bill_id, p.org_id, p.price_code, p.month, p.period_start FROM {BILLS} AS p "
        "INNER JOIN bill AS b ON b.bill_id = p.bill_id ORDER BY p.bill_id"
    )


def day(value: object) -> str:
    """A day as SQL."""
    return f"CAST('{value}' AS DATE)"


def text(value: str) -> str:
    """A text as SQL."""
    return "'" + value.replace("'", "''") + "'"


def hashed(bill_id: str) -> bytes:
    """What bills are drawn by: the same for the same bill, and unlike its number."""
    return hashlib.blake2b(bill_id.encode(), digest_size=8).digest()
