"""A few refunds that are right and have their papers: relief that was forgotten in one bill, given back in the next.

The bill is issued without the free energy of a household on the civil list; the household says so, an order is taken,
the clerk enters the difference, the head of the station approves it, and the cashier pays it out. To be called before
money is written, as the bill itself changes.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from jicha.twin.books.book import Books
from jicha.twin.books.crew import crew_of
from jicha.twin.books.office_hours import at, open_day, workdays_after
from jicha.twin.books.orders import Order, Step, put_order
from jicha.twin.books.people import ONLINE
from jicha.twin.streams import Stream

_FORGOTTEN = 0.02  # of the bills of households on the civil list


def write_adjustments(books: Books) -> None:
    """At most one of each household and year; a bill that used nothing has nothing to give back."""
    done: set[tuple[str, int]] = set()
    for number, bill in list(books.bills.items()):
        day, who = bill.case.period_start, bill.account.number
        if not bill.terms.relief_kwh or not bill.case.relief_kwh or (who, day.year) in done:
            continue
        drawn = float(Stream(books.world.seed, who, "relief forgotten").uniform(1, 12 * day.year + day.month)[0])
        if drawn < _FORGOTTEN and bill.case.period_end < books.world.last - timedelta(40):
            done.add((who, day.year))
            _give_back(books, number)


def _give_back(books: Books, number: str) -> None:
    right = books.rebill(number, relief_kwh=Decimal(0))
    wrong, row, crew = books.bills[number], books.bill_row(number), crew_of(books.station)
    money = right.rated.total - wrong.rated.total
    if not money:
        return
    account, day = wrong.account, open_day(row["issued_on"] + timedelta(8))
    decided = workdays_after(day, 3)
    order = Order(
        f"TB{number}", "other", account, day, (Step("survey", workdays_after(day, 1)), Step("approve", decided)),
        archived=workdays_after(day, 4), papers=("application", "identity", "other"), point=wrong.place.number,
        channel="phone", reason="低保免费电量漏减",
    )  # fmt: skip
    put_order(books, order)
    books.records.put(
        "adjustment", decided, adjustment_id=f"TZ{number}", customer_id=account.number, bill_id=number,
        order_id=order.number, adjustment_kind="error", method="direct", kwh=Decimal(0), money=money,
        decided_on=decided, error_on=wrong.case.period_start, covers_from=wrong.case.period_start,
        covers_to=wrong.case.period_end, error_kind="billing", reason=order.reason, attachments_present=3,
        operator_id=crew.refund_clerks[0], approver_id=crew.manager, approved_at=at(decided, 15),
        responsible_id=row.get("clerk_id"), issued_on=decided,
    )  # fmt: skip
    _pay_out(books, account.number, number, money, workdays_after(decided, 2))


def _pay_out(books: Books, customer: str, number: str, money: Decimal, day: date) -> None:
    """Onto the account of the customer, by the machine that takes payments from outside."""
    books.records.put(
        "receipt", day, receipt_id=f"TF{number}", org_id=books.org, customer_id=customer, receipt_kind="refund",
        money=money, method="transfer", paid_at=at(day, 10), cashier_id=books.station.number + ONLINE,
        arrived_on=day + timedelta(1), confirmed_on=day + timedelta(1),
    )  # fmt: skip
