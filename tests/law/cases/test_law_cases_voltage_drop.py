"""The voltage drop of connecting wires."""

from decimal import Decimal

import pytest
from metering_cases import sheet_of, value, words

from jicha.law.backbilling import BadReadings
from jicha.terms.record import BadRecord


def test_what_is_beyond_the_allowed_drop_is_collected_for_the_whole_time() -> None:
    found = sheet_of("voltage_drop")  # 0.85 % of 1260000
    assert (value(found, "collect_kwh"), value(found, "collect")) == (10710, Decimal("6463.49"))


@pytest.mark.parametrize("verified", ["0.5", "0.1", "0", "-0.5"])
def test_an_allowed_drop_asks_for_nothing(verified: str) -> None:
    found = sheet_of("voltage_drop", verified=verified)
    assert found.results == ("beyond",)
    assert "metering_within_limits" in words(found)


@pytest.mark.parametrize(("start", "warned"), [("2024-05-01", True), ("2024-06-01", False)])
def test_a_drop_that_made_the_meter_count_too_much_is_given_back(start: str, warned: bool) -> None:
    billing = {
        "begins": "service",
        "readings": [{"start": start, "end": "2024-08-01", "kwh": "10000"}],
        "prices": [{"cny_per_kwh": "0.5"}],
    }
    found = sheet_of("voltage_drop", verified="-0.7", billing=billing)  # 0.2 % beyond
    assert (value(found, "refund_kwh"), value(found, "refund")) == (20, 10)
    assert ("metering_drop_1996_collects" in words(found, warn=True)) == warned


@pytest.mark.parametrize("begins", ["verification", "reading_record"])
def test_the_time_begins_with_the_wires_or_the_load(begins: str) -> None:
    with pytest.raises(BadReadings, match="does not begin"):
        sheet_of("voltage_drop", begins=begins)


@pytest.mark.parametrize("changed", [{"verified": "-100"}, {"allowed": "-1"}])
def test_a_drop_of_all_or_below_nothing_is_refused(changed: dict[str, str]) -> None:
    with pytest.raises(BadRecord):
        sheet_of("voltage_drop", **changed)  # type: ignore[arg-type]
