"""The fit of many homes: what went in comes out, and nobody's own figures do."""

from __future__ import annotations

import time

import numpy as np
import pytest
from load_world import made_up, week

from jicha.twin.load.core import simulate
from jicha.twin.load.days import plain_days
from jicha.twin.load.fit import BadHalfHours, HalfHours, fit
from jicha.twin.load.fit_home import fitted_home
from jicha.twin.load.layout import PLACES
from jicha.twin.load.pack import Head
from jicha.twin.load.pooling import TooFewHomes
from jicha.twin.streams import key_of

HEAD = Head("made up", "tests", "Apache-2.0", "2026-11-24", 0, {})


def test_fewer_than_eight_homes_are_refused_and_eight_are_fitted() -> None:
    data = made_up(8)
    assert fit(data, HEAD).head.homes == 8
    with pytest.raises(TooFewHomes):
        fit(HalfHours(data.wh[:7], data.day_type[:7]), HEAD)


def test_the_same_data_give_the_same_pack() -> None:
    one, two = fit(made_up(8), HEAD), fit(made_up(8), HEAD)
    assert one.populations[0].quantiles.tobytes() == two.populations[0].quantiles.tobytes()
    assert one.texture.table.tobytes() == two.texture.table.tobytes()


def test_no_stored_parameter_is_that_of_a_home() -> None:
    data = made_up(16)
    pack = fit(data, HEAD)
    own = np.stack([fitted_home(data.wh[home], data.day_type[home]).vector for home in range(16)])
    for part in ("log_mean", "base", "ratio", "work", "spread", "cap"):
        for column in range(PLACES[part].start, PLACES[part].stop):
            for population in pack.populations:
                assert not np.isin(population.quantiles[column], own[:, column]).any()


def test_homes_drawn_from_a_fit_are_like_those_that_were_fitted() -> None:
    data = made_up(24)
    started = time.perf_counter()
    pack = fit(data, HEAD)
    print(f"fit of 24 homes: {time.perf_counter() - started:.2f} s")
    days = plain_days(week(150))
    drawn = np.stack(
        [
            simulate(pack.home(1, str(one)), pack.texture, key_of(1, str(one), "load"), days)
            for one in range(48)
        ]
    ).reshape(48, 150, 48, 2).sum(axis=3)  # fmt: skip
    fitted, simulated = (np.median(wh.sum(axis=2).mean(axis=1)) for wh in (data.wh, drawn))
    assert 0.65 < simulated / fitted < 1.5  # medians of 24 and 48 homes that scatter by a factor of two
    evening, night = slice(38, 44), slice(4, 10)
    for wh in (data.wh, drawn):
        assert np.median(wh[:, :, evening]) > 1.5 * np.median(wh[:, :, night])
    steps = [
        np.median(np.abs(np.diff(wh.reshape(len(wh), -1), axis=1)).mean(axis=1) / wh.mean(axis=(1, 2)))
        for wh in (data.wh, drawn)
    ]
    assert steps[1] == pytest.approx(steps[0], rel=0.35)


def test_zero_homes_are_a_class_of_their_own_where_there_are_eight_and_of_the_one_class_where_not() -> None:
    data = made_up(24)
    wh = data.wh.copy()
    for home in range(8):  # these meters show nothing of the lowest fifth of the half hours
        wh[home][wh[home] < np.quantile(wh[home], 0.2)] = 0.0
    pack = fit(HalfHours(wh, data.day_type), HEAD)
    assert {one.name: one.share for one in pack.populations} == {
        "plain": pytest.approx(2 / 3),
        "zero": pytest.approx(1 / 3),
    }
    hidden = {one.name: one.quantiles[PLACES["zero_share"]] for one in pack.populations}
    assert (hidden["plain"] == 0).all()
    assert (hidden["zero"] > 0).all()
    wh[7] = data.wh[7]
    assert [one.name for one in fit(HalfHours(wh, data.day_type), HEAD).populations] == ["all"]


def test_festivals_are_told_only_when_eight_homes_have_them() -> None:
    data = made_up(12)
    types = data.day_type.copy()
    types[:7, 60:70] = 2
    assert not fit(HalfHours(data.wh, types), HEAD).texture.type_shift.any()
    types[:8, 60:70] = 2
    shift = fit(HalfHours(data.wh, types), HEAD).texture.type_shift
    assert shift[0].any()
    assert not shift[1].any()


def test_half_hours_of_another_shape_or_below_nothing_are_refused() -> None:
    data = made_up(8)
    with pytest.raises(BadHalfHours, match="shape"):
        HalfHours(data.wh[:, :, :47], data.day_type)
    with pytest.raises(BadHalfHours, match="shape"):
        HalfHours(data.wh, data.day_type[:, 1:])
    with pytest.raises(BadHalfHours, match="negative"):
        HalfHours(data.wh - 1e6, data.day_type)
