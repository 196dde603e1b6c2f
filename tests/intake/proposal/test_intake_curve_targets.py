from collections.abc import Callable

import pytest
import yaml

from jicha.intake.proposal.choice import Chosen, assign
from jicha.intake.proposal.curve_targets import long_targets, may_be_long, wide_targets
from jicha.intake.proposal.looked_at import LookedAt
from jicha.schema import tables

LookAt = Callable[..., LookedAt]
SLOTS = ",".join(f"{{0}}{one}" for one in range(1, 25))


def _chosen(seen: LookedAt) -> Chosen:
    return Chosen(tables()["curve"], assign(seen.options.get("curve", [])), 0.0)


def _wide(seen: LookedAt) -> tuple[list[dict[str, object]], list[str]]:
    assert seen.day_run is not None
    built = wide_targets(seen, seen.day_run, _chosen(seen), ())
    said = [one.doubt for line in built.lines for one in line.doubts]
    return yaml.safe_load("\n".join(line.text for line in built.lines)), said


def _day(what: str) -> str:
    return f"2026-04-01,91,{what}," + ",".join(["1"] * 24)


def test_each_unit_of_a_wide_file_has_a_target_for_its_rows(look_at: LookAt) -> None:
    head = f"数据日期,计量点编号,数据类型,{SLOTS.format('P')}"
    targets, said = _wide(look_at(head, _day("A相电压"), _day("B相电压"), _day("A相电流"), _day("天气")))
    volts, amperes = targets
    assert volts["when"] == {"column": "数据类型", "is": ["A相电压", "B相电压"]}
    assert volts["columns"]["quantity"]["codes"] == {"A相电压": "voltage_a", "B相电压": "voltage_b"}
    assert (volts["columns"]["slots"], volts["columns"]["unit"]) == (
        {"slots": "P1..P24", "times": 10},
        {"constant": "dV"},
    )
    assert (amperes["columns"]["slots"]["times"], amperes["columns"]["unit"]) == (1000, {"constant": "mA"})
    assert volts["columns"]["slot_minutes"] == {"constant": "60"}
    assert said.count("codes_unknown") == 1  # the weather


@pytest.mark.parametrize(
    ("letter", "hint", "quantity"),
    [
        ("U", "", "voltage_a"),
        ("X", "", "active_power"),
        ("U", "A相电流 四月", "current_a"),
        ("U", "A相有功功率", "active_power_a"),
    ],
)
def test_what_is_measured_by_the_title_by_the_letter_or_assumed(
    look_at: LookAt, letter: str, hint: str, quantity: str
) -> None:
    rows = f"数据日期,计量点编号,{SLOTS.format(letter)}", "2026-04-01,91," + ",".join(["1"] * 24)
    targets, said = _wide(look_at(*rows, hint=hint))
    assert [one["columns"]["quantity"] for one in targets] == [{"constant": quantity}]
    assert "quantity_assumed" in said


@pytest.mark.parametrize(("minutes", "grid"), [((0, 15, 30), 15), ((0, 30), 30), ((0, 5), 5), ((7, 14), 1), ((0,), 60)])
def test_moments_stand_on_the_longest_grid_that_holds_them_all(
    look_at: LookAt, minutes: tuple[int, ...], grid: int
) -> None:
    rows = [f"91,2026-04-01 00:{minute:02d}:30,220" for minute in minutes]
    seen = look_at("计量点编号,采集时间,A相电压", *rows)
    built = long_targets(seen, _chosen(seen), ())
    assert built is not None
    (target,) = yaml.safe_load("\n".join(line.text for line in built.lines))
    assert target["curve"]["slot_minutes"] == grid
    assert target["curve"]["quantities"] == {"voltage_a": "A相电压"}


def test_a_unit_in_the_word_is_no_doubt(look_at: LookAt) -> None:
    def said(word: str) -> tuple[object, bool]:
        seen = look_at(f"计量点编号,采集时间,{word}", "91,2026-04-01 01:15:00,1.5")
        built = long_targets(seen, _chosen(seen), ())
        assert built is not None
        (target,) = yaml.safe_load("\n".join(line.text for line in built.lines))
        doubts = [one.doubt for line in built.lines for one in line.doubts]
        return target["curve"]["times"], "factor_assumed" in doubts

    assert said("有功功率(MW)") == (1_000_000, False)
    assert said("有功功率") == (1000, True)


def test_without_moments_or_quantities_there_is_no_curve(look_at: LookAt) -> None:
    days, nothing = (
        look_at("计量点编号,采集时间,A相电压", "91,2026-04-01,220"),
        look_at("计量点编号,采集时间", "91,2026-04-01 01:15:00"),
    )
    for seen in (days, nothing):
        assert long_targets(seen, _chosen(seen), ()) is None
        assert not may_be_long(seen, _chosen(seen))
