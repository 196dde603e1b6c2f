"""Dates by a person's format: read whole or refused, never moved."""

from datetime import date, datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.intake.calendar_words import BadDateFormat, DateFormat, read_moments


def read(texts: list[str | None], *formats: str) -> tuple[list[datetime | None], list[bool]]:
    moments, unread = read_moments(pa.array(texts, pa.string()), tuple(DateFormat(one) for one in formats))
    return moments.to_pylist(), unread.tolist()


def test_formats_are_tried_in_order() -> None:
    found, unread = read(["2016-02-09", "09/02/2016", "9/2/2016", None], "YYYY-MM-DD", "D/M/YYYY")
    assert found == [datetime(2016, 2, 9)] * 3 + [None]
    assert unread == [False] * 4


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-13-01", "2026-00-10", "2026-2-3", "2026-02-03 ", "02/03/26", "0000-01-01"]
)
def test_what_is_not_in_the_calendar_or_not_in_the_format_is_refused(text: str) -> None:
    found, unread = read(["2026-02-03", text], "YYYY-MM-DD")
    assert found == [datetime(2026, 2, 3), None]
    assert unread == [False, True]


def test_leap_days_exist_in_leap_years_only() -> None:
    assert read(["2024-02-29", "2023-02-29", "1900-02-29", "2000-02-29"], "YYYY-MM-DD")[1] == [False, True, True, False]


def test_midnight_at_the_end_of_a_day_is_the_next_day() -> None:
    found, unread = read(["2026-12-31 24:00:00", "2026-12-31 24:00:01"], "YYYY-MM-DD HH:mm:ss")
    assert found == [datetime(2027, 1, 1), None]
    assert unread == [False, True]


def test_months_and_chinese_signs_are_formats_too() -> None:
    assert read(["202405"], "YYYYMM")[0] == [datetime(2024, 5, 1)]
    assert read(["2026年2月3日"], "YYYY年M月D日")[0] == [datetime(2026, 2, 3)]


def test_a_two_digit_year_or_a_foreign_word_is_no_format() -> None:
    for written in ("DD/MM/YY", "%Y-%m-%d", "YYYY-MM-DD-DD"):
        with pytest.raises(BadDateFormat):
            assert DateFormat(written).parts


@settings(deadline=None)
@given(st.lists(st.dates(date(1, 1, 1), date(9999, 12, 31)), max_size=20))
def test_every_day_comes_back_as_it_was(days: list[date]) -> None:
    found, unread = read([one.isoformat() for one in days], "YYYY-MM-DD")
    assert [one and one.date() for one in found] == days
    assert not any(unread)
