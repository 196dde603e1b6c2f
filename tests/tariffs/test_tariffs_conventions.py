"""Readings of a rule: named choices, and nothing where nobody has chosen."""

from __future__ import annotations

import pytest

from jicha.schema import code_list
from jicha.tariffs.conventions import CHOICES, Settled, UnknownChoice
from jicha.tariffs.errors import Unsettled


@pytest.mark.parametrize("convention", CHOICES)
def test_every_choice_can_be_settled_and_is_then_the_answer(convention: str) -> None:
    for choice in CHOICES[convention]:
        assert Settled.of({convention: choice}).choice(convention) == choice


def test_what_nobody_has_settled_is_an_error_with_the_choices_in_both_languages() -> None:
    with pytest.raises(Unsettled, match="the convention day_divisor is not settled") as error:
        Settled.of({"money_rounding": "half_up"}).choice("day_divisor")
    (fault,) = error.value.faults
    assert "divisor_by_edition, divisor_thirty, divisor_calendar" in fault.remedy
    assert "口径 day_divisor 尚未确认" in fault.chinese
    assert error.value.convention == "day_divisor"


def test_one_choice_is_changed_and_the_others_stay() -> None:
    settled = Settled.of({"money_rounding": "half_up", "loss_rounding": "exact"})
    other = settled.but("money_rounding", "cut_off")
    assert (other.choice("money_rounding"), other.choice("loss_rounding")) == ("cut_off", "exact")
    assert settled.choice("money_rounding") == "half_up"


def test_a_word_that_is_no_convention_or_no_choice_of_it_is_refused() -> None:
    with pytest.raises(UnknownChoice, match="no convention money"):
        Settled.of({"money": "half_up"})
    with pytest.raises(UnknownChoice, match="money_rounding has no choice exact"):
        Settled.of({"money_rounding": "exact"})


def test_every_convention_and_choice_is_a_code_with_words() -> None:
    assert set(CHOICES) == set(code_list("convention").meanings)
    assert {choice for choices in CHOICES.values() for choice in choices} <= set(
        code_list("convention_choice").meanings
    )
