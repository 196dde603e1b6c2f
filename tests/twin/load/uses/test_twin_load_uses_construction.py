"""Construction sites: days of work, rain, the huts in the evening, and a still Spring Festival."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from use_world import at, day, days_of, drawn, kw, window

from jicha.twin.load.almanac import almanac


def test_a_site_works_by_day_on_all_days_of_the_week_and_rests_at_noon() -> None:
    found = kw("construction_site")
    daily = found[days_of(0, 1, 2, 3, 4)].mean(axis=0)
    assert daily[at(8) : at(11)].mean() > 3 * daily[at(1) : at(4)].mean()
    assert daily[at(12) : at(12.75)].mean() < 0.6 * daily[at(8) : at(11)].mean()
    assert daily[at(19.5) : at(20.5)].mean() > 1.2 * daily[at(1) : at(4)].mean()  # the huts
    sunny_sundays = days_of(6)
    assert found[sunny_sundays, at(8) : at(11)].mean() > 0.7 * daily[at(8) : at(11)].mean()


def test_a_site_lies_still_at_spring_festival_but_for_a_guard() -> None:
    found = kw("construction_site")
    still = found[day(1, 26) : day(2, 4)]
    assert still[:, at(8) : at(16)].max() < 0.15 * found[day(3, 1) : day(6, 30), at(8) : at(11)].mean()
    assert still.min() > 0


def test_rain_halves_the_work() -> None:
    rain = almanac(window()).rain == 1
    here = rain.copy()
    here[: day(3, 1)] = False
    dry = ~rain
    dry[: day(3, 1)] = False
    work = kw("construction_site")[:, at(8) : at(11)].mean(axis=1)
    assert 0.4 < work[here].mean() / work[dry].mean() < 0.7


def test_the_phases_of_a_site_make_some_months_busier() -> None:
    monthly = drawn("construction_site").active_w[day(3, 1) : day(12, 25)].reshape(-1, 13 * 96).mean(axis=1)
    assert monthly.max() > 1.25 * monthly.min()
