"""The range of K: no errors within the limits of the instrument lead beyond it; without limits the sheet says so."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from metering_cases import sheet_of, value, words

from jicha.law.instrument import BadInstrument, Instrument
from jicha.law.measured import PhaseMeasured, by_phasors
from jicha.law.phasors import Element, Wiring
from jicha.terms.record import BadRecord
from jicha.terms.sheet import Sheet, do_again
from jicha.terms.worksheet import Bounds, Worksheet

D = Decimal
FOUR, THREE = Wiring.THREE_PHASE_FOUR_WIRE, Wiring.THREE_PHASE_THREE_WIRE
REVERSED = (Element("a", "a"), Element("b", "b"), Element("c", "-c"))
LOST = (Element("ab", "a"), Element("cb", "c", D("0.5")))
LIMITS = {"voltage": "0.5", "current": "1", "angle": "2"}


def ranges(sheet: Worksheet) -> dict[str, Bounds]:
    """What the instrument bounds on a sheet."""
    return {one.name: one for one in sheet.bounds if one.word == "bound_instrument"}


def powers(**changed: str) -> Worksheet:
    """A wrong wiring by two powers: 12 kW true, 8 kW by the meter; 16,400 kWh counted at 0.7128."""
    return sheet_of("wrong_wiring", without="wiring elements", powers={"true_w": "12000", "meter_w": "8000"} | changed)


def test_two_powers_and_the_class_of_the_instrument_give_a_range_of_k_energy_and_money() -> None:
    found = powers(true_limit="1", meter_limit="2")
    # K = 1.5; least 11880 / 8160 = 1.45588235, most 12120 / 7840 = 1.54591837; of 16,400 kWh 0.45588235 = 7476.47...
    assert (value(found, "k_least"), value(found, "k_most")) == (D("1.45588235"), D("1.54591837"))
    assert value(found, "collect_kwh") == 8200
    assert abs(value(found, "collect_kwh_least") - D("7476.47054")) < D("0.00001")
    assert abs(value(found, "collect_kwh_most") - D("8953.061268")) < D("0.00001")
    # 8200 x 0.7128 = 5844.96; 7476.47054 x 0.7128 = 5329.23, 8953.061268 x 0.7128 = 6381.74
    assert [value(found, name) for name in ("collect_least", "collect", "collect_most")] == [
        D("5329.23"),
        D("5844.96"),
        D("6381.74"),
    ]
    assert ranges(found).keys() == {"k", "collect_kwh", "collect"}
    assert "metering_instrument_unknown" not in words(found)


def test_a_power_read_from_the_display_of_the_meter_has_no_error_of_its_own() -> None:
    found = powers(true_limit="1")
    assert (value(found, "k_least"), value(found, "k_most")) == (D("1.485"), D("1.515"))


def test_what_is_given_back_is_bounded_the_other_way_round() -> None:
    found = powers(true_w="8000", meter_w="10000", true_limit="1")  # K 0.8, of 16,400 kWh 3,280 too many
    assert value(found, "refund_kwh") == 3280
    assert (value(found, "refund_kwh_least"), value(found, "refund_kwh_most")) == (D("3148.8"), D("3411.2"))
    assert value(found, "refund_least") < value(found, "refund") < value(found, "refund_most")


def test_without_limits_the_sheet_says_that_k_has_no_range() -> None:
    for found in (powers(), sheet_of("wrong_wiring", measured=phases())):
        assert "metering_instrument_unknown" in words(found)
        assert ranges(found) == {}
    balanced = sheet_of("wrong_wiring")  # nothing was measured: K follows from the wiring alone
    assert "metering_instrument_unknown" not in words(balanced)


def test_a_difference_within_the_limits_proves_nothing() -> None:
    near = powers(true_w="10000", meter_w="9950", true_limit="1")
    assert value(near, "k_least") < 1 < value(near, "k")
    assert "metering_within_instrument" in words(near, warn=True)
    assert "metering_within_instrument" not in words(powers(true_limit="1"))
    same = powers(true_w="9000", meter_w="9000", true_limit="1")
    assert ranges(same).keys() == {"k"}
    assert "metering_within_instrument" in words(same, warn=True)


def test_a_meter_that_may_have_seen_nothing_leaves_k_without_an_upper_end() -> None:
    found = sheet_of("wrong_wiring", measured=phases("4.99"), elements=spun("c"), instrument=LIMITS)
    assert "metering_k_without_end" in words(found, warn=True)
    assert ranges(found)["k"].high == ""
    assert ranges(found)["collect_kwh"].high == ""


def test_phases_measured_at_unity_have_the_errors_that_paper_gives() -> None:
    found = sheet_of("wrong_wiring", measured=phases("5"), instrument={"voltage": "1", "current": "0", "angle": "0"})
    # 220 V x 10 A, 220 x 10 and 220 x 5: 5500 W; the meter 2200 + 2200 - 1100 = 3300; each may be off by 1 % of 5500
    assert (value(found, "off_true"), value(found, "off_wrong")) == (55, 55)
    # 5445 / 3355 = 1.62295082, 5555 / 3245 = 1.71186441
    assert (value(found, "k_least"), value(found, "k_most")) == (D("1.62295082"), D("1.71186441"))


def test_both_angles_of_a_power_may_be_off_at_once() -> None:
    lagging = [one | {"current_angle": str(int(one["voltage_angle"]) - 60)} for one in phases("10")]
    limits = {"voltage": "0", "current": "0", "angle": "15"}
    found = sheet_of("wrong_wiring", measured=lagging, instrument=limits)
    # each phase 2200 x cos 60 = 1100 W, and nothing at all if voltage and current lie 2 x 15 degrees further apart
    assert abs(value(found, "power_true") - 3300) < D("0.00001")
    assert abs(value(found, "off_true") - 3300) < D("0.00001")
    assert value(found, "k_least") == 0


def phases(third: str = "5") -> list[dict[str, Any]]:
    """Three phases of 220 V at unity with 10 A, 10 A and another current."""
    return [
        {"phase": one, "voltage": "220", "voltage_angle": at, "current": amps, "current_angle": at}
        for one, at, amps in (("a", "0", "10"), ("b", "-120", "10"), ("c", "120", third))
    ]


def spun(last: str) -> list[dict[str, str]]:
    """One element dead, one reversed against one of half its current: nearly nothing is seen."""
    dead = {"voltage": "a", "current": "a", "factor": "0"}
    return [dead, {"voltage": "b", "current": "-b", "factor": "0.498"}, {"voltage": last, "current": last}]


ERROR = st.integers(-100, 100)


@given(
    st.sampled_from([(FOUR, REVERSED), (THREE, LOST)]),
    st.lists(st.integers(-50, 50), min_size=3, max_size=3),
    st.lists(st.integers(2, 9), min_size=3, max_size=3),
    st.lists(st.tuples(ERROR, ERROR, ERROR, ERROR), min_size=3, max_size=3),
    st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 30)),
)
def test_no_errors_within_the_limits_lead_beyond_the_range(
    meter: tuple[Wiring, tuple[Element, ...]],
    angles: list[int],
    amperes: list[int],
    errors: list[tuple[int, int, int, int]],
    tenths: tuple[int, int, int],
) -> None:
    wiring, elements = meter
    limits = Instrument(*(D(one) / 10 for one in tenths))
    seen, true = [], []
    for phase, at, lag, size, (u, i, first, second) in zip("abc", (0, -120, 120), angles, amperes, errors, strict=True):
        seen.append(PhaseMeasured(phase, D(220), D(at), D(size), D(at - lag)))
        # as they really were: off by a part of each limit, in percent of the reading
        true.append(
            (
                220 * (1 + float(limits.voltage) / 100 * u / 100),
                at + float(limits.angle) * first / 100,
                size * (1 + float(limits.current) / 100 * i / 100),
                at - lag + float(limits.angle) * second / 100,
            )
        )
    sheet = Sheet("wrong_wiring")
    assume(float(real(wiring, true)) > 100)
    assume(seen_true(wiring, seen) > 100)
    assume(by_phasors(sheet, wiring, elements, seen, limits) and sheet.holds("k_most"))
    wrong = float(real(wiring, true, elements))
    assert wrong > 0
    k = float(real(wiring, true)) / wrong
    assume(sheet.value("k") < 100)  # beyond it the rounding of powers to a millionth is seen
    assert float(sheet.value("k_least")) - 1e-6 <= k <= float(sheet.value("k_most")) * (1 + 1e-6)
    do_again(sheet.done("k"))


def seen_true(wiring: Wiring, seen: list[PhaseMeasured]) -> float:
    rows = [tuple(map(float, (p.voltage, p.voltage_angle, p.current, p.current_angle))) for p in seen]
    return real(wiring, rows)


def real(wiring: Wiring, rows: Any, elements: tuple[Element, ...] | None = None) -> float:
    """What elements turn with, in floats: those of a right connection where none are given."""
    right = [("a", "a"), ("b", "b"), ("c", "c")] if wiring is FOUR else [("ab", "a"), ("cb", "c")]
    found = [(v, i, 1.0, 1) for v, i in right]
    if elements is not None:
        found = [(e.voltage_of, e.phase, float(e.factor), -1 if e.is_reversed else 1) for e in elements]
    of = dict(zip("abc", rows, strict=True))
    total = 0.0
    for volts, phase, factor, sign in found:
        _, _, amps, at = of[phase]
        part = of[volts[0]][0] * math.cos(math.radians(of[volts[0]][1] - at))
        if len(volts) == 2:
            part -= of[volts[1]][0] * math.cos(math.radians(of[volts[1]][1] - at))
        total += sign * factor * amps * part
    return total


@pytest.mark.parametrize(
    "limits", [("100", "1", "1"), ("1", "100", "1"), ("1", "1", "45")], ids=["voltage", "current", "angle"]
)
def test_limits_that_no_instrument_has_are_refused(limits: tuple[str, str, str]) -> None:
    with pytest.raises(BadInstrument):
        Instrument(*map(D, limits))


def test_limits_of_what_was_not_measured_are_refused() -> None:
    with pytest.raises(BadRecord, match="measured no phases"):
        sheet_of("wrong_wiring", instrument=LIMITS)
    for limit in ("100", "-1"):
        with pytest.raises(BadRecord, match="may be off by"):
            powers(true_limit=limit)


@pytest.mark.parametrize(
    ("kind", "measured", "certain"),
    [
        ("wrong_wiring", {"wiring": "three_phase_three_wire", "elements": [], "load": {"angle": "20"}}, {}),
        (
            "lost_phase",
            {"wiring": "three_phase_four_wire", "lost": [{"phase": "a", "remaining": "30"}]},
            {"wiring": "three_phase_four_wire", "lost": [{"phase": "a"}]},
        ),
        ("transformer_fault", {"left": ["100", "46", "100"]}, {"left": ["100", "0", "100"]}),
        ("ct_shunt", {"shunted": [{"phase": "a", "share": "30"}]}, {"shunted": [{"phase": "a", "share": "100"}]}),
    ],
)
def test_a_value_that_was_measured_without_its_error_is_named_as_such(
    kind: str, measured: dict[str, Any], certain: dict[str, Any]
) -> None:
    if "elements" in measured:
        measured["elements"] = [{"voltage": "ab", "current": "-a"}, {"voltage": "cb", "current": "c"}]
    without = "load" if kind == "lost_phase" else ""
    assert "metering_k_no_range" in words(sheet_of(kind, without=without, **measured))
    assert "metering_k_no_range" not in words(sheet_of(kind, without=without, **certain))
