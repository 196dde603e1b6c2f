"""`boolean`"""

from collections.abc import Callable
from typing import Any

from jicha.intake.rows import Rows


def test_the_words_of_the_source_decide(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{boolean: a, true: [是, 1], false: [否, 0]}", "boolean")
    assert one.on(rows_of(a=["是", "0", None, "1"])) == [True, False, None, True]


def test_numbers_and_typed_booleans_are_read_too(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{boolean: a, true: [1], false: [0]}", "boolean")
    assert one.on(rows_of(a=[1, 0])) == [True, False]
    assert one.on(rows_of(a=[True, None])) == [True, None]


def test_another_word_is_refused(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{boolean: a, true: [Y], false: [N]}", "boolean")
    assert one.unread(rows_of(a=["Y", "y"])) == [(1, "not_yes_or_no", "y", "Y, N")]


def test_words_must_be_given_and_differ(tried: Callable[..., Any]) -> None:
    for text in ("{boolean: a}", "{boolean: a, true: [Y], false: [Y]}"):
        assert tried(text, "boolean").messages == ["the words for yes and no are missing or overlap"]
