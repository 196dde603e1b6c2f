"""Who has which honest life: drawn for each customer by itself, as ``chosen`` does for thefts.

A customer's draw depends on the seed, its own number and the scenario's shares. Whoever steals besides keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from jicha.twin.account import ELEMENTS, Account
from jicha.twin.every_life import all_lives
from jicha.twin.life import Course, Life, Living
from jicha.twin.load.window import Window
from jicha.twin.streams import Stream
from jicha.twin.world import Area, Station, World


@dataclass(frozen=True, slots=True, eq=False)
class Led:
    """A life as it is led by an account, and the account that its load went to where it did."""

    life: Life
    account: Account
    course: Course
    starts_on: date
    ends_on: date
    to: Account | None = None


def led_by(world: World, window: Window, account: Account) -> Led | None:
    """The life of a customer, or None as mostly."""
    told = world.scenario.lives
    drawn = Stream(world.seed, account.number, "life").uniform(4)
    if drawn[0] >= float(told.share):
        return None
    weights = {one.kind: float(one.weight) for one in told.mix} or dict.fromkeys(all_lives(), 1.0)
    fitting = [(one, weights[code]) for code, one in sorted(all_lives().items()) if weights.get(code)]
    fitting = [(one, weight) for one, weight in fitting if one.fits(account)]
    if not fitting:
        return None
    edges = np.cumsum([weight for _, weight in fitting])
    life = fitting[int(np.searchsorted(edges, drawn[1] * edges[-1], side="right"))][0]
    low, high, shortest = float(told.earliest), float(told.latest), float(told.shortest)
    start = min(int((low + (high - low) * drawn[2]) * world.days), world.days - 1)
    length = max(1, int((shortest + (1 - shortest) * drawn[3]) * world.days))
    living = Living(world.seed, account, window, start, min(start + length, world.days))
    if living.on(start) <= account.opened:  # nothing was there before that it could differ from
        return None
    course = life.lead(living)
    return Led(life, account, course, living.on(course.start), living.on(course.end))


def led_in(world: World, window: Window, station: Station) -> list[Led]:
    """The lives of a station's customers; machines move to the next business of the same area, if there is one."""
    found = []
    for accounts, area in [*((one.accounts, one) for one in station.areas), (station.dedicated, None)]:
        for account in accounts:
            one = led_by(world, window, account)
            if one is not None and one.course.moved_share:
                to = _another(account, area)
                one = replace(one, to=to) if to else None
            if one is not None:
                found.append(one)
    return found


def with_lives(station: Station, led: Iterable[Led]) -> Station:
    """The station whose accounts are closed, and have rows in further ledgers, as their lives tell."""
    courses = {one.account.number: one.course for one in led}

    def after(account: Account) -> Account:
        course = courses.get(account.number)
        if course is None:
            return account
        return replace(account, closed=course.closed or account.closed, ledgers=(*account.ledgers, *course.ledgers))

    areas = tuple(replace(one, accounts=tuple(map(after, one.accounts))) for one in station.areas)
    return replace(station, areas=areas, dedicated=tuple(map(after, station.dedicated)))


def _another(account: Account, area: Area | None) -> Account | None:
    """The next account of the area that could take machines over: on three phases, and there all the time."""
    if area is None:
        return None
    place = next(number for number, one in enumerate(area.accounts) if one.number == account.number)
    for one in (*area.accounts[place + 1 :], *area.accounts[:place]):
        first = one.places[0]
        lasts = one.closed is None and one.opened <= account.opened
        if lasts and first.metered and not first.generates and ELEMENTS[first.wiring] > 1:
            return one
    return None
