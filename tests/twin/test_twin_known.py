"""The tables of the truth: whole, keyed by what deliveries print, and wide enough for what they hold."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest

from jicha.twin.known import LEDGER, TABLES
from jicha.twin.ledger import STAGES


def test_the_tables_are_those_that_a_scorer_reads() -> None:
    assert {"plantings", "lives", "errors", "ledger", "area_days", "places", "damaged"} <= set(TABLES)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_is_named_column_by_column_and_none_is_named_twice(name: str) -> None:
    names = TABLES[name].names
    assert len(set(names)) == len(names) > 0


@pytest.mark.parametrize("unit", ["kwh", "money"])
def test_the_ledger_has_a_column_for_each_stage_in_the_order_in_which_they_act(unit: str) -> None:
    found = [one.removesuffix(f"_{unit}") for one in LEDGER.names if one.endswith(unit)]
    assert found == ["true", *STAGES, "billed"]


def test_energies_keep_a_milliwatt_hour_and_money_a_fen() -> None:
    for field in (one for schema in TABLES.values() for one in schema):
        if field.name.endswith("kwh"):
            assert field.type == pa.decimal128(18, 6)
        elif field.name.endswith("money") or field.name == "tolerance":
            assert field.type == pa.decimal128(18, 2)


def test_what_does_not_fit_is_refused_and_not_cut() -> None:
    row = {"true_kwh": Decimal("1.1234567")}
    with pytest.raises(pa.ArrowInvalid):
        pa.Table.from_pylist([row], schema=pa.schema([LEDGER.field("true_kwh")]))
