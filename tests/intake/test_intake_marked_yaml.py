"""YAML in which every word knows its place."""

import pytest

from jicha.intake.errors import BadProfile
from jicha.intake.marked_yaml import Section, read_marked
from jicha.terms.errors import Fault


def section(text: str, *known: str) -> tuple[Section, list[Fault]]:
    faults: list[Fault] = []
    return Section(read_marked(text, "p.yaml"), faults, known), faults


def test_scalars_stay_as_they_are_written() -> None:
    one, _ = section("codes: {01: running, no: abnormal, 1.0: stopped}", "codes")
    assert [(word, node.content) for word, node in one.pairs("codes")] == [
        ("01", "running"), ("no", "abnormal"), ("1.0", "stopped")
    ]  # fmt: skip


def test_an_unknown_word_is_named_with_place_and_nearest_word() -> None:
    _, faults = section("source: t\n  \nprofle: x\n", "source", "profile")
    assert [str(one) for one in faults] == ["p.yaml:3:1: unknown word 'profle'. Did you mean profile?"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("a: [", "this is not YAML"), ("a: 1\na: 2\n", "a stands twice"), ("", "the profile is empty"),
     ("{[a]: 1}", "a key must be one word")],
)  # fmt: skip
def test_what_is_no_plain_yaml_is_refused_with_its_line(text: str, words: str) -> None:
    with pytest.raises(BadProfile, match=words) as caught:
        read_marked(text, "p.yaml")
    assert caught.value.faults[0].file == "p.yaml"


def test_values_are_read_by_what_they_must_be() -> None:
    one, faults = section("a: yes\nb: 10\nc: x\nd: [x, y]\n", "a", "b", "c", "d")
    assert (one.yes("a"), one.whole_number("b"), one.texts("c"), one.texts("d")) == (True, 10, ("x",), ("x", "y"))
    assert (one.text("e", "left out"), one.texts("e"), faults) == ("left out", (), [])


def test_values_of_another_kind_are_faults_at_their_place() -> None:
    one, faults = section("a: maybe\nb: -1\nc: {x: 1}\n", "a", "b", "c")
    one.yes("a")
    one.whole_number("b")
    one.text("c")
    one.text("d")
    assert [(fault.line, fault.message) for fault in faults] == [
        (1, "a is 'maybe'"), (2, "b is '-1'"), (3, "c must be one text"), (1, "d is missing")
    ]  # fmt: skip


def test_a_word_left_blank_is_a_fault_where_it_is_needed_and_an_empty_list_where_it_may_be() -> None:
    one, faults = section('a:\nb: ""\nc:\n', "a", "b", "c")
    assert (one.text("a"), one.text("b"), one.text("a", "left out"), one.nodes("c")) == ("", "", "", ())
    assert [(fault.line, fault.message) for fault in faults] == [(1, "a is blank"), (2, "b is blank")]


def test_a_list_where_words_are_expected_is_one_fault_and_no_crash() -> None:
    one, faults = section("[1, 2]", "table")
    assert ("table" in one, list(one.pairs("table"))) == (False, [])
    assert [fault.message for fault in faults] == ["words with values are expected here"]


def test_pairs_must_be_pairs() -> None:
    one, faults = section("codes: [a]", "codes")
    assert list(one.pairs("codes")) == []
    assert faults[0].message == "codes must hold words with values"
