"""Refunds that are right have an order, papers, two people, and the money."""

from __future__ import annotations

from decimal import Decimal

from station_written import by_key, fresh, newest, written


def test_what_is_given_back_is_what_the_bill_took_too_much() -> None:
    rows, right = newest(written(), "adjustment"), fresh()
    assert rows
    for row in rows:
        charged = written().bill_row(row["bill_id"])["total_charge"]
        assert charged + row["money"] == right.bill_row(row["bill_id"])["total_charge"]
        assert row["money"] < 0


def test_it_was_entered_by_one_and_approved_by_another_and_paid_out() -> None:
    orders = by_key("service_order")
    for row in newest(written(), "adjustment"):
        assert row["operator_id"] != row["approver_id"]
        assert row["attachments_present"] == 3
        assert orders[row["order_id"]]["accepted_at"] < row["approved_at"] <= orders[row["order_id"]]["finished_at"]
        paid = [one for one in newest(written(), "receipt")
                if one["customer_id"] == row["customer_id"] and one["receipt_kind"] == "refund"]  # fmt: skip
        assert row["money"] in [one["money"] for one in paid]


def test_no_other_bill_was_changed() -> None:
    named = {row["bill_id"] for row in newest(written(), "adjustment")}
    right = fresh()
    for number in written().bills:
        if number not in named:
            assert written().bill_row(number)["total_charge"] == right.bill_row(number)["total_charge"]
    assert len(named) <= Decimal(len(written().bills)) / 100
