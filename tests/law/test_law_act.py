"""The pieces of an act under one edition and one price."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.law.act import Act, CapacityPrice, Price, pieces, spans_of, under
from jicha.law.act_period import NoActPeriod, act_spans
from jicha.law.counted import BadAmount
from jicha.law.supply_rules import editions
from jicha.tariffs.errors import MissingPrice, OverlappingPrices
from jicha.terms.period import Period

STEADY = (Price(Decimal("0.6")),)


def cut(start: date, end: date, *prices: Price) -> list[tuple[str, str, int]]:
    return [(one.edition, one.about, one.price) for one in pieces(spans_of(Period(start, end)), prices)]


def test_an_act_is_cut_where_edition_or_price_changes() -> None:
    prices = (
        Price(Decimal("0.60"), None, date(2024, 5, 11)),
        Price(Decimal("0.65"), date(2024, 5, 11), None),
    )
    assert cut(date(2024, 5, 1), date(2024, 6, 11), *prices) == [
        ("1996", "2024-05-01..2024-05-10", 0),
        ("1996", "2024-05-11..2024-05-31", 1),
        ("2024", "2024-06-01..2024-06-10", 1),
    ]


def test_as_if_one_edition_had_held_the_days_of_both_become_one_piece() -> None:
    spans = spans_of(Period(date(2024, 5, 1), date(2024, 6, 11)), editions()[-1])
    assert [(one.edition, one.days) for one in pieces(spans, STEADY)] == [("2024", 41)]
    own = act_spans(date(2024, 5, 1), date(2024, 6, 11))
    assert under(own, None) == own


def test_a_day_without_a_price_and_one_with_two_are_refused() -> None:
    late = Price(Decimal("0.65"), date(2024, 1, 3), None)
    with pytest.raises(MissingPrice, match="no price from 2024-01-01 until 2024-01-03"):
        cut(date(2024, 1, 1), date(2024, 1, 9), late)
    with pytest.raises(MissingPrice, match="no price from 2024-01-05 until 2024-01-09"):
        cut(date(2024, 1, 1), date(2024, 1, 9), Price(Decimal("0.6"), None, date(2024, 1, 5)))
    with pytest.raises(OverlappingPrices, match="more than one price holds on 2024-01-03"):
        cut(date(2024, 1, 1), date(2024, 1, 9), *STEADY, late)
    with pytest.raises(MissingPrice):
        cut(date(2024, 1, 1), date(2024, 1, 9))


@given(
    st.dates(date(2024, 1, 1), date(2024, 8, 1)),
    st.integers(2, 200),
    st.integers(1, 300),
    st.integers(0, 99999),
)
def test_pieces_price_energy_as_each_day_by_itself(start: date, days: int, change: int, kwh: int) -> None:
    end, turn = start + timedelta(days=days), start + timedelta(days=change)
    prices = (Price(Decimal("0.60"), None, turn), Price(Decimal("0.65"), turn, None))
    found = pieces(spans_of(Period(start, end)), prices)
    assert sum(one.days for one in found) == days
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    charge = sum(Fraction(kwh * one.days, days) * Fraction(prices[one.price].cny_per_kwh) for one in found)
    each = [start + timedelta(days=day) for day in range(days)]
    assert charge == sum(Fraction(kwh, days) * Fraction("0.60" if day < turn else "0.65") for day in each)


@pytest.mark.parametrize("price", ["0", "-0.6"])
def test_a_price_of_nothing_or_less_is_refused(price: str) -> None:
    for kind in (Price, CapacityPrice):
        with pytest.raises(BadAmount):
            kind(Decimal(price))


@pytest.mark.parametrize("after", [date(2024, 1, 1), date(2023, 12, 31)])
def test_a_price_that_ends_before_it_begins_is_refused_and_not_left_out(after: date) -> None:
    for kind in (Price, CapacityPrice):
        with pytest.raises(MissingPrice, match="a price holds from 2024-01-01 until"):
            kind(Decimal(1), date(2024, 1, 1), after)


def test_an_inspection_after_the_act_says_nothing_of_it() -> None:
    with pytest.raises(NoActPeriod, match="in order on 2024-01-09"):
        Act(date(2024, 1, 9), date(2024, 1, 1), date(2024, 1, 9))
