"""Typed numbers against identifiers of all forms."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.find.match import Spellings, bare_number, folded, found_in, one_slip, written_out

IDS = ["ems:0012", "cis:0012", "ems:0077", "ems:0077#2", "ems:3201:0077", "plain", "ems:A%3A1", "ems:x#y"]


def named(way: str, *wanted: str) -> list[tuple[str, str]]:
    """(wanted, identifier) of every match of one way to write them."""
    which, places = found_in(getattr(Spellings(pa.array(IDS)), way), wanted)
    pairs = zip(which.to_pylist(), places.to_pylist(), strict=True)
    return sorted({(wanted[text], IDS[place]) for text, place in pairs})


def test_a_number_is_found_under_every_source_and_generation() -> None:
    assert named("exact", "0012") == [("0012", "cis:0012"), ("0012", "ems:0012")]
    assert named("exact", "0077") == [("0077", "ems:0077"), ("0077", "ems:0077#2")]


def test_a_whole_identifier_is_found_alone_or_with_its_generations() -> None:
    assert named("exact", "ems:0012") == [("ems:0012", "ems:0012")]
    assert named("exact", "ems:0077#2") == [("ems:0077#2", "ems:0077#2")]
    assert named("exact", "ems:0077") == [("ems:0077", "ems:0077"), ("ems:0077", "ems:0077#2")]


def test_zeros_count_and_a_piece_of_a_number_is_not_it() -> None:
    assert named("exact", "12", "012", "001", "ems") == []
    assert named("folded", folded("12")) == [("12", "cis:0012"), ("12", "ems:0012")]


def test_parts_are_found_as_parts_only() -> None:
    assert named("exact", "3201") == []
    assert named("parts", "3201", "0077") == [("0077", "ems:3201:0077"), ("3201", "ems:3201:0077")]
    assert named("exact", "3201:0077") == [("3201:0077", "ems:3201:0077")]
    assert named("folded_parts", folded("77")) == [("77", "ems:3201:0077")]


def test_signs_that_are_written_out_are_found_as_they_are_typed() -> None:
    assert named("exact", written_out("A:1")) == [("A%3A1", "ems:A%3A1")]
    assert bare_number("ems:A%3A1") == "A:1"


def test_an_identifier_without_a_source_and_a_hash_without_a_count_stay_whole() -> None:
    assert named("numbers", "plain", "x#y") == [("plain", "plain"), ("x#y", "ems:x#y")]


def test_values_that_are_no_identifiers_have_no_parts_and_lose_nothing() -> None:
    spellings = Spellings(pa.array(["a:1", "0012"]), are_identifiers=False)
    assert found_in(spellings.exact, ["a:1", "1"])[0].to_pylist() == [0]
    assert spellings.parts == ()
    assert found_in(spellings.folded, ["12"])[0].to_pylist() == [0]


@pytest.mark.parametrize("typed", ["1234", "12354", "123456", "1234o5", "92345"])
def test_one_slip_of_the_finger_is_undone(typed: str) -> None:
    assert "12345" in one_slip(typed)


def test_two_slips_are_not() -> None:
    assert "12345" not in one_slip("1243")


@given(st.text("0123456789AB", min_size=1, max_size=12))
def test_a_slip_never_gives_the_number_itself_and_slips_are_mutual(number: str) -> None:
    made = one_slip(number)
    assert number not in made
    assert "" not in made
    for other in sorted(made)[:20]:
        signs = set(other) | set("0123456789")
        assert not set(number) <= signs or number in one_slip(other)


@given(st.text("0:#%ab", min_size=1, max_size=8))
def test_a_number_written_out_within_an_identifier_is_read_back(number: str) -> None:
    assert bare_number(f"ems:{written_out(number)}") == number
