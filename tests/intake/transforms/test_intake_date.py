"""`date`"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from jicha.intake.rows import Rows


def test_text_is_read_by_format(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{date: a, format: [YYYY-MM-DD, DD/MM/YYYY]}", "date")
    assert one.on(rows_of(a=["2016-02-09", "31/12/1994", None])) == [date(2016, 2, 9), date(1994, 12, 31), None]


def test_typed_dates_need_no_format(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{date: a}", "date")
    assert one.on(rows_of(a=[date(2016, 2, 9)])) == [date(2016, 2, 9)]
    assert one.on(rows_of(a=pa.array([datetime(2016, 2, 9)], pa.timestamp("ns")))) == [date(2016, 2, 9)]


def test_a_moment_gives_the_day_of_its_own_zone(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    evening = pa.array([datetime(2016, 2, 9, 16, tzinfo=UTC)], pa.timestamp("us", "Asia/Shanghai"))
    assert tried("{date: a}", "date").on(rows_of(a=evening)) == [date(2016, 2, 10)]


def test_numbers_are_read_by_their_digits(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    assert tried("{date: a, format: YYYYMMDD}", "date").on(rows_of(a=[20160209])) == [date(2016, 2, 9)]


def test_what_is_no_date_is_refused_with_the_format(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{date: a, format: [YYYY-MM-DD, YYYYMMDD]}", "date")
    assert one.unread(rows_of(a=["2026-02-30"])) == [(0, "not_a_date", "2026-02-30", "YYYY-MM-DD or YYYYMMDD")]


def test_a_format_must_say_year_month_and_day(tried: Callable[..., Any]) -> None:
    assert tried("{date: a, format: YYYY-MM}", "date").messages == ["YYYY-MM says no day"]
    assert tried('{date: a, format: "%Y"}', "date").messages == ["'%Y' is not a date format"]


def test_an_exchange_of_day_and_month_is_undone_where_the_profile_says_so(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    rows = rows_of(a=["2012-03-07", "2012-01-13", "2012-05-05", None])
    undone = [date(2012, 7, 3), date(2012, 1, 13), date(2012, 5, 5), None]
    assert tried("{date: a, exchanged: yes}", "date").on(rows) == undone
    months = tried("{month: a, format: YYYY-MM-DD, exchanged: yes}", "month").on(rows)
    assert months == [one and one.replace(day=1) for one in undone]
