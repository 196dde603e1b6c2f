"""The facts in the engine and the exact scalar biller come to the same money, component by component, on any world.

The two share no code between the stored rows and the money: the facts are SQL and kernels, the other side is
``jicha.audit.rate`` and the scalar biller. Unsure counts as an answer too: where one is, the other must be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rate_compare import COMPONENTS, Pair, cut_by_customer, of_biller, pairs
from rate_draw import Tables
from rate_machines import with_more_machines
from rate_world import world

from jicha.engine.duckdb import DuckDbEngine
from jicha.engine.engine import Engine


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """One engine for all worlds: each stands in the place of the one before."""
    with DuckDbEngine() as opened:
        yield opened


@pytest.fixture(scope="module")
def sound(engine: Engine) -> tuple[Tables, list[Pair]]:
    """A world of much energy, and its bills, on which the two agree."""
    made = much_energy(world(Random(7), regions=8, customers=24))
    found = list(pairs(engine, made))
    assert [pair for pair in found if not pair.agrees] == []
    return made, found


@given(seed=st.integers(0, 2**40), more_machines=st.booleans())
@settings(max_examples=12, deadline=None)
def test_any_small_world_has_the_same_money(engine: Engine, seed: int, more_machines: bool) -> None:
    made = world(Random(seed), regions=2, customers=12)
    apart = [pair for pair in pairs(engine, with_more_machines(made) if more_machines else made) if not pair.agrees]
    assert apart == []


def test_thousands_of_bills_have_the_same_money_and_every_component_among_them(engine: Engine) -> None:
    found = list(pairs(engine, world(Random(20260706), regions=24, customers=42)))
    assert len(found) > 2000
    assert [pair for pair in found if not pair.agrees] == []
    seen: Counter[str] = Counter()
    for pair in found:
        if isinstance(pair.by_facts, str):
            seen[pair.by_facts] += 1
        else:
            seen.update(["sure", *(name for name in COMPONENTS if pair.by_facts[name])])
    assert seen["sure"] > len(found) * 0.4
    assert all(seen[name] >= 5 for name in COMPONENTS), seen
    reasons = {
        "region_unknown", "price_unknown", "price_change_unsettled", "rounding_unsettled", "energy_unknown",
        "tiers_unsettled", "tiers_unknown", "capacity_unknown", "demand_unknown", "agreement_special",
        "power_factor_unknown", "power_factor_base_unsettled", "periods_unknown", "relief_unknown",
        "difference_unknown", "exemption_unclear",
    }  # fmt: skip
    assert reasons - seen.keys() == set()


def much_energy(made: Tables) -> Tables:
    """The same world with meters that read three million kWh, so that the last digit of a price is more than a fen."""
    found = deepcopy(made)
    found["bill_register"] = []
    for bill in found["bill"]:
        if bill["reading_start"] is not None and bill["reading_end"] is not None:
            bill["reading_end"], bill["ratio"] = bill["reading_start"] + 3_000_000, Decimal(1)
    return found


def a_price_dearer_by_its_last_digit(made: Tables) -> None:
    """Every price of energy by 0.00000001."""
    for row in made["price_component"]:
        if row["unit_price"] is not None:
            row["unit_price"] += Decimal("0.00000001")


def a_day_too_many(made: Tables) -> None:
    """Every bill a day longer."""
    for bill in made["bill"]:
        if bill["period_end"] is not None:
            bill["period_end"] += timedelta(1)


def the_other_rounding(made: Tables) -> None:
    """Money cut off where it is rounded, and the other way round."""
    for row in made["convention"]:
        if row["convention"] == "money_rounding":
            row["choice"] = "cut_off" if row["choice"] == "half_up" else "half_up"


def a_stop_that_is_a_day_shorter(made: Tables) -> None:
    """Every stretch of a transformer's history begins a day later."""
    for row in made["transformer_history"]:
        row["valid_from"] += timedelta(1)


def no_confirmed_reading(made: Tables) -> None:
    """Nobody has confirmed anything."""
    made["convention"] = []


def tiers_a_watt_hour_higher(made: Tables) -> None:
    """Every tier begins a thousandth later."""
    for row in made["tier_rule"]:
        if row["kwh_above"] is not None:
            row["kwh_above"] += Decimal("0.001")


@pytest.mark.parametrize(
    "fault",
    [
        a_price_dearer_by_its_last_digit,
        a_day_too_many,
        the_other_rounding,
        a_stop_that_is_a_day_shorter,
        no_confirmed_reading,
        tiers_a_watt_hour_higher,
    ],
)
def test_a_fault_on_one_side_is_seen(sound: tuple[Tables, list[Pair]], fault: Callable[[Tables], None]) -> None:
    """Positive control: the biller sees a world with one fault, the facts the world without it."""
    made, agreed = sound
    wrong = deepcopy(made)
    fault(wrong)
    cut = cut_by_customer(wrong)
    seen = [replace(pair, by_biller=of_biller(cut(pair.bill_id), pair.bill_id)) for pair in agreed]
    assert [pair for pair in seen if not pair.agrees] != []
