"""Bills that charge capacity by the days of each machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rate_compare import Pair, cut_by_customer, pairs
from rate_draw import Tables
from rate_machines import with_more_machines
from rate_seeded import agreeing, seeded

from jicha.audit.rate.capacity import capacity_of
from jicha.engine.duckdb import DuckDbEngine
from jicha.tariffs.case import CapacityPiece


def test_bills_by_capacity_are_the_same() -> None:
    made, _ = seeded()
    bills = [row for row in made["bill"] if row["capacity_charge_mode"] == "capacity"]
    assert bills
    agreeing({row["bill_id"] for row in bills})


def known(made: Tables, every: Mapping[str, Pair]) -> Iterator[tuple[Pair, list[list[CapacityPiece]], int]]:
    """The bills by capacity that are not unsure: the pieces of each machine, and the days."""
    cut = cut_by_customer(made)
    for bill in made["bill"]:
        pair = every.get(bill["bill_id"])
        if pair and bill["capacity_charge_mode"] == "capacity" and not isinstance(pair.by_biller, str):
            held: dict[str, list[CapacityPiece]] = {}
            for one in capacity_of(cut(pair.bill_id), bill, pair.bill_id[:2]):
                held.setdefault(one.machine, []).append(one)
            yield pair, list(held.values()), (bill["period_end"] - bill["period_start"]).days


def test_the_pieces_of_each_machine_cover_every_day_of_the_bill_once() -> None:
    found = list(known(*seeded()))
    assert found
    for _, machines, days in found:
        for own in machines:
            assert sum((one.valid_to - one.valid_from).days for one in own) == days
            assert len({one.valid_from for one in own}) == len(own)


def test_months_in_which_one_machine_changes_beside_another_that_does_not_are_the_same() -> None:
    made = with_more_machines(seeded()[0])
    with DuckDbEngine() as engine:
        every = {pair.bill_id: pair for pair in pairs(engine, made)}
    mixed = [
        pair
        for pair, machines, days in known(made, every)
        if 28 <= days <= 31 and len({len({one.kva for one in own}) > 1 for own in machines}) == 2
    ]
    assert len(mixed) >= 3
    assert [pair for pair in mixed if not pair.agrees] == []
