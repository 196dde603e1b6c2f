"""Households that pay in advance: top-ups before a bill, the bill paid out of them, and the balance of each month."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from jicha.twin.books.book import Books
from jicha.twin.books.office_hours import at
from jicha.twin.books.paying import payers_of
from jicha.twin.books.people import ONLINE
from jicha.twin.records import KNOWN_ON, Row
from jicha.twin.streams import Stream

_TOP_UP = 50  # CNY, and multiples of it
_NOTHING = Decimal(0)


def write_prepaid(books: Books) -> None:
    """Whoever is prepaid is marked so in the file of customers."""
    payers = payers_of(books.world.seed, books.station.accounts)
    bills: dict[str, list[Row]] = {}
    for number, bill in books.bills.items():
        if payers[bill.account.number].prepaid:
            bills.setdefault(bill.account.number, []).append(books.bill_row(number))
    for row in books.records.of("customer"):
        row["prepaid"] = payers[row["customer_id"]].prepaid
    for customer, rows in bills.items():
        _put_year(books, customer, sorted(rows, key=lambda one: one["issued_on"]))


def _put_year(books: Books, customer: str, bills: list[Row]) -> None:
    balance = _NOTHING
    spare = 1 + int(3 * float(Stream(books.world.seed, customer, "spare").uniform(1)[0]))  # top-ups beyond the need
    for bill in bills:
        due, issued = bill["total_charge"], bill["issued_on"]
        if due > balance:
            money = Decimal(_TOP_UP * (ceil((due - balance) / _TOP_UP) + spare))
            balance += money
            _receipt(books, f"YC{bill['bill_id']}", customer, issued - timedelta(2), {
                "receipt_kind": "advance", "money": money, "method": "online",
            })  # fmt: skip
        if due > 0:
            balance -= due
            _settle(books, bill, customer)
        books.records.put(
            "account_balance", issued, customer_id=customer, day=issued, prepaid_balance=balance, arrears=_NOTHING,
            late_fee_arrears=_NOTHING,
        )  # fmt: skip


def _settle(books: Books, bill: Row, customer: str) -> None:
    number, due, issued = bill["bill_id"], bill["total_charge"], bill["issued_on"]
    books.records.put(
        "receivable", bill[KNOWN_ON], receivable_id=f"YS{number}", customer_id=customer, bill_id=number,
        month=bill["month"], money_due=due, money_received=due, late_fee_due=_NOTHING, late_fee_received=_NOTHING,
        issued_on=issued, due_on=bill["due_on"], settled_on=issued, settlement="settled", disputed=False,
        late_fee_defer="none", written_off=_NOTHING,
    )  # fmt: skip
    _receipt(books, f"SF{number}", customer, issued, {
        "receipt_kind": "charge", "money": due, "method": "advance", "receivable_id": f"YS{number}",
        "written_off_on": issued,
    })  # fmt: skip


def _receipt(books: Books, number: str, customer: str, day: date, what: dict[str, object]) -> None:
    books.records.put(
        "receipt", day, receipt_id=number, org_id=books.org, customer_id=customer, paid_at=at(day, 17),
        cashier_id=books.station.number + ONLINE, arrived_on=day, confirmed_on=day, **what,
    )  # fmt: skip
