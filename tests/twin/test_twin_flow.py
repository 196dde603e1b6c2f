"""Power flow: against the published solution of a test feeder, and against its own balance."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parent))

from ieee_feeder import feeder

from jicha.twin.flow import Flow, NoFlow, solve
from jicha.twin.network import Lines, Network, Source, Transformer

FEEDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "ieee_european_lv"


def street(length_m: float = 200.0) -> Network:
    """A transformer, and a street of three nodes with a load at each."""
    km = np.array([length_m / 1000] * 3)
    lines = Lines(
        np.array([1, 2, 3], np.int32), np.array([2, 3, 4], np.int32), 0.32 * km, 0.08 * km, 4 * 0.32 * km, 4 * 0.08 * km
    )
    return Network(
        np.array([10_000.0, 400, 400, 400, 400]),
        Source(0, 1.0, 1e8, 0.1),
        (Transformer(0, 1, 10_000, 400, 400_000, 0.04, 4_300, 0.01, 570),),
        lines,
        np.array([2, 3, 4], np.int32),
    )


def test_what_comes_in_is_what_is_used_and_what_each_branch_takes() -> None:
    rng = np.random.default_rng(1)
    active = rng.uniform(-2_000, 9_000, (96, 3, 3))  # one that feeds in among them
    flow = solve(street(), active, 0.3 * active)
    used = active.sum(axis=(1, 2))
    lost = flow.line_loss_w.sum(axis=1)
    assert np.abs(flow.transformer_out_w[:, 0] - used - lost).max() <= 1e-6 * np.abs(flow.transformer_out_w).min()
    iron_and_copper = flow.transformer_in_w[:, 0] - flow.transformer_out_w[:, 0]
    assert np.allclose(flow.source_w, flow.transformer_in_w[:, 0], rtol=1e-9)
    assert (iron_and_copper > 500).all()
    assert (flow.line_loss_w > 0).all()


def test_a_short_street_is_solved_as_by_hand() -> None:
    # 230.9 V, 6.9 kW on phase a alone at the first node: 30 A through 0.064 + 0.064 ohm (z1 + neutral share).
    active = np.zeros((1, 3, 3))
    active[0, 0, 0] = 6_900.0
    flow = solve(street(), active, 0 * active)
    busbar, first = flow.voltage[0, 1, 0], flow.voltage[0, 2, 0]
    current = 6_900.0 / np.conj(first)
    phase, neutral = (0.32 + 0.08j) * 0.2, (0.32 + 0.08j) * 0.2  # z0 is four times z1, so the neutral equals the phase
    assert busbar - first == pytest.approx(current * (phase + neutral), abs=1e-6)
    assert flow.line_loss_w[0, 0] == pytest.approx(abs(current) ** 2 * (phase + neutral).real, rel=1e-6)


def test_the_same_bytes_with_one_thread_and_with_all() -> None:
    active = np.random.default_rng(2).uniform(0, 9_000, (200, 3, 3))
    one, all_of_them = solve(street(), active, 0.2 * active), solve(street(), active, 0.2 * active, threads=0)
    assert one.voltage.tobytes() == all_of_them.voltage.tobytes()
    assert one.line_loss_w.tobytes() == all_of_them.line_loss_w.tobytes()


def test_a_network_that_cannot_carry_its_load_is_an_error_and_not_a_number() -> None:
    with pytest.raises(NoFlow, match="does not carry"):
        solve(street(5_000), np.full((1, 3, 3), 300_000.0), np.zeros((1, 3, 3)))


@pytest.fixture(scope="module")
def day() -> Flow:
    if not FEEDER.is_dir():
        pytest.skip("real data: the test feeder of the IEEE is not beside the project")
    return solve(*feeder(FEEDER))


# The published solutions of OpenDSS and of GridLAB-D (IEEE PES test feeders, version 2). Bus n is node n here.
PUBLISHED = [
    (1, 1, (252.165, 252.166, 252.169)),
    (566, 1, (251.901, 251.443, 251.952)),
    (1, 562, (251.909, None, None)),
    (566, 562, (245.577, None, None)),
    (566, 899, (None, 238.367, None)),
    (566, 604, (None, None, 254.730)),
    (1440, 562, (251.080, None, None)),
]


@pytest.mark.parametrize(("minute", "bus", "volts"), PUBLISHED)
def test_voltages_are_the_published_ones(day: Flow, minute: int, bus: int, volts: tuple[float | None, ...]) -> None:
    found = np.abs(day.voltage[minute - 1, bus])
    for phase, volt in enumerate(volts):
        if volt is not None:
            assert found[phase] == pytest.approx(volt, abs=0.01)


def test_no_bus_lies_outside_the_published_extremes_of_the_peak(day: Flow) -> None:
    peak = np.abs(day.voltage[565, 1:])
    assert np.unravel_index(peak.argmin(), peak.shape) == (899 - 1, 1)
    assert peak.max() == pytest.approx(254.730, abs=0.01)  # bus 604; its neighbours without load are as high


def test_the_energy_of_the_day_is_the_published_one(day: Flow) -> None:
    kwh = day.transformer_out_w[:, 0].sum() / 60_000
    assert kwh == pytest.approx(488.3855, rel=1e-5)
    assert day.transformer_out_w[:, 0].max() == pytest.approx(59_384, rel=1e-4)
    assert day.transformer_out_w[:, 0].argmax() == 565
