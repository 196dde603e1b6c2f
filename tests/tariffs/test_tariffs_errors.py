"""What a bill lacks is said in both languages, by name."""

from __future__ import annotations

from jicha.tariffs.errors import MissingInput, MissingPrice, OverlappingPrices, Unsettled, WrongUnit
from jicha.terms.errors import JichaError


def test_a_missing_input_says_what_and_by_which_name_to_give_it() -> None:
    error = MissingInput("kvarh", "the reactive energy", "无功电量")
    assert error.name == "kvarh"
    assert str(error) == "the reactive energy is not known. Give kvarh."
    assert error.faults[0].chinese == "缺少无功电量。请提供 kvarh。"


def test_an_unsettled_reading_says_which_choices_there_are() -> None:
    error = Unsettled("money_rounding", ("half_up", "cut_off"))
    assert "Confirm one of half_up, cut_off" in str(error)
    assert "请确认其中之一：half_up, cut_off" in error.faults[0].chinese


def test_all_of_them_are_errors_that_a_person_may_see() -> None:
    assert all(
        issubclass(one, JichaError) for one in (MissingInput, MissingPrice, OverlappingPrices, Unsettled, WrongUnit)
    )
