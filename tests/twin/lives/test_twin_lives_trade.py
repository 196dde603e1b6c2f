"""Businesses that change, in what is delivered."""

from __future__ import annotations

import numpy as np
import pytest
from lived_area import START, others, with_life, without


def test_a_shop_that_is_rebuilt_falls_to_its_fridges_and_comes_back() -> None:
    told, led = with_life("shop_rebuilt")
    point = led.account.places[0].number
    shut = slice(led.course.start, led.course.end)
    assert 0 < told.daily(point)[shut].sum() < 0.8 * without().daily(point)[shut].sum()
    assert np.array_equal(told.daily(point)[:START], without().daily(point)[:START])
    assert others(told, without(), point) == []


def test_a_shop_that_closes_has_no_account_and_no_bill_afterwards() -> None:
    told, led = with_life("shop_closed")
    point, number = led.account.places[0].number, led.account.number
    assert not told.daily(point)[START:].any()
    [*_, customer] = told.run.books.records.of("customer", customer_id=number)
    assert (customer["customer_status"], customer["closed_on"]) == ("closed", led.course.closed)
    ends = [row["period_end"] for row in told.run.books.records.of("bill", customer_id=number)]
    assert max(ends) == led.course.closed
    assert others(told, without(), point) == []


def test_fewer_orders_lower_what_is_used() -> None:
    told, led = with_life("fewer_orders")
    point = led.account.places[0].number
    assert told.daily(point)[START:].sum() < 0.85 * without().daily(point)[START:].sum()
    assert np.array_equal(told.daily(point)[:START], without().daily(point)[:START])
    assert others(told, without(), point) == []


def test_machines_that_move_are_used_at_the_other_account() -> None:
    told, led = with_life("machines_moved")
    giver = led.account.places[0].number
    (taker,) = {key[0] for key in others(told, without(), giver)}
    lost = without().daily(giver) - told.daily(giver)
    won = told.daily(taker) - without().daily(taker)
    ratio = {one.place.number: float(one.dials.multiplier) for one in told.run.seen}
    assert not lost[:START].any()
    assert lost[START:].sum() == pytest.approx(led.course.moved_share * without().daily(giver)[START:].sum(), rel=0.02)
    # each meter errs by a hundredth at most
    assert (ratio[taker] * won[START:]).sum() == pytest.approx((ratio[giver] * lost[START:]).sum(), rel=0.02)


def test_works_with_a_transformer_of_their_own_have_fewer_orders_too() -> None:
    told, led = with_life("fewer_orders", rank=-1)
    assert led.account.dedicated
    points = [one.number for one in led.account.places]
    before, now = without().daily(points[0]), told.daily(points[0])
    assert now[START:].sum() < 0.9 * before[START:].sum()
    assert np.array_equal(now[:START], before[:START])
    assert others(told, without(), *points) == []
