"""One seeded world and what the two make of its bills, computed once for the tests of all parts of the bridge."""

from __future__ import annotations

from functools import cache
from random import Random

import rate_compare
from rate_draw import Tables
from rate_world import world

from jicha.engine.duckdb import DuckDbEngine


@cache
def seeded() -> tuple[Tables, dict[str, rate_compare.Pair]]:
    """The rows of a world of three regions, and each of its bills by its number."""
    made = world(Random(20261127), regions=3, customers=25)
    with DuckDbEngine() as engine:
        return made, {pair.bill_id: pair for pair in rate_compare.pairs(engine, made)}


def agreeing(bills: set[str]) -> int:
    """How many of these bills are known to both; fails where the two part."""
    _, every = seeded()
    chosen = [every[bill] for bill in sorted(bills) if bill in every]
    apart = [pair for pair in chosen if not pair.agrees]
    assert apart == []
    return sum(not isinstance(pair.by_facts, str) for pair in chosen)
