"""Dates by a person's format: read whole or refused, never moved."""

from datetime import date, datetime, timedelta

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.intake.calendar_words import (
    DATES,
    INSTANTS,
    MONTHS,
    BadDateFormat,
    DateFormat,
    Moments,
    read_moments,
    shown,
)
from jicha.intake.manner import Calendar
from jicha.intake.null_words import NullWords


def read(texts: list[str | None], *formats: str, excel: Calendar | None = None) -> list[datetime | str | None]:
    """Each moment, or its reason; by our own formats for dates when none is given."""
    chosen = tuple(DateFormat(one) for one in formats) or DATES
    return told(read_moments(pa.array(texts, pa.string()), chosen, excel=excel, nothing=NullWords().in_values))


def told(found: Moments) -> list[datetime | str | None]:
    rows: list[datetime | str | None] = []
    for row, moment in enumerate(found.array.to_pylist()):
        reasons = [reason for reason, hit in found.refused.items() if hit[row]]
        assert len(reasons) + (moment is not None) <= 1
        rows.append(reasons[0] if reasons else moment)
    return rows


def test_formats_are_tried_in_order() -> None:
    found = read(["2016-02-09", "09/02/2016", "9/2/2016", None], "YYYY-MM-DD", "D/M/YYYY")
    assert found == [datetime(2016, 2, 9)] * 3 + [None]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-02-30", "not_in_calendar"), ("2026-13-01", "not_in_calendar"), ("2026-00-10", "not_in_calendar"),
        ("0000-01-01", "not_in_calendar"), ("2026-2-3", "not_a_date"), ("2026-02-03x", "not_a_date"),
        ("02/03/26", "two_digit_year"), ("26-02-03", "two_digit_year"), ("3.4.26", "two_digit_year"),
        ("03/04/2026", "unclear_order"), ("3-4-2026 12:00", "unclear_order"), ("soon", "not_a_date"),
        ("FFFFFFFFFFFF", "fill_bytes"), ("EE-EE-EE EE:EE", "fill_bytes"), ("45658", "not_a_date"),
    ],
)  # fmt: skip
def test_what_is_not_in_the_calendar_or_not_in_the_format_is_refused(text: str, reason: str) -> None:
    assert read(["2026-02-03", text], "YYYY-MM-DD") == [datetime(2026, 2, 3), reason]


@pytest.mark.parametrize(
    "text",
    ["2026-02-03", "2026-2-3", "2026/2/3", "2026/02/03", "2026.2.3", "2026年2月3日", "2026年02月03日", "20260203",
     "2026-02-03 00:00:00", "2026/2/3 0:00", "２０２６年２月３日", "'2026-02-03"],
)  # fmt: skip
def test_forms_that_begin_with_the_year_need_no_format(text: str) -> None:
    assert read([text]) == [datetime(2026, 2, 3)]


@pytest.mark.parametrize("text", ["2026/2/30", "20260230", "2026年2月30日", "2023-02-29", "2026-04-31"])
def test_a_day_that_does_not_exist_is_never_moved(text: str) -> None:
    assert read([text]) == ["not_in_calendar"]


@pytest.mark.parametrize("text", ["202405", "2024-05", "2024年5月", "2024年05月", "2024年05", "2024/5", "2024-05-31"])
def test_a_month_is_read_in_the_usual_forms(text: str) -> None:
    (found,) = read_moments(pa.array([text]), MONTHS).array.to_pylist()
    assert (found.year, found.month) == (2024, 5)


def test_a_month_behind_a_point_may_have_lost_its_zero() -> None:
    assert told(read_moments(pa.array(["2024.1"]), MONTHS, otherwise="not_a_month")) == ["not_a_month"]


def test_leap_days_exist_in_leap_years_only() -> None:
    assert read(["2024-02-29", "2023-02-29", "1900-02-29", "2000-02-29"]) == [
        datetime(2024, 2, 29), "not_in_calendar", "not_in_calendar", datetime(2000, 2, 29)
    ]  # fmt: skip


