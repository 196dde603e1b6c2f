"""Targets that may tell of one object must agree, or the state would depend on what comes together with what."""

from collections.abc import Callable
from typing import Any

import pytest

from jicha.intake.errors import BadProfile
from jicha.intake.load import load_files
from jicha.intake.read_profile import read_text

BILLS = """  - file: bills
    header: [no, unit]
    tables:
      - {table: org, kind: mentions, columns: {org_id: {identifier: [unit]}, name: unit}}
      - {table: bill, columns: {bill_id: {identifier: [no]}}}
"""
UNITS = """  - file: units
    header: [unit, level]
    tables:
      - table: org
        corrections: yes
        columns: {org_id: {identifier: [unit]}, name: unit, level: {code: level, codes: {st: station}}}
"""
HEAD = """profile: p
source: t
description: Units and bills
description_zh: 单位与账单
confidence: own_guess
confidence_from: made for tests
files:
"""


def faults_of(text: str) -> list[str]:
    try:
        read_text(text, "p.yaml")
    except BadProfile as error:
        return [str(one) for one in error.faults]
    return []


def test_a_full_row_that_says_all_that_the_mention_says_is_in_order() -> None:
    assert faults_of(HEAD + BILLS + UNITS) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        # Beside its full row the mention is not heard: the name would be known in two deliveries, not in one.
        (
            "name: unit, level: {code: level, codes: {st: station}}",
            "level: {code: level, codes: {st: station}}",
            "p.yaml:11:9: org.name is said by a mention, but not by every full row (line 16). "
            "Leave it out of the mention, or map it in the full row too.",
        ),
        # The same, of files that lack a column which they may lack.
        (
            "[unit, level]",
            "[unit, level]\n    optional: [title]",
            "p.yaml:11:9: org.name is said by a mention, but not by every full row (line 17). "
            "Leave it out of the mention, or map it in the full row too.",
        ),
        # The unit's own row would be kept out where its name was mentioned before.
        (
            "        corrections: yes\n",
            "",
            "p.yaml:16:9: org is also mentioned, and a row that comes after its mention would be kept out. "
            "Add corrections: yes.",
        ),
    ],
)
def test_a_full_row_must_say_all_and_be_heard_later(old: str, new: str, told: str) -> None:
    units = UNITS.replace(old, new)
    if "title" in new:
        units = units.replace("name: unit", "name: title")
    assert faults_of(HEAD + BILLS + units) == [told]


OTHER = """  - file: visits
    header: [visit, place]
    tables:
      - {table: org, kind: mentions, columns: {org_id: {identifier: [place]}, name: place, level: {constant: station}}}
      - {table: bill, columns: {bill_id: {identifier: [visit]}}}
"""


def test_two_mentions_of_one_object_must_say_the_same() -> None:
    told = (
        "p.yaml:16:9: org.level is not what another mention says of it (line 11). "
        "Let all mentions of one table say the same."
    )
    assert told in faults_of(HEAD + BILLS + OTHER)
    same = BILLS.replace("name: unit", "name: unit, level: {constant: station}")
    assert told not in faults_of(HEAD + same + OTHER)
    other = BILLS.replace("name: unit", "name: unit, level: {constant: county}")
    assert told in faults_of(HEAD + other + OTHER)


def test_mentions_that_cannot_meet_may_say_what_they_like() -> None:
    head = BILLS.replace("[no, unit]", "[no, unit]\n    constants: {utility: T}").replace("[unit]}", "[utility]}")
    assert not [
        one for one in faults_of(HEAD + head.replace("name: unit", "name: utility") + OTHER) if "another" in one
    ]
    longer = BILLS.replace("{identifier: [unit]}", "{identifier: [unit, no]}")
    assert not [one for one in faults_of(HEAD + longer + OTHER) if "another" in one]


def test_together_or_apart_a_mention_and_a_full_row_give_one_state(
    store: Any, write: Callable[..., Any], stored: Callable[..., list[dict[str, Any]]]
) -> None:
    profile = read_text(HEAD + BILLS + UNITS, "p.yaml")
    load_files(store, [write("no,unit\n1,a\n2,b\n", "b1.csv"), write("unit,level\na,st\n", "u.csv")], profile=profile)
    load_files(store, [write("unit,level\nb,st\n", "u2.csv")], profile=profile)
    assert stored("org", "org_id, name, level") == [
        {"org_id": "t:a", "name": "a", "level": "station"}, {"org_id": "t:b", "name": "b", "level": "station"}
    ]  # fmt: skip


def test_mentions_say_the_same_if_they_name_the_same_constants_or_both_read_the_file() -> None:
    """What two files write of one object is data, and may differ in spelling; only what the profile states may not."""
    other = BILLS.replace("file: bills", "file: tickets").replace("[no, unit]", "[no, office]")
    other = other.replace("{identifier: [unit]}, name: unit", "{identifier: [office]}, name: office")
    assert faults_of(HEAD + BILLS + other) == []


def test_a_key_column_is_always_said() -> None:
    """A row without its key is no row, so a key that an optional column makes is in order."""
    optional = UNITS.replace("[unit, level]\n", "[level]\n    optional: [unit]\n")
    told = [one for one in faults_of(HEAD + BILLS + optional) if "org_id" in one]
    assert told == []
