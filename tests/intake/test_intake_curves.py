"""Readings into daily curves: scattered, scaled, completed, corrected. Six-hour slots keep the numbers readable."""

from collections.abc import Callable
from typing import Any

import pytest

from jicha.intake.profile import Profile
from jicha.intake.read_profile import read_text
from jicha.intake.report import IntakeReport

Deliver = Callable[..., IntakeReport]
Stored = Callable[..., list[dict[str, Any]]]

CURVES = """
profile: curves
source: t
description: Readings for tests
description_zh: 测试曲线
confidence: observed
confidence_from: made for tests
files:
  - file: readings
    header: [point, at, L1, L2]
    tables:
      - table: curve
        kind: curve
        corrections: CORRECTIONS
        columns: {point_id: {identifier: [point]}}
        curve:
          start: at
          format: YYYY-MM-DD HH:mm
          slot_minutes: 360
          unit: W
          times: 1000
          quantities: {active_power_a: L1, active_power_b: L2}
"""
HEADER = "point,at,L1,L2\n"
MORNING = "p,2026-01-15 00:00,1,5\np,2026-01-15 06:00,0.0025,6\n"
EVENING = "p,2026-01-15 12:00,3,7\np,2026-01-15 18:00,-4,8\n"


@pytest.fixture
def strict() -> Profile:
    return read_text(CURVES.replace("CORRECTIONS", "no"), "p.yaml")


@pytest.fixture
def lenient() -> Profile:
    return read_text(CURVES.replace("CORRECTIONS", "yes"), "p.yaml")


def slots(stored: Stored) -> list[tuple[str, str, str, list[int | None]]]:
    rows = stored("curve", "point_id, day, quantity, slots", "point_id, day, quantity")
    return [(one["point_id"], one["day"].isoformat(), one["quantity"][-1], one["slots"]) for one in rows]


def counts(report: IntakeReport) -> tuple[int, int, int]:
    return report.accepted, report.duplicate, report.quarantined


def test_readings_become_one_list_for_each_point_day_and_quantity(
    deliver: Deliver, stored: Stored, strict: Profile
) -> None:
    report = deliver(HEADER + EVENING + "q,2026-01-15 06:00,1,\np,2026-01-16 00:00,9,9\n" + MORNING, profile=strict)
    assert counts(report) == (6, 0, 0)
    assert slots(stored) == [
        ("t:p", "2026-01-15", "a", [1000, 3, 3000, -4000]),
        ("t:p", "2026-01-15", "b", [5000, 6000, 7000, 8000]),
        ("t:p", "2026-01-16", "a", [9000, None, None, None]),
        ("t:p", "2026-01-16", "b", [9000, None, None, None]),
        ("t:q", "2026-01-15", "a", [None, 1000, None, None]),
        ("t:q", "2026-01-15", "b", [None, None, None, None]),
    ]
    assert stored("curve", "slot_minutes, unit")[0] == {"slot_minutes": 360, "unit": "W"}
    assert [(one.rows, one.accepted) for one in report.tables] == [(6, 6)]


@pytest.mark.parametrize("order", [(MORNING, EVENING), (EVENING, MORNING)])
def test_a_day_in_two_deliveries_is_the_same_in_either_order(
    deliver: Deliver, stored: Stored, strict: Profile, order: tuple[str, str]
) -> None:
    assert counts(deliver(HEADER + order[0], "one.csv", strict)) == (2, 0, 0)
    assert counts(deliver(HEADER + order[1], "two.csv", strict)) == (2, 0, 0)
    assert slots(stored) == [
        ("t:p", "2026-01-15", "a", [1000, 3, 3000, -4000]), ("t:p", "2026-01-15", "b", [5000, 6000, 7000, 8000])
    ]  # fmt: skip


def test_readings_that_are_stored_already_are_duplicates(deliver: Deliver, stored: Stored, strict: Profile) -> None:
    deliver(HEADER + MORNING + EVENING, "one.csv", strict)
    report = deliver(HEADER + MORNING, "two.csv", strict)
    assert counts(report) == (0, 2, 0)
    assert [(one.rows, one.duplicate) for one in report.tables] == [(2, 2)]