def test_midnight_at_the_end_of_a_day_is_the_next_day() -> None:
    found = read(["2026-12-31 24:00:00", "2026-12-31 24:00:01", "2024-02-28 24:00:00"], "YYYY-MM-DD HH:mm:ss")
    assert found == [datetime(2027, 1, 1), "not_in_calendar", datetime(2024, 2, 29)]


def test_no_clock_of_this_trade_knows_a_sixtieth_second() -> None:
    assert told(read_moments(pa.array(["2016-12-31 23:59:60", "2016-12-31 23:59:59"]), INSTANTS)) == [
        "not_in_calendar", datetime(2016, 12, 31, 23, 59, 59)
    ]  # fmt: skip


def test_a_word_for_nothing_is_missing_and_not_refused() -> None:
    assert read(["--", "采集失败", "2026-02-03", "－"]) == [None, None, datetime(2026, 2, 3), None]


def test_the_offset_from_utc_is_read_where_the_format_says_it() -> None:
    texts = ["2026-10-25 01:00+01:00", "2026-10-25 01:00+0000", "2026-10-25 01:00Z", "2026-10-25 01:00-03:30"]
    found = read_moments(pa.array(texts), (DateFormat("YYYY-MM-DD HH:mmZ"),))
    assert found.array.to_pylist() == [datetime(2026, 10, 25, 1)] * 4
    assert found.offset is not None
    assert (found.offset / 60e6).tolist() == [60, 0, 0, -210]
    assert told(read_moments(pa.array(["2026-10-25 01:00+15:00"]), (DateFormat("YYYY-MM-DD HH:mmZ"),))) == [
        "not_in_calendar"
    ]


def test_day_numbers_of_a_spreadsheet_are_read_where_the_profile_says_so_and_only_if_no_format_fits() -> None:
    assert read(["45658", "60", "20260203"], excel=Calendar.EXCEL_1900) == [
        datetime(2025, 1, 1), "not_in_calendar", datetime(2026, 2, 3)
    ]  # fmt: skip


def test_a_two_digit_year_a_foreign_word_or_digits_read_in_two_ways_are_no_format() -> None:
    for written in ("DD/MM/YY", "%Y-%m-%d", "YYYY-MM-DD-DD", "YYYYMD", "YYYYMMDDHmm"):
        with pytest.raises(BadDateFormat):
            assert DateFormat(written).parts


def test_only_stated_formats_are_all_shown() -> None:
    assert shown(DATES) == "YYYY-MM-DD"
    assert shown((DateFormat("YYYYMM"), DateFormat("M/YYYY"))) == "YYYYMM or M/YYYY"


@settings(deadline=None)
@given(st.lists(st.dates(date(1, 1, 1), date(9999, 12, 31)), max_size=20))
def test_every_day_comes_back_as_it_was(days: list[date]) -> None:
    for written in ("{:%m/%d}", "年{0.month}月{0.day}日", "-{0.month:02d}-{0.day:02d}"):
        texts = [
            f"{one.year:04d}" + (written.format(one) if written[0] != "{" else f"/{one.month}/{one.day}")
            for one in days
        ]
        assert [isinstance(one, datetime) and one.date() for one in read(texts)] == days


@settings(deadline=None, max_examples=300)
@given(st.lists(st.text(st.sampled_from("0123456789-/.: 年月日TZ１２Ff"), max_size=12), max_size=12))
def test_any_text_is_the_day_that_its_digits_name_or_refused(texts: list[str]) -> None:
    for text, found in zip(texts, read(texts), strict=True):
        if isinstance(found, datetime):
            digits = "".join(one for one in text.translate({ord("１"): "1", ord("２"): "2"}) if one.isdigit())
            day = found - timedelta(days=1) if "24:00" in text else found
            assert digits[:4] == f"{day.year:04d}"
            assert digits[4:].startswith(
                (
                    f"{day.month:02d}{day.day:02d}",
                    f"{day.month}{day.day}",
                    f"{day.month:02d}{day.day}",
                    f"{day.month}{day.day:02d}",
                )
            )
