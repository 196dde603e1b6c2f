"""Numbers of a case that cannot be."""

from decimal import Decimal

import pytest

from jicha.law.counted import BadAmount, not_negative, of_a_day, positive


def test_what_must_be_above_nothing_and_what_must_not_be_below() -> None:
    positive(kwh=Decimal("0.01"), count=1, not_given=None)
    not_negative(kwh=Decimal(0), not_given=None)
    with pytest.raises(BadAmount, match="kwh: 0 must be above 0") as caught:
        positive(kwh=Decimal(0), count=-1)
    assert len(caught.value.faults) == 2
    with pytest.raises(BadAmount, match="kwh: -1 is below 0"):
        not_negative(kwh=Decimal(-1))


@pytest.mark.parametrize("hours", ["0", "-1", "24.01"])
def test_hours_that_no_day_has_are_refused(hours: str) -> None:
    of_a_day(hours=None)
    of_a_day(hours=Decimal(24))
    with pytest.raises(BadAmount):
        of_a_day(hours=Decimal(hours))
