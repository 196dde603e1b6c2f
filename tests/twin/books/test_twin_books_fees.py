"""Hardly any fee is left, and none is kept that should not be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from station_by_hand import WORKS, books_of, works
from station_written import newest, written

from jicha.twin.books.fees import write_fees


def test_deposits_were_given_back_before_the_rule_that_ended_them() -> None:
    rows = [row for row in newest(written(), "fee") if row["fee_kind"] == "charge_deposit"]
    assert rows
    for row in rows:
        assert row["money_received"] == row["refunded"] == row["refund_due"] == 500
        assert row["charged_on"] < row["refunded_on"] <= row["refund_due_on"] == date(2024, 6, 1)


def test_a_second_source_costs_what_the_list_says() -> None:
    twice = replace(works(opened=date(2022, 3, 1)), file={**WORKS, "source_count": 2})
    books = books_of(twice)
    write_fees(books)
    (fee,) = books.records.of("fee")
    assert fee["fee_kind"] == "high_reliability"
    assert fee["money_received"] == fee["standard_money"] == 176000  # 800 kVA at 220
    assert {row["supply_voltage"] for row in books.records.of("fee_standard")} == {"ac_10_kv", "ac_35_kv", "ac_110_kv"}


def test_nothing_is_charged_in_projects_of_public_money() -> None:
    projects = newest(written(), "grid_project")
    assert projects
    assert not any(row["customer_charges_allowed"] for row in projects)
    assert not any(row["project_id"] for row in newest(written(), "fee"))
    assert all(row["approved_on"] < row["started_on"] for row in projects if row["started_on"])
