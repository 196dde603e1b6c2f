"""When two readings are two readings, and when one of them is a few errors."""

from __future__ import annotations

import numpy as np

from jicha.audit.calibrate.result import Part
from jicha.audit.calibrate.splits import split_of
from jicha.audit.calibrate.votes import Votes


def votes(text: str) -> Votes:
    """A letter a bill: A or B explains it, x none."""
    fits = {one: np.array([letter == one for letter in text]) for one in "AB"}
    return Votes(np.ones(len(text), bool), fits, fits)


def test_two_units_that_read_it_differently_part() -> None:
    found = split_of(votes("AAAAABBBx"), {"org": list("eeeeewwww"), "year": [2025] * 9})
    assert found is not None
    assert (found.first, found.second, found.only_first, found.only_second) == ("A", "B", 5, 3)
    assert found.attribute == "org"
    assert found.parts == (Part("w", 0, 3), Part("e", 5, 0))


def test_a_small_unit_is_not_lost_among_a_thousand_bills() -> None:
    found = split_of(votes("A" * 1000 + "BBB"), {"org": ["big"] * 1000 + ["small"] * 3, "year": [2025] * 1003})
    assert found is not None
    assert (found.attribute, found.only_second) == ("org", 3)


def test_the_year_parts_what_was_changed_in_a_year() -> None:
    text = "AAAABBB"
    found = split_of(votes(text), {"org": list("ewewewe"), "year": [2024] * 4 + [2025] * 3})
    assert found is not None
    assert found.attribute == "year"


def test_of_two_that_part_alike_the_one_with_fewer_values_is_told() -> None:
    found = split_of(votes("AAAABBB"), {"org": list("abcdefg"), "price_code": ["P"] * 4 + ["Q"] * 3})
    assert found is not None
    assert found.attribute == "price_code"


def test_scattered_errors_are_no_split() -> None:
    units = ["e", "w"] * 50
    assert split_of(votes("A" * 95 + "BBBBB"), {"org": units}) is None
    assert split_of(votes("A" * 98 + "BB"), {"org": ["e"] * 98 + ["w"] * 2}) is None


def test_many_that_nothing_parts_are_a_split_without_a_reason() -> None:
    found = split_of(votes("ABAB" * 10 + "AAAA"), {"org": ["e", "e", "w", "w"] * 11})
    assert found is not None
    assert (found.attribute, found.parts, found.only_second) == ("", (), 20)


def test_one_reading_or_none_is_no_split() -> None:
    assert split_of(votes("AAAA"), {"org": list("eeww")}) is None
    assert split_of(votes("xxxx"), {"org": list("eeww")}) is None
    assert split_of(votes("AAAABBB"), {"org": [None] * 4 + ["w"] * 3}) is not None
