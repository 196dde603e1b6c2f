"""A meter beyond its limits: zero error as base, half of the time."""

from decimal import Decimal

import pytest
from metering_cases import sheet_of, value, words

from jicha.terms.record import BadRecord


def test_a_meter_ten_percent_slow_is_billed_for_half_of_the_time() -> None:
    found = sheet_of("meter_error")  # 900000 / 0.9 = 1000000; half of 100000
    assert (value(found, "collect_kwh"), value(found, "collect")) == (50000, 32050)


def test_a_meter_that_ran_fast_is_paid_back() -> None:
    found = sheet_of("meter_error", error="25", kwh="1000")  # true 800; half of 200
    assert (value(found, "refund_kwh"), value(found, "refund")) == (100, Decimal("64.1"))
    assert "metering_is_refund" in words(found)


@pytest.mark.parametrize("error", ["2", "-2", "0", "1.99"])
def test_within_the_limit_nothing_is_asked_and_nothing_owed(error: str) -> None:
    found = sheet_of("meter_error", error=error)
    assert found.results == ("beyond",)
    assert "metering_within_limits" in words(found)


def test_beyond_the_limit_the_base_is_zero_and_not_the_limit() -> None:
    found = sheet_of("meter_error", error="-4", kwh="9600")
    assert value(found, "collect_kwh") == 200  # (10000 - 9600) / 2, not less the 2 % of the limit


def test_the_limit_of_a_certificate_stands_for_the_class() -> None:
    found = sheet_of("meter_error", without="accuracy_class", limit="0.3", error="-0.4", kwh="99600")
    assert value(found, "collect_kwh") == 200


@pytest.mark.parametrize(
    "changed",
    [{"error": "-100"}, {"limit": "1"}, {"without": "accuracy_class"}, {"without": "accuracy_class", "limit": "0"}],
)
def test_what_is_no_error_or_no_limit_is_refused(changed: dict[str, str]) -> None:
    with pytest.raises(BadRecord):
        sheet_of("meter_error", **changed)  # type: ignore[arg-type]
