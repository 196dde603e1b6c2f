"""One pasted cell: which numbers come out of it, and which are refused for want of digits."""

from __future__ import annotations

import pytest

from jicha.find.cell import Cell, read_cell, visible


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("0012345678", "0012345678"),
        ("'0012345678", "0012345678"),
        ("‘0012345678’", "0012345678"),
        ('"0012"', "0012"),
        ("００１２", "0012"),
        ("٠٠١٢", "0012"),
        ("  0012\u3000", "0012"),
        ("0012。", "0012"),
        ("12345.0", "12345"),
        ("12345.000", "12345"),
        ("12.5", "12.5"),
        ("ems:0012#2", "ems:0012#2"),
        ("B1040-202602", "B1040-202602"),
        ("12E4", "12E4"),
    ],
)
def test_the_number_is_what_was_meant(cell: str, number: str) -> None:
    assert read_cell(cell).number == number


@pytest.mark.parametrize("cell", ["1.2E+11", "1E+11", "1.2e+11", "1.2E11", "１．２Ｅ＋１１", "'1.2E+11"])
def test_a_power_of_ten_is_refused_because_its_digits_are_lost(cell: str) -> None:
    assert read_cell(cell) == Cell("", "scientific")


@pytest.mark.parametrize("cell", ["户号", "", "合计", "----", "########"])
def test_a_word_is_no_number(cell: str) -> None:
    assert read_cell(cell).refused == "not_a_number"


def test_commas_between_groups_of_three_are_one_number_only_in_quotes() -> None:
    assert read_cell("1,234,567").refused == "thousands"
    assert read_cell("1,234,567", quoted=True).number == "1234567"


def test_invisible_characters_are_taken_out_and_counted() -> None:
    assert read_cell("\u200b0012\u202e\x00") == Cell("0012", "", 3)
    assert visible("a\tb") == ("a\tb", 0)


def test_zeros_after_the_fifteenth_digit_are_doubtful() -> None:
    assert read_cell("1234567890123450000").doubtful
    assert not read_cell("1234567890123450001").doubtful
    assert not read_cell("123456789012345").doubtful
