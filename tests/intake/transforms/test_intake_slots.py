"""`slots`"""

from collections.abc import Callable
from typing import Any

from jicha.intake.rows import Rows


def test_columns_side_by_side_become_a_list(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{slots: P1..P3, times: 1000}", "list(integer)", "P1", "P2", "P3")
    rows = rows_of(P1=["0.0005", "1"], P2=["9.37", None], P3=["-2", "3"], nulls=("-",))
    assert one.on(rows) == [[1, 9370, -2000], [1000, None, 3000]]


def test_leading_zeros_of_the_columns_are_kept(tried: Callable[..., Any]) -> None:
    one = tried("{slots: P01..P10}", "list(integer)", *(f"P{number:02d}" for number in range(1, 11)))
    assert one.expression.reads[0] == "P01"
    assert one.expression.reads[-1] == "P10"


def test_a_value_that_is_no_number_names_its_column(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{slots: P1..P2}", "list(integer)", "P1", "P2")
    unread = one.expression.values(rows_of(P1=["1"], P2=["fault"])).unread
    assert [(found.column, found.reason) for found in unread] == [("P2", "not_a_number")]


def test_the_range_must_be_a_range(tried: Callable[..., Any]) -> None:
    for written in ("P1", "P9..P1", "P1..Q9"):
        assert tried(f"{{slots: {written}}}", "list(integer)", "P1").messages == [f"slots is {written!r}"]


def test_ninety_seven_points_keep_those_of_the_day(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    words = tuple(f"P{number}" for number in range(1, 98))
    rows = rows_of(**{word: [str(place)] for place, word in enumerate(words)})
    assert tried("{slots: P1..P97, at: end}", "list(integer)", *words).on(rows) == [list(range(1, 97))]
    assert tried("{slots: P1..P97, at: start}", "list(integer)", *words).on(rows) == [list(range(96))]
    unsaid = tried("{slots: P1..P97}", "list(integer)", *words)
    assert unsaid.messages == ["97 columns are one more than a day has"]
    assert tried("{slots: P1..P97, at: end}", "list(integer)", *words).expression.reads == words


def test_columns_named_by_the_clock_are_taken_in_its_order(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    words = tuple(f"{hour:02d}:00" for hour in range(25))
    rows = rows_of(**{word: [str(place)] for place, word in enumerate(words)})
    by_end = tried('{slots: "00:00..24:00", at: end, slot_minutes: 60}', "list(integer)", *words)
    assert by_end.on(rows) == [list(range(1, 25))]
    late = tried('{slots: "00:00..23:00", at: end, slot_minutes: 60}', "list(integer)", *words)
    assert late.messages == ["the columns lack the slot labelled 24:00 at its end"]


LONDON = "day: day, zone: Europe/London, slot_minutes: 60"


def test_a_day_is_as_long_as_its_hours_and_the_hour_that_came_twice_is_kept_twice(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    words = tuple(f"P{number}" for number in range(1, 26))
    columns = {
        word: [str(number) if number <= hours else None for hours in (23, 24, 25)]
        for number, word in enumerate(words, start=1)
    }
    one = tried(f"{{slots: P1..P25, {LONDON}}}", "list(integer)", "day", *words)
    rows = rows_of(day=["2026-03-29", "2026-06-01", "2026-10-25"], **columns)
    assert one.on(rows) == [list(range(1, 24)), list(range(1, 25)), list(range(1, 26))]


def test_values_beyond_a_short_day_and_days_beyond_the_columns_are_refused(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    words = tuple(f"P{number}" for number in range(1, 25))
    one = tried(f"{{slots: P1..P24, {LONDON}}}", "list(integer)", "day", *words)
    rows = rows_of(day=["2026-03-29", "2026-06-01", "2026-10-25"], **{word: ["1", "1", "1"] for word in words})
    assert one.unread(rows) == [(0, "beyond_day", "2026-03-29", "23"), (2, "day_too_long", "2026-10-25", "25")]
    blank = rows_of(day=["2026-03-29"], **{word: ["1" if word != "P24" else None] for word in words})
    assert one.on(blank) == [[1] * 23]


def test_by_the_clock_the_skipped_hour_is_the_blank_one(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    words = tuple(f"{hour}:00" for hour in range(24))
    one = tried(f'{{slots: "0:00..23:00", at: start, {LONDON}}}', "list(integer)", "day", *words)
    rows = rows_of(day=["2026-03-29"], **{word: [str(n) if n != 1 else None] for n, word in enumerate(words)})
    assert one.on(rows) == [[0, *range(2, 24)]]
    told = rows_of(day=["2026-03-29"], **{word: [str(n) if n != 5 else None] for n, word in enumerate(words)})
    assert [reason for _, reason, *_ in one.unread(told)] == ["beyond_day"]


def test_a_zone_needs_a_day_and_a_grid(tried: Callable[..., Any]) -> None:
    for written in ("zone: Europe/London", "day: day", "day: day, zone: Europe/London"):
        one = tried(f"{{slots: P1..P2, {written}}}", "list(integer)", "day", "P1", "P2")
        assert one.messages == ["a day has a length in its zone only"]
