"""The truth by which bills were made is found again from the bills, whatever it is; what they cannot tell is said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from calibrate_world import (
    HOMES_ONLY,
    MILLS_ONLY,
    WINDOW,
    World,
    bill_all,
    pages,
    settled_rows,
    spoiled,
    store_of,
    world,
)

from jicha.audit.calibrate.calibrate import calibrate
from jicha.audit.calibrate.obstacles import NothingToCalibrate
from jicha.audit.calibrate.result import Calibration, Reading, Region, Standing
from jicha.tariffs.conventions import CHOICES
from jicha.terms.errors import JichaError

# Three truths in which every choice of every convention comes up.
TRUTHS = [{name: choices[number % len(choices)] for name, choices in CHOICES.items()} for number in range(3)]
ALIKE = {"base_without_funds", "base_by_component"}  # the price book of the facts has no surcharge in the base


def region_of(found: Calibration) -> Region:
    (region,) = found.regions
    return region


def readings(region: Region) -> Mapping[str, Reading]:
    return {one.convention: one for one in region.readings}


def asked(root: Path, **more: object) -> Region:
    return region_of(calibrate(root, library=pages(), **more))  # type: ignore[arg-type]


def test_every_choice_is_the_truth_of_some_world() -> None:
    assert all({truth[name] for truth in TRUTHS} == set(choices) for name, choices in CHOICES.items())


@pytest.mark.parametrize("number", range(len(TRUTHS)))
def test_the_truth_is_found_though_every_twentieth_bill_is_wrong_and_exactly_those_are_listed(
    number: int, tmp_path: Path
) -> None:
    truth = TRUTHS[number]
    made = spoiled(world(truth, seed=number), share=20)
    region = asked(store_of(tmp_path / "store", made))
    for name, one in readings(region).items():
        alike = ALIKE if truth[name] in ALIKE else {truth[name]}
        assert set(one.best) == alike, one
        assert one.standing is (Standing.TIED if len(alike) > 1 else Standing.TOLD), one
        assert (set(one.proposed), one.split) == (alike, None)
        assert one.tell >= 16
    assert tuple(sorted(region.unexplained["bill_id"].to_pylist())) == made.wrong
    assert len(made.wrong) == region.not_explained == sum(one.bills for one in region.differences) == 21
    assert (region.tried, region.explained, region.unsure) == (430, 409, {})


def test_a_demand_above_the_limit_is_read_as_it_is_worked_out_by_hand(tmp_path: Path) -> None:
    """Agreed 300 kW, measured 340, limit 315: 300 + 2 x 25 = 350 kW, or 315 + 50 = 365, at 42.30 CNY."""
    made = world({}, kinds=MILLS_ONLY)
    bill = next(one for one in made.tables["bill"] if one["bill_id"] == "east-mill-0-202404")
    assert bill["capacity_charge"] == Decimal("14805.00")
    for one in made.tables["bill"]:
        if one["capacity_charge_mode"] == "demand_contract" and one["demand_actual"] > 315:
            # Of the other reading by hand: 15 kW more at 42.30 CNY. The power factor's part of it is left out.
            one["capacity_charge"] += Decimal("634.50")
            one["total_charge"] += Decimal("634.50")
    region = asked(store_of(tmp_path / "store", made))
    assert readings(region)["demand_over_limit"].best == ("over_from_limit",)
    assert set(region.unexplained["first_difference"].to_pylist()) == {"power_factor"}


def test_what_two_units_read_differently_is_reported_as_split_by_unit(tmp_path: Path) -> None:
    other = {
        "demand_over_limit": "over_from_limit",
        "threshold_160": "exclusive",
        "loss_rounding": "exact",
        "late_fee_year_end": "whole_at_later_rate",
    }
    region = asked(store_of(tmp_path / "store", world({}, other=other)))
    for name, one in readings(region).items():
        if name not in other:
            assert one.standing in (Standing.TOLD, Standing.TIED), one
            continue
        assert one.standing is Standing.SPLIT, one
        assert one.split is not None
        assert one.split.attribute == "org"
        assert one.proposed == ()
        first, second = CHOICES[name]
        east, west = ({part.value: part for part in one.split.parts}[unit] for unit in ("east", "west"))
        of_first = (east.first, west.first) if one.split.first == first else (east.second, west.second)
        of_second = (east.second, west.second) if one.split.first == first else (east.first, west.first)
        assert {one.split.first, one.split.second} == {first, second}
        assert (of_first[1], of_second[0]) == (0, 0)
        assert of_first[0] > 0 < of_second[1]


def test_a_utility_of_households_tells_of_tiers_and_rounding_and_nothing_else(tmp_path: Path) -> None:
    told = {"tier_clearing": "bill_month", "tier_pro_rata": "not_cut", "money_rounding": "cut_off"}
    made = world(told, kinds=HOMES_ONLY)
    confirmed = settled_rows(
        {"money_rounding": "half_up", "tier_clearing": "bill_month", "day_divisor": "divisor_thirty"}
    )
    region = asked(store_of(tmp_path / "store", made, convention=confirmed))
    found = readings(region)
    for name, one in found.items():
        assert one.standing is (Standing.TOLD if name in told else Standing.SILENT), one
        assert one.best == ((told[name],) if name in told else ())
    assert found["money_rounding"].is_contradicted
    assert found["money_rounding"].proposed == ("cut_off",)
    assert found["tier_clearing"].is_settled
    assert found["tier_clearing"].proposed == ()
    assert found["day_divisor"].is_settled
    assert (found["tier_pro_rata"].confirmed, found["tier_pro_rata"].proposed) == (None, ("not_cut",))
    assert region.explained == region.tried


def test_a_sample_is_the_same_each_time_and_finds_the_same(tmp_path: Path) -> None:
    root = store_of(tmp_path / "store", world({"money_rounding": "cut_off"}, kinds=HOMES_ONLY))
    one, again = (asked(root, sample=40) for _ in range(2))
    assert (one.bills, one.tried) == (198, 40)
    assert one.readings == again.readings
    assert readings(one)["money_rounding"].best == ("cut_off",)


def test_only_the_months_asked_for_are_tried(tmp_path: Path) -> None:
    root = store_of(tmp_path / "store", world({}, kinds=HOMES_ONLY))
    found = calibrate(root, start=date(2025, 3, 1), end=date(2025, 4, 1), library=pages())
    assert region_of(found).tried == 12  # twelve households since December, billed in March for February
    with pytest.raises(JichaError, match="no month begins"):
        calibrate(root, start=date(2025, 4, 1), end=date(2025, 4, 1), library=pages())


def test_what_stands_in_the_way_is_said(tmp_path: Path) -> None:
    made = world({}, kinds=HOMES_ONLY)
    prices = [name for name in made.tables if name.startswith(("price_", "tier_"))]

    def without(*names: str) -> World:
        return World({name: rows for name, rows in made.tables.items() if name not in names})

    for number, (names, message) in enumerate(
        [
            (["bill"], "no ordinary bill"),
            ([name for name in prices if name != "price_region"], "no price book"),
            (["price_region"], "no unit of these bills has a region"),
        ]
    ):
        with pytest.raises(NothingToCalibrate, match=message) as caught:
            calibrate(store_of(tmp_path / str(number), without(*names)), library=pages())
        assert all(one.message_zh and one.remedy_zh for one in caught.value.faults)


def test_bills_of_a_unit_without_a_region_are_counted_apart(tmp_path: Path) -> None:
    made = world({}, kinds=HOMES_ONLY)
    tables = {**made.tables, "price_region": [{"org_id": "east", "valid_from": WINDOW.start, "region": "36"}]}
    found = calibrate(store_of(tmp_path / "store", World(tables)), library=pages())
    assert (found.without_region, region_of(found).tried) == (99, 99)


def test_each_region_is_read_by_itself(tmp_path: Path) -> None:
    truth = {"money_rounding": "cut_off", "tier_pro_rata": "not_cut"}
    made = world({}, other=truth, kinds=HOMES_ONLY)
    tables = dict(made.tables)
    for name, rows in made.tables.items():
        if rows and name.startswith(("price_", "tier_", "surcharge_", "capacity_")):
            keys = {"region", "book_id"} & rows[0].keys()
            tables[name] = rows + [{**row, **{key: row[key].replace("36", "33", 1) for key in keys}} for row in rows]
    tables["price_region"] = [
        {"org_id": unit, "valid_from": date(2015, 1, 1), "region": region}
        for unit, region in (("east", "36"), ("west", "33"))
    ]
    found = calibrate(store_of(tmp_path / "store", World(tables)), library=pages())
    assert [one.region for one in found.regions] == ["33", "36"]
    assert [(one.tried, one.not_explained) for one in found.regions] == [(99, 0), (99, 0)]
    west, east = (readings(one) for one in found.regions)
    assert {name: west[name].best for name in truth} == {name: (choice,) for name, choice in truth.items()}
    assert (east["money_rounding"].best, east["tier_pro_rata"].best) == (("half_up",), ("by_months_begun",))


def test_a_confirmed_choice_that_no_fact_knows_is_contradicted_and_no_obstacle(tmp_path: Path) -> None:
    confirmed = settled_rows({"tier_clearing": "monthly"})
    root = store_of(tmp_path / "store", world({}, kinds=HOMES_ONLY), convention=confirmed)
    found = readings(asked(root))["tier_clearing"]
    assert found.is_contradicted
    assert found.proposed == ("calendar_year",)


def test_every_step_is_told_and_never_more_than_all(tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    calibrate(
        store_of(tmp_path / "store", world({}, kinds=HOMES_ONLY)),
        library=pages(),
        progress=lambda what, done, total: steps.append((what, done, total)),
    )
    assert {"bill_tier", "tier_clearing", "money_rounding"} <= {what for what, _, _ in steps}
    assert all(done <= total for _, done, total in steps)
    assert steps[-1][1] == steps[-1][2]


def test_the_bills_of_the_test_depend_on_the_truth() -> None:
    """A control of the worlds themselves: another truth makes other bills."""
    made = world({}, kinds=MILLS_ONLY).tables
    before = [one["total_charge"] for one in made["bill"]]
    other = {name: choices[1] for name, choices in CHOICES.items()}
    bill_all(made, {"east": other, "west": other})
    changed = [one["total_charge"] != was for one, was in zip(made["bill"], before, strict=True)]
    assert sum(changed) > 60
