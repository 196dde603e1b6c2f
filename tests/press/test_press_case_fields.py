"""What `--fields` says of a case, in both languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jicha.press.case_fields import field_lines
from jicha.terms.record import describe


@dataclass(frozen=True, slots=True)
class Made:
    kind: str = field(metadata={"choices": lambda: ("day", "night")})
    end: date
    power: Decimal | None = field(default=None, metadata={"unit": "kW"})
    valid_to: date | None = None


def test_each_field_has_its_line_and_days_after_are_named_once() -> None:
    fields = tuple(describe(Made))
    assert list(field_lines(fields, "en")) == [
        "kind      needed  one of day, night",
        "end       needed  a date (YYYY-MM-DD)",
        "power     may be left out  a number, kW",
        "valid_to  may be left out  a date (YYYY-MM-DD)",
        "end and valid_to: the day after the last one.",
    ]
    assert list(field_lines(fields, "zh"))[-1] == "end、valid_to：填写最后一天的次日。"


def test_a_case_without_such_days_says_nothing_of_them() -> None:
    assert list(field_lines(tuple(describe(Made))[2:3], "zh")) == ["power  选填  数字, kW"]
