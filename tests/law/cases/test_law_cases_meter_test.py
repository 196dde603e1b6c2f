"""The test by watt and second."""

from decimal import Decimal

import pytest
from metering_cases import sheet_of, value, words

from jicha.terms.record import BadRecord

SUPPLIED = {"voltage": "375", "current": "120", "cos_phi": "0.8", "cos_phi_measured": False}


@pytest.mark.parametrize(
    ("seconds", "error", "says"),
    [
        ("60", "66.7", "metering_test_fast"),
        ("125", "-20", "metering_test_slow"),
        ("98.04", "2", "metering_test_within"),
    ],
)
def test_a_time_shorter_than_theory_is_a_meter_that_runs_fast(seconds: str, error: str, says: str) -> None:
    found = sheet_of("meter_test", seconds=seconds)  # 6 turns of 3600 a kWh at 60 W take 100 s
    assert value(found, "theory_seconds") == 100
    assert value(found, "error") == Decimal(error)
    assert says in words(found)


def test_an_assumed_power_factor_is_warned_of_and_a_measured_one_is_not() -> None:
    changed = {"constant": "600", "turns": "1", "seconds": "9", "ratio": "40"}
    assumed = sheet_of("meter_test", without="power", supplied=SUPPLIED, **changed)
    assert (value(assumed, "theory_seconds"), value(assumed, "error")) == (Decimal("3.85"), Decimal("-57.2"))
    assert {"metering_cos_phi_assumed", "metering_test_too_short"} <= words(assumed, warn=True)
    measured = sheet_of("meter_test", without="power", supplied=SUPPLIED | {"cos_phi_measured": True}, **changed)
    assert "metering_cos_phi_assumed" not in words(measured)


def test_one_phase_has_no_root_of_three() -> None:
    supplied = {"voltage": "220", "current": "5", "cos_phi": "1", "cos_phi_measured": True, "phases": 1}
    found = sheet_of("meter_test", without="power", supplied=supplied, turns="11", constant="1000")
    assert value(found, "theory_seconds") == 36  # 0.011 kWh at 1.1 kW


@pytest.mark.parametrize(
    ("accuracy", "turns", "short"), [("2", "3", False), ("2", "2.99", True), ("1", "5.99", True), ("1", "6", False)]
)
def test_a_test_has_its_least_time_by_class(accuracy: str, turns: str, short: bool) -> None:
    found = sheet_of("meter_test", accuracy_class=accuracy, turns=turns)  # 3 turns take 50 s, 6 take 100 s
    assert ("metering_test_too_short" in words(found)) == short


@pytest.mark.parametrize(
    "changed",
    [
        {"supplied": SUPPLIED},
        {"without": "power"},
        {"turns": "0"},
        {"without": "power", "supplied": SUPPLIED | {"phases": 2}},
    ],
)
def test_a_test_that_cannot_be_reckoned_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(BadRecord):
        sheet_of("meter_test", **changed)  # type: ignore[arg-type]
