"""The penalty: fixed in 1996, agreed in the contract up to a ceiling in 2024."""

from decimal import Decimal
from fractions import Fraction

import pytest

from jicha.law.multiple import BadMultiple, two_accounts
from jicha.law.settings import NO_SETTINGS, Choice, Settings
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet


def accounts(agreed: str | None, *editions: str, money: str = "100", settings: Settings = NO_SETTINGS) -> Worksheet:
    sheet = Sheet("test")
    sheet.given("stolen", Decimal(money), "CNY", origin="case")
    results = two_accounts(
        sheet,
        dict.fromkeys(editions, "stolen"),
        kind="theft",
        agreed=None if agreed is None else Decimal(agreed),
        base="theft_penalty_base",
        settings=settings,
    )
    return sheet.done(*results)


def words(sheet: Worksheet) -> set[str]:
    return {one.word for one in sheet.remarks}


def test_in_1996_the_multiple_is_fixed_whatever_the_contract_says() -> None:
    for agreed in (None, "1"):
        sheet = accounts(agreed, "1996")
        assert sheet.results == ("charge", "penalty")
        assert sheet.value_of("penalty").value == 300
        assert sheet.bounds == ()


def test_in_2024_the_contract_decides_below_the_ceiling() -> None:
    sheet = accounts("1.5", "2024")
    assert sheet.value_of("penalty").value == 150
    (bound,) = sheet.bounds
    assert (sheet.value_of(bound.low).value, sheet.value_of(bound.high).value) == (0, 300)
    assert "multiple_above_ceiling" not in words(sheet)


def test_in_2024_a_contract_above_the_ceiling_is_cut_and_the_sheet_warns() -> None:
    sheet = accounts("5", "2024")
    assert sheet.value_of("penalty").value == 300
    (warning,) = (one for one in sheet.remarks if one.word == "multiple_above_ceiling")
    assert warning.warns
    assert dict(warning.arguments) == {"agreed": "5", "ceiling": "3"}
    assert "multiple_above_ceiling" not in words(accounts("3", "2024"))


def test_in_2024_a_contract_without_a_multiple_gives_no_penalty_but_its_range() -> None:
    sheet = accounts(None, "2024")
    assert sheet.results == ("charge",)
    assert not any(one.name in ("penalty", "penalty_2024") for one in sheet.steps)
    (bound,) = sheet.bounds
    assert (sheet.value_of(bound.low).value, sheet.value_of(bound.high).value) == (0, 300)
    assert any(one.word == "multiple_not_agreed" and one.warns for one in sheet.remarks)


def test_over_both_editions_what_is_fixed_stays_a_result() -> None:
    assert accounts(None, "1996", "2024").results == ("charge", "penalty_1996")
    both = accounts("2", "1996", "2024")
    assert both.results == ("charge", "penalty")
    assert (both.value_of("charge").value, both.value_of("penalty").value) == (200, 500)  # 3 x 100 + 2 x 100


def test_each_account_is_rounded_half_up_once_and_the_base_is_a_reading() -> None:
    rounded = accounts(None, "1996", money="10.005")
    assert rounded.value_of("charge").value == Decimal("10.01")
    assert rounded.value_of("penalty").value == Decimal("30.03")  # 3 x 10.01
    exact = accounts(
        None, "1996", money="10.005", settings=Settings(conventions=(Choice("theft_penalty_base", "exact", "paper"),))
    )
    assert exact.value_of("penalty").value == Decimal("30.02")  # 30.015 half up
    assert Fraction(exact.value_of("charge").value) == Fraction("10.01")


def test_a_negative_multiple_is_refused() -> None:
    with pytest.raises(BadMultiple, match="the contract's multiple is -1"):
        accounts("-1", "2024")


def test_a_contract_that_agrees_otherwise_than_a_fixed_text_is_not_passed_over_in_silence() -> None:
    found = accounts("2", "1996")
    assert found.value_of("penalty").value == 300
    (said,) = (one for one in found.remarks if one.word == "multiple_fixed_by_text")
    assert (said.warns, dict(said.arguments)) == (True, {"agreed": "2", "fixed": "3"})
    assert "multiple_fixed_by_text" not in words(accounts("3", "1996")) | words(accounts("2", "2024"))
