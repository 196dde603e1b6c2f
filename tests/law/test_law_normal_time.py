"""Normal time as a base."""

from datetime import date
from decimal import Decimal

import pytest

from jicha.law.backbilling import Begins, Billing, Reading
from jicha.law.normal_time import BadNormalTime, Normal, check_rates, note_normal
from jicha.law.priced import Rate, RatePrice
from jicha.terms.sheet import Sheet

BILLING = Billing(
    Begins.READING_RECORD, (Reading(date(2024, 3, 1), date(2024, 4, 1), Decimal(5)),), (RatePrice(Decimal(1)),)
)


def test_months_of_unlike_length_are_compared_by_the_day() -> None:
    sheet = Sheet("theft")
    normal = [
        Normal(date(2024, 1, 1), date(2024, 2, 1), Decimal(3100)),
        Normal(date(2024, 2, 1), date(2024, 3, 1), Decimal(2600)),
    ]
    assert note_normal(sheet, normal) == {None: "daily"}
    assert sheet.value("daily") == 95  # 5700 kWh in 60 days


def test_rates_are_kept_apart() -> None:
    sheet = Sheet("theft")
    days = date(2024, 1, 1), date(2024, 1, 11)
    note_normal(sheet, [Normal(*days, Decimal(100), Rate.PEAK), Normal(*days, Decimal(70), Rate.FLAT)])
    assert (sheet.value("daily_peak"), sheet.value("daily_flat")) == (10, 7)


def test_normal_time_lies_outside_the_error_and_has_its_rates() -> None:
    check_rates([Normal(date(2024, 2, 1), date(2024, 3, 1), Decimal(1))], BILLING)
    with pytest.raises(BadNormalTime, match="in the time of the error"):
        check_rates([Normal(date(2024, 2, 1), date(2024, 3, 2), Decimal(1))], BILLING)
    with pytest.raises(BadNormalTime, match="other rates"):
        check_rates([Normal(date(2024, 2, 1), date(2024, 3, 1), Decimal(1), Rate.PEAK)], BILLING)
