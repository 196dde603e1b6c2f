"""The prose of a page, taken apart."""

import pytest

from jicha.pages.render_prose import Part, parts_of


def test_prose_without_marks_is_all_why() -> None:
    assert parts_of("A loss is charged.\n\nTwice.") == (Part("why", "A loss is charged.\n\nTwice."),)
    assert parts_of("") == ()


@pytest.mark.parametrize(
    ("prose", "names"),
    [
        ("Why. Innocent causes: a; b. Check: c.", ["why", "innocent", "check"]),
        ("Why. Innocent: a. At the desk: b; in the field: c.", ["why", "innocent", "desk", "field"]),
        ("原因. 正常情况: 甲; 乙. 核查要点: 丙.", ["why", "innocent", "check"]),
        ("原因。正常情况：甲。核查：乙。", ["why", "innocent", "check"]),
    ],
)
def test_the_marks_of_authors_are_known_in_both_languages(prose: str, names: list[str]) -> None:
    assert [part.name for part in parts_of(prose)] == names


def test_a_word_that_only_looks_like_a_mark_is_prose() -> None:
    assert [part.name for part in parts_of("The paycheck: it is wrong. Check whether it is.")] == ["why"]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("a meter; a line.", ("a meter", "a line")),
        ("a meter (old; new); a line.", ("a meter (old; new)", "a line")),
        ("more than 1.5 kWh; a seal. Money is owed back.", ("more than 1.5 kWh", "a seal")),
        ("甲（乙；丙）；丁。", ("甲（乙；丙）", "丁")),
        ("one\nover two lines", ("one over two lines",)),
    ],
)
def test_items_end_at_semicolons_outside_brackets_in_the_first_sentence(text: str, items: tuple[str, ...]) -> None:
    assert Part("check", text).items == items


def test_what_is_said_after_the_list_is_no_item_of_it() -> None:
    assert Part("desk", "the wiring; the seal. Money is owed. Twice.").rest == "Money is owed. Twice."
    assert Part("desk", "the wiring.").rest == ""
