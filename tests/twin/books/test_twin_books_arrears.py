"""Supply is cut off only after reminders, thirty days and two notices, and given back at once."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from station_written import fresh

from jicha.twin.books.arrears import put_cut_off, put_reminders
from jicha.twin.books.book import Books
from jicha.twin.books.office_hours import local_day
from jicha.twin.books.paying import Payment, payer_of
from jicha.twin.books.sections import write_sections


def cut_off() -> tuple[Books, dict[str, Any], Payment]:
    books = fresh()
    write_sections(books)
    number = next(one for one, bill in books.bills.items() if bill.account.file["customer_class"] == "lv_resident")
    row = books.bill_row(number)
    payer = payer_of(1, books.bills[number].account)
    made = type(payer)(payer.method, False, False, row["month"].month, payer.drawn)
    payment = made.payment(row["issued_on"], row["due_on"], row["month"])
    assert payment.cut_on is not None
    put_reminders(books, row, payment)
    put_cut_off(books, row, payment, payment.cut_on)
    return books, row, payment


def test_reminders_come_after_the_last_day_to_pay_and_before_the_cut() -> None:
    books, row, payment = cut_off()
    days = [local_day(one["reminded_at"]) for one in books.records.of("reminder")]
    assert len(days) == 4
    assert all(row["due_on"] < day < payment.cut_on for day in days)
    assert {one["collector_id"] for one in books.records.of("reminder")} != {None}


def test_a_household_has_seven_days_after_the_notice() -> None:
    books, row, _payment = cut_off()
    cut = books.records.of("cut_off")[-1]
    assert local_day(cut["cut_at"]) - local_day(cut["notified_at"]) == timedelta(8)
    assert local_day(cut["cut_at"]) - row["due_on"] > timedelta(30)
    assert cut["notified_at"] < cut["approved_at"] < cut["second_notified_at"] < cut["cut_at"]
    assert timedelta(0) < cut["resumed_at"] - cut["paid_at"] < timedelta(hours=24)
    assert [one.get("resumed_at") is None for one in books.records.of("cut_off")] == [True, False]


def test_the_cut_rests_on_an_order_that_covers_it() -> None:
    books, _, _payment = cut_off()
    (order,) = books.records.of("service_order", order_kind="cut_off", order_status="archived")
    cut = books.records.of("cut_off")[-1]
    assert cut["order_id"] == order["order_id"]
    assert order["accepted_at"] < cut["cut_at"] < order["finished_at"]


def test_one_day_late_is_reminded_once() -> None:
    books = fresh()
    number, _ = next(iter(books.bills.items()))
    row = books.bill_row(number)
    day: date = row["due_on"] + timedelta(1)
    put_reminders(books, row, Payment(row["issued_on"], day))
    assert [one["channel"] for one in books.records.of("reminder")] == ["message"]
    assert row["total_charge"] >= Decimal(0)
