"""An order goes through its stages one after another, by different people."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from station_by_hand import books_of, home
from station_written import by_key, newest, written

from jicha.engine.workdays import work_calendar
from jicha.twin.books.office_hours import local_day
from jicha.twin.books.orders import Order, Step, put_order


def stages() -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for row in sorted(newest(written(), "order_stage"), key=lambda one: one["sequence_no"]):
        found.setdefault(row["order_id"], []).append(row)
    return found


def test_each_stage_begins_when_the_one_before_ended_and_the_last_ends_the_order() -> None:
    orders = by_key("service_order")
    for number, rows in stages().items():
        assert all(one["finished_at"] == other["started_at"] for one, other in pairwise(rows))
        assert all(one["started_at"] < one["finished_at"] for one in rows)  # type: ignore[operator]
        assert rows[0]["started_at"] == orders[number]["accepted_at"]
        assert rows[-1]["finished_at"] == orders[number]["finished_at"]
        assert rows[0]["operator_id"] != rows[-1]["operator_id"]


def test_no_stage_took_longer_than_its_limit() -> None:
    limited = [row for rows in stages().values() for row in rows if row["limit_days"] is not None]
    assert limited
    for row in limited:
        begin, end = local_day(row["started_at"]), local_day(row["finished_at"])  # type: ignore[arg-type]
        used = work_calendar().between(begin, end)
        assert used is not None
        assert used <= row["limit_days"]  # type: ignore[operator]


def test_all_papers_that_are_wanted_are_there() -> None:
    papers = newest(written(), "order_document")
    assert all(row["required"] and row["present"] for row in papers)
    for number, row in by_key("service_order").items():
        there = sum(one["order_id"] == number for one in papers)
        if row["attachments_required"] is not None:
            assert row["attachments_required"] == row["attachments_present"] == there


def test_an_order_over_the_turn_of_a_month_was_open_at_its_end() -> None:
    books, account = books_of(home()), home()
    step = Step("survey", date(2025, 4, 30))
    put_order(books, Order("A1", "other", account, date(2025, 4, 29), (step,), archived=date(2025, 5, 6)))
    put_order(books, Order("A2", "other", account, date(2025, 4, 28), (step,), archived=date(2025, 4, 30)))
    states = [(row["order_id"], row["order_status"]) for row in books.records.of("service_order")]
    assert states == [("A1", "open"), ("A1", "archived"), ("A2", "archived")]
