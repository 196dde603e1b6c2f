"""Faults planted into a balanced substation are named, with the channel that has them; and the solver is exact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pytest

from jicha.facts.area_curve_balance import kernel, solve

Watts = npt.NDArray[np.int64]
PHASES = ("active_power_a", "active_power_b", "active_power_c")
SLOTS = 1440


def substation(change: Callable[[Watts, Watts], tuple[Watts, Watts]]) -> dict[str, object]:
    """Three feeders whose loads switch at random, a busbar that is their sum, and ``change`` done to both."""
    random = np.random.default_rng(7)
    feeders = random.integers(200, 900, (3, 3, SLOTS)) * 10
    bus, feeders = change(feeders.sum(axis=0), feeders)
    points = {"bus": ("area_check", bus), **{f"f{n}": ("feeder", feeders[n]) for n in range(3)}}
    rows = [
        {
            "area_id": "a",
            "point_id": point,
            "day": date(2026, 1, 1),
            "quantity": phase,
            "point_use": use,
            "slot_minutes": 1,
            "slots": [int(value) for value in watts[number]],
        }
        for point, (use, watts) in points.items()
        for number, phase in enumerate(PHASES)
    ]
    (row,) = kernel(pa.Table.from_pylist(rows)).to_pylist()
    return row


def _as_it_is(bus: Watts, feeders: Watts) -> tuple[Watts, Watts]:
    return bus, feeders


def _reversed(bus: Watts, feeders: Watts) -> tuple[Watts, Watts]:
    feeders[1, 2] *= -1
    return bus, feeders


def _half_ratio(bus: Watts, feeders: Watts) -> tuple[Watts, Watts]:
    feeders[0] //= 2
    return bus, feeders


def _unmeasured(bus: Watts, feeders: Watts) -> tuple[Watts, Watts]:
    return bus + 5000 + 10 * np.arange(SLOTS) % 700, feeders


def _dead(bus: Watts, feeders: Watts) -> tuple[Watts, Watts]:
    return bus // 100, feeders


def _exchanged(bus: Watts, feeders: Watts) -> tuple[Watts, Watts]:
    feeders[2] = feeders[2][[1, 0, 2]]
    return bus, feeders


def _other_loads(bus: Watts, feeders: Watts) -> tuple[Watts, Watts]:
    return np.random.default_rng(8).integers(200, 900, (3, SLOTS)) * 30, feeders


@pytest.mark.parametrize(
    ("change", "kind", "point"),
    [
        (_as_it_is, "balanced", None),
        (_reversed, "reversed", "f1"),
        (_half_ratio, "ratio_wrong", "f0"),
        (_unmeasured, "feeder_missing", None),
        (_dead, "busbar_dead", None),
        (_exchanged, "phases_exchanged", "f2"),
        (_other_loads, "busbar_elsewhere", None),
    ],
)
def test_the_fault_is_named(
    change: Callable[[Watts, Watts], tuple[Watts, Watts]], kind: str, point: str | None
) -> None:
    row = substation(change)
    assert (row["explanation"], row["fault_point_id"]) == (kind, point)


def test_the_energies_are_those_of_plain_addition() -> None:
    row = substation(_unmeasured)
    assert row["residual_kwh"] == row["check_kwh"] - row["feeders_kwh"]
    extra_w = sum(5000 + 10 * slot % 700 for slot in range(SLOTS))
    assert float(row["residual_kwh"]) == pytest.approx(3 * extra_w / 60 / 1000, abs=0.001)


def test_equations_are_solved_in_whole_fractions_and_a_singular_matrix_has_no_answer() -> None:
    assert solve([[2, 1], [1, 3]], [[1], [2]]) == [[Fraction(1, 5), Fraction(3, 5)]]
    assert solve([[1, 2], [2, 4]], [[1], [2]]) is None


def _filled(bus: Watts, feeders: Watts) -> tuple[Watts, Watts]:
    bus[0, ::50] = 655350
    feeders[1, 2, ::50] = 65535
    return bus, feeders


def test_slots_with_fill_values_are_left_out_and_the_others_balance() -> None:
    row = substation(_filled)
    assert (row["explanation"], row["phase_slots"]) == ("balanced", 3 * (SLOTS - 29))
    assert row["residual_gross_kwh"] == 0
