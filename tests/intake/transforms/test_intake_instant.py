"""`instant`"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

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
        (0, "not_a_time", "2026-01-01 25:00:00", "YYYY-MM-DD HH:mm:ss")
    ]


def test_an_unknown_zone_is_a_fault(tried: Callable[..., Any]) -> None:
    assert tried("{instant: a, zone: Asia/Shanghay}", "instant").messages == ["unknown time zone 'Asia/Shanghay'"]
