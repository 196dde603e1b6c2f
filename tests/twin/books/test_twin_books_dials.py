"""Dials: cut to hundredths, turned over, rewound; what a bill reads off them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.twin.books.dials import Dials, dials_of, one_dial
from jicha.twin.effect import RegisterDeed
from jicha.twin.rates import FLAT, RATES
from jicha.twin.register import Deed

FIRST = date(2025, 1, 1)
PEAK, VALLEY = RATES.index("peak"), RATES.index("valley")


def _dials(
    daily: Sequence[float],
    start: float = 100.0,
    *deeds: Deed,
    ratio: float = 1.0,
    book: str = "1",
    kvarh: Sequence[float] | None = None,
) -> Dials:
    """A meter with one dial that took ``daily`` kWh."""
    taken = np.zeros((len(daily), len(RATES)))
    taken[:, FLAT] = daily
    return dials_of(
        FIRST, taken, np.asarray(kvarh if kvarh is not None else 0 * taken[:, 0]), np.arange(len(daily)) * ratio,
        np.full(len(daily), ratio), start, book_ratio=Decimal(book), used_rates=(), deeds=deeds,
    )  # fmt: skip


def _day(place: int) -> date:
    return date.fromordinal(FIRST.toordinal() + place)


def test_energy_is_cut_to_hundredths_and_what_is_cut_is_not_lost_but_comes_later() -> None:
    # 10.004 a day: 110.004, 120.008, 130.012
    dials = _dials([10.004] * 3)
    assert dials.active[:, 0].tolist() == [11000, 12000, 13001]
    assert [dials.metered(_day(one), _day(one + 1)).total for one in range(3)] == [
        Decimal("10.00"), Decimal("10.00"), Decimal("10.01")
    ]  # fmt: skip
    assert dials.metered(FIRST, _day(3)).total == Decimal("30.01")


def test_a_dial_begins_again_after_999999_99_and_the_bill_goes_over_the_turn() -> None:
    dials = _dials([9.99, 0.01, 20.0], 999990.0)
    assert dials.active[:, 0].tolist() == [99999999, 0, 2000]
    assert dials.metered(FIRST, _day(3)).total == Decimal("30.00")
    assert dials.metered(_day(1), _day(2)).total == Decimal("0.01")
    assert dials.advanced(FIRST, _day(3)).sum() == pytest.approx(30.0)


def test_a_dial_that_was_rewound_below_its_last_reading_bills_nothing_and_goes_on_from_there() -> None:
    # 110, 120, then 50 back and 10 on: 80, 90, 100
    dials = _dials([10.0] * 5, 100.0, Deed(2, RegisterDeed("rewind", 50.0)))
    assert dials.active[:, 0].tolist() == [11000, 12000, 8000, 9000, 10000]
    assert dials.metered(FIRST, _day(3)).total == 0
    assert dials.metered(_day(3), _day(5)).total == 20
    assert dials.advanced(FIRST, _day(3)).sum() == pytest.approx(-20)  # the truth: it went back


def test_a_rewind_of_less_than_was_used_takes_just_that_from_the_bill() -> None:
    dials = _dials([10.0] * 5, 100.0, Deed(2, RegisterDeed("rewind", 15.0)))
    assert dials.metered(FIRST, _day(5)).total == 35


def test_a_cleared_dial_begins_from_nothing() -> None:
    dials = _dials([10.0] * 4, 100.0, Deed(1, RegisterDeed("clear")))
    assert dials.active[:, 0].tolist() == [11000, 1000, 2000, 3000]


def test_a_bill_multiplies_by_the_ratio_in_the_book_and_a_meter_sees_what_its_transformers_leave() -> None:
    # 400 kWh through transformers of 40: 10 on the dial. The book says 20: half of it is billed.
    dials = _dials([400.0] * 3, ratio=40.0, book="20", kvarh=[80.0] * 3)
    found = dials.metered(FIRST, _day(3))
    assert dials.active[:, 0].tolist() == [11000, 12000, 13000]
    assert (found.total, found.kvarh) == (Decimal(600), Decimal(120))
    # quarter hours of 0, 40 and 80 kW are 0, 1 and 2 at the meter
    assert found.highest_kw == Decimal(40)


def test_the_first_bill_begins_with_what_stood_there_before_the_window() -> None:
    dials = _dials([1.0, 1.0], 7.0)
    assert dials.at(_day(-1))[0] == 700
    assert dials.reactive_at(_day(-1)) == 0
    assert dials.metered(FIRST, _day(1)).total == 1


def test_a_meter_with_one_dial_tells_no_rates() -> None:
    assert _dials([1.0]).metered(FIRST, _day(1)).rates == ()
    assert not _dials([1.0]).by_hours


ENERGY = st.lists(st.tuples(*[st.floats(0, 50)] * 5), min_size=1, max_size=40)


@given(ENERGY, st.floats(0, 8000), st.sampled_from([(1, 3), (1, 2, 3), (0, 1, 2, 3), (0, 1, 2, 3, 4)]))
def test_rates_and_the_rest_add_up_to_the_total(
    energy: list[tuple[float, ...]], start: float, used: tuple[int, ...]
) -> None:
    taken = np.zeros((len(energy), 5))
    taken[:, used] = np.array(energy)[:, used]
    dials = dials_of(
        FIRST, taken, taken[:, 0], taken[:, 0], np.ones(len(energy)), start, book_ratio=Decimal(30), used_rates=used
    )
    after = _day(len(energy))
    found = dials.metered(FIRST, after)
    assert [name for name, _ in found.rates] == [RATES[one] for one in used]
    assert sum(kwh for _, kwh in found.rates) == found.total
    assert float(found.total) / 30 == pytest.approx(taken.sum(), abs=0.06)  # a hundredth for each rate, and one
    assert dials.daily(FIRST, after).sum(axis=0) == pytest.approx(dials.advanced(FIRST, after))
    assert dials.advanced(FIRST, after).sum() * 30 == pytest.approx(float(found.total))


def test_what_is_cut_from_the_rates_goes_to_flat_or_to_peak_where_none_is_flat() -> None:
    taken = np.zeros((1, 5))
    taken[0, [PEAK, VALLEY]] = 1.006  # each shows 1.00, both together 2.01
    dials = dials_of(
        FIRST, taken, np.zeros(1), np.zeros(1), np.ones(1), 0.0, book_ratio=Decimal(1), used_rates=(PEAK, VALLEY)
    )
    assert dials.active[0, [0, 1 + PEAK, 1 + VALLEY]].tolist() == [201, 100, 100]
    assert dict(dials.metered(FIRST, _day(1)).rates) == {"peak": Decimal("1.01"), "valley": Decimal("1.00")}
    assert dials.rest == PEAK


def test_a_dial_begins_with_nothing_and_is_cut_to_hundredths_of_what_passed_its_transformers() -> None:
    # 1.239 and 2.5 kWh behind transformers of 1, and behind those of 10
    assert one_dial(np.array([1.239, 2.5]), np.ones(2)).tolist() == [123, 373]
    assert one_dial(np.array([1.239, 2.5]), np.full(2, 10.0)).tolist() == [12, 37]
