"""The bills that a calibration looks at, whose they are, and the sample of them that is tried."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pyarrow as pa

from jicha.engine.engine import Engine
from jicha.pages.judge import Window

BILLS = "calibrate_bills"  # every bill of the window, with its region, unit, price code and month
_ALL = "calibrate_all"
_TRIED = "calibrate_tried"
_DRAWN = "calibrate_drawn"


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


def draw(engine: Engine, region: str, most: int) -> None:
    """Choose the bills of a region to be tried: all of them, or the ``most`` whose hashed ids come first (0 = all)."""
    of_region = f"SELECT b.bill_id FROM {BILLS} AS b WHERE b.region = '{region.replace(chr(39), chr(39) * 2)}'"
    names = engine.query(of_region)["bill_id"].to_pylist()
    if most and len(names) > most:
        names = sorted(sorted(names, key=_hashed)[:most])
    engine.register(_DRAWN, pa.table({"bill_id": pa.array(names, pa.string())}))


def keep_bills(engine: Engine) -> None:
    """Keep the table of bills, so that ``bill`` may come to mean those under trial. Facts must be there by now."""
    engine.materialize(_ALL, "SELECT * FROM bill")


def try_drawn(engine: Engine) -> None:
    """Let ``bill`` be the bills drawn."""
    engine.materialize("bill", f"SELECT b.* FROM {_ALL} AS b INNER JOIN {_DRAWN} AS d ON d.bill_id = b.bill_id")


def try_only(engine: Engine, bill_ids: Sequence[str]) -> None:
    """Let ``bill`` be these alone."""
    engine.register(_TRIED, pa.table({"bill_id": pa.array(bill_ids, pa.string())}))
    engine.materialize("bill", f"SELECT b.* FROM {_ALL} AS b INNER JOIN {_TRIED} AS d ON d.bill_id = b.bill_id")


def attributes(engine: Engine) -> pa.Table:
    """Of the bills under trial, by id: unit, price code, month and first day."""
    return engine.query(
        f"SELECT p.bill_id, p.org_id, p.price_code, p.month, p.period_start FROM {BILLS} AS p "
        "INNER JOIN bill AS b ON b.bill_id = p.bill_id ORDER BY p.bill_id"
    )


def day(value: object) -> str:
    """A day as SQL."""
    return f"CAST('{value}' AS DATE)"


def _hashed(bill_id: str) -> bytes:
    return hashlib.blake2b(bill_id.encode(), digest_size=8).digest()
