"""Days of 23, 24 and 25 hours, and the slots of their moments."""

from datetime import date, datetime

import numpy as np
import pyarrow as pa
import pytest

from jicha.intake.local_days import days_and_slots, local_of, placed_in, slots_of_days


def number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


@pytest.mark.parametrize(
    ("zone", "day", "minutes", "slots"),
    [
        ("Europe/London", date(2026, 3, 29), 15, 92),
        ("Europe/London", date(2026, 10, 25), 15, 100),
        ("Europe/London", date(2026, 6, 1), 15, 96),
        ("Europe/London", date(2026, 10, 25), 60, 25),
        ("Asia/Shanghai", date(2026, 3, 29), 15, 96),
        ("Asia/Shanghai", date(1986, 5, 4), 15, 92),
        ("Asia/Shanghai", date(1986, 9, 14), 15, 100),
        ("Asia/Shanghai", date(1991, 9, 15), 30, 50),
        ("Asia/Shanghai", date(1992, 4, 12), 15, 96),
        ("Asia/Shanghai", date(2024, 2, 29), 5, 288),
    ],
)
def test_a_day_has_the_slots_of_its_hours(zone: str, day: date, minutes: int, slots: int) -> None:
    assert slots_of_days(np.array([number(day)]), zone, minutes).tolist() == [slots]


def test_the_hour_that_comes_twice_has_its_slots_twice() -> None:
    # London, 2026-10-25: 00:00 UTC is 01:00 summer time, 01:00 UTC is 01:00 again; the day began at 23:00 UTC.
    utc = np.array([datetime(2026, 10, 24, 23), datetime(2026, 10, 25, 0), datetime(2026, 10, 25, 1),
                    datetime(2026, 10, 25, 23, 45)], "datetime64[us]").astype(np.int64)  # fmt: skip
    days, slots = days_and_slots(utc, "Europe/London", 15)
    assert days.tolist() == [number(date(2026, 10, 25))] * 4
    assert slots.tolist() == [0, 4, 8, 99]


def test_every_slot_of_a_year_is_met_once() -> None:
    first, last = datetime(2026, 1, 1), datetime(2027, 1, 1)  # London is UTC at both
    utc = np.arange(np.datetime64(first, "us"), np.datetime64(last, "us"), np.timedelta64(15, "m")).astype(np.int64)
    days, slots = days_and_slots(utc, "Europe/London", 15)
    assert len({*zip(days.tolist(), slots.tolist(), strict=True)}) == len(utc) == 365 * 96
    assert np.bincount(days - days[0]).tolist() == slots_of_days(np.unique(days), "Europe/London", 15).tolist()


def test_a_local_time_is_placed_unless_it_was_skipped_or_came_twice() -> None:
    local = pa.array([datetime(2026, 3, 29, 1, 30), datetime(2026, 10, 25, 1, 30), datetime(2026, 7, 1, 12)])
    utc, unplaced = placed_in(local, "Europe/London")
    assert unplaced.tolist() == [True, True, False]
    assert utc[2].as_py() == datetime(2026, 7, 1, 11)
    assert local_of(utc, "Europe/London")[2].as_py() == datetime(2026, 7, 1, 12)


def test_the_summer_time_of_shanghai_is_known() -> None:
    utc, unplaced = placed_in(pa.array([datetime(1988, 7, 1, 12), datetime(1988, 1, 1, 12)]), "Asia/Shanghai")
    assert not unplaced.any()
    assert utc.to_pylist() == [datetime(1988, 7, 1, 3), datetime(1988, 1, 1, 4)]
