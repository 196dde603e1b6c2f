"""One pass over a column: what is taken, what is too common, and how much is kept."""

from __future__ import annotations

import pyarrow as pa

from jicha.engine.duckdb import DuckDbEngine
from jicha.find.kinds import NumberColumn
from jicha.find.lookup import Look, look

KEY = NumberColumn("customer", "customer_id", "customer_id", "customer")
SERIAL = NumberColumn("meter", "serial_no", "meter_id", "meter")


def filled(*looks: Look) -> tuple[Look, ...]:
    with DuckDbEngine(threads=1) as engine:
        ids = [f"ems:{unit}:{number}" for unit in ("3201", "3202") for number in ("0007", "0008")]
        engine.register("customer", pa.table({"customer_id": ids}))
        engine.register("meter", pa.table({"meter_id": ["ems:A1", "ems:A2"], "serial_no": ["007", None]}))
        look(engine, looks)
    return looks


def test_a_text_that_too_many_rows_bear_names_none_of_them() -> None:
    for most, found in ((1, 0), (2, 2)):
        (parts,) = filled(Look.of(["3201"], lambda one: {one}, lambda one: one.parts, [KEY], rows_at_most=most))
        assert len(parts.found("3201")) == found


def test_only_the_first_hits_are_kept() -> None:
    (one,) = filled(Look.of(["0007"], lambda one: {one}, lambda one: one.parts, [KEY], hits_at_most=1))
    assert [hit.id for hit in one.found("0007")] == ["ems:3201:0007"]


def test_a_printed_number_gives_the_key_of_its_row() -> None:
    (one,) = filled(Look.of(["007", "7"], lambda one: {one}, lambda one: one.exact, [SERIAL]))
    assert [(hit.id, hit.number) for hit in one.found("007")] == [("ems:A1", "007")]
    assert one.found("7") == ()


def test_several_looks_share_a_pass_and_each_finds_its_own() -> None:
    whole, parts = filled(
        Look.of(["3201:0007"], lambda one: {one}, lambda one: one.exact, [KEY]),
        Look.of(["0008"], lambda one: {one}, lambda one: one.parts, [KEY]),
    )
    assert [hit.id for hit in whole.found("3201:0007")] == ["ems:3201:0007"]
    assert [hit.id for hit in parts.found("0008")] == ["ems:3201:0008", "ems:3202:0008"]


def test_two_numbers_that_are_written_alike_are_both_answered() -> None:
    (one,) = filled(Look.of(["07", "7"], lambda one: {one.lstrip("0")}, lambda one: one.folded, [SERIAL]))
    assert [hit.id for hit in (*one.found("07"), *one.found("7"))] == ["ems:A1", "ems:A1"]