def test_a_whole_and_a_new_reading_of_one_day_are_told_apart(deliver: Deliver, stored: Stored, strict: Profile) -> None:
    deliver(HEADER + MORNING, "one.csv", strict)
    assert counts(deliver(HEADER + MORNING + EVENING, "two.csv", strict)) == (2, 2, 0)


def test_another_value_for_a_stored_slot_is_kept_out_and_the_rest_of_the_day_is_taken(
    deliver: Deliver, stored: Stored, strict: Profile, quarantined: Callable[[], list[dict[str, Any]]]
) -> None:
    deliver(HEADER + MORNING, "one.csv", strict)
    changed = MORNING.replace("0.0025,6", "2,6")
    assert counts(deliver(HEADER + changed + EVENING, "two.csv", strict)) == (2, 1, 1)
    assert slots(stored)[0][3] == [1000, 3, 3000, -4000]
    (one,) = quarantined()
    assert (one["reason"], one["line"], one["raw_value"]) == ("conflict_with_store", 3, "t:p 2026-01-15 06:00")


def test_with_leave_to_correct_the_later_value_counts(deliver: Deliver, stored: Stored, lenient: Profile) -> None:
    deliver(HEADER + MORNING, "one.csv", lenient)
    report = deliver(HEADER + MORNING.replace("0.0025,6", "2,6"), "two.csv", lenient)
    assert counts(report) == (1, 1, 0)
    assert slots(stored)[0][3] == [1000, 2000, None, None]
    assert [(one.rows, one.corrected, one.duplicate) for one in report.tables] == [(2, 1, 1)]


def test_a_missing_value_never_blanks_a_stored_one(deliver: Deliver, stored: Stored, lenient: Profile) -> None:
    deliver(HEADER + MORNING, "one.csv", lenient)
    assert counts(deliver(HEADER + "p,2026-01-15 00:00,,\n", "two.csv", lenient)) == (0, 1, 0)
    assert slots(stored)[0][3] == [1000, 3, None, None]


def test_two_values_for_one_slot_in_one_delivery_are_both_kept_out(
    deliver: Deliver, stored: Stored, lenient: Profile
) -> None:
    twice = "p,2026-01-15 00:00,1,5\np,2026-01-15 00:00,2,5\np,2026-01-15 06:00,3,6\np,2026-01-15 06:00,3,6\n"
    assert counts(deliver(HEADER + twice, "one.csv", lenient)) == (1, 1, 2)
    assert slots(stored)[0][3] == [None, 3000, None, None]


def test_a_stored_curve_of_another_interval_is_never_mixed(deliver: Deliver, stored: Stored, strict: Profile) -> None:
    deliver(HEADER + MORNING, "one.csv", strict)
    finer = read_text(CURVES.replace("CORRECTIONS", "no").replace("360", "180"), "p.yaml")
    assert counts(deliver(HEADER + EVENING + "p,2026-01-16 03:00,1,1\n", "two.csv", finer)) == (1, 0, 2)
    assert slots(stored)[0][3] == [1000, 3, None, None]


def test_a_wide_file_gives_the_same_curve_as_a_long_one(deliver: Deliver, stored: Stored) -> None:
    text = """
profile: wide
source: t
description: Wide curves
description_zh: 宽表曲线
confidence: observed
confidence_from: made for tests
files:
  - file: days
    header: [point, day, P1, P2, P3, P4]
    tables:
      - table: curve
        columns:
          point_id: {identifier: [point]}
          day: day
          quantity: {constant: active_power_a}
          slots: {slots: P1..P4, times: 1000}
          slot_minutes: {constant: 360}
          unit: {constant: W}
"""
    body = "point,day,P1,P2,P3,P4\np,2026-01-15,1,0.0025,3,-4\nq,2026-01-15,,1,,\n"
    assert counts(deliver(body, "wide.csv", read_text(text, "p.yaml"))) == (2, 0, 0)
    assert slots(stored) == [
        ("t:p", "2026-01-15", "a", [1000, 3, 3000, -4000]), ("t:q", "2026-01-15", "a", [None, 1000, None, None])
    ]  # fmt: skip
    assert counts(deliver(body + "\n", "again.csv", read_text(text, "p.yaml"))) == (0, 2, 0)


LONDON = CURVES.replace("CORRECTIONS", "no").replace(
    "          format: YYYY-MM-DD HH:mm\n          slot_minutes: 360\n",
    '          format: "YYYY-MM-DD HH:mmZ"\n          zone: Europe/London\n          slot_minutes: 60\n',
)


