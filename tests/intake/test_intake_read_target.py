"""Targets are held against the schema."""

import pytest

from jicha.intake.marked_yaml import read_marked
from jicha.intake.profile import Kind, Target
from jicha.intake.read_target import read_target
from jicha.terms.errors import Fault

CURVE = """
table: curve
kind: curve
columns: {point_id: {identifier: [a]}}
curve: {start: b, slot_minutes: 10, unit: W, times: 1000, quantities: {active_power_a: c}}
"""


def read(text: str) -> tuple[Target | None, list[str]]:
    faults: list[Fault] = []
    target = read_target(read_marked(text, "p.yaml"), "t", ("a", "b", "c"), faults)
    return target, [one.message for one in faults]


def test_a_target_of_rows_is_the_default() -> None:
    target, faults = read("{table: org, columns: {org_id: {identifier: [a]}, name: b}}")
    assert faults == []
    assert target is not None
    assert (target.kind, target.corrections, sorted(target.reads)) == (Kind.ROWS, False, ["a", "b"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{columns: {org_id: {identifier: [a]}}}", "table is missing"),
        ("{table: , columns: {org_id: {identifier: [a]}}}", "table is blank"),
        ('{table: "", columns: {org_id: {identifier: [a]}}}', "table is blank"),
        ("org", "words with values are expected here"),
        ("[[org]]", "words with values are expected here"),
    ],
)
def test_a_target_without_a_table_is_a_fault_and_no_crash(text: str, message: str) -> None:
    target, faults = read(text)
    assert (target, message in faults) == (None, True), faults


def test_a_curve_needs_neither_day_nor_slots() -> None:
    target, faults = read(CURVE)
    assert faults == []
    assert target is not None
    assert target.curve is not None
    assert (target.curve.slots, sorted(target.reads)) == (144, ["a", "b", "c"])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("start: b", "start: b, end: b", "a reading stands at the start or at the end of its slot"),
        ("slot_minutes: 10", "slot_minutes: 7", "a day is no multiple of 7 minutes"),
        ("active_power_a", "active_pwr_a", "unknown quantity 'active_pwr_a'"),
        ("active_power_a: c", "active_power_a: d", "'d' is no column of the file"),
        ("quantities: {active_power_a: c}", "quantities: {}", "no quantities"),
        ("{identifier: [a]}", "{identifier: [a]}, day: {date: b}", "day is filled by the curve itself"),
        ("kind: curve", "kind: curve\ncorrections: perhaps", "corrections is 'perhaps'"),
    ],
)
def test_a_curve_is_refused_for(old: str, new: str, message: str) -> None:
    target, faults = read(CURVE.replace(old, new))
    assert (target, message in faults) == (None, True), faults


def test_a_mention_may_say_no_more_than_its_key() -> None:
    good = "{table: point, kind: mentions, columns: {point_id: {identifier: [a, b]}, customer_id: {identifier: [a]}}}"
    assert read(good)[1] == []
    more = good.replace("customer_id: {identifier: [a]}", "name: c")
    assert read(more)[1] == ["point.name is made of c, which the key does not hold"]


def test_repeats_are_numbered_only_in_a_single_key_of_rows() -> None:
    numbered = "{table: org, columns: {org_id: {identifier: [a], repeats: numbered}, name: b}}"
    assert read(numbered)[1] == []
    assert read(numbered.replace("{table: org", "{table: org, kind: mentions").replace(", name: b", ""))[1] == [
        "repeats cannot be numbered in org.org_id"
    ]


def test_a_curve_cannot_go_into_another_table() -> None:
    _, faults = read("{table: org, kind: curve, columns: {org_id: a}, curve: {start: b, slot_minutes: 10, unit: W, "
                     "quantities: {active_power: c}}}")  # fmt: skip
    assert "org holds no curves" in faults
    assert "a target of kind curve needs a curve" in read("{table: curve, kind: curve, columns: {point_id: a}}")[1]
