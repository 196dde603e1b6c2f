"""Dedicated customers: whose energy the transformers' loss is, and what meters above and below make of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from jicha.twin.dedicated import (
    DedicatedCurves,
    NoSuchPlate,
    Side,
    dedicated,
    plates_for,
    primary_a,
    run_dedicated,
)
from jicha.twin.every_kind import all_kinds
from jicha.twin.flow import NoFlow
from jicha.twin.kind import Site
from jicha.twin.planted import Misplanted
from jicha.twin.planting import Planting
from jicha.twin.streams import Stream

STEPS = 96
KINDS = all_kinds()
EVEN = np.full((STEPS, 3), 100_000 / 3, complex)
AT_10_KV = np.full(STEPS, 10_000.0)


def run(side: Side, *codes: str, load_va: np.ndarray = EVEN, kva: tuple[float, ...] = (315,)) -> DedicatedCurves:
    elements = 2 if side is Side.HIGH else 3
    site = Site(elements, (0, 1, 2), transformers=True, mean_kw=100.0)
    plantings = [Planting.of(KINDS[one], site, Stream(1, "D1", one), 0, (48, STEPS), 0.5) for one in codes]
    return run_dedicated(1, dedicated("D1", kva, side), load_va, AT_10_KV[: len(load_va)], plantings)


def balances(curves: DedicatedCurves) -> bool:
    return bool((np.abs(curves.unbalanced_w()) <= 1e-6 * np.maximum(np.abs(curves.line_va.real), 40)).all())


def test_above_the_transformer_its_loss_is_metered_and_below_it_is_not() -> None:
    above, below = run(Side.HIGH), run(Side.LOW)
    # 315 kVA: 480 W of iron and 3650 W of copper at 315 kVA, here (100 / 315) squared of it, at a voltage near 1.
    lost = 480 + 3_650 * (100 / 315) ** 2
    assert above.metered.energy_wh[0] == pytest.approx((100_000 + lost) / 4, rel=1e-4)
    assert below.metered.energy_wh[0] == pytest.approx(25_000)
    assert not above.outside_w.any()
    assert below.outside_w == pytest.approx(lost, rel=0.01)
    assert below.line_va == pytest.approx(above.line_va)
    # 1.1 % of 315 kVA magnetises, and 4 % of it is the leakage's at full load: 3,430 + 1,210 var.
    assert above.loss_va[:, 0].imag == pytest.approx(3_465 * 0.99 + 12_600 * (100 / 315) ** 2 * 0.96, rel=0.02)
    assert above.metered.shown.reactive == pytest.approx(above.line_va.imag)


def test_meters_above_have_two_elements_of_ten_kilovolts_and_a_multiplier_of_both_transformers() -> None:
    above, below = dedicated("D1", [315], Side.HIGH), dedicated("D2", [400], Side.LOW)
    # 315 kVA at 10 kV are 18.2 A: 20/5, and 10000/100. 400 kVA at 0.4 kV are 577 A: 600/5.
    assert (above.current_ratio, above.voltage_ratio, above.multiplier) == (4, 100, 400)
    assert (below.current_ratio, below.voltage_ratio, below.multiplier) == (120, 1, 120)
    shown = run(Side.HIGH).metered.shown
    assert np.abs(shown.voltage) == pytest.approx(np.full((STEPS, 2), 10_000.0))
    assert np.abs(run(Side.LOW).metered.shown.voltage) == pytest.approx(np.full((STEPS, 3), 230.0), abs=1.5)


def test_transformers_are_chosen_from_the_tables() -> None:
    assert plates_for(300) == (400,)  # with a quarter to spare: 375
    assert plates_for(2_000) == (1_250, 1_250)  # 2,500 kVA are more than the largest carries
    assert [primary_a(one) for one in (3, 10, 18.2, 75, 75.1, 577, 910)] == [10, 10, 20, 75, 100, 600, 1_000]
    with pytest.raises(NoSuchPlate, match="no transformer of 333 kVA"):
        dedicated("D1", [333], Side.LOW)


def test_the_lead_of_phase_b_open_loses_half_of_a_balanced_load_from_then_on() -> None:
    curves = run(Side.HIGH, "three_wire_b_open")
    true, wired = curves.metered.energy_wh[0], curves.metered.energy_wh[2]
    assert wired[:48] == pytest.approx(true[:48])
    assert wired[48:] == pytest.approx(true[48:] / 2)
    assert balances(curves)


def test_a_hook_ahead_of_the_meter_is_taken_at_the_meters_voltage() -> None:
    # Half of the mean of 100 kW. Below, the transformer carries it besides: copper of 150 kW less that of 100 kW.
    for side, copper in ((Side.HIGH, 0.0), (Side.LOW, 3_650 * (150**2 - 100**2) / 315**2)):
        clean, hooked = run(side), run(side, "hook_ahead")
        more = hooked.line_va.real - clean.line_va.real
        assert more[:48] == pytest.approx(0.0, abs=1e-9)
        assert more[48:] == pytest.approx(50_000 + copper, abs=0.05 * copper + 1e-6)
        assert hooked.metered.lost_wh[0, 48:] == pytest.approx(12_500)
        assert hooked.metered.energy_wh[-1] == pytest.approx(clean.metered.energy_wh[-1])
        assert balances(hooked)


def test_several_transformers_share_the_load_by_their_ratings() -> None:
    curves = run(Side.LOW, kva=(400, 200))
    copper = curves.loss_va.real.mean(axis=0) - [570, 340]
    # 2/3 and 1/3 of 100 kW, nearly, as the short-circuit voltages are alike.
    assert copper == pytest.approx([4_300 / 36, 2_600 / 36], rel=0.1)
    assert balances(curves)


def test_a_suspended_transformer_has_no_loss_and_no_load() -> None:
    running = np.ones((STEPS, 2), bool)
    running[48:, 0] = False
    for side in Side:
        found = run_dedicated(1, dedicated("D1", (400, 315), side), EVEN, AT_10_KV, running=running)
        assert not found.loss_va[48:, 0].any()
        assert found.loss_va[48:, 1].real == pytest.approx(480 + 3_650 * (100 / 315) ** 2, rel=0.01)
        assert (found.loss_va[:48].real > 400).all()
        assert balances(found)
        off = run_dedicated(1, dedicated("D1", (400, 315), side), 0 * EVEN, AT_10_KV, running=0 * running > 0)
        assert not off.line_va.any()
        assert not off.metered.energy_wh.any()
        assert balances(off)
    with pytest.raises(NoFlow, match="every transformer is off"):
        run_dedicated(1, dedicated("D1", (400, 315), Side.LOW), EVEN, AT_10_KV, running=running & False)


def test_what_is_fed_back_stands_on_the_other_register() -> None:
    curves = run(Side.HIGH, load_va=-EVEN)
    assert not curves.metered.energy_wh[-1].any()
    assert curves.metered.export_wh[-1] == pytest.approx((100_000 - 480 - 3_650 * (100 / 315) ** 2) / 4, rel=1e-3)
    assert balances(curves)


@settings(max_examples=30)
@given(
    some.sampled_from(Side),
    some.lists(some.sampled_from(sorted(KINDS)), max_size=3),
    some.integers(0, 10**6),
    some.sampled_from([(315.0,), (630.0, 400.0)]),
)
def test_whatever_is_planted_it_balances(side: Side, codes: list[str], seed: int, kva: tuple[float, ...]) -> None:
    site = Site(2 if side is Side.HIGH else 3, (0, 1, 2), transformers=True, mean_kw=100.0)
    fitting = [one for one in codes if KINDS[one].fits(site) and not KINDS[one].effect(site, 0.5, 0.0).on_line]
    rng = np.random.default_rng(seed)
    load_va = rng.uniform(-40_000, 80_000, (STEPS, 3)) * (1 + 1j * rng.uniform(-0.2, 0.6, (STEPS, 3)))
    assert balances(run(side, *fitting, load_va=load_va, kva=kva))


def test_a_loss_that_is_forgotten_is_seen() -> None:
    below = run(Side.LOW)
    assert not balances(replace(below, outside_w=0 * below.outside_w))
    assert not balances(replace(below, line_va=below.line_va + 1.0))
    above = run(Side.HIGH)
    assert not balances(replace(above, outside_w=above.loss_va.real.sum(axis=1)))


def test_a_hook_on_a_line_is_not_planted_at_a_customer() -> None:
    with pytest.raises(Misplanted, match="mining_rig is planted at D1"):
        run(Side.HIGH, "mining_rig")
