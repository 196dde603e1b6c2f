"""The meter against the closed forms of the textbooks, and the chain of causes against its sum."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from jicha.twin.meter import Meter, RegisterLaw, causes_removed, counted, measure
from jicha.twin.wiring import (
    four_wire,
    neutral_and_phase_open,
    neutral_open,
    neutral_tied,
    single_phase,
    three_wire,
    three_wire_middle_open,
)

PHI = np.radians(25.0)
TURN = np.exp(-2j * np.pi / 3)
PHASES = np.array([1.0, TURN, TURN**2])
VOLTAGE = 230.0 * PHASES[np.newaxis]
CURRENT = 10.0 * PHASES[np.newaxis] * np.exp(-1j * PHI)
WHOLE = 3 * 230.0 * 10.0 * np.cos(PHI)
STAR, DELTA = four_wire(), three_wire()


def by_element(*factors: complex) -> np.ndarray:
    return np.array(factors, dtype=np.complex128)


COS, SIN = np.cos(PHI), np.sin(PHI)
THIRTY_LESS = np.cos(np.radians(30) - PHI) / (np.sqrt(3) * COS)
THIRTY_MORE = np.cos(np.radians(30) + PHI) / (np.sqrt(3) * COS)
SHIFT = np.exp(-1j * np.radians(60))
CASES = [
    ("right, four wires", Meter(), 1.0),
    ("right, three wires", Meter(DELTA), 1.0),
    ("past the meter on one phase", Meter(bypassed=np.array([1.0, 0, 0])), 2 / 3),
    ("past the meter on two", Meter(bypassed=np.array([1.0, 1.0, 0])), 1 / 3),
    ("past the meter on three", Meter(bypassed=np.ones(3)), 0.0),
    ("a current transformer shorted", Meter(current_factor=by_element(0, 1, 1)), 2 / 3),
    ("a voltage lead open", Meter(voltage_factor=by_element(0, 1, 1)), 2 / 3),
    ("two voltage leads open", Meter(voltage_factor=by_element(0, 0, 1)), 1 / 3),
    ("a current transformer reversed", Meter(current_factor=by_element(-1, 1, 1)), 1 / 3),
    ("two reversed", Meter(current_factor=by_element(-1, -1, 1)), -1 / 3),
    ("three reversed", Meter(current_factor=-1.0), -1.0),
    ("60 % shunted on one", Meter(current_factor=by_element(0.4, 1, 1)), 0.8),
    ("all currents turned by 60 degrees", Meter(current_factor=SHIFT), np.cos(PHI + np.pi / 3) / COS),
    ("currents of a and b exchanged", Meter(STAR.with_currents((1, 0, 2))), 0.0),
    ("voltages rotated", Meter(STAR.with_voltages((1, 2, 0))), np.cos(np.radians(120) - PHI) / COS),
    ("neutral of the meter broken", Meter(neutral_open()), 1.0),
    ("neutral and voltage a broken", Meter(neutral_and_phase_open(0)), 0.5),
    ("neutral lead on half of phase a", Meter(neutral_tied(0, 0.5)), 1.0),  # balanced currents take no notice
    ("three wires, lead b open", Meter(three_wire_middle_open()), 0.5),
    ("three wires, voltage a open", Meter(DELTA, voltage_factor=by_element(0, 1)), THIRTY_LESS),
    ("three wires, current a open", Meter(DELTA, current_factor=by_element(0, 1)), THIRTY_LESS),
    ("three wires, voltage c open", Meter(DELTA, voltage_factor=by_element(1, 0)), THIRTY_MORE),
    ("three wires, current c reversed", Meter(DELTA, current_factor=by_element(1, -1)), -SIN / (np.sqrt(3) * COS)),
    ("three wires, currents exchanged", Meter(DELTA.with_currents((1, 0))), 0.0),
    ("half the voltage", Meter(voltage_factor=0.5), 0.5),
    ("stopped", Meter(gain=0.0), 0.0),
    ("slow", Meter(gain=0.9), 0.9),
]  # fmt: skip


@pytest.mark.parametrize(("meter", "share"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_balanced_load_is_measured_by_the_closed_form(meter: Meter, share: float) -> None:
    assert measure(meter, VOLTAGE, CURRENT).power[0] / WHOLE == pytest.approx(share, abs=1e-12)


def test_the_figures_of_the_textbook_at_25_degrees() -> None:
    told = {name: measure(meter, VOLTAGE, CURRENT).power[0] / WHOLE for name, meter, _ in CASES}
    assert told["all currents turned by 60 degrees"] == pytest.approx(0.096, abs=5e-4)
    assert told["voltages rotated"] == pytest.approx(-0.096, abs=5e-4)
    assert told["three wires, voltage a open"] == pytest.approx(0.635, abs=5e-4)
    assert told["three wires, voltage c open"] == pytest.approx(0.365, abs=5e-4)
    assert told["three wires, current c reversed"] == pytest.approx(-0.269, abs=5e-4)


def test_a_single_phase_meter_sees_its_phase_alone() -> None:
    shown = measure(Meter(single_phase(1)), VOLTAGE, CURRENT)
    assert shown.power[0] == pytest.approx(WHOLE / 3)
    assert shown.power_factor[0] == pytest.approx(COS)
    assert abs(shown.voltage[0, 0]) == pytest.approx(230.0)


def test_with_a_broken_neutral_the_voltages_of_the_elements_add_up_to_nothing() -> None:
    uneven = VOLTAGE * np.array([1.0, 0.93, 1.04])
    shown = measure(Meter(neutral_open()), uneven, CURRENT)
    assert abs(shown.voltage.sum()) == pytest.approx(0.0, abs=1e-9)
    weighed = measure(Meter(neutral_open((1.0, 2.0, 1.0))), uneven, CURRENT).voltage[0]
    assert abs(weighed @ np.array([1.0, 2.0, 1.0])) == pytest.approx(0.0, abs=1e-9)


def test_what_a_register_counts_follows_its_law() -> None:
    power = np.array([400.0, -100.0, 0.0])
    assert counted(RegisterLaw.FORWARD, power, 0.25).tolist() == [100.0, 0.0, 0.0]
    assert counted(RegisterLaw.SUM, power, 0.25).tolist() == [100.0, 25.0, 0.0]
    assert counted(RegisterLaw.NET, power, 0.25).tolist() == [100.0, -25.0, 0.0]


def test_creep_is_counted_without_a_load() -> None:
    assert measure(Meter(creep_w=2.0), VOLTAGE, 0 * CURRENT).power.tolist() == [2.0]
    assert measure(Meter(), VOLTAGE, 0 * CURRENT).power_factor.tolist() == [1.0]


@given(
    some.lists(some.floats(0, 1), min_size=3, max_size=3),
    some.floats(0, 2),
    some.floats(0.98, 1.02),
    some.floats(-1, 1),
)
def test_what_the_causes_take_adds_up_to_the_whole(
    bypassed: list[float], gain: float, class_gain: float, factor: float
) -> None:
    meter = Meter(
        neutral_tied(1, 0.3), np.array(bypassed), current_factor=by_element(factor, 1, 1), gain=gain,
        class_gain=class_gain, current_error=1.002 * np.exp(0.001j), creep_w=1.0,
    )  # fmt: skip
    energy = [counted(meter.law, measure(one, VOLTAGE, CURRENT).power, 0.25)[0] for one in causes_removed(meter, STAR)]
    assert energy[0] == pytest.approx(WHOLE / 4)
    assert energy[-1] == counted(meter.law, measure(meter, VOLTAGE, CURRENT).power, 0.25)[0]
    assert sum(a - b for a, b in pairwise(energy)) == pytest.approx(energy[0] - energy[-1])
    alone = Meter(bypassed=np.array(bypassed))
    assert energy[0] - energy[1] == pytest.approx((WHOLE - measure(alone, VOLTAGE, CURRENT).power[0]) / 4)
