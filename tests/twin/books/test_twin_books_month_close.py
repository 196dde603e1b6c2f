"""Each month is closed once, before the day on which it is due."""

from __future__ import annotations

from station_written import newest, written

from jicha.twin.books.office_hours import is_workday, local_day


def test_twelve_months_are_closed_in_time() -> None:
    rows = newest(written(), "month_close")
    assert len(rows) == 12
    for row in rows:
        closed = local_day(row["closed_at"])
        assert is_workday(closed)
        assert row["month"] < closed <= row["due_on"]
        assert row["reopened_at"] is None
    issued = {row["month"]: row["issued_on"] for row in written().records.of("bill")}
    assert all(local_day(row["closed_at"]) > issued[row["month"]] for row in rows)
