"""Money is rounded half up, to the fen."""

from decimal import Decimal

import pytest

from jicha.terms.money import round_half_up


@pytest.mark.parametrize(
    ("value", "expected"),
    [("2.675", "2.68"), ("1.005", "1.01"), ("0.125", "0.13"), ("-0.125", "-0.13"), ("2.674", "2.67"), ("0", "0.00")],
)
def test_half_a_fen_goes_away_from_zero(value: str, expected: str) -> None:
    assert round_half_up(Decimal(value)) == Decimal(expected)
