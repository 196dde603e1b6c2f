"""Single readings: moments on the grid, values as whole numbers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pyarrow as pa

from jicha.intake.calendar_words import DateFormat
from jicha.intake.profile import CurveSpec
from jicha.intake.readings import map_readings
from jicha.intake.rows import Rows

SPEC = CurveSpec("at", False, (DateFormat("YYYY-MM-DD HH:mm"),), 15, "W", Decimal(1000), {"active_power_a": "L1"})


def test_moments_and_values_are_read(rows_of: Callable[..., Rows]) -> None:
    read = map_readings(rows_of(at=["2026-01-15 00:15", "2026-01-15 23:45"], L1=["0.0015", None]), SPEC)
    assert read.unread == ()
    assert read.columns["moment"].to_pylist() == [datetime(2026, 1, 15, 0, 15), datetime(2026, 1, 15, 23, 45)]
    assert read.columns["active_power_a"].to_pylist() == [2, None]
    assert read.columns["active_power_a"].type == pa.int32()


def test_a_label_at_the_end_of_a_slot_is_moved_to_its_start(rows_of: Callable[..., Rows]) -> None:
    read = map_readings(rows_of(at=["2026-01-15 24:00", "2026-01-15 00:15"], L1=[1, 2]), replace(SPEC, at_end=True))
    assert read.columns["moment"].to_pylist() == [datetime(2026, 1, 15, 23, 45), datetime(2026, 1, 15)]


def test_a_moment_between_two_slots_is_not_moved(rows_of: Callable[..., Rows]) -> None:
    (unread,) = map_readings(rows_of(at=["2026-01-15 00:15", "2026-01-15 00:16"], L1=[1, 2]), SPEC).unread
    assert (unread.rows.tolist(), unread.reason, unread.expected("")) == ([False, True], "off_grid", "15 min")


def test_a_reading_needs_a_moment(rows_of: Callable[..., Rows]) -> None:
    unread = map_readings(rows_of(at=[None, "noon"], L1=[1, 2]), SPEC).unread
    assert [(one.reason, one.rows.tolist()) for one in unread] == [
        ("not_a_time", [False, True]), ("missing_value", [True, False])
    ]  # fmt: skip


def test_a_value_too_large_for_a_slot_is_refused(rows_of: Callable[..., Rows]) -> None:
    (unread,) = map_readings(rows_of(at=["2026-01-15 00:15"], L1=["1000000"]), SPEC).unread
    assert (unread.reason, unread.column, unread.expected("")) == ("out_of_range", "L1", "9")
