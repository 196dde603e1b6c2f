"""Streets: sized for what hangs on them, the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from jicha.twin.flow import solve
from jicha.twin.street import LOW_V, MOST_IN_A_BOX, TooLarge, conductors, draw_street, plates

HOMES = [6.0] * 52
SINGLE = [False] * 52


def test_the_same_seed_draws_the_same_street_and_another_draws_another() -> None:
    one, again, other = (draw_street(seed, "A1", HOMES, SINGLE) for seed in (1, 1, 2))
    assert one.network.lines.r1.tobytes() == again.network.lines.r1.tobytes()
    assert one.network.lines.r1.tobytes() != other.network.lines.r1.tobytes()


@settings(max_examples=40)
@given(some.integers(0, 2**31), some.lists(some.tuples(some.floats(1, 12), some.booleans()), min_size=1, max_size=80))
def test_every_box_is_reached_from_the_busbar_and_none_is_overfull(
    seed: int, customers: list[tuple[float, bool]]
) -> None:
    peaks, three = [one for one, _ in customers], [one for _, one in customers]
    street = draw_street(seed, "A", peaks, three)
    lines = street.network.lines
    parent = dict(zip(lines.end.tolist(), lines.start.tolist(), strict=True))
    assert len(parent) == lines.end.size  # one way to each node
    for node in street.network.load_node.tolist():
        hops = 0
        while node != street.busbar:
            node, hops = parent[node], hops + 1
            assert hops < 200
    assert np.bincount(street.box).max() <= MOST_IN_A_BOX
    assert (street.phases.sum(axis=1) == np.where(three, 3, 1)).all()
    assert set(street.trunk_node.tolist()) <= set(lines.end.tolist())


def test_at_its_peak_a_street_keeps_its_voltage_within_reason() -> None:
    street = draw_street(5, "A1", HOMES, SINGLE)
    watts = np.zeros((1, 52, 3))
    watts[0][street.phases] = 6_000 * 0.6
    flow = solve(street.network, watts, 0.2 * watts)
    volts = np.abs(flow.voltage[0, 1:])
    assert volts.min() > 0.90 * LOW_V / np.sqrt(3)
    assert volts.max() < 1.07 * LOW_V / np.sqrt(3)
    assert 0.005 < flow.line_loss_w.sum() / flow.transformer_out_w.sum() < 0.10


def test_phases_of_many_homes_are_nearly_even() -> None:
    tied = draw_street(5, "A1", HOMES, SINGLE).phases.sum(axis=0)
    assert tied.sum() == 52
    assert tied.min() >= 12


def test_three_phase_customers_sit_alone_in_their_box() -> None:
    street = draw_street(1, "A", [5.0, 30.0, 5.0, 5.0], [False, True, False, False])
    assert street.box.tolist() == [0, 1, 2, 2]
    assert street.phases[1].all()


def test_tables_rise_and_an_area_beyond_them_is_refused() -> None:
    for use in ("trunk", "drop"):
        ohms = [one.ohm_per_km for one in conductors(use)]
        amperes = [one.rated_a for one in conductors(use)]
        assert ohms == sorted(ohms, reverse=True)
        assert amperes == sorted(amperes)
    assert [one[0] for one in plates()] == sorted(one[0] for one in plates())
    with pytest.raises(TooLarge, match="area A"):
        draw_street(1, "A", [900.0], [True])
