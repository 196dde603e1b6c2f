"""What a utility settles for itself always says by whom."""

from decimal import Decimal

import pytest

from jicha.law.settings import BadSettings, Choice, Override, Settings


@pytest.mark.parametrize("source", ["", "  "])
def test_a_setting_without_a_source_is_refused(source: str) -> None:
    with pytest.raises(BadSettings, match="without a source"):
        Override("late_minimum", Decimal(1), source)
    with pytest.raises(BadSettings, match="without a source"):
        Choice("meter_current_basis", "max", source)


def test_a_setting_for_one_edition_wins_over_one_for_all() -> None:
    settings = Settings(
        data=(
            Override("theft_hours_power", Decimal(8), "paper 2", "2024"),
            Override("theft_hours_power", Decimal(10), "p"),
        )
    )
    in_2024, in_1996 = settings.override("theft_hours_power", "2024"), settings.override("theft_hours_power", "1996")
    assert in_2024 is not None
    assert in_1996 is not None
    assert (in_2024.value, in_1996.value) == (8, 10)
    assert settings.override("late_minimum", "2024") is None
    assert settings.choice("meter_current_basis") is None


def test_one_number_or_reading_is_not_set_twice() -> None:
    one, other = (Override("late_minimum", Decimal(value), "paper", "2024") for value in (1, 2))
    with pytest.raises(BadSettings, match="late_minimum 2024 is set twice"):
        Settings(data=(one, other))
    with pytest.raises(BadSettings, match="meter_current_basis is set twice"):
        Settings(conventions=(Choice("meter_current_basis", "max", "a"), Choice("meter_current_basis", "basic", "b")))
