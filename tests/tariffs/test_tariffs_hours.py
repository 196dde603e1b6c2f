"""Hours as minutes: over midnight, a rest, later over earlier, and what cannot be."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.tariffs.book import Calendar, Hours
from jicha.tariffs.hours import clock, day_period, hours_text, periods_of, segments
from jicha.tariffs.time_of_use import DAY_MINUTES, BadPeriods

DAY = date(2025, 1, 1)


def calendar(*hours: tuple[str, str], rest: str = "", later_wins: bool = False) -> Calendar:
    return Calendar(
        "c", DAY, tuple(Hours(name, (span,)) for name, span in hours), rest=rest, later_wins=later_wins
    )  # fmt: skip


def test_a_span_over_midnight_is_two_segments() -> None:
    found = segments(calendar(("valley", "22:30-06:00"), rest="flat"))
    assert [(one.period, one.minute_from, one.minute_to) for one in found] == [
        ("valley", 0, 360), ("flat", 360, 1350), ("valley", 1350, 1440),
    ]  # fmt: skip


def test_the_end_of_the_day_may_be_written_as_24_or_as_0() -> None:
    for end in ("24:00", "00:00"):
        assert segments(calendar(("peak", f"18:00-{end}"), rest="flat"))[-1].text == "18:00-24:00"


def test_later_hours_are_laid_over_earlier_ones_only_where_the_book_says_so() -> None:
    hours = (("valley", "00:00-24:00"), ("deep", "12:00-14:00"))
    assert [one.text for one in segments(calendar(*hours, later_wins=True)) if one.period == "deep"] == ["12:00-14:00"]
    with pytest.raises(BadPeriods, match="12:00-14:00 lies in valley and deep") as error:
        segments(calendar(*hours))
    assert "12:00-14:00 同属 valley、deep" in error.value.faults[0].chinese


def test_every_stretch_without_a_period_is_named() -> None:
    with pytest.raises(BadPeriods) as error:
        segments(calendar(("peak", "08:00-12:00"), ("flat", "13:00-22:00")))
    assert [one.message for one in error.value.faults] == [
        "00:00-08:00 lies in no period", "12:00-13:00 lies in no period", "22:00-24:00 lies in no period",
    ]  # fmt: skip


@pytest.mark.parametrize("span", ["8:00-12:00", "08:00-08:00", "24:00-06:00", "08:00-24:01", "08:60-09:00", "08:00"])
def test_what_are_no_hours_is_refused(span: str) -> None:
    with pytest.raises(BadPeriods, match="are no hours"):
        day_period("peak", span)


def test_the_hours_of_a_period_are_one_text() -> None:
    found = dict(hours_text(calendar(("peak", "08:00-12:00"), ("peak", "18:00-22:00"), rest="flat")))
    assert found["peak"] == "08:00-12:00, 18:00-22:00"
    assert clock(DAY_MINUTES) == "24:00"


def test_the_periods_of_a_day_are_those_of_all_months_in_force() -> None:
    winter = Calendar("c", DAY, (Hours("peak", ("08:00-12:00",)),), months=(1, 12), rest="flat")
    summer = Calendar("c", DAY, (Hours("sharp", ("19:00-21:00",)),), date(2026, 1, 1), months=(7,), rest="flat")
    assert periods_of([winter, summer], DAY) == ("sharp", "peak", "flat")
    assert periods_of([winter, summer], date(2026, 1, 1)) == ("peak", "flat")


@given(st.lists(st.tuples(st.sampled_from(["peak", "valley", "deep"]), st.integers(0, 1439), st.integers(0, 1439))))
def test_laid_over_a_rest_any_hours_cut_the_whole_day_and_the_last_named_wins(
    spans: list[tuple[str, int, int]],
) -> None:
    hours = [(name, f"{clock(start)}-{clock(end)}") for name, start, end in spans if start != end]
    found = segments(calendar(*hours, rest="flat", later_wins=True))
    assert [one.minute_from for one in found] == [0, *(one.minute_to for one in found)][:-1]
    assert found[-1].minute_to == DAY_MINUTES
    for one in found:
        for minute in (one.minute_from, one.minute_to - 1):
            holding = [
                name
                for name, start, end in spans
                if start != end and (start <= minute < end if start < end else minute >= start or minute < end)
            ]
            assert one.period == (holding[-1] if holding else "flat")
