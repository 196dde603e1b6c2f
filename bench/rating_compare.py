"""The same bills by a peer and by us, to the fen: what is given to a peer, where the amounts differ, and why.

Only two reasons are innocent: floats at half a fen, and components that a peer rounds as one sum. Both are shown by
working the bill out again exactly; any other difference is unexplained, and the benchmark fails.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from rating_peers import HALF, SHEET, TIERS

UNEXPLAINED = "UNEXPLAINED"
_HALF_FEN, _CLOSE = Decimal("0.5"), Decimal("1e-6")
# Bills of whole months, in whole years of customers.
_GIVEN = """
COPY (
  SELECT b.bill_id, b.customer_id AS customer, b.price_code AS code, month(b.month) AS month,
         CAST(e.expected_kwh AS DOUBLE) AS total, CAST(b.peak_kwh AS DOUBLE) AS peak,
         CAST(b.valley_kwh AS DOUBLE) AS valley,
         CAST(e.expected_kwh - b.peak_kwh - b.valley_kwh AS DOUBLE) AS flat
  FROM '{bill}' AS b INNER JOIN '{ours}' AS e ON e.bill_id = b.bill_id
  WHERE b.price_code IN ({codes}) AND b.period_start = b.month
  ORDER BY CAST(b.customer_id[2:] AS BIGINT), b.month LIMIT {most}
) TO '{target}'
"""
# What a peer did not price differs too.
_BESIDE = """
SELECT g.*, e.tier_2_kwh, e.tier_3_kwh, p.{theirs} AS theirs, CAST(100 * ({ours_money}) AS BIGINT) AS ours
FROM '{given}' AS g INNER JOIN '{ours}' AS e ON e.bill_id = g.bill_id LEFT JOIN '{priced}' AS p ON p.bill_id = g.bill_id
WHERE p.{theirs} IS DISTINCT FROM CAST(100 * ({ours_money}) AS BIGINT)
"""
_SUM = "e.energy_money + e.tier_money + e.surcharge_money"
_KINDS = {"energy": "e.energy_money", "tier": "e.tier_money", "fund": "e.surcharge_money"}


@dataclass(frozen=True, slots=True)
class Compared:
    """How many bills were compared, how many differ, by how many fen at most, and how many times for which reason."""

    bills: int
    differ: int
    furthest: int
    why: dict[str, int]

    @property
    def agrees(self) -> bool:
        """Whether every difference has an innocent reason."""
        return UNEXPLAINED not in self.why

    def __str__(self) -> str:
        """For the table."""
        reasons = ", ".join(f"{count:,} {word}" for word, count in sorted(self.why.items()))
        return f"{self.differ:,} by up to {self.furthest} fen: {reasons}" if self.differ else "none"


def give(bills: Path, ours: Path, target: Path, *, codes: Sequence[str], most: int) -> int:
    """Write the bills that a peer is given, and tell how many."""
    chosen = ", ".join(f"'{code}'" for code in codes)
    duckdb.sql(_GIVEN.format(bill=bills, ours=ours, target=target, codes=chosen, most=most))
    return int(pq.read_metadata(target).num_rows)


def compare(given: Path, ours: Path, priced: Path) -> Compared:
    """The money of a peer beside ours: component by component, or of the whole bill where it tells no more."""
    whole = "sum" in pq.read_schema(priced).names
    why: Counter[str] = Counter()
    furthest, bills = 0, set()
    for kind, money in {"sum": _SUM}.items() if whole else _KINDS.items():
        sql = _BESIDE.format(given=given, ours=ours, priced=priced, theirs=kind, ours_money=money)
        for row in duckdb.sql(sql).to_arrow_table().to_pylist():
            bills.add(row["bill_id"])
            if row["theirs"] is not None:
                furthest = max(furthest, abs(row["ours"] - row["theirs"]))
            why[_reason(row, kind)] += 1
    return Compared(int(pq.read_metadata(given).num_rows), len(bills), furthest, dict(why))


def plant(priced: Path, target: Path) -> None:
    """What a peer priced with its first bill a fen too dear: a comparison that misses it is no comparison."""
    rows = pq.read_table(priced)
    name = "sum" if "sum" in rows.column_names else "energy"
    fen = rows[name].to_pylist()
    fen[0] += 1
    place = rows.schema.get_field_index(name)
    pq.write_table(rows.set_column(place, name, pa.array(fen, rows.schema.field(place).type)), target)


def _reason(row: dict[str, Any], kind: str) -> str:
    """Exactly worked out again: rounded once and not line by line, or a float beside half a fen."""
    lines = list(_exact(row, kind))
    whole = sum(lines, Decimal(0))
    ours = sum(map(_rounded, lines))
    if row["theirs"] is None or ours != row["ours"]:
        return UNEXPLAINED
    if kind == "sum":
        off = abs(row["theirs"] - whole)
        if row["theirs"] == _rounded(whole):
            return "components rounded as one sum"
        return "floats at half a fen" if _HALF_FEN <= off <= _HALF_FEN + _CLOSE else UNEXPLAINED
    ties = sum(abs(abs(fen) % 1 - _HALF_FEN) < _CLOSE for fen in lines)
    return "floats at half a fen" if ties >= abs(row["ours"] - row["theirs"]) else UNEXPLAINED


def _exact(row: dict[str, Any], kind: str) -> Iterator[Decimal]:
    """The money of each line in fen, not rounded."""
    if kind == "tier" or (kind == "sum" and row["code"] == "HOME"):
        for tier, (_, _, extra) in enumerate(TIERS, 2):
            yield 100 * Decimal(str(row[f"tier_{tier}_kwh"])) * Decimal(extra)
    for name, period, prices in SHEET[row["code"]]:
        if kind in (name, "sum"):
            kwh = Decimal(str(row[period])).quantize(Decimal("0.001"))
            yield 100 * kwh * Decimal(prices[row["month"] >= HALF])


def _rounded(fen: Decimal) -> int:
    return int(fen.quantize(Decimal(1), ROUND_HALF_UP))
