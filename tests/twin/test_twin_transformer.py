"""Transformers by themselves: as the plate says, and as the power flow does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from jicha.twin.flow import Flow, NoFlow, solve
from jicha.twin.network import Lines, Network, Source, Transformer
from jicha.twin.street import plates
from jicha.twin.transformer import (
    NotParallel,
    drawn_va,
    loss_at_load_w,
    magnetising_siemens,
    passed,
    short_circuit_ohm,
)

PLATE = Transformer(0, 1, 10_000, 400, 400_000, 0.04, 4_300, 0.01, 570)
ALL = [Transformer(0, 1, 10_000, 400, 1000 * kva, 0.04, cu, idle / 100, fe) for kva, fe, cu, idle in plates()]
STEPS = 400


def by_flow(own: list[Transformer], load_va: np.ndarray) -> Flow:
    """The same by power-grid-model, on a stiff 10.3 kV; the flow wants a line, which leads nowhere."""
    one, ohm = np.array([1], np.int32), np.array([0.01])
    lines = Lines(one, one + 1, ohm, ohm, ohm, ohm)
    network = Network(np.array([10_000.0, 400, 400]), Source(0, 1.03, 1e18, 0.1), tuple(own), lines, one)
    return solve(network, load_va.real[:, np.newaxis], load_va.imag[:, np.newaxis])


def loads(rated_va: float, uneven: float) -> np.ndarray:
    """From feeding in half of the rating to taking all of it, each phase for itself by ``uneven``."""
    rng = np.random.default_rng(7)
    whole = rng.uniform(-0.5, 1.0, (STEPS, 1)) * rated_va / 3
    own = whole * (1 + uneven * rng.uniform(-1, 1, (STEPS, 3)))
    return np.asarray(own * (1 + 1j * rng.uniform(-0.1, 0.5, (STEPS, 3))))


def test_the_circuit_is_the_plates() -> None:
    # 400 V squared over 400 kVA is 0.4 ohm: 4 % of it, of which 4.3 kW in 400 kVA is 0.0043 ohm.
    assert abs(short_circuit_ohm(PLATE)) == pytest.approx(0.016)
    assert short_circuit_ohm(PLATE).real == pytest.approx(0.0043)
    # 2.5 siemens: 1 % of it, of which 570 W in 400 kVA.
    assert abs(magnetising_siemens(PLATE)) == pytest.approx(0.025)
    assert magnetising_siemens(PLATE).real == pytest.approx(0.0035625)


def test_loss_by_the_plate_is_iron_and_the_square_of_the_load() -> None:
    full, half, one = [133_333.333] * 3, [66_666.667] * 3, [133_333.333, 0.0, 0.0]
    found = loss_at_load_w(PLATE, np.array([full, half, one]))
    assert found == pytest.approx([570 + 4_300, 570 + 1_075, 570 + 4_300 / 3])
    # At 1.05 of the voltage: iron times 1.1025, copper over it.
    assert loss_at_load_w(PLATE, np.array([full]), 1.05) == pytest.approx([570 * 1.1025 + 4_300 / 1.1025])


@pytest.mark.parametrize("plate", ALL, ids=lambda one: f"{one.rated_va / 1000:.0f} kVA")
def test_the_flow_says_the_same_of_every_plate_at_uneven_loads(plate: Transformer) -> None:
    load_va = loads(plate.rated_va, 0.5)
    found, flow = passed([plate], np.full(STEPS, 10_300.0), load_va), by_flow([plate], load_va)
    assert np.abs(found.low_v - flow.voltage[:, 1]).max() <= 0.01
    lost = flow.transformer_in_w - flow.transformer_out_w
    assert np.abs(found.loss_va.real / lost - 1).max() <= 1e-4
    assert found.taken_va.real == pytest.approx(flow.source_w, rel=1e-6, abs=0.5)
    assert drawn_va(plate, flow.voltage[:, 0], flow.voltage[:, 1]).real == pytest.approx(flow.source_w, abs=0.5)


def test_loss_by_the_plate_is_near_the_flows_at_the_voltage_of_the_busbar() -> None:
    load_va = loads(400_000, 0.5)
    flow = by_flow([PLATE], load_va)
    busbar_pu = np.abs(flow.voltage[:, 1]).mean(axis=1) / (400 / np.sqrt(3))
    lost = (flow.transformer_in_w - flow.transformer_out_w)[:, 0]
    assert loss_at_load_w(PLATE, load_va, busbar_pu).sum() == pytest.approx(lost.sum(), rel=0.01)
    assert loss_at_load_w(PLATE, load_va, busbar_pu) == pytest.approx(lost, rel=0.04)
    assert loss_at_load_w(PLATE, np.abs(load_va)) == pytest.approx(loss_at_load_w(PLATE, load_va))


def test_at_even_loads_the_flow_says_the_same_to_its_own_tolerance() -> None:
    load_va = loads(400_000, 0.0)
    load_va[:, 1:] = load_va[:, :1]
    found, flow = passed([PLATE], np.full(STEPS, 10_300.0), load_va), by_flow([PLATE], load_va)
    assert np.abs(found.low_v - flow.voltage[:, 1]).max() <= 1e-7
    assert found.loss_va.real == pytest.approx(flow.transformer_in_w - flow.transformer_out_w, rel=1e-8)


def test_transformers_in_parallel_share_as_in_the_flow() -> None:
    pair = [PLATE, replace(ALL[5], short_circuit_voltage=0.05)]
    load_va = loads(600_000, 0.3)
    found, flow = passed(pair, np.full(STEPS, 10_300.0), load_va), by_flow(pair, load_va)
    assert np.abs(found.low_v - flow.voltage[:, 1]).max() <= 0.01
    assert found.loss_va.real == pytest.approx(flow.transformer_in_w - flow.transformer_out_w, rel=1e-4)


def test_what_is_taken_above_is_load_and_loss_and_the_currents_there_add_up_to_nothing() -> None:
    load_va = loads(400_000, 1.0)
    found = passed([PLATE, ALL[3]], np.linspace(9_300, 10_700, STEPS), load_va)
    assert found.taken_va == pytest.approx(load_va.sum(axis=1) + found.loss_va.sum(axis=1), abs=1e-6)
    assert np.abs(found.high_a.sum(axis=1)).max() <= 1e-9
    # A balance that forgets what the cores take is seen at once.
    forgotten = found.taken_va - load_va.sum(axis=1) - found.loss_va[:, 0]
    assert np.abs(forgotten).min() > 100


def test_the_low_side_is_half_an_hour_ahead_and_idle_by_a_hair_below_its_ratio() -> None:
    idle = passed([PLATE], np.array([10_000.0]), np.zeros((1, 3), complex))
    assert np.degrees(np.angle(idle.low_v[0, 0] / idle.high_v[0, 0])) == pytest.approx(30, abs=0.02)
    assert abs(idle.low_v[0, 0]) == pytest.approx(230.94, abs=0.06)
    assert idle.loss_va[0, 0].real == pytest.approx(570, rel=1e-3)
    assert abs(idle.taken_va[0]) == pytest.approx(4_000, rel=1e-3)  # 1 % of 400 kVA, nearly all of it reactive


def test_a_load_beyond_all_voltages_and_a_pair_that_does_not_fit_are_errors() -> None:
    with pytest.raises(NoFlow, match="step 1: 9000 kW is more than transformers of 400 kVA"):
        passed([PLATE], np.full(2, 10_000.0), np.array([[1e5] * 3, [3e6] * 3], complex))
    for bad in ([], [PLATE, replace(PLATE, low_v=690.0)], [replace(PLATE, clock=1)]):
        with pytest.raises(NotParallel, match="one ratio and clock 11"):
            passed(bad, np.full(1, 10_000.0), np.zeros((1, 3), complex))
