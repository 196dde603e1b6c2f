"""Column words that count."""

import pytest

from jicha.intake.word_ranges import expanded


@pytest.mark.parametrize(
    ("written", "first", "last", "count"),
    [
        ("P1..P96", "P1", "P96", 96),
        ("P01..P24", "P01", "P24", 24),
        ("00:00..23:45/15", "00:00", "23:45", 96),
        ("00:15..24:00/15", "00:15", "24:00", 96),
        ("电压1..电压3", "电压1", "电压3", 3),
    ],
)
def test_a_range_stands_for_its_words_in_order(written: str, first: str, last: str, count: int) -> None:
    words = expanded(written)
    assert (words[0], words[-1], len(words)) == (first, last, count)


@pytest.mark.parametrize("word", ["户号", "P1..Q3", "00:00..23:45", "a..b"])
def test_a_plain_word_stands_for_itself(word: str) -> None:
    assert expanded(word) == (word,)


def test_a_range_upside_down_stands_for_nothing() -> None:
    assert expanded("P9..P1") == ()
