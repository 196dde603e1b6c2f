"""Which bills a convention can touch at all: only they are rated again when one of its choices is tried."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from jicha.audit.calibrate.population import DRAWN
from jicha.audit.calibrate.variants import Variant, Variants
from jicha.audit.calibrate.votes import CONCERNS
from jicha.engine.engine import Engine

# What the page of expected bills asks of a bill before it looks at the reading, as far as that is quick to say: a bill
# too many costs time, one too few would be an error.
_OWN = {
    "day_divisor": "d.capacity_charge_mode = 'capacity'",
    "demand_over_limit": "d.capacity_charge_mode = 'demand_contract'",
    "power_factor_base": "d.power_factor_standard <> 'not_assessed'",
    "money_rounding": "d.bill_id IS NOT NULL",
}


def table_of(convention: str) -> str:
    """Where the ids of the bills lie that a convention can touch."""
    return f"calibrate_touched_{convention}"


def find_touched(engine: Engine, variants: Variants) -> None:
    """Find the bills among those drawn, for each convention; the variants must have been computed."""
    for convention in CONCERNS:
        found: set[str] = set()
        for sql in _selects(convention, variants):
            found.update(engine.query(sql)["bill_id"].to_pylist())
        engine.register(table_of(convention), pa.table({"bill_id": pa.array(sorted(found), pa.string())}))


def _selects(convention: str, variants: Variants) -> Iterator[str]:
    """The bills that its own conditions name, and those for which a fact comes out differently by its choices."""
    if convention in _OWN:
        yield f"SELECT d.bill_id FROM {DRAWN} AS d WHERE {_OWN[convention]}"
    for variant in variants.read_directly:
        for one, other in variant.pairs(convention):
            key = variant.page.key
            same = " AND ".join(f"b.{name} = a.{name}" for name in key)
            of_bill = " AND ".join(f"d.{'calibrate_region' if name == 'region' else name} = a.{name}" for name in key)
            yield (
                f"SELECT d.bill_id FROM {one} AS a INNER JOIN {other} AS b ON {same} "
                f"INNER JOIN {DRAWN} AS d ON {of_bill} WHERE {_differ(variant)}"
            )


def _differ(variant: Variant) -> str:
    names = [column.name for column in variant.page.columns if column.name not in variant.page.key]
    return " OR ".join(f"a.{name} <> b.{name} OR (a.{name} IS NULL) <> (b.{name} IS NULL)" for name in names)
