"""What stands around a subject: things, never people."""

from __future__ import annotations

from jicha.find.surroundings import surroundings
from jicha.find.walk import walk
from jicha.schema import tables


def around(root: str) -> set[tuple[str, str]]:
    owned = [one.table for one in walk(root, tables())]
    return {(one.table, one.target) for one in surroundings(owned, tables())}


def test_area_line_place_section_and_meter_stand_around_a_customer() -> None:
    found = around("customer")
    assert {("customer", "area"), ("customer", "site"), ("customer", "reading_section")} <= found
    assert {("meter_installation", "meter"), ("point", "line"), ("area", "line")} <= found


def test_nobody_and_no_unit_is_around_anything() -> None:
    for root in ("customer", "area", "point", "bill"):
        assert not {"staff", "org", "system_account"} & {target for _, target in around(root)}


def test_what_happened_leads_nowhere() -> None:
    assert not {"reading", "bill", "event"} & {table for table, _ in around("customer")}


def test_of_an_area_only_its_own_line_is_around() -> None:
    assert around("area") == {("area", "line")}
