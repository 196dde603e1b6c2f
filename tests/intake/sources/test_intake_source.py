"""Header words."""

from pathlib import Path

import pytest

from jicha.intake.errors import BadHeader
from jicha.intake.sources.source import check_words


def test_words_lose_their_padding() -> None:
    assert check_words(Path("a.csv"), [" a", "b "]) == ("a", "b")


def test_a_word_may_stand_once_even_when_only_padding_differs() -> None:
    with pytest.raises(BadHeader, match="more than once"):
        check_words(Path("a.csv"), ["a", " a"])
