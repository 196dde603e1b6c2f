"""Seconds since 1970, and how they are written."""

from __future__ import annotations

import pyarrow as pa
import pytest

from jicha.intake.sources.formats.espi_moments import seconds_of, written


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("0", "1970-01-01 00:00:00"), ("86400", "1970-01-02 00:00:00"), ("-1", "1969-12-31 23:59:59"),
        ("951782400", "2000-02-29 00:00:00"),  # 11016 days: 30 years, 7 leap days, 31 + 28 days
        ("1780290000", "2026-06-01 05:00:00"),
        ("-2208988800", "1900-01-01 00:00:00"), ("7258118399", "2199-12-31 23:59:59"),
    ],
)  # fmt: skip
def test_seconds_are_a_date_and_a_time(text: str, moment: str) -> None:
    seconds = seconds_of(pa.array([text]))
    assert seconds.to_pylist() == [int(text)]
    assert written(seconds, pa.array(["?"])).to_pylist() == [moment]


@pytest.mark.parametrize(
    "text", ["", "noon", "1.5", "1e9", "+5", "7258118400", "-2208988801", "123456789012", "1780290000000", None]
)
def test_what_is_no_time_of_metering_stays_as_it_was_written(text: str | None) -> None:
    both = pa.array([text, "60"], pa.string())
    assert seconds_of(both).to_pylist() == [None, 60]
    assert written(seconds_of(both), both).to_pylist() == [text, "1970-01-01 00:01:00"]
