"""What holds for every use: pure, repeatable, the same day in every window, its size kept, behaviour honoured."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pkgutil import iter_modules

import numpy as np
import pytest
from use_world import NEW_YEAR, behaving, behaviour_of, drawn, kw_of, window

from jicha.twin.load import uses
from jicha.twin.load.behaviour import usual
from jicha.twin.load.every_use import all_uses
from jicha.twin.load.use import Asked

CODES = sorted(all_uses())
UNATTENDED = {"solar_roof", "street_lamp", "base_station", "mining_rig"}  # what runs whoever is there
REMEMBERS = {"household"}  # a day of it is the same only in windows that begin together

every_use = pytest.mark.parametrize("code", CODES)


def test_every_module_of_uses_adds_some_and_each_stands_under_its_code() -> None:
    rooms = {one.draw.__module__.rsplit(".", 1)[1] for one in all_uses().values()}
    assert rooms == {one.name for one in iter_modules(uses.__path__)}
    assert all(code == one.code for code, one in all_uses().items())


@every_use
def test_a_use_has_words_and_sizes(code: str) -> None:
    use = all_uses()[code]
    assert use.name
    assert not use.name.endswith(".")
    assert any("一" <= letter <= "鿿" for letter in use.name_zh)
    assert 0 < use.typical_kw[0] < use.typical_kw[1]
    assert 0 < use.load_factor <= 1


@every_use
def test_the_same_is_drawn_again_and_another_customer_or_seed_draws_another(code: str) -> None:
    def draw(entity: str, seed: int) -> bytes:
        load = all_uses()[code].draw(Asked(seed, entity, kw_of(code)), window(days=200), usual(200))
        return load.active_w.tobytes() + load.reactive_var.tobytes()

    first = draw("one", 3)
    draw("another", 3)
    assert draw("one", 3) == first
    assert len({first, draw("another", 3), draw("one", 4)}) == 3


@every_use
def test_power_is_finite_and_only_a_roof_gives(code: str) -> None:
    load = drawn(code)
    for power in (load.active_w, load.reactive_var):
        assert power.shape == (365, 96)
        assert power.dtype == np.float64
        assert np.isfinite(power).all()
    assert (load.active_w <= 0 if code == "solar_roof" else load.active_w >= 0).all()
    assert np.abs(load.active_w).max() > 0


@every_use
def test_the_power_factor_lies_between_three_tenths_and_one(code: str) -> None:
    for entity in ("one", "two", "three"):
        load = drawn(code, entity)
        active, reactive = np.abs(load.active_w), load.reactive_var
        assert (reactive >= 0).all()
        assert (reactive[active == 0] == 0).all()
        assert (active[active > 0] / np.hypot(active, reactive)[active > 0]).min() >= 0.3


@every_use
@pytest.mark.parametrize("first", [NEW_YEAR, date(2025, 6, 17)])
def test_a_day_is_the_same_in_a_short_window_and_a_long_one(code: str, first: date) -> None:
    # Both windows end where festivals and travel are near: 60 days from 17 June, and 400 days into a February.
    short, long = drawn(code, first=first, days=60), drawn(code, first=first, days=400)
    assert np.array_equal(short.active_w, long.active_w[:60])
    assert np.array_equal(short.reactive_var, long.reactive_var[:60])


@pytest.mark.parametrize("code", sorted(set(CODES) - REMEMBERS))
@pytest.mark.parametrize("later", [23, 131, 270])
def test_a_window_that_begins_later_says_the_same_but_for_the_night_before_it(code: str, later: int) -> None:
    long = drawn(code)
    begins = date.fromordinal(NEW_YEAR.toordinal() + later)
    short = drawn(code, first=begins, days=60)
    assert np.array_equal(short.active_w[1:], long.active_w[later + 1 : later + 60])
    assert np.array_equal(short.reactive_var[1:], long.reactive_var[later + 1 : later + 60])


@pytest.mark.parametrize("code", sorted(set(CODES) - {"household"}))
def test_a_year_comes_near_the_mean_that_was_asked(code: str) -> None:
    for seed, year in ((3, 2025), (11, 2022), (100, 2024)):
        ratio = [
            abs(drawn(code, f"customer {one}", seed=seed, first=date(year, 1, 1)).active_w.mean()) / 1000 / kw_of(code)
            for one in range(8)
        ]
        # A wet year waters itself: pumps lie up to a fifth below.
        assert min(ratio) >= (0.78 if code == "irrigation_pump" else 0.85)
        assert max(ratio) <= 1.15
        assert np.mean(ratio) == pytest.approx(1.0, abs=0.15)


@every_use
def test_twice_the_size_is_about_twice_the_energy(code: str) -> None:
    asked = Asked(3, "one", kw_of(code))
    small = abs(drawn(code).active_w.mean())
    large = abs(all_uses()[code].draw(replace(asked, mean_kw=2 * asked.mean_kw), window(), usual(365)).active_w.mean())
    assert large / small == pytest.approx(2.0, rel=0.1)


@every_use
def test_the_load_factor_that_is_stated_is_about_the_middle_one(code: str) -> None:
    def factor(entity: str) -> float:
        power = np.abs(drawn(code, entity).active_w)
        return float(power.mean() / power.max())

    middle = float(np.median([factor(f"customer {one}") for one in range(9)]))
    assert all_uses()[code].load_factor == pytest.approx(middle, rel=0.35)


@every_use
def test_where_supply_is_off_nothing_flows_and_nothing_else_moves(code: str) -> None:
    off = np.zeros((40, 96), np.bool_)
    off[5:9], off[20, 30:40] = True, True
    before, after = drawn(code, days=40), behaving(code, behaviour_of(40, off=off))
    assert (after.active_w[off] == 0).all()
    assert (after.reactive_var[off] == 0).all()
    assert np.array_equal(after.active_w[~off], before.active_w[~off])


@every_use
def test_what_is_added_comes_on_top(code: str) -> None:
    added = np.zeros((40, 96))
    added[7, 10:20] = 1500.0
    before, after = drawn(code, days=40), behaving(code, behaviour_of(40, added_w=added))
    assert after.active_w - before.active_w == pytest.approx(added)
    assert (after.reactive_var[7, 10:20] > before.reactive_var[7, 10:20]).all()


@every_use
def test_where_nobody_is_there_a_business_is_closed_and_a_machine_runs_on(code: str) -> None:
    absent = np.zeros(240, np.bool_)
    absent[100:220] = True
    before, after = drawn(code, days=240), behaving(code, behaviour_of(240, absent=absent))
    if code in UNATTENDED:
        assert np.array_equal(before.active_w, after.active_w)
        return
    # The night shift and the late car of the day before reach into the first day, those of the last into the next.
    assert after.active_w[101:220].mean() < 0.75 * before.active_w[101:220].mean()
    assert np.array_equal(before.active_w[:100], after.active_w[:100])


@pytest.mark.parametrize("code", sorted(set(CODES) - {"solar_roof"}))
def test_busier_days_use_more_and_quieter_ones_less(code: str) -> None:
    days = 240
    quiet, busy = (behaving(code, behaviour_of(days, activity=np.full(days, one))) for one in (0.5, 1.3))
    middle = drawn(code, days=days).active_w.mean()
    assert quiet.active_w.mean() < 0.92 * middle
    assert busy.active_w.mean() > 1.01 * middle


@every_use
def test_from_the_day_on_which_others_come_their_load_is_another(code: str) -> None:
    before, after = drawn(code, days=240), behaving(code, behaviour_of(240, others=(150, 200)))
    assert np.array_equal(before.active_w[:150], after.active_w[:150])
    assert not np.array_equal(before.active_w[150:200], after.active_w[150:200])
    one = behaving(code, behaviour_of(240, others=(150,)))
    assert np.array_equal(one.active_w[:200], after.active_w[:200])
    assert not np.array_equal(one.active_w[200:], after.active_w[200:])


@every_use
def test_a_year_is_drawn_in_a_few_milliseconds(code: str) -> None:
    draw, days, as_usual = all_uses()[code].draw, window(), usual(365)
    took = []
    for one in range(7):
        begin = time.perf_counter()
        draw(Asked(3, f"timed {one}", kw_of(code)), days, as_usual)
        took.append(time.perf_counter() - begin)
    assert min(took) < 0.006  # a quarter of it on an idle machine; the rest is for those that are busy
