"""Homes: half hours by hand, the mean that is kept, the score that stays standard."""

from __future__ import annotations

import math

import numpy as np
import pytest
from load_world import china_pack, walked, week

from jicha.twin.load.core import simulate
from jicha.twin.load.days import plain_days
from jicha.twin.load.home import GRID, half_hour, home_of, looked_up
from jicha.twin.load.layout import BLOCKS, PLACES
from jicha.twin.streams import key_of


def test_a_half_hour_is_a_multiple_of_the_base_scaled_above_it() -> None:
    # (97 + 3) * 2 - 3 = 197; 97 + 0.5 * 100 = 147
    assert half_hour(97.0, 2.0, 0.5, 1e6, 2e6, 0.0) == pytest.approx(147.0)
    # below the base nothing is scaled: 100 * 0.5 - 3
    assert half_hour(97.0, 0.5, 9.0, 1e6, 2e6, 0.0) == pytest.approx(47.0)
    # 3 * 0.5 - 3 is no energy
    assert half_hour(0.0, 0.5, 1.0, 1e6, 2e6, 0.0) == 0.0


def test_peaks_are_capped_softly_and_small_energies_hidden() -> None:
    # 997 is 97 above a cap of 900 with 100 to go: 900 + 100 * (1 - e^-0.97)
    assert half_hour(97.0, 10.0, 1.0, 900.0, 1000.0, 0.0) == pytest.approx(900 + 100 * (1 - math.exp(-0.97)))
    assert half_hour(97.0, 1e9, 1.0, 900.0, 1000.0, 0.0) <= 1000.0
    assert half_hour(5.0, 1.0, 1.0, 900.0, 1000.0, 5.5) == 0.0
    assert half_hour(5.5, 1.0, 1.0, 900.0, 1000.0, 5.5) == pytest.approx(5.5)


def test_a_table_is_linear_between_its_points_and_flat_beyond() -> None:
    table = np.linspace(-4.5, 4.5, GRID + 1)
    assert looked_up(table, 1.2345) == pytest.approx(1.2345)
    assert looked_up(table, -99.0) == -4.5
    assert looked_up(table, 99.0) == 4.5


def test_profile_levels_and_chain_share_a_variance_of_one() -> None:
    pack = china_pack()
    for name in ("a", "b", "c"):
        home = pack.home(3, name)
        mean = 5 / 7 * home.profile[0].mean() + 2 / 7 * home.profile[1].mean()
        profile = 5 / 7 * (home.profile[0] ** 2).mean() + 2 / 7 * (home.profile[1] ** 2).mean()
        together = (1 - home.day_slow) * pack.texture.mixing @ pack.texture.mixing.T + home.day_slow
        level = np.mean([(row * home.spread) @ together @ (row * home.spread) for row in BLOCKS])
        assert mean == pytest.approx(0.0, abs=1e-12)
        assert profile + level + home.chain**2 == pytest.approx(1.0)


def test_a_profile_too_strong_for_a_score_is_shrunk_and_the_chain_keeps_a_fifth() -> None:
    pack = china_pack()
    vector = pack.vector(3, "a")
    vector[PLACES["work"]] *= 10
    assert home_of(vector, pack.texture).chain ** 2 == pytest.approx(0.2)


def test_the_mean_of_many_homes_is_the_mean_they_state() -> None:
    pack, days = china_pack(), plain_days(week(364))
    ratio = []
    for one in range(60):
        stated = math.exp(pack.vector(1, f"home {one}")[PLACES["log_mean"]][0]) * 48 * 364
        ratio.append(walked(f"home {one}", days).sum() / stated)
    # Drift moves single homes by some 20 % a year; the median of 60 stays within 3 standard errors of it.
    assert abs(np.median(ratio) - 1.0) < 0.1


def test_twice_the_mean_gives_twice_the_energy_where_base_and_cap_go_along() -> None:
    pack = china_pack()
    vector = pack.vector(1, "home 1")
    double = vector.copy()
    double[PLACES["log_mean"]] += math.log(2)
    double[PLACES["base"]] += math.log(2)
    one, two = home_of(vector, pack.texture), home_of(double, pack.texture)
    assert two.cap == pytest.approx(2 * one.cap)
    assert two.scale == pytest.approx(one.scale, rel=0.05)


def test_a_meter_hides_the_share_that_is_stated_and_the_mean_stays() -> None:
    pack, days = china_pack(), plain_days(week(364))
    assert pack.home(1, "home 1").threshold == 0.0
    shares, means = [], []
    for one in range(24):
        vector = pack.vector(1, f"home {one}")
        vector[PLACES["zero_share"]] = 0.2
        home = home_of(vector, pack.texture)
        wh = simulate(home, pack.texture, key_of(1, f"home {one}", "load"), days).reshape(-1, 2).sum(axis=1)
        shares.append((wh == 0).mean())
        means.append(wh.sum() / walked(f"home {one}", days).sum())
    # A year of one home drifts, and its base with it; the homes together come near what they state.
    assert np.mean(shares) == pytest.approx(0.2, abs=0.05)
    assert np.mean(means) == pytest.approx(1.0, abs=0.06)


def test_the_scale_makes_the_expected_half_hour_the_mean_that_is_stated() -> None:
    # The sum over types, slots, scores and bases, written again without the kernel: the same to the last halving.
    points, weights = np.polynomial.hermite_e.hermegauss(7)
    weights = weights / weights.sum()
    pack = china_pack()
    for name in ("a", "b", "c"):
        vector = pack.vector(3, name)
        home = home_of(vector, pack.texture)
        mixed = pack.texture.mixing @ pack.texture.mixing.T
        tie = home.base_tie
        slow = (home.day_slow, home.base_slow)
        quick = mixed.sum(axis=1) / math.sqrt(mixed.sum()) * tie[0] * math.sqrt((1 - slow[0]) * (1 - slow[1]))
        with_base = BLOCKS @ (home.spread * (quick + tie[1] * math.sqrt(slow[0] * slow[1])))
        together = (1 - home.day_slow) * mixed + home.day_slow
        level = np.array([(row * home.spread) @ together @ (row * home.spread) for row in BLOCKS])
        deviation = np.sqrt(np.maximum(level - with_base**2, 0) + home.chain**2)
        total = everything = 0.0
        for kind, share in ((0, 5 / 7), (1, 2 / 7)):
            for slot in range(48):
                for one, weight in zip(points, weights, strict=True):
                    for other, of_base in zip(points[1:-1], weights[1:-1], strict=True):
                        score = home.profile[kind, slot] + deviation[slot] * one + with_base[slot] * other
                        base, ratio = looked_up(home.base, other), looked_up(home.ratio, score)
                        wh = half_hour(base, ratio, home.scale, home.cap, home.most, 0.0)
                        total += share * weight * of_base * wh
                        everything += share * weight * of_base
        assert total / everything == pytest.approx(math.exp(vector[PLACES["log_mean"]][0]), rel=3e-4)
