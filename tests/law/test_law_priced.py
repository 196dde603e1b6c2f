"""Energy over dated prices."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.law.act import Price
from jicha.law.act_period import NoActPeriod
from jicha.law.priced import Portion, Rate, RatePrice, by_edition, charge, cut, note_days, spread
from jicha.law.supply_rules import editions
from jicha.tariffs.errors import MissingPrice, OverlappingPrices
from jicha.terms.sheet import Sheet

JANUARY = Portion("counted", date(2024, 1, 1), date(2024, 2, 1))


def _charge(portion: Portion, kwh: int, prices: list[RatePrice]) -> Fraction:
    sheet, slices = Sheet("theft"), cut([portion], prices)
    sheet.given("counted", kwh, "kWh", origin="case")
    note_days(sheet, slices)
    for one in slices:
        sheet.step(f"part_{one.number}", one.energy(), "kWh")
    charge(sheet, slices, prices, energy="part")
    return sheet.value("part_exact")


def test_a_change_of_price_within_a_reading_spreads_it_over_its_days() -> None:
    prices = [
        RatePrice(Decimal("0.60"), effective_to=date(2024, 1, 16)),
        RatePrice(Decimal("0.65"), effective_from=date(2024, 1, 16)),
    ]
    # 310 kWh over 31 days: 150 kWh x 0.60 + 160 kWh x 0.65 = 90 + 104
    assert _charge(JANUARY, 310, prices) == 194


def test_the_editions_cut_too() -> None:
    over = Portion("counted", date(2024, 5, 31), date(2024, 6, 2))
    assert [(one.edition, one.days) for one in cut([over], [RatePrice(Decimal(1))])] == [("1996", 1), ("2024", 1)]


@given(st.integers(0, 10**6), st.integers(1, 400), st.integers(0, 400))
def test_a_price_that_does_not_change_makes_nothing_of_where_it_is_cut(kwh: int, days: int, at: int) -> None:
    start = date(2024, 3, 1)
    portion = Portion("counted", start, date.fromordinal(start.toordinal() + days))
    middle = date.fromordinal(start.toordinal() + at)
    price = Decimal("0.7")
    two = [RatePrice(price, effective_to=middle), RatePrice(price, effective_from=middle)]
    assert _charge(portion, kwh, two) == _charge(portion, kwh, [RatePrice(price)]) == Fraction(7, 10) * kwh


def test_each_rate_has_its_own_price() -> None:
    peak = Portion("counted", JANUARY.start, JANUARY.end, Rate.PEAK)
    prices = [RatePrice(Decimal(1), rate=Rate.PEAK), RatePrice(Decimal("0.3"), rate=Rate.VALLEY)]
    assert _charge(peak, 100, prices) == 100
    with pytest.raises(MissingPrice, match="no price for energy without a rate"):
        cut([JANUARY], prices)


def test_days_without_a_price_or_with_two_and_days_before_any_edition_are_refused() -> None:
    with pytest.raises(MissingPrice):
        cut([JANUARY], [RatePrice(Decimal(1), effective_to=date(2024, 1, 31))])
    with pytest.raises(OverlappingPrices):
        cut([JANUARY], [RatePrice(Decimal(1)), RatePrice(Decimal(2), effective_from=date(2024, 1, 31))])
    with pytest.raises(NoActPeriod):
        cut([Portion("counted", date(1996, 10, 7), date(1996, 11, 1))], [RatePrice(Decimal(1))])


def test_energy_of_an_act_is_spread_by_days_and_priced_by_edition() -> None:
    sheet, prices = Sheet("test"), (Price(Decimal("0.60")),)
    sheet.given("proven", 410, "kWh", origin="case")
    slices = cut([Portion("proven", date(2024, 5, 1), date(2024, 6, 11))], prices)
    spread(sheet, slices)
    assert (sheet.value("kwh_1"), sheet.value("kwh_2")) == (310, 100)  # 31 and 10 of 41 days
    assert dict(by_edition(sheet, slices, prices)) == {"1996": "kwh_1 * price_1", "2024": "kwh_2 * price_1"}
    assert [one.word for one in sheet.done().remarks] == ["spread_by_days"]


def test_one_piece_takes_all_and_nothing_need_be_said() -> None:
    sheet, prices = Sheet("test"), (Price(Decimal("0.60")),)
    sheet.given("proven", 310, "kWh", origin="case")
    spread(sheet, cut([Portion("proven", date(2024, 5, 1), date(2024, 6, 1))], prices))
    assert sheet.value("kwh_1") == 310
    assert sheet.done().remarks == ()


def test_as_if_one_edition_had_held_nothing_is_cut() -> None:
    over = Portion("counted", date(2024, 5, 31), date(2024, 6, 2))
    assert [one.edition for one in cut([over], [RatePrice(Decimal(1))], editions()[-1])] == ["2024"]
