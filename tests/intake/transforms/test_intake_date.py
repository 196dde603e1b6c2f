"""`date`"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from jicha.intake.likely_time import RECORDED, Likely
from jicha.intake.manner import Calendar, DateManner, Manner
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
    assert one.unread(rows_of(a=["2026-02-30"])) == [(0, "not_in_calendar", "2026-02-30", "YYYY-MM-DD or YYYYMMDD")]


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


def test_day_numbers_of_a_spreadsheet_are_read_where_the_profile_says_so(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    one = tried("{date: a, excel: 1900}", "date")
    assert one.on(rows_of(a=["59", "61", "45658.999999", "2025-01-01"])) == [
        date(1900, 2, 28), date(1900, 3, 1), date(2025, 1, 1), date(2025, 1, 1)
    ]  # fmt: skip
    assert one.on(rows_of(a=[45658.0, 45658.5])) == [date(2025, 1, 1)] * 2
    assert [reason for _, reason, *_ in one.unread(rows_of(a=["60"]))] == ["not_in_calendar"]
    assert tried("{date: a, excel: 1904}", "date").on(rows_of(a=["44196"])) == [date(2025, 1, 1)]
    assert [reason for _, reason, *_ in tried("{date: a}", "date").unread(rows_of(a=["45658"]))] == ["not_a_date"]
    profile = Manner(dates=DateManner(Calendar.EXCEL_1900))
    assert tried("a", "date", manner=profile).on(rows_of(a=["45658"])) == [date(2025, 1, 1)]


def test_what_happened_cannot_have_happened_much_later_than_it_was_told(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    rows = rows_of(a=["2026-03-01", "2099-12-31", "1970-01-01", "2000-01-01"], received=date(2026, 3, 5))
    one = tried("{date: a}", "date", likely=RECORDED)
    assert one.unread(rows) == [
        (1, "unlikely_time", "2099-12-31", "1970-01-02..2027-03-06"),
        (2, "unlikely_time", "1970-01-01", "1970-01-02..2027-03-06"),
    ]
    assert one.expression.values(rows).array.to_pylist() == [date(2026, 3, 1), None, None, date(2000, 1, 1)]


def test_a_day_that_only_binds_may_lie_far_ahead(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    rows = rows_of(a=["2099-12-31"], received=date(2026, 3, 5))
    assert tried("a", "date").on(rows) == [date(2099, 12, 31)]
    stated = tried("{date: a, sane: {from: 1990-01-01, to: 2050-12-31}}", "date")
    assert [(row, reason) for row, reason, *_ in stated.unread(rows)] == [(0, "unlikely_time")]


def test_a_profile_widens_or_drops_what_is_likely(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    rows = rows_of(a=["1969-05-01"], received=date(2026, 3, 5))
    assert tried("{date: a}", "date", likely=RECORDED).unread(rows)
    assert tried("{date: a, sane: no}", "date", likely=RECORDED).on(rows) == [date(1969, 5, 1)]
    assert tried("{date: a, sane: {from: 1960-01-01}}", "date", likely=RECORDED).on(rows) == [date(1969, 5, 1)]
    for manner in (DateManner(any=True), DateManner(sane=Likely(date(1960, 1, 1)))):
        assert tried("a", "date", likely=RECORDED, manner=Manner(dates=manner)).on(rows) == [date(1969, 5, 1)]


def test_formats_say_the_offset_all_or_none(tried: Callable[..., Any]) -> None:
    one = tried("{date: a, format: [YYYY-MM-DD, YYYY-MM-DDZ]}", "date")
    assert one.messages == ["only some formats say the offset from UTC"]
