"""Times that a record can hardly have."""

from datetime import date, datetime

import pyarrow as pa
import pytest

from jicha.intake.likely_time import ACQUIRED, RECORDED, Likely

RECEIVED = date(2026, 3, 5)


def outside(likely: Likely, *moments: object, received: date | None = RECEIVED) -> list[bool]:
    return likely.outside(pa.array(moments), received).tolist()


def test_a_clock_that_lost_its_time_is_seen_in_what_devices_say() -> None:
    told = [datetime(1970, 1, 1), datetime(2000, 1, 1), datetime(2000, 6, 3, 12), datetime(2099, 12, 31), None]
    assert outside(ACQUIRED, *told) == [True, True, True, True, False]
    assert outside(ACQUIRED, datetime(2026, 3, 6, 23, 59), datetime(2026, 3, 7)) == [False, True]


def test_what_people_record_may_be_old_and_a_little_ahead() -> None:
    days = [
        date(1970, 1, 1),
        date(1970, 1, 2),
        date(2000, 1, 1),
        date(2026, 12, 31),
        date(2027, 3, 7),
        date(2099, 12, 31),
    ]
    assert outside(RECORDED, *days) == [True, False, False, False, True, True]


def test_without_the_day_of_receipt_only_the_beginning_binds() -> None:
    assert outside(ACQUIRED, datetime(2099, 12, 31), datetime(2000, 1, 1), received=None) == [False, True]


@pytest.mark.parametrize("received", [None, RECEIVED])
def test_a_stated_end_binds_whenever_the_delivery_came(received: date | None) -> None:
    stated = Likely(date(1990, 1, 1), latest=date(2010, 12, 31))
    assert outside(stated, date(1989, 12, 31), date(1990, 1, 1), date(2011, 1, 1), received=received) == [
        True,
        False,
        True,
    ]


def test_the_range_is_said_in_the_remedy() -> None:
    assert ACQUIRED.words(RECEIVED) == "2001-01-01..2026-03-06"
    assert ACQUIRED.words(None) == "2001-01-01.."
