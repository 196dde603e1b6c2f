"""Lines of 10 kV as drawn: trees, thick enough, the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from jicha.twin.line import MOST_ON_A_BRANCH, LineTooLarge, draw_line, wires

PEAKS = [200.0] * 20


def test_the_same_seed_draws_the_same_line_and_another_draws_another() -> None:
    one, again, other = (draw_line(seed, "L1", PEAKS) for seed in (1, 1, 2))
    assert one.ohm.tobytes() == again.ohm.tobytes()
    assert one.km.tobytes() != other.km.tobytes()


@settings(max_examples=60)
@given(some.integers(0, 2**31), some.lists(some.floats(10, 400), min_size=1, max_size=30))
def test_every_tap_is_fed_from_the_substation_and_no_section_carries_more_than_it_may(
    seed: int, peaks: list[float]
) -> None:
    line = draw_line(seed, "L", peaks)
    assert sorted(line.end.tolist()) == list(range(1, line.nodes))  # one way to each node
    behind = line.behind()
    assert behind[0].all()  # the exit feeds all of them
    assert (behind.sum(axis=1) >= 1).all()
    assert behind[line.main :].sum(axis=1).max() <= MOST_ON_A_BRANCH
    # 70 % together of many, everything of one, at a power factor of 0.92.
    count = behind.sum(axis=1)
    amperes = behind @ np.array(peaks) * (0.7 + 0.3 / np.sqrt(count)) / (np.sqrt(3) * 10 * 0.92)
    assert (amperes * 1.2 <= np.array([one.rated_a for one in line.wire]) * (1 + 1e-9)).all()


def test_the_exit_is_a_cable_the_main_line_of_one_wire_and_a_length_has_its_ohms() -> None:
    line = draw_line(1, "L1", PEAKS)
    assert line.wire[0].use == "cable"
    assert len({one.name for one in line.wire[1 : line.main]}) == 1
    assert {one.use for one in line.wire[line.main :]} == {"branch"}
    place = line.main
    assert line.ohm[place] == pytest.approx(line.km[place] * line.wire[place].ohm_per_km)
    assert line.farad[0] == pytest.approx(line.km[0] * line.wire[0].microfarad_per_km * 1e-6)
    assert not line.farad[1:].any()


def test_tables_rise_and_a_line_beyond_them_is_refused() -> None:
    for use in ("main", "branch", "cable"):
        ohms, amperes = ([getattr(one, name) for one in wires(use)] for name in ("ohm_per_km", "rated_a"))
        assert ohms == sorted(ohms, reverse=True)
        assert amperes == sorted(amperes)
    with pytest.raises(LineTooLarge, match="line L1"):
        draw_line(1, "L1", [2_000.0] * 20)


def test_reactances_are_those_of_wires_70_cm_apart() -> None:
    # 0.0628 ln(D / r') of ohm per km; a compact conductor of 120 mm2 is 13 mm thick, and r' is 0.7788 of its radius.
    of_120 = next(one for one in wires("main") if one.name.endswith("-120"))
    assert of_120.reactance_ohm_per_km == pytest.approx(0.0628 * np.log(700 / (0.7788 * 6.5)), abs=0.001)