def hours(day: str, offsets: list[tuple[int, str]]) -> str:
    return HEADER + "".join(
        f"p,{day} {hour:02d}:00{offset},{place},\n" for place, (hour, offset) in enumerate(offsets, start=1)
    )


AUTUMN = [(0, "+01:00"), (1, "+01:00"), *((hour, "+00:00") for hour in range(1, 24))]
SPRING = [(0, "+00:00"), *((hour, "+01:00") for hour in range(2, 24))]


@pytest.mark.parametrize("end", [False, True])
def test_the_hour_that_came_twice_is_kept_twice_and_the_skipped_one_leaves_no_hole(
    end: bool, deliver: Deliver, stored: Stored
) -> None:
    profile = read_text(LONDON.replace("start: at", "end: at") if end else LONDON, "p.yaml")
    autumn, spring = AUTUMN, SPRING
    if end:  # the label closes the hour, so the first reading of a day stands under its second hour
        autumn, spring = [*AUTUMN[1:], (24, "+00:00")], [(2, "+01:00"), *SPRING[2:], (24, "+01:00")]
    assert counts(deliver(hours("2025-10-26", autumn), "autumn.csv", profile)) == (25, 0, 0)
    assert counts(deliver(hours("2025-03-30", spring), "spring.csv", profile)) == (23, 0, 0)
    found = {day: values for _, day, quantity, values in slots(stored) if quantity == "a"}
    assert found == {
        "2025-10-26": [1000 * number for number in range(1, 26)],
        "2025-03-30": [1000 * number for number in range(1, 24)],
    }


def test_a_long_day_may_come_in_two_deliveries(deliver: Deliver, stored: Stored) -> None:
    profile = read_text(LONDON, "p.yaml")
    whole = hours("2025-10-26", AUTUMN).splitlines(keepends=True)
    assert counts(deliver("".join(whole[:9]), "one.csv", profile)) == (8, 0, 0)
    assert counts(deliver(whole[0] + "".join(whole[8:]), "two.csv", profile)) == (17, 1, 0)
    (found,) = [values for *_, quantity, values in slots(stored) if quantity == "a"]
    assert found == [1000 * number for number in range(1, 26)]


def test_a_local_time_that_came_twice_is_kept_out_where_nothing_tells_which_it_is(
    deliver: Deliver, quarantined: Callable[[], list[dict[str, Any]]]
) -> None:
    text = LONDON.replace('"YYYY-MM-DD HH:mmZ"', "YYYY-MM-DD HH:mm")
    rows = "p,2025-10-26 00:00,1,\np,2025-10-26 01:00,2,\np,2025-10-26 01:00,3,\np,2025-03-30 01:00,4,\n"
    assert counts(deliver(HEADER + rows, profile=read_text(text, "p.yaml"))) == (1, 0, 3)
    assert {one["reason"] for one in quarantined()} == {"no_single_time"}


def test_both_midnights_of_a_day_are_told_and_belong_to_two_days(deliver: Deliver, stored: Stored) -> None:
    profile = read_text(CURVES.replace("CORRECTIONS", "no").replace("start: at", "end: at"), "p.yaml")
    points = "p,2026-01-15 00:00,9,\n" + "".join(f"p,2026-01-15 {hour:02d}:00,{hour},\n" for hour in (6, 12, 18, 24))
    assert counts(deliver(HEADER + points + "p,2026-01-16 00:00,24,\n", profile=profile)) == (5, 1, 0)
    assert slots(stored)[0] == ("t:p", "2026-01-14", "a", [None, None, None, 9000])
    assert slots(stored)[2] == ("t:p", "2026-01-15", "a", [6000, 12000, 18000, 24000])


def test_a_reading_of_a_dead_clock_is_kept_out(
    deliver: Deliver, quarantined: Callable[[], list[dict[str, Any]]], strict: Profile
) -> None:
    rows = "p,2026-01-15 00:00,1,\np,2000-01-01 06:00,1,\np,2099-12-31 00:00,1,\n"
    report = deliver(HEADER + rows, profile=strict)
    assert counts(report)[0] + counts(report)[2] == 3
    assert {(one["raw_value"], one["reason"]) for one in quarantined()} >= {("2000-01-01 06:00", "unlikely_time")}
