"""Energy by the price of its days; the cases stand in tests/nasty/money."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.tariffs.dated_price import DatedPrice, energy_charge

KWH = st.decimals(-99999, 99999, places=2)
PRICE = st.decimals(0, 3, places=6)


@given(KWH, PRICE, PRICE, st.integers(1, 60), st.integers(0, 60))
def test_the_charge_is_the_exact_one_to_half_a_fen(
    kwh: Decimal, old: Decimal, new: Decimal, days: int, changed: int
) -> None:
    start, change = date(2024, 1, 1), date(2024, 1, 1) + timedelta(days=min(changed, days))
    prices = [DatedPrice(old, date(2020, 1, 1), change), DatedPrice(new, change)]
    charge = energy_charge(kwh, start, start + timedelta(days=days), prices)
    before = min(changed, days)
    exact = Fraction(kwh) / days * (before * Fraction(old) + (days - before) * Fraction(new))
    assert abs(Fraction(charge) - exact) <= Fraction(1, 200)
    assert charge == -energy_charge(-kwh, start, start + timedelta(days=days), prices)


def test_a_period_without_days_is_refused() -> None:
    with pytest.raises(ValueError, match="no day"):
        energy_charge(Decimal(1), date(2024, 1, 1), date(2024, 1, 1), [])
