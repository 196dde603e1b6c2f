"""The working days that stages may take, by the rules of their day."""

from __future__ import annotations

from datetime import date

from station_written import newest, written

from jicha.twin.books.process_limits import limit_of


def test_the_reply_for_high_voltage_was_shortened_in_june_2024() -> None:
    assert limit_of("hv_new", 1, "plan_reply", date(2024, 5, 31)) == 15
    assert limit_of("hv_new", 1, "plan_reply", date(2024, 6, 1)) == 10
    assert limit_of("hv_new", 2, "plan_reply", date(2024, 5, 31)) == 30
    assert limit_of("hv_new", 2, "plan_reply", date(2024, 6, 1)) == 20


def test_what_no_rule_limits_has_no_limit() -> None:
    assert limit_of("rename", 1, "approve", date(2025, 1, 1)) is None
    assert limit_of("lv_resident_new", 1, "survey", date(2025, 1, 1)) is None


def test_one_row_holds_on_each_day_and_says_where_it_comes_from() -> None:
    rows = newest(written(), "process_limit")
    for day in (date(2010, 1, 1), date(2025, 1, 1)):
        keys = [
            tuple(row[one] for one in ("order_kind", "stage", "voltage_class", "price_class", "source_count"))
            for row in rows
            if row["valid_from"] <= day and (row["valid_to"] is None or day < row["valid_to"])
        ]
        assert len(keys) == len(set(keys)) > 0
    assert all(row["document_no"] and row["confidence"] == "b" for row in rows)
