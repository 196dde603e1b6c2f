"""Bills of points that are metered on the low side of a transformer."""

from __future__ import annotations

from typing import Any

from rate_seeded import agreeing, seeded

from jicha.audit.rate.loss import loss_of
from jicha.audit.rate.rows import Rows


def test_bills_with_losses_are_the_same_and_others_have_none() -> None:
    made, _ = seeded()
    rows = Rows(made)
    sides = {row["point_id"]: row for row in made["point"]}
    low = {row["bill_id"] for row in made["bill"] if _side(sides, row) == "lv_metered_hv_supplied"}
    agreeing(low)
    plain = [row for row in made["bill"] if _side(sides, row) == "lv_metered_lv_supplied"]
    assert plain
    assert all(loss_of(rows, row, sides[row["point_id"]]) is None for row in plain)


def _side(points: dict[str, Any], bill: dict[str, Any]) -> str | None:
    point = points.get(bill["point_id"])
    return point["metering_side"] if point else None
