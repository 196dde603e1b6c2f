"""What a setting may be."""

from decimal import Decimal

import pytest

from jicha.law.allowed import value_faults
from jicha.law.datum import every


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("day", "0"),
        ("day", "-5"),
        ("day", "180.5"),
        ("day", "1000000000"),
        ("month", "1.5"),
        ("hour/day", "25"),
        ("year", "1000000"),
        ("permille/day", "-1"),
        ("CNY", "0"),
        ("", "-3"),
    ],
)
def test_what_no_calendar_has_and_what_is_nothing_is_refused(unit: str, value: str) -> None:
    assert value_faults("any", unit, Decimal(value))


def test_a_share_is_at_most_the_whole() -> None:
    assert value_faults("fuse_share", "", Decimal("1.01"))
    assert not value_faults("fuse_share", "", Decimal(1))
    assert not value_faults("any_multiple", "", Decimal(3))


def test_every_value_as_shipped_would_be_allowed() -> None:
    assert [one.id for rows in every().values() for one in rows if value_faults(one.id, one.unit, one.value)] == []
