"""The days that are simulated, with what the calendar and the weather say of each.

Which day is of which type follows from the calendar of working days alone: three free days or more are a festival, and
the days around a free week are on the road. That a week brings travel for two days before and after is an assumption.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from jicha.engine.workdays import WorkCalendar, work_calendar
from jicha.terms.errors import JichaError
from jicha.twin.load.layout import DAY_TYPES
from jicha.twin.weather import Weather, weather_of

WORK, WEEKEND, FESTIVAL, RETURN_TRAVEL = range(len(DAY_TYPES))
_TRAVEL_DAYS = 2  # before and after a holiday of a week on which many are on the road
_FESTIVAL_DAYS = 3
_LONG_HOLIDAY_DAYS = 6
_LOOK_AROUND = 14  # days beyond the window that may decide what a day within it is


class DaysUnknown(JichaError):
    """Days of which nobody has said yet whether they are holidays."""


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Consecutive days from ``first`` on.

    ``day_type``  number of each day's type in ``layout.DAY_TYPES``, (days,); make-up working days are working days
    ``weather``   temperature and sun, each (days, 96)
    ``region``    whose climate it is, a key of ``weather.climates()``: by its usual year loads that heat, cool or
                  light are scaled
    """

    first: date
    day_type: NDArray[np.int8]
    weather: Weather
    region: str = "36"

    def __len__(self) -> int:
        return int(self.day_type.shape[0])

    @property
    def dates(self) -> list[date]:
        """The days themselves."""
        return [self.first + timedelta(place) for place in range(len(self))]

    @property
    def working(self) -> NDArray[np.bool_]:
        """Days on which offices are open, (days,)."""
        return np.isin(self.day_type, (WORK, RETURN_TRAVEL))


def window_of(seed: int, region: str, first: date, days: int, *, country: str = "cn") -> Window:
    """The window of a region. Raises DaysUnknown.

    A day is the same in whatever window it is asked, for its neighbours are looked up where the window ends. Only
    where the calendar itself ends is a holiday seen as far as it is known.
    """
    calendar = work_calendar(country)
    last = first + timedelta(days - 1)
    if not calendar.first_day < first <= last <= calendar.last_day:
        known, asked = (calendar.first_day, calendar.last_day), (first, last)
        raise DaysUnknown(
            f"holidays are known from {known[0]} to {known[1]}, and {asked[0]} to {asked[1]} is asked",
            "Choose days within.",
            message_zh=f"节假日数据覆盖 {known[0]} 至 {known[1]}，所选为 {asked[0]} 至 {asked[1]}",
            remedy_zh="请在覆盖范围内选择日期。",
        )
    begin = max(first - timedelta(_LOOK_AROUND), calendar.first_day + timedelta(1))
    end = min(last + timedelta(_LOOK_AROUND), calendar.last_day)
    around = _day_types(calendar, begin, (end - begin).days + 1)
    day_type = around[(first - begin).days :][:days]
    return Window(first, day_type, weather_of(seed, region, first, days), region)


def _day_types(calendar: WorkCalendar, first: date, days: int) -> NDArray[np.int8]:
    dates = [first + timedelta(place) for place in range(days)]
    free = np.array([calendar.between(day - timedelta(1), day) == 0 for day in dates])
    day_type = np.where(free, WEEKEND, WORK).astype(np.int8)
    change = np.diff(np.concatenate([[False], free, [False]]).astype(np.int8))
    for start, end in zip(np.flatnonzero(change == 1).tolist(), np.flatnonzero(change == -1).tolist(), strict=True):
        if end - start >= _FESTIVAL_DAYS:
            day_type[start:end] = FESTIVAL
        if end - start >= _LONG_HOLIDAY_DAYS:
            for near in (slice(max(start - _TRAVEL_DAYS, 0), start), slice(end, end + _TRAVEL_DAYS)):
                day_type[near] = np.where(free[near], day_type[near], RETURN_TRAVEL)
    return day_type
