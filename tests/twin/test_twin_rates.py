"""Rates: quarter hours by the hours of the province's book, and sums that lose nothing."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.twin.load.window import window_of
from jicha.twin.prices.book import province_book
from jicha.twin.rates import RATES, NoHours, Rates, rates_of

BOOK = province_book(1, date(2025, 12, 31))
JANUARY = window_of(1, "36", date(2025, 1, 1), 31)
YEAR = window_of(1, "36", date(2025, 1, 1), 365)


def _hours(place: np.ndarray, day: int) -> dict[str, float]:
    return {name: float((place[day] == number).sum()) / 4 for number, name in enumerate(RATES)}


def test_january_has_the_hours_that_the_book_says() -> None:
    # peak 09-12 and 18-21, of which 18-20 is sharp; valley 00-08; the rest is flat
    found = _hours(rates_of(BOOK, "business", JANUARY).place, 0)
    assert found == {"sharp": 2, "peak": 4, "flat": 10, "valley": 8, "deep": 0}


def test_october_has_no_sharp_hours() -> None:
    assert _hours(rates_of(BOOK, "business", YEAR).place, 280)["sharp"] == 0


def test_households_know_peak_and_valley_alone() -> None:
    assert _hours(rates_of(BOOK, "household", JANUARY).place, 5) == {
        "sharp": 0, "peak": 14, "flat": 0, "valley": 10, "deep": 0
    }  # fmt: skip


def test_without_a_calendar_everything_is_flat() -> None:
    assert (rates_of(BOOK, "", JANUARY).place == RATES.index("flat")).all()


def test_a_calendar_that_the_book_does_not_have_is_refused() -> None:
    with pytest.raises(NoHours, match="moonlight"):
        rates_of(BOOK, "moonlight", JANUARY)


@given(st.integers(0, 2**32 - 1))
def test_sums_by_rate_lose_nothing_and_go_where_they_belong(seed: int) -> None:
    energy = np.random.default_rng(seed).random((2, 31, 96))
    rates = rates_of(BOOK, "business", JANUARY)
    found = rates.sums(energy)
    assert np.allclose(found.sum(axis=-1), energy.sum(axis=-1))
    sharp = np.where(rates.place[3] == RATES.index("sharp"), energy[1, 3], 0).sum()
    assert found[1, 3, RATES.index("sharp")] == pytest.approx(sharp)


def test_days_of_other_hours_are_summed_by_their_own() -> None:
    place = np.zeros((2, 96), np.int8)
    place[1, 48:] = 3
    found = Rates.of(place).sums(np.ones((2, 96)))
    assert found.tolist() == [[96, 0, 0, 0, 0], [48, 0, 0, 48, 0]]
