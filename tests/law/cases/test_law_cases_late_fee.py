"""Fees for late payment, with both readings of the year's end."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.law.recover import read_settings, recover
from jicha.law.settings import NO_SETTINGS, Settings
from jicha.terms.record import BadRecord
from jicha.terms.worksheet import Worksheet

WHOLE = read_settings(
    {"conventions": [{"convention": "late_fee_year_end", "choice": "whole_at_later_rate", "source": "市公司"}]}
)


def sheet(*bills: tuple[Any, str, str], settings: Settings = NO_SETTINGS, **changed: Any) -> Worksheet:
    listed = [{"amount": Decimal(amount), "due": due, "paid": paid} for amount, due, paid in bills]
    return recover({"kind": "late_fee", "resident": False, "bills": listed} | changed, settings)


def fee(found: Worksheet) -> str:
    return f"{found.value_of('late_fee').value:.2f}"


def test_a_resident_ten_days_late() -> None:
    """Worked example 17 of the domain: 200 x 0.1 % x 10."""
    assert fee(sheet((200, "2023-03-10", "2023-03-20"), resident=True)) == "2.00"


def test_a_business_over_the_end_of_the_year() -> None:
    """Worked example 18 of the domain: 11 days at 2 and 10 at 3 permille of 10,000."""
    found = sheet((10000, "2022-12-20", "2023-01-10"))
    assert fee(found) == "520.00"
    assert [one.value.value for one in found.givens if one.word == "days_late"] == [11, 10]
    (other,) = found.alternatives
    assert fee(other) == "630.00"  # 21 days at 3 permille
    assert other.remarks[0].word == "as_if_whole_at_later_rate"
    assert any(one.word == "year_end_open" and one.warns for one in found.remarks)


def test_the_other_reading_may_be_settled() -> None:
    found = sheet((10000, "2022-12-20", "2023-01-10"), settings=WHOLE)
    assert fee(found) == "630.00"
    assert [fee(one) for one in found.alternatives] == ["520.00"]


def test_within_a_year_there_is_one_reading() -> None:
    found = sheet((10000, "2023-02-28", "2023-03-10"), settings=WHOLE)
    assert (fee(found), found.alternatives) == ("200.00", ())


def test_a_resident_has_one_rate_over_the_end_of_the_year() -> None:
    found = sheet((10000, "2022-12-20", "2023-01-10"), resident=True)
    assert (fee(found), found.alternatives) == ("210.00", ())


def test_the_rate_of_the_contract_goes_before_and_is_held_to_the_ordinance() -> None:
    found = sheet((10000, "2022-12-20", "2023-01-10"), agreed_permille=Decimal("1.5"))
    assert fee(found) == "315.00"  # 21 days
    (bound,) = found.bounds
    assert [found.value_of(one).value for one in (bound.low, bound.name, bound.high)] == [1, Decimal("1.5"), 3]


def test_the_least_is_one_yuan_in_all() -> None:
    found = sheet((10, "2023-03-10", "2023-03-20"))
    assert fee(found) == "1.00"  # 0.20
    assert fee(sheet((30, "2023-03-10", "2023-03-20"), (30, "2023-03-10", "2023-03-20"))) == "1.20"  # 0.60 twice
    (least,) = (one for one in found.givens if one.name == "minimum")
    assert (least.origin, least.confidence) == ("law", "B")
    later = sheet((10, "2024-07-10", "2024-07-20"))
    (least,) = (one for one in later.givens if one.name == "minimum")
    assert (least.origin, least.source) == ("default", "")  # in 2024 nobody found it
    assert found.bounds == ()  # the text of 1996 fixes it
    assert [(one.low, one.high) for one in later.bounds] == [("fees", "minimum")]


def test_days_over_the_change_of_the_rules_cite_both() -> None:
    found = sheet((10000, "2024-05-29", "2024-06-03"))
    assert [one.value.value for one in found.givens if one.word == "days_late"] == [2, 3]
    assert {one.about for one in found.givens if one.word == "late_current_year"} == {"1996", "2024"}
    assert fee(found) == "100.00"


def test_a_bill_over_two_ends_of_the_year_keeps_the_later_rate() -> None:
    found = sheet((1000, "2021-12-30", "2023-01-02"))
    assert fee(found) == "1103.00"  # 1 day at 2, 365 + 2 days at 3 permille


def test_a_bill_paid_in_time_is_refused() -> None:
    with pytest.raises(BadRecord, match="paid on 2023-03-10, due on 2023-03-10"):
        sheet((10, "2023-03-10", "2023-03-10"))
    with pytest.raises(BadRecord, match="bills: 0 must be above 0"):
        sheet()


@given(st.dates(date(2020, 1, 1), date(2025, 1, 1)), st.integers(1, 500), st.integers(1, 60), st.booleans())
def test_paying_later_never_costs_less(due: date, days: int, more: int, resident: bool) -> None:
    first, second = (
        sheet((1234, f"{due}", f"{due + timedelta(days=one)}"), resident=resident) for one in (days, days + more)
    )
    assert first.value_of("late_fee").value <= second.value_of("late_fee").value


NOT_COUNTED = read_settings(
    {"conventions": [{"convention": "late_fee_payment_day", "choice": "not_counted", "source": "市公司"}]}
)


def test_whether_the_day_of_payment_counts_is_a_reading() -> None:
    found = sheet((10000, "2023-03-10", "2023-03-20"))
    assert fee(found) == "200.00"  # ten days at 2 permille
    assert "late_fee_payment_day_counted" in {one.word for one in found.remarks}
    assert fee(sheet((10000, "2023-03-10", "2023-03-20"), settings=NOT_COUNTED)) == "180.00"
    assert fee(sheet((10000, "2023-03-10", "2023-03-11"), settings=NOT_COUNTED)) == "0.00"  # and no least amount


def test_a_rate_above_what_a_contract_may_agree_is_not_taken() -> None:
    found = sheet((10000, "2024-07-10", "2024-07-20"), agreed_permille=5)
    assert fee(found) == "300.00"  # ten days at 3 permille
    assert any(one.word == "rate_above_range" and one.warns for one in found.remarks)
    assert fee(sheet((10000, "2024-07-10", "2024-07-20"), agreed_permille=Decimal("0.5"))) == "50.00"
    assert fee(sheet((10000, "2024-07-10", "2024-07-20"), agreed_permille=0)) == "0.00"


def test_a_fee_above_the_arrears_warns() -> None:
    over = {one.word for one in sheet((100, "2022-01-01", "2023-06-01")).remarks}  # 365 x 2 + 151 x 3 permille: 118.10
    assert "fee_above_arrears" in over
    assert "fee_above_arrears" not in {one.word for one in sheet((100, "2022-01-01", "2022-06-01")).remarks}


def test_the_least_amount_is_the_end_of_a_range() -> None:
    (found,) = sheet((3, "2024-12-15", "2024-12-20"), resident=True).bounds
    assert (found.name, found.low, found.high) == ("late_fee", "fees", "minimum")


def test_two_ends_of_a_year_and_a_leap_day_count_day_by_day() -> None:
    # 2022-12-30: 1 day of the same year; then 365 + 60 days to 2024-02-29
    found = sheet((1000, "2022-12-30", "2024-02-29"))
    assert fee(found) == "1277.00"  # 1 x 2 + 425 x 3


def test_parts_paid_on_different_days_are_bills_of_their_own() -> None:
    found = sheet((400, "2023-03-10", "2023-03-15"), (600, "2023-03-10", "2023-03-20"))
    assert fee(found) == "16.00"  # 400 x 5 + 600 x 10 days at 2 permille
