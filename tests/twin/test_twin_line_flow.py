"""A line of 10 kV: by hand, in balance, and its fitted loss."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from jicha.twin.busbar import busbar_pu
from jicha.twin.dedicated import Side, dedicated, run_dedicated
from jicha.twin.flow import NoFlow
from jicha.twin.line import Line, draw_line, wires
from jicha.twin.line_flow import LineCurves, fitted_line_loss, run_line

STEPS = 96 * 60


def plain(ohm: float, farad: float = 0.0) -> Line:
    """One section to one tap."""
    one = np.array([1], np.int32)
    values = [np.array([value]) for value in (1.0, ohm, 0.0, farad)]
    return Line(one - 1, one, 1, values[0], wires("cable")[:1], values[1], values[2], values[3], one)


def taken(seed: int, taps: int) -> np.ndarray:
    """W + j var of transformers that peak at different hours."""
    rng = np.random.default_rng(seed)
    hour = np.arange(STEPS)[:, np.newaxis] % 96 / 4
    share = 0.2 + 0.4 * np.exp(-(((hour - rng.uniform(8, 21, taps)) / 4) ** 2)) + 0.1 * rng.uniform(size=(STEPS, taps))
    return np.asarray(rng.uniform(80e3, 400e3, taps) * share * (1 + 1j * rng.uniform(0.1, 0.5, taps)))


def balances(curves: LineCurves) -> bool:
    return bool((np.abs(curves.unbalanced_w()) <= 1e-6 * np.maximum(np.abs(curves.supply_va.real), 40)).all())


def test_a_line_of_one_section_is_solved_as_by_hand() -> None:
    curves = run_line(plain(0.5), np.array([1.0]), np.array([[1e6 + 0j]]))
    # U2 squared - 10000 U2 + 0.5 ohm x 1 MW = 0.
    end = (10_000 + np.sqrt(1e8 - 4 * 0.5e6)) / 2
    assert curves.tap_v[0, 0] == pytest.approx(end, rel=1e-9)
    assert curves.loss_w[0, 0] == pytest.approx(0.5 * (1e6 / end) ** 2, rel=1e-6)
    assert curves.supply_va[0].real == pytest.approx(1e6 + curves.loss_w[0, 0])


def test_the_busbar_has_the_voltage_that_was_given_on_each_step() -> None:
    curves = run_line(plain(0.5), np.array([0.95, 1.0, 1.06]), np.zeros((3, 1), complex))
    assert curves.tap_v[:, 0] == pytest.approx([9_500, 10_000, 10_600])


def test_an_idle_cable_gives_reactive_power_to_the_substation() -> None:
    # 10 kV squared x 314.16 x 0.34 microfarad.
    curves = run_line(plain(0.05, 0.34e-6), np.array([1.0]), np.zeros((1, 1), complex))
    assert curves.supply_va[0].imag == pytest.approx(-1e8 * 2 * np.pi * 50 * 0.34e-6, rel=1e-3)


@settings(max_examples=20, deadline=None)
@given(some.integers(0, 2**31), some.integers(1, 25))
def test_what_the_head_gives_is_what_is_taken_and_lost_even_where_it_feeds_back(seed: int, taps: int) -> None:
    line = draw_line(seed, "L1", [300.0] * taps)
    rng = np.random.default_rng(seed)
    load = rng.uniform(-300e3, 300e3, (40, taps)) + 1j * rng.uniform(0, 100e3, (40, taps))
    curves = run_line(line, rng.uniform(0.95, 1.07, 40), load)
    assert balances(curves)
    assert (curves.loss_w > -1e-6).all()
    assert not balances(replace(curves, taken_va=curves.taken_va * (1 + 1e-4)))
    assert not balances(replace(curves, loss_w=curves.loss_w * 0.9))


def test_at_its_peak_a_drawn_line_keeps_its_voltage_and_loses_some_per_cent() -> None:
    for seed in range(5):
        peaks = np.random.default_rng(seed).uniform(80, 400, 24)
        load = (peaks * 1000 * 0.76)[np.newaxis] * (1 + 0.4j)
        curves = run_line(draw_line(seed, "L1", peaks.tolist()), np.array([1.03]), load)
        assert curves.tap_v.min() > 9_300
        assert 0.003 < curves.loss_w.sum() / curves.supply_va[0].real < 0.05


def test_transformers_losses_are_in_what_is_taken_and_not_in_the_line() -> None:
    customers = [dedicated("D1", (400,), Side.HIGH), dedicated("D2", (315,), Side.LOW)]
    load = np.full((STEPS, 3), 60_000 + 20_000j)
    own = [run_dedicated(1, one, load, np.full(STEPS, 10_300.0)) for one in customers]
    curves = run_line(
        draw_line(1, "L1", [200.0, 200.0]), np.full(STEPS, 1.03), np.stack([one.line_va for one in own], 1)
    )
    lost = [one.loss_va.real.sum(axis=1) for one in own]
    supply = 2 * 180_000 + lost[0] + lost[1] + curves.loss_w.sum(axis=1)
    assert curves.supply_va.real == pytest.approx(supply, rel=1e-6)
    # What the two meters show leaves the loss of the second's transformer to the line.
    metered = sum(one.metered.energy_wh[-1] * 4 for one in own)
    assert curves.supply_va.real - metered - curves.loss_w.sum(axis=1) == pytest.approx(lost[1], rel=1e-6)


def test_the_fitted_loss_is_near_the_flows_where_it_was_not_fitted() -> None:
    for seed in range(3):
        load, busbar = taken(seed, 20), busbar_pu(seed, "S1", date(2026, 1, 1), STEPS // 96)
        line = draw_line(seed, "L1", [400.0] * 20)
        model = fitted_line_loss(seed, "L1", line, busbar, load)
        held = np.random.default_rng(seed).choice(STEPS, 1_000, replace=False)
        true = run_line(line, busbar[held], load[held]).loss_w.sum(axis=1)
        modelled = model.loss_w(np.ascontiguousarray(load.real))[held]
        assert modelled.sum() == pytest.approx(true.sum(), rel=0.01)
        assert np.sqrt(np.square(modelled - true).mean()) <= 0.05 * true.mean()
        # Control: without the power of one transformer it is off by more.
        load[:, 7] = 0
        assert model.loss_w(np.ascontiguousarray(load.real))[held].sum() != pytest.approx(true.sum(), rel=0.01)


def test_a_line_that_cannot_carry_its_load_is_an_error() -> None:
    with pytest.raises(NoFlow, match="the line does not carry"):
        run_line(plain(5.0), np.array([1.0]), np.array([[10e6 + 0j]]))
