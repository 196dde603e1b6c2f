"""An area over its window: both kinds of days are one world, and a planting moves nobody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lived_area import world

from jicha.twin.area_year import AreaYear, Tied, phases_of, run_area_year, street_of
from jicha.twin.every_kind import all_kinds
from jicha.twin.load.window import window_of
from jicha.twin.panels import Panels
from jicha.twin.planting import Planting
from jicha.twin.prices.book import province_book
from jicha.twin.rates import rates_of
from jicha.twin.streams import Stream

DAYS, CURVES = 8, 3
SINCE, STEPS = (DAYS - CURVES) * 96, DAYS * 96
FIRST = date(2025, 6, 1)
AREA = world().station(0).areas[0]
TIED = [Tied(one, one.places[0]) for one in AREA.accounts if one.places[0].metered and not one.closed][:14]
TIED = [one for one in TIED if one.account.opened < FIRST]
WINDOW = window_of(3, "36", FIRST, DAYS)
STREET = street_of(3, AREA.number, TIED)
RATES = rates_of(province_book(3, FIRST), "", WINDOW)
KINDS = all_kinds()
SITES = [one.place.site(phases) for one, phases in zip(TIED, phases_of(STREET), strict=True)]
# Load that goes to another account by nature, and words in books, are no matter of a customer's physics.
PHYSICAL = sorted(
    code for code, one in KINDS.items() if any(one.fits(site) for site in SITES) and code != "accounts_rotated"
)


def planted(code: str, place: int, *, name: str = "") -> Planting:
    point = TIED[place].place.number
    stream = Stream(3, point, code)
    return Planting.of(KINDS[code], SITES[place], stream, place, (96, STEPS), 0.6, name=name or f"{point}/{code}")


def year(
    *plantings: Planting,
    panels: Mapping[str, Panels] | None = None,
    inspected: Mapping[str, Sequence[int]] | None = None,
    curve_days: int = CURVES,
) -> AreaYear:
    return run_area_year(
        3, AREA.number, STREET, TIED, WINDOW, {one.place.number: RATES for one in TIED}, curve_days=curve_days,
        plantings=plantings, panels=panels, inspected=inspected,
    )  # fmt: skip


@cache
def clean() -> AreaYear:
    return year()


def unbalanced(found: AreaYear) -> float:
    """The largest share of a day's supply that the identity of the supply leaves over."""
    supply = found.supply
    into, unmetered, loss = (
        supply.daily_kwh(one) for one in (supply.active_w.sum(axis=1), supply.unmetered_w, supply.loss_w)
    )
    used = sum(one.chain_kwh[0].sum(axis=1) for one in found.places) - found.fed_in_kwh() + found.generated_kwh()
    rest = into + found.generated_kwh() - used - unmetered - loss
    return float((np.abs(rest) / np.maximum(np.abs(into), 0.01)).max())


@pytest.mark.parametrize("roofs", [0, 1, 5])
@pytest.mark.parametrize("curve_days", [0, CURVES, DAYS])
def test_what_comes_in_and_is_generated_is_used_or_lost_on_both_kinds_of_days(roofs: int, curve_days: int) -> None:
    panels = {TIED[place].account.number: Panels(1.2, 2) for place in range(roofs)}
    hooks = (planted("hook_on_line", 0), planted("hook_ahead", 1))
    found = year(*hooks, panels=panels, curve_days=curve_days)
    assert unbalanced(found) < 1e-6
    assert bool(found.generated_kwh().any()) == bool(roofs)
    assert bool(found.fed_in_kwh().any()) == bool(roofs)
    assert found.supply.unmetered_w.any()
    assert not found.generated_kwh()[:2].any()


def test_a_roof_gives_the_same_and_its_register_agrees_on_both_kinds_of_days() -> None:
    panels = {TIED[0].account.number: Panels(1.0, 0)}
    with_flow, without = year(panels=panels, curve_days=DAYS), year(panels=panels, curve_days=0)
    for one, other in zip(with_flow.places, without.places, strict=True):
        assert one.taken_kwh.sum(axis=1) == pytest.approx(other.taken_kwh.sum(axis=1), rel=1e-9)
    mine, same = with_flow.places[0], without.places[0]
    assert mine.fed_in_kwh is not None
    assert same.fed_in_kwh is not None
    assert mine.fed_in_kwh == pytest.approx(same.fed_in_kwh, rel=1e-9)
    assert mine.fed_in_kwh[0].min() > 0
    # true and counted differ by the error of the class, a hundredth of 2 % to either side at most
    assert mine.fed_in_kwh[1] == pytest.approx(mine.fed_in_kwh[0], rel=0.011)
    assert all(one.fed_in_kwh is None and one.generated_kwh is None for one in with_flow.places[1:])


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(PHYSICAL), st.integers(0, len(TIED) - 1), st.booleans())
def test_a_planting_leaves_every_other_customer_as_it_was(code: str, place: int, first: bool) -> None:
    if not KINDS[code].fits(SITES[place]):
        place = next(one for one, site in enumerate(SITES) if KINDS[code].fits(site))
    switched = next(one for one in range(len(TIED)) if one != place and SITES[one].elements == 1)
    before = planted("bypass_switched", switched)
    more = planted(code, place)
    one, other = year(before), year(*([more, before] if first else [before, more]))
    for number, (mine, theirs) in enumerate(zip(one.places, other.places, strict=True)):
        if number != place:
            days = DAYS - CURVES
            assert np.array_equal(mine.chain_kwh[:, :days], theirs.chain_kwh[:, :days])
            assert np.array_equal(mine.taken_kwh[:days], theirs.taken_kwh[:days])
            assert mine.chain_kwh[0] == pytest.approx(theirs.chain_kwh[0], rel=1e-9)  # true: to the flow's tolerance
            assert mine.taken_kwh == pytest.approx(theirs.taken_kwh, rel=1e-4)  # voltages alone differ


def test_a_switched_bridge_goes_on_as_it_was_where_the_flow_begins() -> None:
    bridge = planted("bypass_switched", 0)
    assert SITES[0].elements == 1
    mixed, none = year(bridge), year(bridge, curve_days=0)
    assert mixed.places[0].chain_kwh[1] == pytest.approx(none.places[0].chain_kwh[1], rel=1e-9)
    assert none.places[0].chain_kwh[1].sum() < none.places[0].chain_kwh[0].sum()


def test_a_bridge_is_off_on_the_days_of_its_customers_inspections_alone() -> None:
    bridges = planted("bypass_switched", 0), planted("bypass_switched", 1)
    days = (2, 6)  # one without a flow and one with it
    free, watched = year(*bridges), year(*bridges, inspected={TIED[0].account.number: days})
    chain = watched.places[0].chain_kwh
    assert chain[1][list(days)] == pytest.approx(chain[0][list(days)], rel=1e-12)
    others = [day for day in range(DAYS) if day not in days]
    assert np.allclose(chain[1][others], free.places[0].chain_kwh[1][others], rtol=1e-9)
    assert np.allclose(watched.places[1].chain_kwh[1], free.places[1].chain_kwh[1], rtol=1e-9)
    assert free.places[0].chain_kwh[1][list(days)].sum() < chain[1][list(days)].sum()


def test_the_area_without_any_planting_balances() -> None:
    assert unbalanced(clean()) < 1e-6
