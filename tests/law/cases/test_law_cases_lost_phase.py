"""A phase that the meter does not see."""

from decimal import Decimal
from typing import Any

import pytest
from metering_cases import sheet_of, value, words

from jicha.law.backbilling import BadReadings
from jicha.law.correction import AngleNeeded
from jicha.terms.record import BadRecord


def lost(*phases: str) -> list[dict[str, str]]:
    return [{"phase": one} for one in phases]


@pytest.mark.parametrize(
    ("phases", "k", "kwh"),
    [(["a"], Decimal("1.5"), 10000), (["b"], Decimal("1.5"), 10000), (["a", "c"], Decimal(3), 40000)],
)
@pytest.mark.parametrize("what", ["voltage", "current"])
def test_on_four_wires_each_phase_is_a_third_whatever_the_load(
    phases: list[str], k: Decimal, kwh: int, what: str
) -> None:
    found = sheet_of(
        "lost_phase", without="load", wiring="three_phase_four_wire", lost=lost(*phases), what=what, cause="wiring"
    )
    assert value(found, "k") == k
    assert value(found, "collect_kwh") == kwh  # of 20000 counted


def test_all_phases_lost_leave_nothing_to_correct() -> None:
    found = sheet_of("lost_phase", without="load", wiring="three_phase_four_wire", lost=lost("a", "b", "c"))
    assert found.results == ("power_wrong",)
    assert "metering_other_method" in words(found, warn=True)


@pytest.mark.parametrize(
    ("phase", "angle", "k"), [("a", "30", "1.5"), ("c", "30", "3"), ("u", "0", "2"), ("w", "0", "2")]
)
def test_on_three_wires_the_angle_and_the_element_decide(phase: str, angle: str, k: str) -> None:
    found = sheet_of("lost_phase", lost=lost(phase), load={"angle": angle})
    assert abs(value(found, "k") - Decimal(k)) < Decimal("1e-7")


def test_on_three_wires_nothing_is_said_without_the_angle() -> None:
    with pytest.raises(AngleNeeded):
        sheet_of("lost_phase", without="load")


def test_the_voltage_of_b_lost_halves_both_elements_at_any_angle() -> None:
    found = sheet_of("lost_phase", without="load", lost=lost("b"))
    assert value(found, "k") == 2
    assert "metering_half_voltage" in words(found)


def test_a_phase_may_be_lost_in_part() -> None:
    part = [{"phase": "b", "remaining": "40"}]
    found = sheet_of("lost_phase", without="load", wiring="three_phase_four_wire", lost=part, kwh="2400")
    assert value(found, "k") == Decimal("1.25")  # 3 / 2.4
    assert value(found, "collect_kwh") == 600


@pytest.mark.parametrize(("cause", "begins"), [("fuse", "service"), ("wiring", "reading_record")])
def test_a_blown_fuse_and_a_wire_have_their_own_times(cause: str, begins: str) -> None:
    with pytest.raises(BadReadings):
        sheet_of("lost_phase", cause=cause, begins=begins)


@pytest.mark.parametrize(
    "changed",
    [
        {"lost": []},
        {"lost": lost("a", "a")},
        {"lost": lost("d")},
        {"lost": lost("b"), "what": "current", "cause": "wiring"},
        {"lost": lost("a", "b")},
        {"lost": [{"phase": "a", "remaining": "100"}]},
        {"what": "current"},
        {"wiring": "single_phase", "lost": lost("b")},
    ],
)
def test_a_loss_that_this_meter_cannot_have_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(BadRecord):
        sheet_of("lost_phase", **changed)
