"""A shunt across a current path."""

from decimal import Decimal
from typing import Any

import pytest
from metering_cases import sheet_of, value, words

from jicha.law.correction import AngleNeeded
from jicha.terms.record import BadRecord

FAULT = {
    "begins": "recorder",
    "readings": [{"start": "2024-07-01", "end": "2024-08-01", "kwh": "2400"}],
    "prices": [{"cny_per_kwh": "0.7"}],
}


def test_the_share_of_one_phase_gives_the_proven_quantity_for_a_suspected_theft() -> None:
    found = sheet_of("ct_shunt", shunted=[{"phase": "b", "share": "60"}])
    # the meter saw 2.4 of 3 parts: 25 % of 30000 kWh
    assert (value(found, "correction_percent"), value(found, "proven_kwh")) == (25, 7500)
    assert "metering_take_to_theft_proven" in words(found)
    assert not any(one.value.unit.powers == (("CNY", 1),) for one in found.givens)


def test_a_fault_is_billed_back_and_says_that_its_cause_must_be_on_record() -> None:
    found = sheet_of("ct_shunt", without="deliberate", shunted=[{"phase": "b", "share": "60"}], billing=FAULT)
    assert (value(found, "collect_kwh"), value(found, "collect")) == (600, 420)
    assert "metering_shunt_as_fault" in words(found, warn=True)


def test_a_single_phase_meter_counts_what_is_left() -> None:
    found = sheet_of("ct_shunt", wiring="single_phase", shunted=[{"phase": "a", "share": "80"}])
    assert value(found, "k") == 5


def test_on_three_wires_the_angle_is_asked_for() -> None:
    shunted = [{"phase": "c", "share": "50"}]
    with pytest.raises(AngleNeeded):
        sheet_of("ct_shunt", wiring="three_phase_three_wire", shunted=shunted)
    found = sheet_of("ct_shunt", wiring="three_phase_three_wire", shunted=shunted, load={"angle": "30"})
    # cos 60 + cos 0 / 2 = 1 against sqrt3 x cos 30 = 1.5
    assert abs(value(found, "k") - Decimal("1.5")) < Decimal("1e-7")


def test_a_current_that_goes_past_altogether_gives_no_coefficient() -> None:
    found = sheet_of("ct_shunt", wiring="single_phase", shunted=[{"phase": "a", "share": "100"}])
    assert found.results == ("power_wrong",)
    assert "metering_stood_still" in words(found, warn=True)


@pytest.mark.parametrize(
    "changed",
    [
        {"shunted": []},
        {"shunted": [{"phase": "a", "share": "0"}]},
        {"shunted": [{"phase": "a", "share": "1"}, {"phase": "A", "share": "1"}]},
        {"wiring": "three_phase_three_wire", "shunted": [{"phase": "b", "share": "9"}]},
        {"billing": FAULT},
        {"without": "deliberate"},
    ],
)
def test_a_shunt_that_is_none_or_of_two_kinds_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(BadRecord):
        sheet_of("ct_shunt", **changed)
