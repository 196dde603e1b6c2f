"""Day numbers of a spreadsheet: exact, and 29 February 1900 never was."""

from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.intake.excel_serial import read_serials
from jicha.intake.manner import Calendar


def read(*texts: str, calendar: Calendar = Calendar.EXCEL_1900) -> list[datetime | str | None]:
    micros, serial, never = read_serials(pa.array(texts, pa.string()), calendar)
    epoch = datetime(1970, 1, 1)
    return [
        None if not one else "never" if gone else epoch + timedelta(microseconds=int(count))
        for count, one, gone in zip(micros, serial, never, strict=True)
    ]


def test_the_day_that_never_was_stands_between_its_neighbours() -> None:
    assert read("1", "59", "60", "60.5", "61", "0", "0.5") == [
        datetime(1900, 1, 1), datetime(1900, 2, 28), "never", "never", datetime(1900, 3, 1), "never", "never"
    ]  # fmt: skip


def test_the_other_calendar_begins_four_years_later_with_nought() -> None:
    found = read("0", "60", "43830", calendar=Calendar.EXCEL_1904)
    assert found == [datetime(1904, 1, 1), datetime(1904, 3, 1), datetime(2024, 1, 1)]


def test_the_time_of_day_is_put_onto_its_second_when_only_a_floats_noise_parts_them() -> None:
    assert read("45658.5", "45658.73", "45658.9999884259", "45658.999988425926", "45658.0416666667") == [
        datetime(2025, 1, 1, 12), datetime(2025, 1, 1, 17, 31, 12), datetime(2025, 1, 1, 23, 59, 59),
        datetime(2025, 1, 1, 23, 59, 59), datetime(2025, 1, 1, 1),
    ]  # fmt: skip


def test_what_lies_between_two_seconds_stays_there() -> None:
    assert read("45658.999999") == [datetime(2025, 1, 1, 23, 59, 59, 913600)]  # 0.999999 x 86,400 s = 86,399.9136 s


def test_noise_before_midnight_is_midnight() -> None:
    assert read("45658.99999999999") == [datetime(2025, 1, 2)]


def test_the_last_day_is_that_of_the_calendar() -> None:
    assert read("2958465", "2958466") == [datetime(9999, 12, 31), "never"]


@pytest.mark.parametrize("text", ["-1", "+5", "1e5", "12345678", "45658,5", "", "45658.", "２"])
def test_what_is_no_day_number_is_not_read(text: str) -> None:
    assert read(text) == [None]


@settings(deadline=None)
@given(st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31)))
def test_every_second_comes_back_from_the_float_that_a_spreadsheet_keeps(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    serial = (moment - datetime(1899, 12, 30, tzinfo=UTC)) / timedelta(days=1)
    assert read(f"{serial:.10f}") == [moment.replace(tzinfo=None)]
    assert read(str(serial)) == [moment.replace(tzinfo=None)]


def test_every_day_of_a_century_has_its_number() -> None:
    texts = [str(one) for one in range(61, 36_526)]
    assert read(*texts) == [datetime(1899, 12, 30) + timedelta(days=int(one)) for one in texts]
    assert date(1899, 12, 30) + timedelta(days=36_526) == date(2000, 1, 1)
