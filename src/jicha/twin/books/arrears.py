"""Reminders of unpaid bills, and the supply of the few who do not pay for more than a month, cut off and given back."""

from __future__ import annotations

from datetime import date, timedelta

from jicha.twin.books.book import Books
from jicha.twin.books.office_hours import at, open_day, workdays_before
from jicha.twin.books.orders import Order, Step, put_order
from jicha.twin.books.paying import Payment
from jicha.twin.books.people import on_call
from jicha.twin.records import Row

_REMINDED_AFTER = ((1, "message"), (7, "call"), (15, "message"), (22, "letter"))  # days overdue
_NOTICE_DAYS = 8  # households have seven days; the day itself does not count


def put_reminders(books: Books, bill: Row, payment: Payment) -> None:
    """One after another until the money came, by the collector of the section."""
    for place, (days, channel) in enumerate(_REMINDED_AFTER):
        day = bill["due_on"] + timedelta(days)
        if day < payment.paid_on or place == 0:
            books.records.put(
                "reminder", day, reminder_id=f"CF{bill['bill_id']}{place}", customer_id=bill["customer_id"],
                receivable_id=f"YS{bill['bill_id']}", reminded_at=at(day, 8 if place == 0 else 10),
                channel=channel, collector_id=_collector(books, bill), acknowledged=channel in ("call", "letter"),
            )  # fmt: skip


def put_cut_off(books: Books, bill: Row, payment: Payment, cut_on: date) -> None:
    """Notice, approval, second notice, cut; given back two hours after the money came."""
    records = books.records
    notified = cut_on - timedelta(_NOTICE_DAYS)
    approved = workdays_before(cut_on, 2)
    resumed = payment.paid_at + timedelta(hours=2)
    fitter = on_call(books, cut_on)
    order = Order(
        f"TD{bill['bill_id']}", "cut_off", books.account(bill["customer_id"]), min(open_day(notified), approved),
        (Step("approve", until=approved), Step("field_work", until=payment.paid_on)), point=bill["point_id"],
        channel="internal", reason="电费欠费停电", archived=open_day(payment.paid_on),
    )  # fmt: skip
    put_order(books, order)
    cut = {
        "cut_off_id": f"TF{bill['bill_id']}", "customer_id": bill["customer_id"],
        "receivable_id": f"YS{bill['bill_id']}", "order_id": order.number, "cut_reason": "arrears",
        "notified_at": at(notified, 9), "second_notified_at": at(cut_on, 9), "approved_at": at(approved, 15),
        "cut_at": at(cut_on, 10, 30), "remote": True, "operator_id": fitter,
    }  # fmt: skip
    records.put("cut_off", cut_on, **cut)
    records.put("cut_off", payment.paid_on, **cut, paid_at=payment.paid_at, resumed_at=resumed)


def _collector(books: Books, bill: Row) -> str | None:
    """Who collects in the bill's section."""
    rows = books.records.of("reading_section", section_id=bill.get("section_id"))
    return str(rows[0]["collector_id"]) if rows else None
