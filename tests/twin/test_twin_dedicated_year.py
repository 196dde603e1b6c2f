"""A dedicated customer over a window: losses on the right side of its meter, sealed machines, meters behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest

from jicha.twin.account import Account, Machine, Place, Terms
from jicha.twin.dedicated_year import DedicatedYear, run_dedicated_year
from jicha.twin.load.window import window_of
from jicha.twin.prices.book import province_book
from jicha.twin.rates import rates_of

DAYS, SEED = 10, 4
WINDOW = window_of(SEED, "36", date(2025, 4, 1), DAYS)
HOURS = rates_of(province_book(SEED, date(2025, 12, 31)), "business", WINDOW)
LONG_AGO = date(2015, 1, 1)
PLACE = Place(
    "980000000101", "workshop", 90.0, ((LONG_AGO, Terms("99-TWO-10KV")),), wiring="three_phase_four_wire", ct=120,
    side="lv_metered_hv_supplied",
)  # fmt: skip
LOW = Account(
    "9800000001", "works", {"customer_class": "high_voltage", "supply_voltage": "ac_10_kv"}, (PLACE,),
    (Machine("B1", 315), Machine("B2", 315)),
)  # fmt: skip
HIGH = replace(
    LOW, places=(replace(PLACE, wiring="three_phase_three_wire", ct=10, pt=100, side="hv_metered_hv_supplied"),)
)
SUB = replace(PLACE, number="980000000102", parent=PLACE.number, mean_kw=10.0, ct=10)


@cache
def _run(account_name: str, curve_days: int = 2) -> DedicatedYear:
    account = {"low": LOW, "high": HIGH, "sealed": SEALED, "sub": WITH_SUB, "closed": CLOSED, "high35": HIGH_35}
    return run_dedicated_year(
        SEED, account[account_name], WINDOW, {PLACE.number: HOURS, SUB.number: HOURS}, curve_days=curve_days
    )


SEALED = replace(LOW, machines=(Machine("B1", 315), Machine("B2", 315, ((date(2025, 4, 4), date(2025, 4, 7)),))))
WITH_SUB = replace(LOW, places=(PLACE, SUB))
CLOSED = replace(LOW, closed=date(2025, 4, 6))
HIGH_35 = replace(HIGH, file={**HIGH.file, "supply_voltage": "ac_35_kv"})


def _line_kwh(year: DedicatedYear) -> np.ndarray:
    return np.asarray(np.asarray(year.line_va).real.reshape(DAYS, 96, -1).sum(axis=(1, 2)) / 4000)


def test_a_meter_on_the_low_side_does_not_see_the_losses_of_the_transformers() -> None:
    year = _run("low")
    used = year.chain_kwh[0].sum(axis=1)
    assert (year.outside_kwh > 0).all()
    assert _line_kwh(year) == pytest.approx(used + year.outside_kwh, rel=1e-5)
    iron = 2 * 0.48 * 24  # two plates of 480 W
    assert year.outside_kwh.min() > iron * 0.8


def test_a_meter_on_the_high_side_sees_them() -> None:
    high, low = _run("high"), _run("low")
    assert (high.outside_kwh == 0).all()
    assert _line_kwh(high) == pytest.approx(high.chain_kwh[0].sum(axis=1), rel=1e-5)
    assert high.chain_kwh[0].sum() == pytest.approx(low.chain_kwh[0].sum() + low.outside_kwh.sum(), rel=1e-3)


def test_a_sealed_machine_takes_its_share_of_the_load_and_its_iron_away_on_its_days() -> None:
    sealed, whole = _run("sealed"), _run("low")
    share = sealed.chain_kwh[0].sum(axis=1) / whole.chain_kwh[0].sum(axis=1)
    assert share[3:6] == pytest.approx(0.5, rel=1e-6)
    assert np.delete(share, [3, 4, 5]) == pytest.approx(1.0, rel=1e-9)
    assert (sealed.outside_kwh[3:6] < whole.outside_kwh[3:6] * 0.8).all()


def test_who_is_closed_uses_nothing_after() -> None:
    used = _run("closed").chain_kwh[0].sum(axis=1)
    assert (used[:5] > 0).all()
    assert used[5:] == pytest.approx(0, abs=1e-9)


def test_what_a_meter_behind_counts_is_used_by_the_main_too() -> None:
    year, alone = _run("sub"), _run("low")
    [sub] = year.behind
    assert sub.place.number == SUB.number
    whole = alone.chain_kwh[0] + sub.chain_kwh[0]
    assert year.chain_kwh[0] == pytest.approx(whole, rel=1e-6)
    assert sub.chain_kwh[0].sum() > 0
    assert (sub.outside_kwh == 0).all()


def test_at_35_kilovolts_the_meter_shows_its_own_voltage_and_the_same_power() -> None:
    high, other = _run("high").shown, _run("high35").shown
    assert high is not None
    assert other is not None
    assert np.abs(other.voltage) == pytest.approx(3.5 * np.abs(high.voltage))
    assert other.power == pytest.approx(high.power)
    assert np.abs(high.voltage).mean() == pytest.approx(10_000, rel=0.02)


def test_registers_are_what_is_counted_and_curves_are_kept_for_the_last_days_alone() -> None:
    year = _run("low")
    assert np.array_equal(year.taken_kwh, year.chain_kwh[4])
    assert year.shown is not None
    assert year.shown.power.shape == (2 * 96,)
    curve = np.maximum(year.shown.power, 0).reshape(2, 96).sum(axis=1) / 4000
    assert year.taken_kwh[-2:].sum(axis=1) == pytest.approx(curve, rel=1e-9)
    assert _run("low", 0).shown is None
    assert year.taken_kwh == pytest.approx(_run("low", 0).taken_kwh, rel=1e-12)


def test_its_meter_errs_within_its_class() -> None:
    for name in ("low", "high"):
        chain = _run(name).chain_kwh.sum(axis=(1, 2))
        assert chain[:4] == pytest.approx(chain[0], rel=1e-9)
        assert 0 < abs(chain[4] / chain[0] - 1) < 0.01
