"""Bills rated again: whole or not, some of them in the place of others, and read from the fact."""

from __future__ import annotations

from calibrate_world import FIRST_CHOICES, HOMES_ONLY, expected, spoiled, under_trial, world
from rerated_rows import rerated

from jicha.audit.calibrate.population import try_region
from jicha.audit.calibrate.rerate import rerate
from jicha.engine.duckdb import DuckDbEngine
from jicha.tariffs.conventions import Settled


def test_a_bill_is_whole_if_all_it_states_and_its_total_are_the_same_to_the_fen() -> None:
    rows = rerated(
        energy=[0, 1, 0, None, 0, 0],
        surcharge=[0, -1, 0, 0, 0, 0],
        total=[0, 0, None, 0, 0, 0],
        unsure=[None, None, None, None, "price_unknown", None],
        quantity=[0, 0, 0, 0, 0, 1],
    )
    assert rows.whole.tolist() == [True, False, False, True, False, False]


def test_some_bills_are_put_in_the_place_of_others() -> None:
    all_bills = rerated(bill_id=["a", "b", "c"], energy=[1, 2, 3], unsure=[None, "x", None])
    some = rerated(bill_id=["b"], energy=[9], total=[4])
    put = all_bills.with_these(some)
    assert put.off["energy"].tolist() == [1, 9, 3]
    assert put.off["total"].tolist() == [0, 4, 0]
    assert put.sure.tolist() == [True, True, True]
    assert put.unsure.to_pylist() == [None, None, None]
    assert all_bills.off["energy"].tolist() == [1, 2, 3]


def test_the_fact_is_read_in_fen_in_the_order_of_the_bills() -> None:
    made = spoiled(world({}, kinds=HOMES_ONLY), share=20)
    with DuckDbEngine(threads=2) as engine:
        variants = under_trial(engine, made)
        try_region(engine, "36")
        variants.stand(engine, "36", Settled.of(FIRST_CHOICES))
        found = rerate(engine, *expected())
    names = found.bill_id.to_pylist()
    assert names == sorted(one["bill_id"] for one in made.tables["bill"])
    assert tuple(name for name, whole in zip(names, found.whole, strict=True) if not whole) == made.wrong
    assert all(abs(found.off["total"][names.index(one)]) >= 2000 for one in made.wrong)
