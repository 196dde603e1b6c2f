"""Offices, schools, hospitals. Hours, terms and what a degree adds are assumed.

An office works on working days, make-up working days among them. A school has terms: its winter holiday lies around
Spring Festival (from 16 days before its first free day to 17 days after), its summer holiday from 5 July to the end of
August. A hospital never closes; its clinics keep office hours.
"""

from __future__ import annotations

import numpy as np

from jicha.twin.load.almanac import Almanac
from jicha.twin.load.behaviour import Behaviour
from jicha.twin.load.opening import Nature, Opening, business, shut_for_spring, table
from jicha.twin.load.shapes import between, hump
from jicha.twin.load.use import Asked, Load, use
from jicha.twin.load.window import Window
from jicha.twin.streams import Stream

WINTER_HOLIDAY = (16, 18)  # days before and after the first free day of Spring Festival
SUMMER_HOLIDAY = (186, 243)  # 5 July to 31 August, by day of the year


@use("办公", typical_kw=(0.5, 15.0), load_factor=0.16)
def office(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Office."""
    return business(asked, window, behaviour, _office, Nature(0.08, 0.5, 0.08, 0.08, (0.30, 0.50), 0.12))


@use("学校", typical_kw=(3.0, 25.0), load_factor=0.19)
def school(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """School."""
    return business(asked, window, behaviour, _school, Nature(0.06, 0.5, 0.08, 0.08, (0.28, 0.48), 0.1))


@use("医院", typical_kw=(20.0, 100.0), load_factor=0.47)
def hospital(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Hospital."""
    return business(asked, window, behaviour, _hospital, Nature(0.04, 0.8, 0.04, 0.05, (0.30, 0.48), 0.1))


def term(days: Almanac) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Days of a school's terms, weekends within them too, (days,)."""
    summer = (days.of_year >= SUMMER_HOLIDAY[0]) & (days.of_year <= SUMMER_HOLIDAY[1])
    return ~(summer | shut_for_spring(days, *WINTER_HOLIDAY))


def _office(habits: Stream, days: Almanac) -> Opening:
    thrown = habits.uniform(6)
    begin, end = 8.0 + thrown[0], 17.5 + thrown[1]
    at_work = between(begin, end, 0.75) * (1 - 0.25 * hump(12.6, 0.5))
    late = 0.15 * thrown[2] * between(end - 0.5, 21.0, 1.0)
    weekend = (0.05 + 0.2 * thrown[3]) * between(9.0, 17.0, 1.0)
    climate = (0.07 + 0.06 * thrown[4]) * np.array([[0.0], [1.0], [0.2]]) * between(begin - 0.5, end, 0.5)
    return Opening(
        np.where(days.working, 1, np.where(days.festival, 0, 2)),
        np.ones(len(days)),
        np.full(96, 0.08 + 0.12 * thrown[5]),
        table(0.0, at_work + late, weekend),
        climate,
        0.4 * climate,
        table(0.02, 0.05, 0.03),
    )


def _school(habits: Stream, days: Almanac) -> Opening:
    """Kinds of day: holiday, school day, free day within a term (some live in)."""
    thrown = habits.uniform(5)
    evenings = thrown[0] < 0.4  # lessons of one's own until late, as in the higher forms
    lessons = between(7.0, 17.5, 0.75) * (1 - 0.4 * hump(13.0, 0.7))
    evening = evenings * 0.7 * between(18.5, 21.75, 0.5)
    kitchen = 0.35 * hump(10.8, 1.0) + 0.15 * hump(17.0, 0.8) * (1 + evenings)
    boarders = 0.1 * thrown[1] * (0.3 + hump(21.0, 2.0))
    climate = (0.02 + 0.05 * thrown[2]) * np.maximum(lessons, evening)
    in_term = term(days)
    return Opening(
        np.where(in_term & days.working, 1, np.where(in_term, 2, 0)),
        np.ones(len(days)),
        np.full(96, 0.06 + 0.06 * thrown[3]),
        table(0.02, lessons + evening + kitchen + boarders, 0.04 * between(8.0, 18.0, 1.0) + boarders),
        table(0.0, climate, 0.05 * climate),
        table(0.0, 0.3 * climate, 0.02 * climate),
        table(0.05, 0.10 + 0.10 * evenings, 0.06),
    )


def _hospital(habits: Stream, days: Almanac) -> Opening:
    """Kinds of day: evacuated, working day, weekend, holiday."""
    thrown = habits.uniform(3)
    clinics = between(7.5, 17.5, 1.0) * (1 - 0.3 * hump(12.8, 0.7))
    wards = 0.55 + 0.1 * hump(20.0, 2.5)
    shares = np.array([[0.0, 0.0], [1.0, 0.9], [1.0, 0.5 + 0.2 * thrown[2]], [1.0, 0.2]])  # of wards and clinics
    climate = (0.025 + 0.02 * thrown[0]) * (shares[:, :1] * wards + shares[:, 1:] * clinics)
    return Opening(
        np.where(days.working, 1, np.where(days.festival, 3, 2)),
        np.ones(len(days)),
        np.full(96, 0.25 + 0.15 * thrown[1]),
        shares[:, :1] * wards + shares[:, 1:] * clinics,
        climate,
        0.5 * climate,
        table(0.0, 0.06, 0.06, 0.06),
    )
