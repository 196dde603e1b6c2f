"""The peers of the benchmark price what they are given: the two exact ones alike, and as worked out by hand."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from rating_peers import pandas_floats, pandas_integers, python_loop


def test_a_household_pays_the_higher_tiers_of_the_year() -> None:
    # January 2000 kWh, August 2500: 160 to the second tier's edge at 2160, then 2040 to 4200, then 300 in the third.
    bills = frame([("HOME", 1, 2000), ("HOME", 8, 2500)])
    for peer in (pandas_floats, pandas_integers, python_loop):
        priced = peer(bills)
        assert list(priced.energy) == [120_000, 150_000]  # at 0.6
        assert list(priced.tier) == [0, 10_200 + 9_000]  # 2040 at 0.05 and 300 at 0.3
        assert list(priced.fund) == [0, 0]  # within the price


def test_works_pay_by_hours_and_the_price_of_their_half_of_the_year() -> None:
    # 100 kWh: 30 peak, 40 flat, 30 valley. January: 19.6896 + 16.408 + 4.9224, each rounded: 19.69 + 16.41 + 4.92.
    # August: 19.0896 + 15.908 + 4.7724: 19.09 + 15.91 + 4.77. Grid: 19.16 + 1.51 + 3.22. Funds: 0.16 + 0.62 + 1.90.
    bills = frame([("WORKS", 1, 100), ("WORKS", 8, 100)])
    for peer in (pandas_floats, pandas_integers, python_loop):
        priced = peer(bills)
        assert list(priced.energy) == [4102 + 2389, 3977 + 2389]
        assert list(priced.fund) == [268, 268]


@given(st.lists(st.tuples(st.sampled_from(["HOME", "SHOP", "WORKS"]), st.integers(1, 99_999_999)), min_size=1))
def test_whole_columns_of_integers_equal_decimals_bill_by_bill(drawn: list[tuple[str, int]]) -> None:
    bills = frame([(code, 1 + place % 12, wh / 1000) for place, (code, wh) in enumerate(drawn)])
    found, expected = pandas_integers(bills), python_loop(bills)
    for name in ("energy", "tier", "fund"):
        assert list(found[name]) == list(expected[name])


def frame(bills: list[tuple[str, int, float]]) -> pd.DataFrame:
    """Bills of a customer for each price list, with 30 % of the energy each at peak and in the valley."""
    rows = [
        {
            "bill_id": str(place),
            "customer": code,
            "code": code,
            "month": month,
            "total": kwh,
            "peak": round(kwh * 0.3, 3),
            "valley": round(kwh * 0.3, 3),
            "flat": round(kwh - 2 * round(kwh * 0.3, 3), 3),
        }
        for place, (code, month, kwh) in enumerate(bills)
    ]
    return pd.DataFrame(rows)
