"""Normal months as the base."""

from decimal import Decimal

import pytest
from metering_cases import sheet_of, value, words

from jicha.law.priced import Rate
from jicha.terms.record import BadRecord


def test_normal_days_less_what_was_counted_are_collected() -> None:
    found = sheet_of("other_inaccuracy")  # (12300 + 11700) / 60 days x 46 days = 18400; less 3100
    assert (value(found, "collect_kwh"), value(found, "collect")) == (15300, Decimal("9807.3"))
    assert "metering_normal_by_days" in words(found)


def test_more_than_normal_is_given_back() -> None:
    assert value(sheet_of("other_inaccuracy", kwh="18500"), "refund_kwh") == 100


def test_a_change_of_price_within_the_reading_spreads_both_sides() -> None:
    billing = {
        "begins": "reading_record",
        "readings": [{"start": "2024-03-01", "end": "2024-03-11", "kwh": "1000"}],
        "prices": [
            {"cny_per_kwh": "1", "effective_to": "2024-03-05"},
            {"cny_per_kwh": "2", "effective_from": "2024-03-05"},
        ],
    }
    found = sheet_of("other_inaccuracy", billing=billing)  # 400 - 100 kWh a day: 4 days at 1, 6 days at 2
    assert (value(found, "collect_kwh"), value(found, "collect")) == (3000, 4800)


@pytest.mark.parametrize("rate", Rate)
def test_each_rate_is_set_against_its_own_normal_time_and_has_words(rate: Rate) -> None:
    reading = {"start": "2024-03-01", "end": "2024-03-11", "kwh": "40", "rate": rate}
    billing = {
        "begins": "reading_record",
        "readings": [reading],
        "prices": [{"cny_per_kwh": "0.5", "rate": rate}],
    }
    normal = [{"start": "2024-01-01", "end": "2024-01-21", "kwh": "200", "rate": rate}]
    found = sheet_of("other_inaccuracy", billing=billing, normal=normal)
    assert (value(found, "collect_kwh"), value(found, "collect")) == (60, 30)


def test_without_normal_time_there_is_no_base() -> None:
    with pytest.raises(BadRecord, match="normal is empty"):
        sheet_of("other_inaccuracy", normal=[])
