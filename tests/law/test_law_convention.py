"""Readings that differ from place to place: a default of ours, or what was settled, printed either way."""

import pytest

from jicha.law.convention import check, choose, chosen, conventions
from jicha.law.settings import BadSettings, Choice, Settings
from jicha.press.say import every_word
from jicha.terms.sheet import Sheet


def test_the_default_is_one_of_the_choices_and_both_have_words_in_two_languages() -> None:
    assert len(conventions()) >= 8
    for one in conventions().values():
        assert one.default in one.choices
        assert one.note
        assert one.note_zh


@pytest.mark.parametrize(
    "name", ["meter_current_basis", "late_fee_year_end", "capacity_time_2024", "theft_penalty_base"]
)
def test_each_choice_has_words(name: str) -> None:
    for choice in conventions()[name].choices:
        assert f"sheet.{name}_{choice}" in every_word()


def test_a_settled_reading_is_taken_and_its_source_printed() -> None:
    settings = Settings(conventions=(Choice("meter_current_basis", "max", "省公司细则"),))
    check(settings)
    sheet = Sheet("test")
    assert choose(sheet, "meter_current_basis", settings) == "max"
    assert [one.word for one in sheet.done().remarks] == ["meter_current_basis_max", "reading_set"]
    assert sheet.done().remarks[1].arguments["source"] == "省公司细则"


def test_an_unsettled_reading_takes_the_default_and_says_so() -> None:
    sheet = Sheet("test")
    assert choose(sheet, "meter_current_basis") == "basic"
    assert [one.word for one in sheet.done().remarks] == ["meter_current_basis_basic", "reading_default"]


def test_a_text_that_is_read_in_one_way_only_leaves_nothing_to_settle() -> None:
    sheet = Sheet("test")
    assert choose(sheet, "capacity_time_1996") == "months"
    assert [one.word for one in sheet.done().remarks] == ["capacity_time_1996_months"]


def test_what_is_not_known_is_refused() -> None:
    with pytest.raises(BadSettings, match="Did you mean meter_current_basis"):
        check(Settings(conventions=(Choice("meter_current_bases", "max", "paper"),)))
    wrong = Settings(conventions=(Choice("meter_current_basis", "maximum", "paper"),))
    for refuse in (lambda: check(wrong), lambda: chosen("meter_current_basis", wrong)):
        with pytest.raises(BadSettings, match="Write one of basic, max"):
            refuse()
