"""A small utility with one honest life and without it, for tests that compare what is delivered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any
from unittest.mock import patch

import numpy as np
from small_utility import scenario_of

from jicha.twin import station_run
from jicha.twin.account import Account
from jicha.twin.acquired import curves, daily_registers
from jicha.twin.every_life import all_lives
from jicha.twin.life import Course, Living
from jicha.twin.lived import Led
from jicha.twin.load.window import Window, window_of
from jicha.twin.station_run import Run, run_station
from jicha.twin.world import World

LIVED = """
name: lived
description: for tests
description_zh: 测试用
curve_days: 3
"""
DAYS, START = 59, 20  # of a window from the first of January on; the day on which lives begin


@dataclass(frozen=True)
class Told:
    """What one build delivers: ``registers`` by point and register, (days + 1,) kWh; ``volts`` etc. by quantity."""

    run: Run
    registers: dict[tuple[str, str], np.ndarray[Any, Any]]
    curves: dict[tuple[str, str], np.ndarray[Any, Any]]

    def daily(self, point: str, register: str = "active_total") -> np.ndarray[Any, Any]:
        """What a register advanced on each day, kWh."""
        return np.diff(self.registers[point, register])


def world(first: date = date(2025, 1, 1), days: int = DAYS) -> World:
    """A world of one station, with nothing planted and no life."""
    last = date.fromordinal(first.toordinal() + days - 1)
    return World(3, scenario_of(LIVED), 60, first, last)


@cache
def without(first: date = date(2025, 1, 1)) -> Told:
    """The build without any life."""
    return _told(world(first), run_station(world(first), 0))


def with_life(code: str, *, first: date = date(2025, 1, 1), rank: int = 0) -> tuple[Told, Led]:
    """The build in which one customer that fits leads this life from day ``START`` on, and that life.

    ``rank`` says which of those that fit.
    """
    here = world(first)
    account = fitting(here, code)[rank]
    window = window_of(here.seed, here.scenario.climate, here.first, here.days)
    led = as_led(code, account, window)
    with _leading(led):
        return _told(here, run_station(here, 0)), led


def as_led(code: str, account: Account, window: Window) -> Led:
    """The life of an account from day ``START`` to the end of the window."""
    life = all_lives()[code]
    living = Living(3, account, window, START, len(window))
    course: Course = life.lead(living)
    return Led(life, account, course, living.on(course.start), living.on(course.end))


def fitting(here: World, code: str) -> list[Account]:
    """The customers that are there from the first day on and could lead this life."""
    accounts = here.station(0).accounts  # those on the line come last
    return [one for one in accounts if all_lives()[code].fits(one) and one.opened < here.first]


def others(one: Told, other: Told, *points: str) -> list[tuple[str, str]]:
    """Registers of other customers that differ between two builds, outside the days of curves."""
    checks = {seen.place.number for seen in one.run.seen if seen.account is None}
    before = DAYS - 3 + 1
    return [
        key
        for key, shown in one.registers.items()
        if key[0] not in points
        and key[0] not in checks
        and not np.array_equal(shown[:before], other.registers[key][:before])
    ]


@contextmanager
def _leading(led: Led) -> Iterator[None]:
    def led_in(*_: object) -> list[Led]:
        one = led
        if one.course.moved_share and one.to is None:
            businesses = fitting(world(), led.life.code)
            one = replace(one, to=next(each for each in businesses if each.number != led.account.number))
        return [one]

    with patch.object(station_run, "led_in", led_in):
        yield


def _told(here: World, run: Run) -> Told:
    registers = {}
    rows = daily_registers(here, run.seen).select(["point_id", "register", "reading"]).to_pylist()
    for row in rows:
        registers.setdefault((row["point_id"], row["register"]), []).append(float(row["reading"]))
    quantities: dict[tuple[str, str], list[float]] = {}
    for row in curves(here, run.seen).select(["point_id", "quantity", "slots"]).to_pylist():
        quantities.setdefault((row["point_id"], row["quantity"]), []).extend(row["slots"])
    return Told(
        run,
        {key: np.array(shown) for key, shown in registers.items()},
        {key: np.array(shown) for key, shown in quantities.items()},
    )
