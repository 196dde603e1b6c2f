"""What votes come to: told, tied, split, unclear or silent."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from jicha.audit.calibrate.reading import is_stuck, reading_of
from jicha.audit.calibrate.result import Confirmed, Reading, Standing
from jicha.audit.calibrate.votes import Votes

DAYS = [date(2025, month, 1) for month in range(1, 11)]


def votes(a: str, b: str, tells: str = "1" * 10) -> Votes:
    fits = {name: np.array([one == "1" for one in text]) for name, text in (("A", a), ("B", b))}
    return Votes(np.array([one == "1" for one in tells]), fits, fits)


def read(given: Votes, confirmed: Confirmed | None = None) -> Reading:
    return reading_of("day_divisor", given, attributes={"org": ["e"] * 10}, days=DAYS, confirmed=confirmed)


@pytest.mark.parametrize(
    ("a", "b", "tells", "standing", "by_none"),
    [
        ("1111111111", "0000000000", "1" * 10, Standing.TOLD, 0),
        ("1111100000", "0000000000", "1" * 10, Standing.TOLD, 5),
        ("1111000000", "0000000000", "1" * 10, Standing.UNCLEAR, 6),
        ("1111111110", "1111111110", "1" * 10, Standing.TIED, 1),
        ("1111111000", "0000000111", "1" * 10, Standing.SPLIT, 0),
        ("1111111110", "0000000001", "1" * 10, Standing.SPLIT, 0),  # one bill, but a tenth of all that tell
        ("1110000000", "0001000000", "1111000000", Standing.SPLIT, 0),
        ("1000000000", "0100000000", "1100000000", Standing.SPLIT, 0),  # as many each, yet not the same
        ("1110000000", "1110000000", "1110000000", Standing.TIED, 0),
        ("1110000000", "0000000000", "1110000000", Standing.TOLD, 0),
        ("0000000000", "0000000000", "1" * 10, Standing.UNCLEAR, 10),
        ("0000000000", "0000000000", "0" * 10, Standing.SILENT, 0),
    ],
)
def test_the_standing_follows_from_who_explains_what(
    a: str, b: str, tells: str, standing: Standing, by_none: int
) -> None:
    found = read(votes(a, b, tells))
    assert (found.standing, found.by_none) == (standing, by_none)


def test_it_holds_since_the_first_bill_that_tells() -> None:
    assert read(votes("0001111111", "0" * 10, "0001111111")).since == date(2025, 4, 1)
    assert read(votes("0" * 10, "0" * 10, "0" * 10)).since is None


@pytest.mark.parametrize(("tells", "few"), [("1" * 10, False), ("1" * 9 + "0", True), ("0" * 10, False)])
def test_fewer_than_ten_bills_are_few(tells: str, few: bool) -> None:
    assert read(votes(tells, "0" * 10, tells)).rests_on_few is few


def test_stuck_is_what_tells_and_is_not_explained() -> None:
    assert is_stuck(votes("1111000000", "0" * 10))
    assert is_stuck(votes("0" * 10, "0" * 10))
    assert not is_stuck(votes("1111100000", "0" * 10))
    assert not is_stuck(votes("0" * 10, "0" * 10, "0" * 10))
