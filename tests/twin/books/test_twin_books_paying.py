"""When customers pay."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from station_written import written

from jicha.twin.books.office_hours import is_workday, local_day
from jicha.twin.books.paying import CUT_AFTER_DAYS, Payer, payer_of
from jicha.twin.streams import Stream

ISSUED, DUE, MONTH = date(2025, 6, 3), date(2025, 6, 23), date(2025, 5, 1)


def payer(number: int, *, late: bool = False, default_month: int = 0, method: str = "online") -> Payer:
    return Payer(method, False, late, default_month, Stream(5, f"payer {number}", "paying"))


def test_nearly_all_pay_in_time_and_half_the_bills_of_late_payers_are_late() -> None:
    def late(**traits: bool) -> int:
        paid = (payer(one, **traits).payment(ISSUED, DUE, MONTH).paid_on for one in range(2000))
        return sum(day > DUE for day in paid)

    assert 2 <= late() <= 25  # expected 10
    assert 900 <= late(late=True) <= 1100  # expected 1000


def test_nobody_pays_before_the_bill_is_issued_and_a_day_is_that_of_its_instant() -> None:
    for one in range(300):
        paid = payer(one).payment(ISSUED, DUE, MONTH)
        assert paid.paid_on > ISSUED
        assert local_day(paid.paid_at) == paid.paid_on


def test_banks_book_on_working_days() -> None:
    days = [payer(one, method="transfer").payment(ISSUED, DUE, MONTH).paid_on for one in range(300)]
    assert all(is_workday(day) or day == DUE for day in days)


def test_who_does_not_pay_is_cut_off_after_thirty_days_on_a_working_day_and_pays_then() -> None:
    paid = payer(1, default_month=5).payment(ISSUED, DUE, MONTH)
    assert paid.cut_on is not None
    assert is_workday(paid.cut_on)
    assert paid.cut_on >= DUE + timedelta(CUT_AFTER_DAYS)
    assert paid.paid_on == paid.cut_on + timedelta(1)
    assert payer(1, default_month=6).payment(ISSUED, DUE, MONTH).cut_on is None


def test_the_same_month_is_paid_alike_whatever_was_asked_before() -> None:
    one, other = payer(3), payer(3)
    other.payment(ISSUED, DUE, date(2024, 1, 1))
    assert one.payment(ISSUED, DUE, MONTH) == other.payment(ISSUED, DUE, MONTH)


def test_large_customers_transfer_and_are_never_cut_off() -> None:
    found = [payer_of(1, one) for one in written().station.dedicated]
    assert Counter((one.method, one.default_month, one.prepaid) for one in found) == {
        ("transfer", 0, False): len(written().station.dedicated)
    }
