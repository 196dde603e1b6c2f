"""The tiers over the days of a bill: one row of tiers, or by the settled reading where they change within it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from jicha.facts.tier_in_period import kernel

JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def rows(*tiers: tuple[int, str, date, date | None], reading: str | None = None) -> pa.Table:
    """Tiers (number, edge, first day, first day after) over January and February."""
    key = {"region": "36", "household_size": "ordinary", "period_start": JAN, "period_end": MAR, "month": FEB}
    return pa.Table.from_pylist(
        [
            key
            | {"valid_from": first, "valid_to": after, "tier": tier, "cycle": "year", "kwh_above": Decimal(edge)}
            | {"extra_price": Decimal("0.05") * (tier - 1), "reading": reading}
            for tier, edge, first, after in tiers
        ]
    )


def found(table: pa.Table) -> dict[str, Any]:
    (row,) = kernel(table).to_pylist()
    return row


def test_tiers_that_hold_all_days_are_taken_as_they_are() -> None:
    row = found(rows((1, "0", JAN, None), (2, "2160", JAN, None), (3, "4200", JAN, None)))
    assert (row["unsettled"], row["tier_2_above_kwh"], row["tier_3_above_kwh"]) == (False, 2160, 4200)


def test_tiers_that_change_within_the_bill_need_a_reading() -> None:
    change = ((1, "0", JAN, None), (2, "2160", JAN, FEB), (2, "2000", FEB, None))
    assert found(rows(*change))["unsettled"] is True
    assert found(rows(*change, reading="from_next_bill"))["tier_2_above_kwh"] == 2160
    assert found(rows(*change, reading="from_bill_month"))["tier_2_above_kwh"] == 2000


def test_the_order_of_rows_changes_nothing() -> None:
    tiers = ((1, "0", JAN, None), (2, "2160", JAN, None), (3, "4200", JAN, None))
    assert found(rows(*tiers)) == found(rows(*reversed(tiers)))
