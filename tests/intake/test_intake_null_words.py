"""The words for nothing: more of them in values than in texts."""

import pyarrow as pa

from jicha.intake.null_words import FAILURE_WORDS, NullWords
from jicha.intake.rows import without

ASKED = [
    "--",
    "—",
    "－",
    "-",
    "/",
    "\\",
    "无",
    "空",
    "NULL",
    "null",
    "N/A",
    "#N/A",
    "NaN",
    "采集失败",
    "未采集",
    "无数据",
]


def test_every_profile_knows_what_counties_write_for_a_missing_number() -> None:
    assert without(pa.array([*ASKED, "0", "12"]), NullWords().in_values).to_pylist() == [None] * len(ASKED) + [
        "0",
        "12",
    ]


def test_a_text_may_say_nothing_in_a_few_words_only() -> None:
    left = without(pa.array(ASKED), NullWords().in_texts).to_pylist()
    assert [one for one, kept in zip(ASKED, left, strict=True) if kept is None] == ["--", "—", "NULL", "#N/A"]


def test_a_formula_that_failed_is_no_word_for_nothing() -> None:
    errors = ["#DIV/0!", "#REF!", "#VALUE!", "#NAME?"]
    assert without(pa.array(errors), NullWords().in_values).to_pylist() == errors


def test_a_profile_adds_words_to_both_lists_or_replaces_both() -> None:
    more = NullWords.stated(("FFFF",))
    assert more.of_values == (*NullWords().of_values, "FFFF")
    assert more.of_texts == (*NullWords().of_texts, "FFFF")
    only = NullWords.stated(("x",), only=("nichts",))
    assert (only.of_values, only.of_texts) == (("nichts", "x"), ("nichts", "x"))
    assert NullWords.stated(only=()).of_values == ()


def test_a_failed_reading_is_among_the_missing_values_but_not_the_missing_texts() -> None:
    assert set(FAILURE_WORDS) <= set(NullWords().of_values)
    assert not set(FAILURE_WORDS) & set(NullWords().of_texts)
