"""No bill that a convention touches is left out: rated only where it is touched, every choice gives the same."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from calibrate_world import FIRST_CHOICES, expected, under_trial, world

from jicha.audit.calibrate.population import try_only, try_region
from jicha.audit.calibrate.rerate import COMPONENTS, Rerated, rerate
from jicha.audit.calibrate.touched import table_of
from jicha.audit.calibrate.variants import Variants
from jicha.audit.calibrate.votes import CONCERNS
from jicha.engine.duckdb import DuckDbEngine
from jicha.engine.engine import Engine
from jicha.tariffs.conventions import CHOICES, Settled


@pytest.fixture(scope="module")
def trial() -> Iterator[tuple[Engine, Variants]]:
    made = world({"tier_clearing": "bill_month"}, kinds=("HOME", "SHOP", "WORKS", "MILL", "HOURS"), seed=3)
    with DuckDbEngine(threads=2) as engine:
        yield engine, under_trial(engine, made)


def by(trial: tuple[Engine, Variants], settled: Settled) -> Rerated:
    engine, variants = trial
    variants.stand(engine, "36", settled)
    return rerate(engine, *expected())


@pytest.mark.parametrize("convention", CONCERNS)
def test_every_bill_that_comes_out_differently_is_among_those_touched(
    trial: tuple[Engine, Variants], convention: str
) -> None:
    engine = trial[0]
    names = set(engine.query(f"SELECT bill_id FROM {table_of(convention)}")["bill_id"].to_pylist())
    for start in (Settled.of(FIRST_CHOICES), Settled.of({name: one[-1] for name, one in CHOICES.items()})):
        try_region(engine, "36")
        rated = {choice: by(trial, start.but(convention, choice)) for choice in CHOICES[convention]}
        first, *others = rated.values()
        moved = np.zeros(len(first.sure), bool)
        for other in others:
            moved |= first.sure != other.sure
            for name in COMPONENTS:
                moved |= first.off[name] != other.off[name]
        assert moved.any(), "the world must have bills that tell"
        assert {first.bill_id[int(place)].as_py() for place in np.flatnonzero(moved)} <= names


def test_few_bills_are_touched_by_what_concerns_few(trial: tuple[Engine, Variants]) -> None:
    """Twelve mills with six bills each, half of them by demand; 16 shops and 40 works with one bill over July."""
    counts = {
        name: trial[0].query(f"SELECT COUNT(*) AS bills FROM {table_of(name)}").to_pylist()[0]["bills"]
        for name in CONCERNS
    }
    assert counts["demand_over_limit"] == counts["day_divisor"] == 36
    assert counts["loss_rounding"] == 72
    assert counts["price_change"] == 56
    assert counts["money_rounding"] == 470


def test_bills_alone_come_out_as_among_all(trial: tuple[Engine, Variants]) -> None:
    engine = trial[0]
    settled = Settled.of(FIRST_CHOICES)
    try_region(engine, "36")
    whole = by(trial, settled)
    name = whole.bill_id[7].as_py()
    try_only(engine, "36", [name])
    alone = by(trial, settled)
    assert alone.bill_id.to_pylist() == [name]
    assert whole.with_these(alone).off["total"].tolist() == whole.off["total"].tolist()
