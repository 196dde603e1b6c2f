"""Which facts depend on which conventions is read from the pages, and each combination has a table."""

from __future__ import annotations

from calibrate_world import FIRST_CHOICES, pages

from jicha.audit.calibrate.rerate import EXPECTED
from jicha.audit.calibrate.variants import SETTLED, Variants, settle
from jicha.engine.duckdb import DuckDbEngine
from jicha.tariffs.conventions import CHOICES


def variants() -> Variants:
    return Variants(pages(), [pages().pages[EXPECTED]])


def test_a_fact_depends_on_what_it_asks_for_and_on_what_the_facts_below_it_ask_for() -> None:
    found = {one.page.code: set(one.conventions) for one in variants().read_directly}
    assert found["bill_quantity"] == {"loss_rounding"}  # through bill_loss
    assert {"tier_clearing", "tier_pro_rata"} <= found["bill_tier"]
    assert found["price_in_period"] == {"price_change"}
    assert found["bill_capacity"] == found["bill_terms"] == set()
    assert "bill_loss" not in found


def test_every_combination_has_a_table_and_pairs_differ_in_one_convention() -> None:
    (tier,) = (one for one in variants().read_directly if one.page.code == "bill_tier")
    tables = [tier.table(choices) for choices in tier.combinations]
    wanted = 1
    for name in tier.conventions:
        wanted *= len(CHOICES[name])
    assert len(tables) == len(set(tables)) == wanted
    pairs = list(tier.pairs("tier_clearing"))
    assert len(pairs) == wanted // 2
    for one, other in pairs:
        differing = [a != b for a, b in zip(one.split("_"), other.split("_"), strict=True)]
        assert sum(differing) == 1
    assert list(tier.pairs("day_divisor")) == []


def test_a_hypothesis_stands_where_confirmed_readings_do() -> None:
    with DuckDbEngine(threads=1) as engine:
        settle(engine, ["36", "33"], FIRST_CHOICES)
        rows = engine.query(f"SELECT region, convention, choice FROM {SETTLED}").to_pylist()
    assert len(rows) == 2 * len(CHOICES)
    assert {(row["convention"], row["choice"]) for row in rows} == set(FIRST_CHOICES.items())
