"""What is owed is what came in, fen by fen."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

from station_written import by_key, newest, written

ZERO = Decimal(0)


def test_each_bill_has_a_debt_that_is_settled_by_its_receipts() -> None:
    paid: Counter[str] = Counter()
    fees: Counter[str] = Counter()
    for row in newest(written(), "receipt"):
        if row["receivable_id"]:
            (paid if row["receipt_kind"] == "charge" else fees)[row["receivable_id"]] += row["money"]
    debts = by_key("receivable")
    for number in written().bills:
        total = written().bill_row(number)["total_charge"]
        if total > 0:
            debt = debts[f"YS{number}"]
            assert (debt["money_due"], debt["money_received"], debt["settlement"]) == (total, total, "settled")
            assert paid[f"YS{number}"] == total
            assert debt["late_fee_due"] == debt["late_fee_received"] == fees.get(f"YS{number}", ZERO)


def test_a_debt_that_was_paid_in_another_month_was_open_before() -> None:
    states = Counter(row["receivable_id"] for row in written().records.of("receivable"))
    for row in newest(written(), "receivable"):
        same = (row["settled_on"].year, row["settled_on"].month) == (row["issued_on"].year, row["issued_on"].month)
        assert states[row["receivable_id"]] == (1 if same else 2)


def test_who_pays_late_pays_a_fee_and_was_reminded() -> None:
    fees = {row["receivable_id"]: row for row in newest(written(), "late_fee")}
    reminded = {row["receivable_id"] for row in newest(written(), "reminder")}
    late = {row["receivable_id"]: row for row in newest(written(), "receivable") if row["settled_on"] > row["due_on"]}
    assert set(fees) == set(late) == reminded
    assert late
    for number, fee in fees.items():
        assert fee["days_this_year"] + fee["days_earlier"] == (fee["paid_on"] - late[number]["due_on"]).days


def test_deposits_hold_what_the_cashier_took_on_the_day_before() -> None:
    brought: Counter[str] = Counter()
    days: dict[str, set[date]] = {}
    for row in newest(written(), "receipt"):
        if row["deposit_id"]:
            brought[row["deposit_id"]] += row["money"]
            days.setdefault(row["deposit_id"], set()).add(row["written_off_on"])
    deposits = by_key("bank_deposit")
    assert {number: row["money"] for number, row in deposits.items()} == dict(brought)
    assert deposits
    assert all(days[number] == {row["deposited_on"] - timedelta(1)} for number, row in deposits.items())
    cash = [row for row in newest(written(), "receipt") if row["method"] in ("cash", "pos")]
    assert all(row["deposit_id"] for row in cash)


def test_invoices_of_businesses_are_money_and_tax_of_the_receipt_and_no_number_comes_twice() -> None:
    invoices, receipts = newest(written(), "invoice"), by_key("receipt")
    assert len({row["invoice_no"] for row in invoices}) == len(invoices) > 100
    for row in invoices:
        assert row["money"] + row["tax"] == receipts[row["receipt_id"]]["money"]
        assert len(row["invoice_no"]) == 20
        assert abs(row["tax"] - row["money"] * Decimal("0.13")) <= Decimal("0.01")
