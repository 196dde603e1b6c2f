"""A point with all that became of it: what is kept together belongs together."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from small_utility import busy_run, quiet_run, small_world


def test_shapes_agree_with_the_window_and_the_meter() -> None:
    days = small_world().days
    for run in (quiet_run(), busy_run()):
        for one in run.seen:
            assert one.chain_kwh.shape == (5, days, 5)
            assert one.true_ratio.shape == (days,)
            assert one.dials.active.shape == (days, 6)
            assert one.shown is None or one.shown.power.shape == (2 * 96,)


def test_causes_only_act_after_each_other() -> None:
    # where nothing is planted, all stages before the class are the same
    for one in quiet_run().seen:
        assert np.allclose(one.chain_kwh[0], one.chain_kwh[3], rtol=1e-9)


def test_a_point_hangs_on_the_phases_of_its_wiring() -> None:
    for one in quiet_run().seen:
        assert len(one.phases) == (1 if one.place.wiring == "single_phase" else 3)
        assert bool(one.area) == (one.account is None or not one.account.dedicated)


def test_it_is_not_to_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        quiet_run().seen[0].area = "another"  # type: ignore[misc]
