"""Bills of points that are metered on the low side of a transformer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from rate_compare import pairs
from rate_seeded import agreeing, seeded
from rate_world import world

from jicha.audit.rate.loss import loss_of
from jicha.audit.rate.rows import Rows
from jicha.engine.duckdb import DuckDbEngine
from jicha.tariffs.errors import MissingInput


def test_bills_with_losses_are_the_same_and_others_have_none() -> None:
    made, _ = seeded()
    rows = Rows(made)
    sides = {row["point_id"]: row for row in made["point"]}
    low = {row["bill_id"] for row in made["bill"] if _side(sides, row) == "lv_metered_hv_supplied"}
    agreeing(low)
    plain = [row for row in made["bill"] if _side(sides, row) == "lv_metered_lv_supplied"]
    assert plain
    assert all(loss_of(rows, row, sides[row["point_id"]]) is None for row in plain)


def test_below_a_master_that_bears_the_loss_no_meter_has_it_again() -> None:
    made = world(Random(20260702), regions=8, customers=42)
    sides = {row["point_id"]: row for row in made["point"]}
    below = {
        row["bill_id"]
        for row in made["bill"]
        if _side(sides, row) == "lv_metered_hv_supplied" and sides[row["point_id"]]["parent_point_id"]
    }
    with DuckDbEngine() as engine:
        found = [pair for pair in pairs(engine, made) if pair.bill_id in below]
    assert [pair for pair in found if not pair.agrees] == []
    assert sum(not isinstance(pair.by_facts, str) for pair in found) >= 10


@pytest.mark.parametrize(
    ("master", "bill", "borne"),
    [
        ({}, {}, True),
        ({"metering_side": "lv_metered_hv_supplied"}, {}, True),
        ({}, {"loss_kwh": Decimal(7), "line_loss_kwh": Decimal(7)}, True),
        ({"point_nature": "check"}, {}, False),
        ({"metering_side": "lv_metered_hv_supplied", "transformer_id": "other"}, {}, None),
        ({"metering_side": "lv_metered_lv_supplied"}, {}, None),
        ({"point_status": "withdrawn"}, {}, None),
        ({}, {"loss_kwh": Decimal(7)}, None),
        ({}, {"loss_kwh": None}, None),
    ],
)
def test_the_master_its_place_and_the_bill_say_who_bears_the_loss(
    master: dict[str, Any], bill: dict[str, Any], borne: bool | None
) -> None:
    """``None`` stands for what is not known and is refused."""
    above = {"point_id": "m", "metering_side": "hv_metered_hv_supplied", "point_status": "in_use",
             "point_nature": "settlement", "transformer_id": "t"}  # fmt: skip
    point = {"point_id": "s", "metering_side": "lv_metered_hv_supplied", "parent_point_id": "m", "transformer_id": "t",
             "loss_method": "iron_copper"}  # fmt: skip
    told = {"loss_kwh": Decimal(0), "line_loss_kwh": Decimal(0), "loss_hours": Decimal(720), "months_stated": 1,
            "period_start": date(2026, 1, 1), "period_end": date(2026, 2, 1)}  # fmt: skip
    rows = Rows({"point": [above | master]})
    if borne is None:
        with pytest.raises(MissingInput):
            loss_of(rows, told | bill, point)
    else:
        assert (loss_of(rows, told | bill, point) is None) == borne


def _side(points: dict[str, Any], bill: dict[str, Any]) -> str | None:
    point = points.get(bill["point_id"])
    return point["metering_side"] if point else None
