"""The days of NEM12 as rows: each value with its time, days of every length beside each other, bad ones torn."""

from __future__ import annotations

import io

import pytest

from jicha.intake.sources.formats.grid import Asked
from jicha.intake.sources.formats.nem12_blocks import blocks
from jicha.intake.sources.formats.nem12_days import WORDS, intervals


def heading(minutes: int, suffix: str = "E1", unit: str = "kWh") -> str:
    return f"200,4001234567,E1B1,1,{suffix},N1,M0042,{unit},{minutes},20260801"


def day(*values: str, date: str = "20260601", quality: str = "A", more: str = ",,,") -> str:
    return f"300,{date},{','.join(values)},{quality}{more}"


def read(*records: str, words: tuple[str, ...] = WORDS) -> tuple[list[tuple[str | None, ...]], list[tuple[int, str]]]:
    text = "\n".join(["100,NEM12,202607010900,A,B", *records, "900", ""]).encode()
    asked = Asked(0, 0, len(WORDS), [WORDS.index(one) for one in words])
    rows: list[tuple[str | None, ...]] = []
    torn: list[tuple[int, str]] = []
    for block in blocks(io.BytesIO(text), "utf-8", "x.csv", "NEM12"):
        for cut in intervals(block, asked):
            rows += [tuple(row.values())[:-1] for row in cut.rows.to_pylist()]
            torn += [(one.line, one.reason) for one in cut.torn]
    return rows, torn


def test_an_interval_begins_where_the_one_before_it_ends_and_the_last_ends_at_midnight() -> None:
    rows, torn = read(
        heading(360), day("1", "2", "3", "4", date="20240228"), words=("start", "end", "interval", "value")
    )
    assert rows == [
        ("2024-02-28 00:00", "2024-02-28 06:00", "1", "1"),
        ("2024-02-28 06:00", "2024-02-28 12:00", "2", "2"),
        ("2024-02-28 12:00", "2024-02-28 18:00", "3", "3"),
        ("2024-02-28 18:00", "2024-02-29 00:00", "4", "4"),
    ]
    assert torn == []


@pytest.mark.parametrize("date", ["20251005", "20260405"])  # clocks in Sydney are moved on these days
def test_market_time_has_no_summer_time(date: str) -> None:
    rows, _ = read(heading(60), day(*["1"] * 24, date=date), words=("start",))
    assert [row[0][-5:] for row in rows if row[0]] == [f"{hour:02d}:00" for hour in range(24)]


@pytest.mark.parametrize(("minutes", "count"), [(5, 288), (15, 96), (30, 48), (60, 24)])
def test_a_day_has_as_many_values_as_intervals(minutes: int, count: int) -> None:
    values = [str(one) for one in range(count)]
    rows, torn = read(heading(minutes), day(*values), day(*values[1:]), words=("value",))
    assert rows == [(one,) for one in values]
    assert torn == [(4, "wrong_interval_count")]


def test_days_of_other_lengths_and_widths_stay_in_their_order() -> None:
    rows, torn = read(
        heading(720), day("1", "2"), heading(480, "B1", "MWh"), day("3", "4", "5", more=""),
        heading(720, "Q1", "kVArh"), day("6", "7", more=",,"),
        words=("stream", "meter_no", "value", "base_value", "base_uom", "interval_minutes"),
    )  # fmt: skip
    assert torn == []
    assert rows == [
        ("E", "1", "1", "1000", "Wh", "720"), ("E", "1", "2", "2000", "Wh", "720"),
        ("B", "1", "3", "3000000", "Wh", "480"), ("B", "1", "4", "4000000", "Wh", "480"),
        ("B", "1", "5", "5000000", "Wh", "480"),
        ("Q", "1", "6", "6000", "varh", "720"), ("Q", "1", "7", "7000", "varh", "720"),
    ]  # fmt: skip


def test_a_null_reading_is_no_zero() -> None:
    told = ("value", "quality", "method", "base_value")
    rows, _ = read(heading(720), day("0", "0", quality="V"), "400,1,1,S14,,", "400,2,2,N,,", words=told)
    assert rows == [("0", "S", "14", "0"), ("0", "N", "", None)]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (day("1"), "wrong_interval_count"), (day("1", "2", "3"), "wrong_interval_count"),
        (day("1", "2", more=",,,,,"), "wrong_interval_count"), (day("1", "2", quality="B"), "unknown_quality"),
        (day("1", "2", date="20260431"), "not_a_date"), (day("1", "2", quality="V"), "quality_gap"),
        (day('a"b', 'c"d', "2"), "torn_row"),
    ],
)  # fmt: skip
def test_a_day_that_is_none_is_torn_between_its_neighbours(record: str, reason: str) -> None:
    rows, torn = read(heading(720), day("1", "2"), record, day("3", "4"), words=("value",))
    assert rows == [("1",), ("2",), ("3",), ("4",)]
    assert torn == [(4, reason)]
