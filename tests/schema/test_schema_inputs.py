"""The page that says what each rule of the catalogue reads names every rule once, and columns that exist."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from jicha.schema import tables

PAGE = Path(__file__).resolve().parents[2] / "docs" / "schema" / "inputs-of-the-rules.md"
# Rules in each family of the catalogue; N are the later ones of the same page.
FAMILIES = {"M": 31, "E": 35, "I": 31, "T": 60, "B": 32, "L": 17, "V": 18, "C": 15, "P": 22, "D": 8, "Q": 7, "N": 23}


def rows(text: str) -> dict[str, list[str]]:
    """Rule -> the columns it reads."""
    found = re.findall(r"^\| ([A-Z]\d\d) \|.*?([a-z_0-9.]+(?:, [a-z_0-9.]+)*) \|$", text, re.MULTILINE)
    return {rule: columns.split(", ") for rule, columns in found}


def unknown(read: dict[str, list[str]]) -> list[str]:
    """Columns named that no table has."""
    known = {f"{one.name}.{column.name}" for one in tables().values() for column in one.columns}
    return [f"{rule} {column}" for rule, columns in read.items() for column in columns if column not in known]


def test_every_rule_of_every_family_stands_in_the_page_once() -> None:
    counted = Counter(re.findall(r"^\| ([A-Z]\d\d) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    expected = {f"{family}{number:02d}" for family, count in FAMILIES.items() for number in range(1, count + 1)}
    assert set(counted) == expected
    assert max(counted.values()) == 1
    assert set(rows(PAGE.read_text(encoding="utf-8"))) == expected


def test_every_column_named_exists() -> None:
    assert unknown(rows(PAGE.read_text(encoding="utf-8"))) == []


def test_a_column_that_does_not_exist_is_seen() -> None:
    planted = "| M01 | point.device_class, point.devise_class |\n| N01 | what it is | bill.kwhs |\n"
    assert unknown(rows(planted)) == ["M01 point.devise_class", "N01 bill.kwhs"]
