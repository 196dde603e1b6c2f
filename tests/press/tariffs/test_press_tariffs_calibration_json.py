"""A calibration for other programs."""

from __future__ import annotations

import json
from pathlib import Path

from calibration_rows import CALIBRATION

from jicha.press.tariffs.calibration_json import FORMAT, calibration_record


def test_it_holds_every_count_and_the_commands() -> None:
    told = json.loads(json.dumps(calibration_record(CALIBRATION, Path("s"))))
    assert (told["format"], told["from"], told["to"], told["bills_without_region"]) == (
        FORMAT, "2024-01-01", "2026-01-01", 7,
    )  # fmt: skip
    (region,) = told["regions"]
    assert (region["bills"], region["tried"], region["explained"], region["not_explained"]) == (20000, 10000, 8996, 1)
    assert region["unsure"] == {"tiers_unknown": 1000, "odd": 3}
    assert region["differences"] == [{"component": "capacity", "price_code": "P", "bills": 1}]
    readings = {one["convention"]: one for one in region["readings"]}
    demand = readings["demand_over_limit"]
    assert demand["choices"][0] == {"choice": "over_from_contract", "explained": 97, "whole": 95}
    assert (demand["standing"], demand["since"], demand["confirmed"], len(demand["commands"])) == (
        "told", "2024-05-01", None, 1,
    )  # fmt: skip
    assert readings["day_divisor"]["contradicted"] is True
    assert readings["day_divisor"]["confirmed"] == {"choice": "divisor_thirty", "by": "Li Ming", "from": "2015-01-01"}
    assert len(readings["power_factor_base"]["commands"]) == 2
    assert readings["threshold_160"]["split"]["parts"][0] == {"value": "west", "first": 0, "second": 40}
    assert (readings["threshold_160"]["commands"], readings["price_change"]["split"]["by"]) == ([], "")
    assert (readings["late_fee_year_end"]["since"], readings["late_fee_year_end"]["told_by"]) == (None, "late_fee")
