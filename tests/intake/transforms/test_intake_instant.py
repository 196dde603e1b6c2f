"""`instant`"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from jicha.intake.likely_time import ACQUIRED
from jicha.intake.rows import Rows


def test_local_time_becomes_utc(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{instant: a, zone: Asia/Shanghai}", "instant")
    assert one.on(rows_of(a=["2026-01-01 07:30:00", None])) == [datetime(2025, 12, 31, 23, 30), None]


def test_a_typed_moment_keeps_its_own_zone(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    typed = pa.array([datetime(2026, 1, 1, 7, tzinfo=UTC)], pa.timestamp("ms", "Europe/London"))
    assert tried("{instant: a, zone: Asia/Shanghai}", "instant").on(rows_of(a=typed)) == [datetime(2026, 1, 1, 7)]


def test_a_time_that_the_clock_skipped_or_had_twice_is_not_guessed(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    one = tried("{instant: a, zone: Europe/London}", "instant")
    rows = rows_of(a=["2026-03-29 01:30:00", "2026-10-25 01:30:00", "2026-07-01 12:00:00"])
    assert [(row, reason) for row, reason, *_ in one.unread(rows)] == [(0, "no_single_time"), (1, "no_single_time")]


def test_what_is_no_time_is_refused(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{instant: a}", "instant")
    assert one.unread(rows_of(a=["2026-01-01 25:00:00"])) == [
        (0, "not_in_calendar", "2026-01-01 25:00:00", "YYYY-MM-DD HH:mm:ss")
    ]


def test_an_unknown_zone_is_a_fault(tried: Callable[..., Any]) -> None:
    assert tried("{instant: a, zone: Asia/Shanghay}", "instant").messages == ["unknown time zone 'Asia/Shanghay'"]


def test_a_day_without_a_time_is_its_start_where_the_profile_says_so(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    one = tried("{instant: a, zone: Asia/Shanghai, days: yes}", "instant")
    assert one.on(rows_of(a=["2026-04-20", "2026/4/20 9:30"])) == [
        datetime(2026, 4, 19, 16, 0),
        datetime(2026, 4, 20, 1, 30),
    ]
    assert [reason for _, reason, *_ in tried("{instant: a}", "instant").unread(rows_of(a=["2026-04-20"]))] == [
        "not_a_time"
    ]


def test_a_time_that_says_its_offset_is_placed_by_it(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried('{instant: a, format: "YYYY-MM-DD HH:mm:ssZ", zone: Europe/London}', "instant")
    assert one.on(rows_of(a=["2026-10-25 01:30:00+01:00", "2026-10-25 01:30:00+00:00"])) == [
        datetime(2026, 10, 25, 0, 30), datetime(2026, 10, 25, 1, 30)
    ]  # fmt: skip


def test_the_summer_time_that_china_had_is_known(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{instant: a, zone: Asia/Shanghai}", "instant")
    assert one.on(rows_of(a=["1988-07-01 12:00:00", "1988-01-01 12:00:00", "1992-07-01 12:00:00"])) == [
        datetime(1988, 7, 1, 3), datetime(1988, 1, 1, 4), datetime(1992, 7, 1, 4)
    ]  # fmt: skip


def test_a_day_number_that_names_no_second_is_no_time(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{instant: a, excel: 1900}", "instant")
    assert one.on(rows_of(a=["45658.5", "45658.9999884259"])) == [
        datetime(2025, 1, 1, 12), datetime(2025, 1, 1, 23, 59, 59)
    ]  # fmt: skip
    assert [(row, reason) for row, reason, *_ in one.unread(rows_of(a=["45658.5", "45658.999999"]))] == [
        (1, "broken_second")
    ]


def test_a_clock_that_lost_its_time_is_told_and_not_moved(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    one = tried("a", "instant", likely=ACQUIRED)
    rows = rows_of(
        a=["2026-03-05 10:37:00", "2000-01-01 00:05:00", "1970-01-01 08:00:00", "2099-12-31 00:00:00", "FFFFFFFFFFFF"],
        received=date(2026, 3, 5),
    )
    assert [(row, reason) for row, reason, *_ in one.unread(rows)] == [
        (4, "fill_bytes"), (1, "unlikely_time"), (2, "unlikely_time"), (3, "unlikely_time")
    ]  # fmt: skip
    assert one.expression.values(rows).array.to_pylist() == [datetime(2026, 3, 5, 10, 37), None, None, None, None]
