"""Wrong wiring: K from a balanced load, from phasors, from two powers."""

from decimal import Decimal

import pytest
from metering_cases import sheet_of, value, words

from jicha.law.backbilling import BadReadings
from jicha.terms.record import BadRecord


def element(voltage: str, current: str) -> dict[str, str]:
    return {"voltage": voltage, "current": current}


def test_one_current_reversed_on_four_wires_gives_three_times_what_was_counted() -> None:
    found = sheet_of("wrong_wiring")  # 1 + 1 - 1 of 3; 16400 kWh counted at 0.7128
    assert (value(found, "k"), value(found, "collect_kwh")) == (3, 32800)
    assert value(found, "collect") == Decimal("23379.84")
    assert value(found, "pay_meanwhile") == 18000


def test_the_text_of_each_day_is_cited_and_the_repealed_one_as_such() -> None:
    found = sheet_of("wrong_wiring")
    shares = {one.about: one.source for one in found.givens if one.word == "wiring_error_share"}
    assert set(shares) == {"1996", "2024"}
    assert "废止" in shares["1996"]
    assert "废止" not in shares["2024"]


def test_a_right_connection_gives_nothing() -> None:
    found = sheet_of("wrong_wiring", elements=[element(one, one) for one in "abc"])
    assert (value(found, "k"), value(found, "collect_kwh"), value(found, "collect")) == (1, 0, 0)


def test_on_three_wires_the_angle_decides() -> None:
    elements = [element("ab", "-a"), element("cb", "c")]
    # cos(30 - 60) - cos(30 + 60) = 0.866 against sqrt3 x 0.5 = 0.866
    assert (
        value(sheet_of("wrong_wiring", wiring="three_phase_three_wire", elements=elements, load={"angle": "60"}), "k")
        == 1
    )
    with pytest.raises(BadRecord, match="load"):
        sheet_of("wrong_wiring", wiring="three_phase_three_wire", elements=elements, load={})


def test_a_meter_that_stands_still_gives_no_coefficient_and_asks_for_another_method() -> None:
    elements = [element("a", "b"), element("b", "a"), element("c", "c")]  # cos 120 + cos 120 + cos 0 = 0, sines cancel
    found = sheet_of("wrong_wiring", elements=elements)
    assert found.results == ("power_wrong", "pay_meanwhile")
    assert value(found, "power_wrong") == 0
    assert {"metering_stood_still", "metering_other_method"} <= words(found, warn=True)


def test_a_meter_that_runs_backward_gives_none_either() -> None:
    found = sheet_of("wrong_wiring", elements=[element(one, f"-{one}") for one in "abc"])
    assert value(found, "power_wrong") == -3
    assert "metering_ran_backward" in words(found, warn=True)
    assert "k" not in {one.name for one in found.steps}


def test_two_measured_powers_are_enough() -> None:
    found = sheet_of("wrong_wiring", without="wiring elements", powers={"true_w": "12000", "meter_w": "8000"})
    assert value(found, "collect_kwh") == 8200  # half of 16400


def test_measured_phasors_weigh_each_phase() -> None:
    measured = [
        {"phase": one, "voltage": "220", "voltage_angle": at, "current": amps, "current_angle": at}
        for one, at, amps in (("a", "0", "10"), ("b", "-120", "10"), ("c", "120", "5"))
    ]
    found = sheet_of("wrong_wiring", measured=measured)
    # true 2200 + 2200 + 1100; the meter saw 2200 + 2200 - 1100
    assert value(found, "power_wrong") == 3300
    assert abs(value(found, "k") - Decimal(5) / 3) < Decimal("1e-8")


@pytest.mark.parametrize(
    "changed",
    [
        {"powers": {"true_w": "1", "meter_w": "1"}},
        {"elements": []},
        {"load": {"angle": "5"}, "without": "wiring elements", "powers": {"true_w": "1", "meter_w": "1"}},
    ],
)
def test_two_sources_or_none_are_refused(changed: dict[str, object]) -> None:
    with pytest.raises(BadRecord, match="K needs one source"):
        sheet_of("wrong_wiring", **changed)  # type: ignore[arg-type]


def test_the_time_begins_with_the_last_verification_or_putting_in() -> None:
    assert sheet_of("wrong_wiring", begins="service")
    with pytest.raises(BadReadings, match="does not begin with reading_record"):
        sheet_of("wrong_wiring", begins="reading_record")
