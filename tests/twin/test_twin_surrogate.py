"""The fitted loss: by hand on one line, and near the flow's on steps that were not fitted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from jicha.twin.flow import solve
from jicha.twin.network import Lines, Network, Source, Transformer
from jicha.twin.streams import Stream
from jicha.twin.street import Street, draw_street
from jicha.twin.surrogate import SAMPLES, LossModel, by_line, fitted_loss, scaled, spread_steps

HOMES, WORKS = 52, 3
STEPS = 96 * 60
PEAKS, THREE = [6.0] * HOMES + [25.0] * WORKS, [False] * HOMES + [True] * WORKS
AMPERES = 2_300 / (400 / np.sqrt(3))  # 9.96


def one_line() -> Lines:
    """0.1 ohm, and 0.1 ohm of neutral, from the busbar (1) to a house (2), and the same on to the next (3)."""
    ohm = np.array([0.1, 0.1])
    return Lines(np.array([1, 2], np.int32), np.array([2, 3], np.int32), ohm, ohm / 4, 4 * ohm, ohm)


def world(seed: int, *, sun: bool = False) -> tuple[Street, np.ndarray, np.ndarray]:
    """A street and its loads, W and var: peaks that meet, evenings, and roofs that feed in at noon."""
    street = draw_street(seed, "A1", PEAKS, THREE)
    rng = np.random.default_rng(seed)
    hour = np.arange(STEPS) % 96 / 4
    kw = np.where(THREE, 6.0, 0.5) * rng.gamma(0.7, 1.4, (STEPS, HOMES + WORKS))
    kw *= (0.6 + 0.5 * np.exp(-(((hour - 20) / 3) ** 2)))[:, np.newaxis]
    tangent = rng.uniform(0.1, 0.4, HOMES + WORKS)
    roofs = np.where(np.arange(HOMES + WORKS) % 4 == 0, 5.0 * sun, 0.0)
    net = kw - roofs * np.clip(1 - ((hour - 12.5) / 5) ** 2, 0, None)[:, np.newaxis]
    shares = street.phases / street.phases.sum(axis=1, keepdims=True)
    return street, 1000 * net[:, :, np.newaxis] * shares, 1000 * (kw * tangent)[:, :, np.newaxis] * shares


def error(seed: int, model: LossModel, street: Street, watts: np.ndarray, var: np.ndarray) -> tuple[float, float]:
    """Of the energy, and of the single steps against the mean loss, on steps that were not in the fit."""
    fitted = spread_steps(Stream(seed, "A1", "loss sample"), watts.sum(axis=(1, 2)), SAMPLES)
    held = np.setdiff1d(np.random.default_rng(1).choice(STEPS, 1_500, replace=False), fitted)
    true = solve(street.network, watts[held], var[held]).line_loss_w.sum(axis=1)
    modelled = model.loss_w(watts)[held]
    return float(modelled.sum() / true.sum() - 1), float(np.sqrt(np.square(modelled - true).mean()) / true.mean())


def test_a_line_loses_by_its_phase_and_its_neutral() -> None:
    trunk, squares = by_line(one_line(), np.array([2], np.int32), 400.0)
    model = scaled(squares, trunk, np.zeros((1, 1, 3)), np.zeros(1))  # nothing carried: the loss at rated voltage
    on_one, even, opposite = [2_300.0, 0, 0], [2_300.0] * 3, [2_300.0, -2_300.0, 0]
    found = model.loss_w(np.array([[on_one], [even], [opposite]]))
    # Currents a and -b are 60 degrees apart, so that the neutral has sqrt 3 of one of them.
    assert found == pytest.approx(AMPERES**2 * np.array([0.1 + 0.1, 3 * 0.1, 2 * 0.1 + 3 * 0.1]))


def test_what_is_behind_adds_up_before_it_is_squared() -> None:
    trunk, squares = by_line(one_line(), np.array([2, 3], np.int32), 400.0)
    assert trunk.tolist() == [0, 0]
    model = scaled(squares, trunk, np.zeros((1, 2, 3)), np.zeros(1))
    load = np.zeros((1, 2, 3))
    load[0, :, 0] = 2_300.0
    assert model.loss_w(load) == pytest.approx([AMPERES**2 * 0.2 * (2**2 + 1)])


def test_a_factor_is_fitted_for_each_trunk_and_none_is_negative() -> None:
    # Two trunks of one line each; the second loses twice what it should, and 7 W are lost in any case.
    ohm = np.array([0.1, 0.2])
    lines = Lines(np.array([1, 1], np.int32), np.array([2, 3], np.int32), ohm, ohm, 4 * ohm, ohm)
    trunk, squares = by_line(lines, np.array([2, 3], np.int32), 400.0)
    load = np.random.default_rng(1).uniform(0, 5_000, (50, 2, 3))
    plain = scaled(squares, trunk, np.zeros_like(load), np.zeros(50))
    second = plain.loss_w(load * np.array([0.0, 1.0])[:, np.newaxis])
    model = scaled(squares, trunk, load, plain.loss_w(load) + second + 7.0)
    assert model.constant_w == pytest.approx(7.0)
    assert model.loss_w(load) == pytest.approx(plain.loss_w(load) + second + 7.0)
    assert not scaled(squares, trunk, load, -plain.loss_w(load)).loss_w(load).any()


@pytest.mark.parametrize("sun", [False, True])
@pytest.mark.parametrize("seed", [3, 4, 5])
def test_energy_is_off_by_less_than_a_fiftieth_where_it_was_not_fitted(seed: int, sun: bool) -> None:
    street, watts, var = world(seed, sun=sun)
    model = fitted_loss(seed, "A1", street.network, watts, var)
    of_energy, of_steps = error(seed, model, street, watts, var)
    assert abs(of_energy) <= 0.02
    assert of_steps <= 0.12
    # Control: a model of another street, or one without neutrals, is told from the right one.
    other = fitted_loss(seed + 50, "A1", draw_street(seed + 50, "A1", PEAKS, THREE).network, watts, var)
    assert abs(error(seed, other, street, watts, var)[0]) > 0.02


def test_taps_on_the_line_are_loads_like_others() -> None:
    street, watts, var = world(3)
    network = replace(street.network, load_node=np.append(street.network.load_node, street.trunk_node[:1]))
    tapped = np.concatenate([watts, np.full((STEPS, 1, 3), 3_000.0)], axis=1)
    model = fitted_loss(3, "A1", network, tapped, np.concatenate([var, np.zeros((STEPS, 1, 3))], axis=1))
    assert (model.loss_w(tapped) > fitted_loss(3, "A1", street.network, watts, var).loss_w(watts)).all()


def test_totals_give_the_same_as_phases() -> None:
    street, watts, var = world(4)
    model = fitted_loss(4, "A1", street.network, watts, var)
    totals = model.of_totals(street.phases)
    assert totals.loss_w(watts.sum(axis=2)) == pytest.approx(model.loss_w(watts))


def test_the_same_seed_fits_the_same_bytes() -> None:
    street, watts, var = world(3)
    one, again, other = (fitted_loss(seed, "A1", street.network, watts, var) for seed in (3, 3, 4))
    assert one.squares.tobytes() == again.squares.tobytes()
    assert one.squares.tobytes() != other.squares.tobytes()


def test_a_trunk_with_nobody_on_it_and_a_network_of_one_house_are_fitted_too() -> None:
    plate = Transformer(0, 1, 10_000, 400, 400_000, 0.04, 4_300, 0.01, 570)
    network = Network(
        np.array([10_000.0, 400, 400, 400]), Source(0, 1.0, 1e8, 0.1), (plate,), one_line(), np.array([2], np.int32)
    )
    load = np.full((3, 1, 3), 2_300.0)
    model = fitted_loss(1, "A", network, load, 0 * load)
    assert model.loss_w(load) == pytest.approx(solve(network, load, 0 * load).line_loss_w.sum(axis=1))


@given(some.integers(1, 300), some.integers(1, 200), some.integers(0, 2**31))
def test_the_sample_has_a_step_of_each_part_of_the_range(steps: int, samples: int, seed: int) -> None:
    total = Stream(seed, "A", "load").uniform(steps)
    picked = spread_steps(Stream(seed, "A", "loss sample"), total, samples)
    count = min(steps, samples)
    assert picked.size == count
    ranks = np.sort(np.argsort(np.argsort(total))[picked])
    parts = np.arange(count) * steps / count
    assert (ranks >= np.floor(parts)).all()
    assert (ranks <= parts + steps / count).all()
