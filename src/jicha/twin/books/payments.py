"""What is owed by bills and what came in: debts, receipts, late fees, deposits at the bank, invoices."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from jicha.twin.books.arrears import put_cut_off, put_reminders
from jicha.twin.books.book import Books
from jicha.twin.books.crew import Crew, crew_of
from jicha.twin.books.late_fees import LateFee, late_fee
from jicha.twin.books.paying import Payer, Payment, payers_of
from jicha.twin.books.people import ONLINE
from jicha.twin.records import Row

_AT_THE_COUNTER = ("cash", "pos")
_VAT = Decimal("1.13")
_NOTHING = Decimal(0)


def write_payments(books: Books) -> None:
    """Of every bill that asks for money; prepaid households apart (``write_prepaid``)."""
    payers = payers_of(books.world.seed, books.station.accounts)
    desk = Desk(books, crew_of(books.station))
    for number, bill in books.bills.items():
        payer = payers[bill.account.number]
        row = books.bill_row(number)
        if not payer.prepaid and row["total_charge"] > 0:
            payment = payer.payment(row["issued_on"], row["due_on"], row["month"])
            if payment.cut_on and bill.account.closed:  # nobody is cut off who leaves
                payment = replace(payer, default_month=0).payment(row["issued_on"], row["due_on"], row["month"])
            desk.take(row, payer, payment)
    desk.close()


@dataclass(eq=False)
class Desk:
    """Where money of a station is taken; ``drawers`` is what each cashier has to bring to the bank."""

    books: Books
    crew: Crew
    drawers: dict[tuple[str, str, date], list[Row]] = field(default_factory=dict)

    def take(self, bill: Row, payer: Payer, payment: Payment) -> None:
        """All that follows from a bill until it is paid."""
        number, due = bill["bill_id"], bill["total_charge"]
        debt = {
            "receivable_id": f"YS{number}", "customer_id": bill["customer_id"], "bill_id": number,
            "month": bill["month"], "money_due": due, "issued_on": bill["issued_on"], "due_on": bill["due_on"],
            "disputed": False, "late_fee_defer": "none", "written_off": _NOTHING,
        }  # fmt: skip
        fee = late_fee(bill["customer_class"], due, bill["due_on"], payment.paid_on)
        put = self.books.records.put
        if (payment.paid_on.year, payment.paid_on.month) != (bill["issued_on"].year, bill["issued_on"].month):
            put(
                "receivable", bill["issued_on"], **debt, money_received=_NOTHING, late_fee_due=_NOTHING,
                late_fee_received=_NOTHING, settlement="open",
            )  # fmt: skip
        charged = fee.money if fee else _NOTHING
        put(
            "receivable", payment.paid_on, **debt, money_received=due, late_fee_due=charged,
            late_fee_received=charged, settled_on=payment.paid_on, settlement="settled",
        )  # fmt: skip
        receipt = self._receipt(f"SF{number}", bill, payer, payment, {"receipt_kind": "charge", "money": due})
        if bill["customer_class"] != "lv_resident":
            self._invoice(receipt, bill, payment)
        if fee:
            self._late_fee(bill, payer, payment, fee)
            put_reminders(self.books, bill, payment)
        if payment.cut_on:
            put_cut_off(self.books, bill, payment, payment.cut_on)

    def close(self) -> None:
        """Each cashier brings what was taken in a day to the bank on the day after; it is there the day after that."""
        for (cashier, method, day), receipts in self.drawers.items():
            number, brought = f"JK{cashier}{day:%Y%m%d}{method[:1]}", day + timedelta(1)
            arrived = brought + timedelta(1)
            self.books.records.put(
                "bank_deposit", arrived, deposit_id=number, org_id=self.books.org, cashier_id=cashier,
                money=sum((one["money"] for one in receipts), _NOTHING), method=method, deposited_on=brought,
                arrived_on=arrived, confirmed_on=arrived,
            )  # fmt: skip
            for one in receipts:
                one |= {"deposit_id": number, "arrived_on": arrived, "confirmed_on": arrived}

    def _receipt(self, number: str, bill: Row, payer: Payer, payment: Payment, what: dict[str, Any]) -> Row:
        day, method = payment.paid_on, payer.method
        counter = method in _AT_THE_COUNTER
        cashier = self.crew.cashiers[day.toordinal() % len(self.crew.cashiers)]
        row = self.books.records.put(
            "receipt", day, receipt_id=number, org_id=self.books.org, customer_id=bill["customer_id"],
            receivable_id=f"YS{bill['bill_id']}", method=method, paid_at=payment.paid_at,
            cashier_id=cashier if counter else self.books.station.number + ONLINE,
            written_off_on=day, arrived_on=day + timedelta(1), confirmed_on=day + timedelta(1), **what,
        )  # fmt: skip
        if counter:
            self.drawers.setdefault((cashier, method, day), []).append(row)
        return row

    def _invoice(self, receipt: Row, bill: Row, payment: Payment) -> None:
        """A fully digital invoice: 20 digits, of which no two are alike; money and tax are together what was paid."""
        net = (receipt["money"] / _VAT).quantize(Decimal("0.01"), ROUND_HALF_UP)
        number = bill["bill_id"]
        self.books.records.put(
            "invoice", payment.paid_on, invoice_id=f"FP{number}", customer_id=bill["customer_id"], bill_id=number,
            receipt_id=receipt["receipt_id"], invoice_no=f"{number:0>20}"[-20:],
            invoice_kind="vat" if bill["customer_class"] == "high_voltage" else "electronic", money=net,
            tax=receipt["money"] - net, issued_on=payment.paid_on, used_after_void=False,
            issuer_id=self.crew.cashiers[0],
        )  # fmt: skip

    def _late_fee(self, bill: Row, payer: Payer, payment: Payment, fee: LateFee) -> None:
        number = bill["bill_id"]
        self.books.records.put(
            "late_fee", payment.paid_on, late_fee_id=f"WY{number}", customer_id=bill["customer_id"],
            receivable_id=f"YS{number}", arrears=bill["total_charge"], counted_from=bill["due_on"] + timedelta(1),
            paid_on=payment.paid_on, days_this_year=fee.days - fee.later_days, days_earlier=fee.later_days,
            rate_permille=fee.permille, money=fee.money, money_received=fee.money, waived=_NOTHING,
        )  # fmt: skip
        if fee.money:
            self._receipt(f"SW{number}", bill, payer, payment, {"receipt_kind": "late_fee", "money": fee.money})
