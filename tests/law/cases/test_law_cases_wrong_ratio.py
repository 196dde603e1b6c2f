"""A wrong ratio, for all phases or for some."""

from decimal import Decimal
from fractions import Fraction

import pytest
from metering_cases import sheet_of, value, words

from jicha.law.correction import AngleNeeded
from jicha.terms.record import BadRecord


def ratio(primary: int) -> dict[str, str]:
    return {"primary": str(primary), "secondary": "5"}


def test_two_transformers_of_three_exchanged_leave_seven_ninths() -> None:
    found = sheet_of("wrong_ratio", kwh="41300")
    assert value(found, "collect_kwh") == 11800  # 41300 x 2/7
    assert value(found, "collect") == Decimal("8411.04")


def test_a_ratio_wrong_for_all_phases_needs_no_balance() -> None:
    found = sheet_of("wrong_ratio", without="wiring", billed=ratio(300), real=[ratio(400)], kwh="900")
    assert value(found, "collect_kwh") == 300
    assert "metering_angle_cancels" not in words(found)


def test_billed_by_too_great_a_ratio_the_customer_gets_it_back() -> None:
    found = sheet_of("wrong_ratio", billed=ratio(600), real=[ratio(400)], kwh="900")
    assert found.results == ("k", "refund_kwh", "refund")
    assert (value(found, "refund_kwh"), value(found, "refund")) == (300, Decimal("213.84"))


def test_a_plain_factor_is_a_ratio_too() -> None:
    found = sheet_of("wrong_ratio", billed={"primary": "1000"}, real=[{"primary": "1200"}], kwh="100")
    assert value(found, "collect_kwh") == 20


def test_on_three_wires_two_real_ratios_ask_for_the_angle() -> None:
    changed = {"wiring": "three_phase_three_wire", "real": [ratio(100), ratio(200)]}
    with pytest.raises(AngleNeeded):
        sheet_of("wrong_ratio", **changed)
    found = sheet_of("wrong_ratio", **changed, load={"angle": "30"})
    assert abs(Fraction(value(found, "k")) - Fraction(3, 2)) < Fraction(1, 10**7)  # (0.5 + 1/2) of 1.5


def test_a_ratio_may_leave_no_coefficient_on_three_wires() -> None:
    changed = {"wiring": "three_phase_three_wire", "real": [ratio(10), ratio(100)], "load": {"angle": "80"}}
    found = sheet_of("wrong_ratio", **changed)  # 10 cos 110 + cos 50 is below 0
    assert "metering_ran_backward" in words(found, warn=True)


@pytest.mark.parametrize(("start", "warned"), [("2023-11-01", True), ("2024-06-01", False)])
def test_by_the_1996_text_reading_records_decide_even_where_the_day_is_known(start: str, warned: bool) -> None:
    billing = {
        "begins": "determined",
        "readings": [{"start": start, "end": "2024-08-01", "kwh": "100"}],
        "prices": [{"cny_per_kwh": "0.7"}],
    }
    assert ("metering_ratio_1996_records" in words(sheet_of("wrong_ratio", billing=billing))) == warned


def test_ratios_that_are_neither_one_nor_one_an_element_are_refused() -> None:
    with pytest.raises(BadRecord, match="2 real ratios"):
        sheet_of("wrong_ratio", real=[ratio(100), ratio(100)])
    with pytest.raises(BadRecord, match="must be above 0"):
        sheet_of("wrong_ratio", billed=ratio(0))
