"""Who is at home: absences and visits of one household, from habits that are drawn once and days that are drawn each.

All shares are assumed. Of the homes, three in ten stand empty over Spring Festival (the family travels to its elders)
and a quarter has guests; half the others go away on long holidays now and then, some often spend weekends elsewhere,
and everybody has up to three trips of one to six days a year.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jicha.twin.load.almanac import Almanac, Ints
from jicha.twin.load.layout import Floats
from jicha.twin.streams import Stream

EMPTY, GUESTS, AT_HOME = range(3)
GUESTS_SHIFT = 0.3  # rise of the levels with guests in the house, in normal scores
_SPRING = np.array([0.30, 0.25, 0.45])
_LEAVES = 8  # up to so many days before the festival's first free day
_RETURNS = (6, 20)  # so many days after it
_GUEST_DAYS = 5
_SPRING_DAYS = 10  # no other festival is so near to Spring Festival's first free day
_LONGEST_TRIP = 6
_LONG_HOLIDAYS = 21  # days of festivals in a year, without Spring Festival, about
# Where the numbers of each matter begin in the stream; days count to some 800,000.
_LENGTHS, _WEEKENDS, _HOLIDAYS, _ELDERS = 1_000_000, 2_000_000, 3_000_000, 4_000_000


@dataclass(frozen=True, slots=True)
class Habits:
    """``spring`` is EMPTY, GUESTS or AT_HOME; ``weekends``, ``holidays`` shares spent away; ``trips`` a year."""

    spring: int
    weekends: float
    holidays: float
    trips: float

    @property
    def away(self) -> float:
        """Share of a year's days on which nobody is at home, about: days that are away twice count twice."""
        spring = (1 + _LEAVES) / 2 + (_RETURNS[0] + _RETURNS[1]) / 2 if self.spring == EMPTY else 0.0
        trips = self.trips * (1 + _LONGEST_TRIP) / 2
        return (spring + 104 * self.weekends + _LONG_HOLIDAYS * self.holidays + trips) / 365


def habits_of(stream: Stream) -> Habits:
    """The habits of a household."""
    thrown = stream.uniform(4)
    spring = int(np.searchsorted(np.cumsum(_SPRING), thrown[0], side="right"))
    weekends, holidays = max(float(thrown[1]) - 0.6, 0.0) * 0.25, max(float(thrown[2]) - 0.5, 0.0)
    return Habits(min(spring, AT_HOME), weekends, holidays, 3.0 * float(thrown[3]))


def away(habits: Habits, stream: Stream, days: Almanac) -> NDArray[np.bool_]:
    """Days on which nobody is at home, (days,); each the same in every window."""
    found = _on_trips(habits, stream, days.number)
    if habits.spring == EMPTY:
        found |= _with_elders(stream, days)
    if habits.weekends > 0:
        week = (days.number - days.weekday) // 7
        found |= (days.weekday >= 5) & (_thrown(stream, week, _WEEKENDS) < habits.weekends)
    if habits.holidays > 0:
        other = days.festival & (np.abs(days.since_spring) > _SPRING_DAYS)  # Spring Festival is another matter
        found |= other & (_thrown(stream, days.holiday, _HOLIDAYS) < habits.holidays)
    return found


def guests(habits: Habits, days: Almanac) -> NDArray[np.bool_]:
    """Days on which guests are in the house, (days,)."""
    return (days.since_spring >= 0) & (days.since_spring < _GUEST_DAYS) & (habits.spring == GUESTS)


def _on_trips(habits: Habits, stream: Stream, number: Ints) -> NDArray[np.bool_]:
    """Each day a trip may begin; whoever is still on one does not mind another."""
    before = _LONGEST_TRIP - 1
    begins = stream.uniform(number.size + before, int(number[0]) - before) < habits.trips / 365
    found = np.zeros(number.size, np.bool_)
    for place in np.flatnonzero(begins).tolist():
        thrown = stream.uniform(1, _LENGTHS + int(number[0]) - before + place)[0]
        found[max(place - before, 0) : max(place - before + 1 + int(thrown * _LONGEST_TRIP), 0)] = True
    return found


def _with_elders(stream: Stream, days: Almanac) -> NDArray[np.bool_]:
    near = (days.since_spring >= -_LEAVES) & (days.since_spring < _RETURNS[1] + 1)
    begins = days.number - days.since_spring
    found = np.zeros(len(days), np.bool_)
    for one in np.unique(begins[near]).tolist():
        thrown = stream.uniform(2, _ELDERS + 2 * one)
        leaves = 1 + int(thrown[0] * _LEAVES)
        returns = _RETURNS[0] + int(thrown[1] * (_RETURNS[1] - _RETURNS[0] + 1))
        found |= (begins == one) & (days.since_spring >= -leaves) & (days.since_spring < returns)
    return found


def _thrown(stream: Stream, matter: Ints, start: int) -> Floats:
    """One number for each matter, told by what days have in common, (days,)."""
    first = int(matter[0])
    return stream.uniform(int(matter[-1]) - first + 1, start + first)[matter - first]
