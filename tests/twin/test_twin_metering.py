"""One customer: plantings that overlap, and a ledger that adds up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from jicha.twin import metering
from jicha.twin.meter import Meter, RegisterLaw, causes_removed, counted, measure
from jicha.twin.metering import CAUSES, Change, metered
from jicha.twin.wiring import Wiring, four_wire, single_phase

STEPS = 8
TURN = np.exp(-2j * np.pi / 3)
VOLTAGE = 230.0 * np.array([1, TURN, TURN**2])[np.newaxis] * np.linspace(0.95, 1.05, STEPS)[:, np.newaxis]
CURRENT = np.linspace(2, 20, STEPS)[:, np.newaxis] * np.array([1, TURN, TURN**2]) * np.exp(-0.3j)
NOTHING = np.zeros(STEPS)


def over(*steps: int) -> np.ndarray:
    mask = np.zeros(STEPS, bool)
    mask[list(steps)] = True
    return mask


def bypass(meter: Meter) -> Meter:
    return replace(meter, bypassed=np.array([1.0, 0, 0]))


def slow(meter: Meter) -> Meter:
    return replace(meter, gain=0.5)


def test_each_step_is_measured_with_what_is_in_force_on_it() -> None:
    changes = [Change(over(2, 3, 4), bypass), Change(over(4, 5), slow)]
    found = metered(Meter(), four_wire(), changes, VOLTAGE, CURRENT, NOTHING, hours=0.25)
    whole = measure(Meter(), VOLTAGE, CURRENT).power
    shares = np.array([1, 1, 2 / 3, 2 / 3, 1 / 3, 0.5, 1, 1])
    assert np.allclose(found.shown.power, whole * shares)
    lost = dict(zip(CAUSES, found.lost_wh, strict=True))
    assert np.allclose(lost["bypass"], whole / 4 * np.array([0, 0, 1, 1, 1, 0, 0, 0]) / 3)
    assert np.allclose(lost["fault"], whole / 4 * np.array([0, 0, 0, 0, 1 / 3, 0.5, 0, 0]))
    assert not lost["wiring"].any()


def test_what_is_taken_ahead_of_the_meter_is_lost_by_bypass_and_never_shown() -> None:
    hooked = np.full(STEPS, 1_000.0)
    found = metered(Meter(), four_wire(), [], VOLTAGE, CURRENT, hooked, hours=0.25)
    assert np.allclose(found.lost_wh[0], 250.0)
    assert np.allclose(found.lost_wh[1:], 0.0)
    assert np.allclose(found.shown.power, measure(Meter(), VOLTAGE, CURRENT).power)


def test_a_reversed_meter_that_counts_both_ways_loses_nothing() -> None:
    sound = single_phase(0)
    both = Meter(sound, law=RegisterLaw.SUM)
    turned = Change(over(*range(STEPS)), lambda meter: replace(meter, current_factor=-1.0))
    found = metered(both, sound, [turned], VOLTAGE, CURRENT, NOTHING, hours=0.25)
    assert np.allclose(found.lost_wh, 0.0)
    assert (found.shown.power < 0).all()
    forward = metered(replace(both, law=RegisterLaw.FORWARD), sound, [turned], VOLTAGE, CURRENT, NOTHING, hours=0.25)
    assert np.allclose(forward.energy_wh[-1], 0.0)


@given(some.lists(some.tuples(some.sets(some.integers(0, STEPS - 1)), some.floats(0, 2)), max_size=5))
def test_whatever_is_combined_the_ledger_adds_up(planted: list[tuple[set[int], float]]) -> None:
    def slowed(gain: float) -> Change:
        return Change(NOTHING.astype(bool), lambda meter: replace(meter, gain=meter.gain * gain))

    changes = [replace(slowed(gain), mask=over(*steps)) for steps, gain in planted]
    meter = Meter(class_gain=1.004, current_error=1.001 * np.exp(0.002j))
    found = metered(meter, four_wire(), changes, VOLTAGE, CURRENT, NOTHING, hours=0.25)
    assert np.allclose(found.energy_wh[0] - found.lost_wh.sum(axis=0), found.energy_wh[-1])
    expected = np.ones(STEPS)
    for steps, gain in planted:
        expected[list(steps)] *= gain
    assert found.shown.power == pytest.approx(measure(meter, VOLTAGE, CURRENT).power * expected)


def test_what_flows_back_stands_on_a_register_of_its_own_under_the_forward_law_alone() -> None:
    back = metered(Meter(class_gain=1.01), four_wire(), [], VOLTAGE, -CURRENT, NOTHING, hours=0.25)
    true = measure(Meter(), VOLTAGE, CURRENT).power / 4
    assert not back.energy_wh.any()
    assert np.allclose(back.export_wh[:4], true)
    assert np.allclose(back.lost_export_wh[3], -0.01 * true)  # the class error adds a hundredth
    for law, sign in ((RegisterLaw.SUM, 1), (RegisterLaw.NET, -1)):
        other = metered(Meter(law=law), four_wire(), [], VOLTAGE, -CURRENT, NOTHING, hours=0.25)
        assert np.allclose(other.energy_wh, sign * true)
        assert not other.export_wh.any()


@given(some.floats(-3_000, 3_000), some.floats(0, 3_000))
def test_what_is_true_of_both_registers_is_what_passes_the_node(watts: float, hooked: float) -> None:
    current = np.zeros((STEPS, 3), complex)
    current[:, 0] = np.conj(watts / VOLTAGE[:, 0])
    found = metered(Meter(), four_wire(), [], VOLTAGE, current, np.full(STEPS, hooked), hours=0.25)
    assert np.allclose(found.energy_wh[0] - found.export_wh[0], (watts + hooked) / 4)
    assert not (found.energy_wh[0] * found.export_wh[0]).any()  # never both at once
    assert np.allclose(found.energy_wh[0] - found.lost_wh.sum(axis=0), found.energy_wh[-1])
    assert np.allclose(found.export_wh[0] - found.lost_export_wh.sum(axis=0), found.export_wh[-1])


def measured_at_each_stage(meter: Meter, sound: Wiring, hours: float) -> np.ndarray:
    """What ``metered`` should give, with every stage measured for itself."""
    return np.stack(
        [counted(one.law, measure(one, VOLTAGE, CURRENT).power, hours) for one in causes_removed(meter, sound)]
    )


@given(
    some.lists(some.sampled_from([bypass, slow, lambda one: replace(one, creep_w=3.0)]), max_size=3),
    some.floats(0.98, 1.02),
    some.booleans(),
)
def test_a_stage_that_nothing_touches_is_what_it_would_be_if_it_were_measured(
    changes: list[Callable[[Meter], Meter]], class_gain: float, transformers: bool
) -> None:
    meter = Meter(class_gain=class_gain)
    if transformers:
        meter = replace(meter, current_error=np.array([1.001, 0.999, 1 + 1e-4j]))
    own = meter
    for one in changes:
        own = one(own)
    over_all = [Change(over(*range(STEPS)), one) for one in changes]
    found = metered(meter, four_wire(), over_all, VOLTAGE, CURRENT, NOTHING, hours=0.25)
    assert np.array_equal(found.energy_wh, measured_at_each_stage(own, four_wire(), 0.25))


def test_a_sound_meter_is_measured_once_without_its_errors_and_once_with_them() -> None:
    with patch.object(metering, "measure", wraps=measure) as counting:
        metered(Meter(class_gain=1.01), four_wire(), [], VOLTAGE, CURRENT, NOTHING, hours=0.25)
        assert counting.call_count == 2
        metered(Meter(class_gain=1.01), four_wire(), [Change(over(0), bypass)], VOLTAGE, CURRENT, NOTHING, hours=0.25)
        assert counting.call_count == 2 + 2 + 3  # the steps without it, and those with it
