"""The engine counts what is decided by attributes; nothing is lost or counted twice."""

from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pytest

from jicha.audit.cube import Cube, cube_of
from jicha.engine.duckdb import DuckDbEngine
from jicha.pages.judge import exclude_nobody, prepare_subject
from jicha.pages.reach import links_of
from jicha.schema import table

DECIDED = pa.schema([("subject_id", pa.string()), ("period_start", pa.date32()), ("is_found", pa.bool_())])
JAN = date(2026, 1, 1)


@pytest.fixture
def engine() -> Iterator[DuckDbEngine]:
    """Twelve bills, two a customer: odd ones by price O'Neil (with the sign that ends SQL text), even ones by B."""
    bills = [
        {"bill_id": f"b{n:02}", "customer_id": f"c{n // 2}", "price_code": "O'Neil" if n % 2 else "B", "month": JAN,
         "section_id": f"s{n}"}
        for n in range(12)
    ]  # fmt: skip
    customers = [{"customer_id": f"c{n}", "org_id": "north" if n < 3 else None} for n in range(6)]
    with DuckDbEngine() as opened:
        for name in {"bill", "customer", "org", *(hop.kind for hop in links_of("bill").hops)}:
            rows = {"bill": bills, "customer": customers}.get(name, [])
            opened.register(name, pa.Table.from_pylist(rows, schema=table(name).arrow_schema))
        exclude_nobody(opened)
        prepare_subject(opened, "bill")
        yield opened


def counted(engine: DuckDbEngine, found: set[int], **more: frozenset[str] | dict[str, frozenset[str]]) -> Cube:
    rows = [{"subject_id": f"b{n:02}", "period_start": JAN, "is_found": n in found} for n in range(12)]
    engine.register("piece_0", pa.Table.from_pylist(rows[:7], schema=DECIDED))
    engine.register("piece_1", pa.Table.from_pylist(rows[7:], schema=DECIDED))
    return cube_of(
        engine, "bill", ["piece_0", "piece_1"], lambda subjects, periods: subjects.to_pylist(), **more  # type: ignore[arg-type]
    )  # fmt: skip


def test_counts_add_up_and_say_what_was_found_by_value(engine: DuckDbEngine) -> None:
    cube = counted(engine, {1, 3, 5, 7, 9, 2})
    assert (int(cube.tested.sum()), int(cube.found.sum())) == (12, 6)
    at = [one.name for one in cube.attributes].index("bill.price_code")
    assert cube.values[at] == ("O'Neil",)  # B has one find: less than five
    has = cube.codes[:, at] == 1
    assert (int(cube.tested[has].sum()), int(cube.found[has].sum())) == (6, 5)
    assert sorted(cube.find_ids) == ["b01", "b02", "b03", "b05", "b07", "b09"]
    assert len(set(cube.owners.tolist())) == 5  # b02 and b03 are of one customer


def test_an_attribute_whose_values_have_few_finds_each_is_not_weighed(engine: DuckDbEngine) -> None:
    cube = counted(engine, set(range(12)))
    assert "bill.section_id" not in [one.name for one in cube.attributes]  # each section has one


def test_a_blank_is_no_value(engine: DuckDbEngine) -> None:
    cube = counted(engine, set(range(12)))
    at = [one.name for one in cube.attributes].index("customer.org_id")
    assert cube.values[at] == ("north",)


def test_what_the_rule_asks_for_is_left_out_and_what_is_wanted_is_weighed(engine: DuckDbEngine) -> None:
    cube = counted(
        engine, {1}, besides=frozenset({"month"}), wanted={"bill.section_id": frozenset({"s1", "gone"})}
    )  # fmt: skip
    assert [one.name for one in cube.attributes] == ["bill.section_id"]
    assert cube.values == (("gone", "s1"),)
    assert int(cube.found[cube.codes[:, 0] == 2].sum()) == 1


def test_where_nothing_is_shared_the_cube_still_counts(engine: DuckDbEngine) -> None:
    cube = counted(engine, {1})
    assert cube.attributes == ()
    assert (cube.tested.tolist(), cube.found.tolist()) == ([12], [1])
