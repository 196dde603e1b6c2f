"""Prepaid households never owe anything."""

from __future__ import annotations

from decimal import Decimal

from station_written import by_key, newest, written

from jicha.twin.books.paying import payers_of


def test_what_was_paid_in_advance_covers_the_bills_and_the_balance_is_the_rest() -> None:
    customers = {number for number, row in by_key("customer").items() if row["prepaid"]}
    assert customers
    for customer in customers:
        rows = [row for row in newest(written(), "receipt") if row["customer_id"] == customer]
        paid_in = sum((row["money"] for row in rows if row["receipt_kind"] == "advance"), Decimal(0))
        used = sum((row["money"] for row in rows if row["receipt_kind"] == "charge"), Decimal(0))
        balances = sorted((row for row in newest(written(), "account_balance") if row["customer_id"] == customer),
                          key=lambda row: row["day"])  # fmt: skip
        assert balances[-1]["prepaid_balance"] == paid_in - used
        assert all(row["prepaid_balance"] >= 0 and row["arrears"] == 0 for row in balances)
        assert all(row["method"] == "advance" for row in rows if row["receipt_kind"] == "charge")


def test_the_file_and_the_contract_say_so() -> None:
    payers = payers_of(1, written().station.accounts)
    assert {one for one, row in by_key("customer").items() if row["prepaid"]} == {
        one for one, payer in payers.items() if payer.prepaid
    }
    for row in newest(written(), "contract"):
        assert (row["payment_mode"] == "prepaid") == payers[row["customer_id"]].prepaid
