from decimal import Decimal

import pytest

from jicha.intake.header_units import Unit, of_curve, unit_in_word, unit_spelled


@pytest.mark.parametrize(
    ("word", "ours", "factor"),
    [
        ("应收电费（万元）", "CNY", "10000"),
        ("电量/kWh", "kWh", "1"),
        ("电量(单位:MWh)", "kWh", "1000"),
        ("ＰＷ_ＫＷ", "kW", "1"),
        ("电价(分/kWh)", "CNY/kWh", "0.01"),
    ],
)
def test_units_that_a_header_says(word: str, ours: str, factor: str) -> None:
    unit = unit_in_word(word)
    assert unit is not None
    assert (unit.ours, unit.factor) == (ours, Decimal(factor))


@pytest.mark.parametrize("word", ["户号", "电费(含税)", "kWh", "电量/峰"])
def test_words_without_a_unit(word: str) -> None:
    assert unit_in_word(word) is None


def test_the_integers_of_a_curve() -> None:
    assert of_curve(Unit("MW", "kW", Decimal(1000))) == ("W", Decimal(1_000_000))
    assert of_curve(Unit("kV", "V", Decimal(1000))) == ("dV", Decimal(10_000))
    money = unit_spelled("元")
    assert money is not None
    assert of_curve(money) is None
