"""Lines fit their columns in two scripts, and lose nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from rich.cells import cell_len

from jicha.press.worksheet.lines import apart, wrapped

TEXTS = some.text(some.sampled_from("ab 1，。（）电费追补[]=×"), max_size=120)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("电费按第103条计算。", 12, ["电费按第103", "条计算。"]),
        ("电费电费，电费", 8, ["电费电", "费，电费"]),
        ("电费电（费）", 8, ["电费电", "（费）"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("", 8, [""]),
    ],
)
def test_a_text_breaks_where_its_script_allows(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


@given(TEXTS, some.integers(4, 40))
def test_no_line_is_too_long_and_no_sign_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(TEXTS, some.sampled_from(["180 天", "5,255.71 CNY", "1", "x" * 30]))
def test_two_texts_stand_at_both_ends(left: str, right: str) -> None:
    lines = apart(left, right, 40)
    assert all(cell_len(line) <= 40 for line in lines)
    assert any(line.endswith(right) and cell_len(line) == 40 for line in lines)
