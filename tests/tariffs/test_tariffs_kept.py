"""What is kept is made once, and never outgrows its bound."""

from __future__ import annotations

from functools import partial

import pytest

from jicha.tariffs.kept import Kept


def test_a_result_is_made_once_for_each_key() -> None:
    kept = Kept()
    made: list[str] = []

    def of(key: str) -> str:
        def make() -> str:
            made.append(key)
            return key.upper()

        return kept.of(key, make)

    assert [of("a"), of("b"), of("a")] == ["A", "B", "A"]
    assert made == ["a", "b"]


def test_a_result_of_nothing_is_kept_too() -> None:
    kept = Kept()
    made: list[int] = []

    def make() -> None:
        made.append(1)

    for _ in range(3):
        assert kept.of("none", make) is None
    assert made == [1]


def test_what_raises_is_not_kept_and_raises_again() -> None:
    kept = Kept()
    for word in ("first", "second"):
        with pytest.raises(ValueError, match=word):
            kept.of("day", partial(int, word))
    assert len(kept) == 0
    assert kept.of("day", lambda: 31) == 31


def test_a_full_one_starts_anew_and_gives_the_same() -> None:
    kept = Kept(most=3)
    for number in range(100):
        assert kept.of(number, partial(pow, number, 2)) == number**2
        assert len(kept) <= 3
    assert kept.of(0, lambda: 0) == 0


def test_a_cleared_one_makes_again() -> None:
    kept = Kept()
    assert kept.of("day", lambda: 30) == 30
    kept.clear()
    assert kept.of("day", lambda: 31) == 31
