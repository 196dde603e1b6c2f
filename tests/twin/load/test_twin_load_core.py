"""The load core: a plain twin, exact splits, numbers that nobody else moves, and behaviour that steers."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from load_world import china_pack, plain_walk, walked, week

from jicha.twin.load.core import QUARTERS, first_quarter, simulate
from jicha.twin.load.days import Days, plain_days
from jicha.twin.streams import key_of

unit = some.floats(0, 1, exclude_max=True)


def steered(days: int, **changes: object) -> Days:
    shift, absent = np.zeros((days, 4)), np.zeros(days, np.bool_)
    for name, value in changes.items():
        {"shift": shift, "absent": absent}[name][:] = value
    return Days(week(days), shift, absent)


@pytest.mark.parametrize("name", [f"home {one}" for one in range(6)])
def test_the_kernel_says_what_a_plain_walk_says(name: str) -> None:
    pack, days = china_pack(), 20
    shift, absent = np.zeros((days, 4)), np.zeros(days, np.bool_)
    shift[4:9], absent[10:13] = [0.5, -0.2, 0.0, 1.0], True
    types = week(days)
    types[15], types[16] = 2, 3
    told = Days(types, shift, absent)
    home = pack.home(5, name)
    got = simulate(home, pack.texture, key_of(5, name, "load"), told)
    assert got.tolist() == plain_walk(home, pack.texture, 5, name, told)


def test_energy_is_whole_watt_hours_and_never_negative() -> None:
    out = walked("home 1", plain_days(week(365)))
    assert out.shape == (365, QUARTERS)
    assert out.dtype == np.int32
    assert out.min() >= 0


@given(some.integers(0, 30_000), some.integers(0, 30_000), some.integers(0, 30_000), some.integers(0, 30_000), unit)
def test_a_split_gives_each_quarter_a_fifth_or_more_of_what_is_above_the_base(
    wh: int, base: int, earlier: int, later: int, thrown: float
) -> None:
    half = first_quarter(wh, base, earlier, later, thrown)
    even = min(wh, base)
    above = wh - even
    for quarter in (half, wh - half):  # the two are the half hour exactly, whatever is rounded
        assert 0 <= quarter <= wh
        assert even // 2 + 0.2 * above - 1 <= quarter <= (even + 1) // 2 + 0.8 * above + 1


def test_a_split_halves_the_base_and_leans_towards_the_higher_neighbour() -> None:
    assert first_quarter(60, 100, 0, 1000, 0.5) == 30  # all of it is base
    assert first_quarter(300, 100, 500, 500, 0.5) == 150  # 50 + half of 200
    assert first_quarter(1100, 100, 999, 0, 0.5) == 650  # 50 + (0.5 + 0.1 * 999 / 1000) of 1000, rounded
    assert first_quarter(1100, 100, 0, 999, 0.5) == 450
    assert first_quarter(1100, 100, 7, 7, 0.0) == 350  # 50 + 0.3 of 1000


def test_the_same_seed_gives_the_same_bytes_in_whatever_order_and_process() -> None:
    names = [f"home {one}" for one in range(5)]
    days = plain_days(week(40))
    forth = {name: walked(name, days).tobytes() for name in names}
    back = {name: walked(name, days).tobytes() for name in reversed(names)}
    assert forth == back
    assert len(set(forth.values())) == len(names)
    told = (
        "import hashlib, numpy as np; from jicha.twin.load.pack import shipped; from jicha.twin.streams import key_of;"
        "from jicha.twin.load.core import simulate; from jicha.twin.load.days import plain_days; p = shipped('china');"
        "d = plain_days((np.arange(40) % 7 >= 5).astype(np.int8));"
        "o = simulate(p.home(1, 'home 3'), p.texture, key_of(1, 'home 3', 'load'), d);"
        "print(hashlib.sha256(o.tobytes()).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout.strip()
    assert other == hashlib.sha256(forth["home 3"]).hexdigest()


def test_another_seed_gives_another_home() -> None:
    assert walked("home 1", plain_days(week(30))).tobytes() != walked("home 1", plain_days(week(30)), 2).tobytes()


def test_a_longer_period_begins_with_the_shorter_one() -> None:
    # The lean of the last half hour of a day never looks into the next, so that no day waits for one to come.
    assert (walked("home 1", plain_days(week(60)))[:30] == walked("home 1", plain_days(week(30)))).all()


def test_absence_lowers_a_home_to_its_base_and_leaves_the_days_before_alone() -> None:
    for name in ("home 1", "home 2", "home 3"):
        present = walked(name, steered(90))
        absent = np.zeros(90, np.bool_)
        absent[30:60] = True
        away = walked(name, Days(week(90), np.zeros((90, 4)), absent))
        assert (away[:30] == present[:30]).all()
        halves = present[30:60].reshape(30, 48, 2).sum(axis=2)
        base = np.quantile(halves, 0.1, axis=1)
        assert away[30:60].sum() < 0.6 * present[30:60].sum()
        quiet = away[30:60].reshape(30, 48, 2).sum(axis=2).mean(axis=1)
        assert (quiet < 1.5 * base + 3).all()
        assert (quiet > 0.4 * base).all()


def test_every_degree_raises_energy_and_a_fall_lowers_it() -> None:
    home = china_pack().home(1, "home 1")
    assert home.cooling > 0
    used = [
        int(walked("home 1", steered(90, shift=home.cooling * degrees)).sum()) for degrees in (-10, -5, 0, 5, 10, 15)
    ]
    assert used == sorted(used)
    assert used[-1] > 1.2 * used[2]


def test_a_block_raises_its_own_hours_most() -> None:
    evening = steered(120, shift=[0.0, 0.0, 0.0, 1.0])
    ratio = walked("home 1", evening).sum(axis=0) / walked("home 1", steered(120)).sum(axis=0)
    assert ratio[76:84].mean() > 1.2  # 19 to 21 o'clock
    assert abs(ratio[28:32].mean() - 1.0) < 0.15  # 7 to 8 o'clock


def test_speed_is_told() -> None:
    pack, days = china_pack(), plain_days(week(365))
    homes = [pack.home(1, f"home {one}") for one in range(40)]
    walked("warm", days)
    started = time.perf_counter()
    for one, home in enumerate(homes):
        simulate(home, pack.texture, key_of(1, f"home {one}", "load"), days)
    print(f"{(time.perf_counter() - started) / len(homes) * 1e3:.2f} ms per customer-year")
