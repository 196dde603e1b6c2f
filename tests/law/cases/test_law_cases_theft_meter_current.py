"""Theft by the capacity of the meter."""

from decimal import Decimal
from typing import Any

import pytest

from jicha.law.recover import read_settings, recover
from jicha.law.settings import NO_SETTINGS, Settings
from jicha.terms.record import BadRecord
from jicha.terms.worksheet import Worksheet

MAX = read_settings({"conventions": [{"convention": "meter_current_basis", "choice": "max", "source": "省公司细则"}]})
DEDUCTED = read_settings({"conventions": [{"convention": "metered_deducted", "choice": "yes", "source": "省公司细则"}]})


def sheet(settings: Settings = NO_SETTINGS, **changed: Any) -> Worksheet:
    case: dict[str, Any] = {
        "kind": "theft_meter_current",
        "act": {"end": "2023-12-28"},
        "use": "power",
        "wiring": "three_phase_four_wire",
        "meter_current": "1.5(6)",
        "ct_ratio": 20,
        "prices": [{"cny_per_kwh": Decimal("0.65")}],
    }
    return recover(case | changed, settings)


def of_resident(settings: Settings = NO_SETTINGS, **changed: Any) -> Worksheet:
    case = {"wiring": "single_phase", "meter_current": "5(60)", "ct_ratio": None, "use": "lighting"}
    return sheet(settings, **(case | {"prices": [{"cny_per_kwh": Decimal("0.60")}]} | changed))


def money(found: Worksheet) -> tuple[str, ...]:
    return tuple(f"{found.value_of(name).value:.2f}" for name in found.results)


def test_three_phases_behind_transformers() -> None:
    """Worked example 4 of the domain: 3 x 0.22 kV x 1.5 A x 20 = 19.8 kW, 12 h, 180 days, 0.65."""
    assert sheet().value_of("load").value == Decimal("19.8")
    assert money(sheet()) == ("42768.00", "27799.20", "83397.60")


def test_a_resident_on_one_phase() -> None:
    """Worked example 5 of the domain: 0.22 kV x 5 A = 1.1 kW, 6 h, 180 days, 0.60."""
    assert of_resident().value_of("load").value == Decimal("1.1")
    assert money(of_resident()) == ("1188.00", "712.80", "2138.40")


def test_three_wires_take_the_root_of_three_and_both_ratios() -> None:
    found = sheet(wiring="three_phase_three_wire", voltage=100, meter_current="1.5(6)", ct_ratio=10, pt_ratio=100)
    # 1.7320508 x 100 V x 1.5 A x 10 x 100 = 259.8 kVA
    assert round(found.value_of("load").value, 4) == Decimal("259.8076")


def test_the_newer_notation_gives_the_same_capacity_and_the_choice_is_printed() -> None:
    newer = of_resident(meter_current="0.25-0.5(60)")
    assert money(newer) == money(of_resident())
    assert "transition_remark_direct" in {one.word for one in newer.remarks}
    behind = sheet(meter_current="0.015-0.075(6)")
    assert money(behind) == money(sheet())
    assert "transition_remark_ct" in {one.word for one in behind.remarks}
    (times,) = (one for one in behind.givens if one.name == "transition_times")
    assert (times.value.value, times.confidence, times.origin) == (20, "M", "default")


def test_what_stands_for_the_calibrated_current_may_be_settled() -> None:
    eight = read_settings({"data": [{"datum": "transition_times_direct", "value": 8, "source": "省计量中心"}]})
    assert of_resident(eight, meter_current="0.25-0.5(60)").value_of("load").value == Decimal("0.88")  # 0.22 x 4


def test_the_greatest_current_may_be_the_basis() -> None:
    found = of_resident(MAX)
    assert found.value_of("load").value == Decimal("13.2")  # 0.22 x 60
    assert "meter_current_basis_max" in {one.word for one in found.remarks}


def test_a_current_limiter_stands_in_the_place_of_the_meter() -> None:
    found = of_resident(limiter_a=10)
    assert found.value_of("load").value == Decimal("2.2")
    assert "limiter_stands_for_capacity" in {one.word for one in found.remarks}


def test_what_the_meter_counted_is_taken_off_only_where_that_is_settled() -> None:
    assert of_resident(metered_kwh=188).value_of("kwh").value == 1188
    assert of_resident(DEDUCTED, metered_kwh=188).value_of("kwh").value == 1000
    assert of_resident(DEDUCTED, metered_kwh=5000).value_of("kwh").value == 0
    assert "metered_deducted_no" in {one.word for one in of_resident(metered_kwh=188).remarks}


def test_a_default_above_the_transformer_warns() -> None:
    words = {one.word for one in sheet(connection={"transformer_kva": 5}).remarks}  # 5 x 24 x 180 = 21600 kWh
    assert "above_ceiling" in words


def test_three_wires_need_their_voltage_and_the_nameplate_its_form() -> None:
    with pytest.raises(BadRecord, match="the voltage between lines is missing"):
        sheet(wiring="three_phase_three_wire")
    with pytest.raises(BadRecord, match="wiring: star is not one of"):
        sheet(wiring="star")


def test_the_marking_and_not_the_ratio_says_what_itr_stands_for() -> None:
    direct = of_resident(meter_current="0.25-0.5(60)", ct_ratio=20)  # 20 x 0.22 x 5 and not x 10
    assert direct.value_of("load").value == 22
    assert any(one.word == "meter_with_ratio" and one.warns for one in direct.remarks)
    behind = sheet(meter_current="0.015-0.075(6)", ct_ratio=None)  # 3 x 0.22 x 1.5 and not x 0.75
    assert behind.value_of("load").value == Decimal("0.99")
    assert any(one.word == "meter_without_ratio" and one.warns for one in behind.remarks)


def test_a_nameplate_of_another_number_of_phases_warns() -> None:
    assert "meter_of_other_wiring" in {one.word for one in of_resident(meter_current="3x5(60)").remarks}
    assert "meter_of_other_wiring" not in {one.word for one in sheet(meter_current="3x1.5(6)").remarks}


@pytest.mark.parametrize("volts", [100, 380])
def test_four_wires_with_a_voltage_between_lines_are_refused(volts: int) -> None:
    with pytest.raises(BadRecord, match="is a voltage between lines"):
        sheet(voltage=volts)
    assert sheet(voltage=Decimal("57.7"), pt_ratio=100).value_of("kwh").value > 0
