"""Nobody's hook: on one phase of a node of the trunk, and only while it is there."""

from __future__ import annotations

import numpy as np
import pytest
from small_utility import quiet_run

from jicha.twin.every_kind import all_kinds
from jicha.twin.kind import Site
from jicha.twin.planting import Planting
from jicha.twin.streams import Stream
from jicha.twin.tap import Tap, tap_of

STREET = quiet_run().areas[0].year.street
SITE = Site(3, (0, 1, 2), transformers=True, mean_kw=30.0, is_area=True)
DAY = 96


def _tap(code: str = "hook_on_line", days: tuple[int, int] = (1, 3), area: str = "9900000001") -> Tap:
    steps = (days[0] * DAY, days[1] * DAY)
    planting = Planting.of(all_kinds()[code], SITE, Stream(1, area, "theft"), 60, steps, 0.5)
    return tap_of(3, area, STREET, planting, 4 * DAY)


@pytest.mark.parametrize("code", ["hook_on_line", "street_light"])
def test_it_takes_something_while_it_is_there_and_nothing_before_and_after(code: str) -> None:
    watts = _tap(code).watts.sum(axis=1).reshape(4, DAY)
    assert (watts[[0, 3]] == 0).all()
    assert (watts[[1, 2]].max(axis=1) > 0).all()
    assert np.array_equal(watts[1], watts[2])


def test_it_hangs_on_one_phase_of_a_node_of_the_trunk() -> None:
    taps = [_tap(area=f"99{number:08d}") for number in range(60)]
    assert {one.node for one in taps} <= set(STREET.trunk_node.tolist())
    assert {int((one.watts.sum(axis=0) > 0).sum()) for one in taps} == {1}
    assert {int(one.watts.sum(axis=0).argmax()) for one in taps} == {0, 1, 2}
    assert len({one.node for one in taps}) > 1


def test_a_lamp_burns_at_night() -> None:
    watts = _tap("street_light").watts.sum(axis=1).reshape(4, DAY)[1]
    assert watts[12 * 4] == 0
    assert watts[1 * 4] > 0


def test_it_is_the_same_whenever_it_is_asked_for_and_another_in_another_area() -> None:
    one, again = _tap(), _tap()
    assert (one.node, one.watts.tolist()) == (again.node, again.watts.tolist())
    others = [_tap(area=f"98{number:08d}") for number in range(10)]
    assert any(other.node != one.node or not np.array_equal(other.watts, one.watts) for other in others)
