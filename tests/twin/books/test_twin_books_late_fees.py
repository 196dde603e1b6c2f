"""The late fee, by figures worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jicha.twin.books.late_fees import late_fee


def test_a_household_pays_one_permille_a_day() -> None:
    fee = late_fee("lv_resident", Decimal("200.00"), date(2025, 3, 23), date(2025, 3, 28))
    assert fee is not None
    assert (fee.days, fee.money) == (5, Decimal("1.00"))


def test_others_pay_two_permille_and_three_after_the_turn_of_the_year() -> None:
    fee = late_fee("high_voltage", Decimal(10000), date(2025, 12, 28), date(2026, 1, 4))
    assert fee is not None
    assert (fee.days, fee.later_days) == (7, 4)
    assert fee.money == Decimal("180.00")  # 3 days of 20.00 and 4 of 30.00


def test_arrears_of_the_new_year_are_of_that_year() -> None:
    fee = late_fee("lv_non_resident", Decimal(1000), date(2025, 12, 31), date(2026, 1, 2))
    assert fee is not None
    assert (fee.days, fee.later_days, fee.money) == (2, 0, Decimal("4.00"))


@given(st.integers(-30, 0))
def test_whoever_pays_until_the_last_day_pays_no_fee(days: int) -> None:
    due = date(2025, 6, 23)
    assert late_fee("lv_resident", Decimal(100), due, date.fromordinal(due.toordinal() + days)) is None
