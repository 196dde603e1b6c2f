"""A small utility for tests: one station, built once for all tests of a process."""

from __future__ import annotations

from datetime import date
from functools import cache

from jicha.twin.scenario import Scenario, read_scenario
from jicha.twin.station_run import Run, run_station
from jicha.twin.world import World

FIRST, LAST = date(2025, 1, 1), date(2025, 3, 31)

QUIET = """
name: quiet
description: for tests
description_zh: 测试用
curve_days: 2
"""
BUSY = (
    QUIET
    + """
theft: {share: 0.3, earliest: 0.0, latest: 0.3}
faults: {share: 0.2, earliest: 0.0, latest: 0.3}
acquisition: {lost: 0.02, late: 0.05}
"""
)


def small_world(told: str = QUIET, customers: int = 60, seed: int = 3) -> World:
    """A world of one station."""
    return World(seed, scenario_of(told), customers, FIRST, LAST)


def scenario_of(told: str) -> Scenario:
    """A scenario by its text."""
    return read_scenario(told)


@cache
def quiet_run() -> Run:
    """The station in which nothing is planted; to be looked at, not to be changed."""
    return run_station(small_world(), 0)


@cache
def busy_run() -> Run:
    """The same station with many thieves and faults; to be looked at, not to be changed."""
    return run_station(small_world(BUSY), 0)
