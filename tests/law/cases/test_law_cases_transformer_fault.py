"""A faulty instrument transformer: by theory, else by normal months."""

import pytest
from metering_cases import sheet_of, value, words

from jicha.terms.record import BadRecord

NORMAL = [{"start": "2024-06-01", "end": "2024-07-01", "kwh": "15000"}]  # 500 kWh a day


def test_by_theory_the_dead_transformer_of_three_is_a_third() -> None:
    found = sheet_of("transformer_fault", left=["0", "100", "100"], kwh="15600")
    assert value(found, "collect_kwh") == 7800


def test_where_theory_gives_nothing_normal_months_stand_in() -> None:
    found = sheet_of("transformer_fault", left=["0", "0", "0"], normal=NORMAL, kwh="600")
    assert value(found, "collect_kwh") == 20400  # 500 kWh x 42 days - 600
    assert "metering_stood_still" in words(found)


def test_without_normal_months_the_sheet_ends_there() -> None:
    assert sheet_of("transformer_fault", left=["0", "0", "0"]).results == ("power_wrong",)


def test_normal_months_alone_do() -> None:
    assert value(sheet_of("transformer_fault", without="left", normal=NORMAL, kwh="600"), "collect_kwh") == 20400


@pytest.mark.parametrize(("year", "warned"), [("2023", True), ("2024", False)])
def test_the_1996_text_is_applied_by_analogy_only_and_says_so(year: str, warned: bool) -> None:
    billing = {
        "begins": "reading_record",
        "readings": [{"start": f"{year}-08-01", "end": f"{year}-09-01", "kwh": "600"}],
        "prices": [{"cny_per_kwh": "0.7"}],
    }
    assert ("metering_fault_1996" in words(sheet_of("transformer_fault", billing=billing), warn=True)) == warned


@pytest.mark.parametrize("left", [[], ["100"], ["-1", "100", "100"]])
def test_a_fault_that_is_not_described_is_refused(left: list[str]) -> None:
    with pytest.raises(BadRecord):
        sheet_of("transformer_fault", left=left)
