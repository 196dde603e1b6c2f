"""A bill is computed, reviewed and issued, one after the other and by two people."""

from __future__ import annotations

from itertools import pairwise

from station_written import newest, written

from jicha.twin.books.office_hours import local_day


def test_each_bill_passes_three_steps_in_order() -> None:
    steps: dict[str, list[dict[str, object]]] = {}
    for row in sorted(newest(written(), "bill_step"), key=lambda one: one["step_no"]):
        steps.setdefault(row["bill_id"], []).append(row)
    assert set(steps) == set(written().bills)
    for number, rows in steps.items():
        assert [one["bill_status"] for one in rows] == ["computed", "reviewed", "issued"]
        assert all(one["done_at"] < other["done_at"] for one, other in pairwise(rows))  # type: ignore[operator]
        assert local_day(rows[-1]["done_at"]) == written().bill_row(number)["issued_on"]  # type: ignore[arg-type]
        assert rows[0]["operator_id"] != rows[1]["operator_id"]
