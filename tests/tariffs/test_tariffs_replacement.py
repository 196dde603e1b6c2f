"""Rows that are wanted, there, or were there once: what is added, corrected, voided, or left alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from jicha.schema import table
from jicha.tariffs.replacement import replacement


def row(org: str, day: int, region: str | None = "36") -> dict[str, Any]:
    full: dict[str, Any] = dict.fromkeys(table("price_region").by_name)
    return full | {"org_id": org, "valid_from": date(2026, 1, day), "region": region}


def key(org: str, day: int) -> tuple[Any, ...]:
    return org, date(2026, 1, day)


def test_each_row_becomes_what_the_store_needs_and_no_more() -> None:
    there = [row("same", 1), row("other", 1), row("gone", 1)]
    wanted = [row("same", 1), row("other", 1, "37"), row("new", 1), row("back", 1)]
    found = replacement("price_region", wanted, there, {key(one, 1) for one in ("same", "other", "gone", "back")})
    assert found.added.column("org_id").to_pylist() == ["new"]
    restated = {one["org_id"]: (one["voided"], one["region"]) for one in found.restated.to_pylist()}
    assert restated == {"other": (False, "37"), "back": (False, "36"), "gone": (True, None)}
    assert (found.same, found.changed, found.voided, found.written) == (1, 2, 1, 4)


def test_a_row_that_came_only_by_a_correction_is_corrected_and_not_added_beside_it() -> None:
    found = replacement("price_region", [row("a", 1, "37")], [row("a", 1)], set())
    assert (found.added.num_rows, found.changed) == (0, 1)


def test_nothing_is_written_where_all_is_as_wanted() -> None:
    assert replacement("price_region", [row("a", 1)], [row("a", 1)], {key("a", 1)}).written == 0
    assert replacement("price_region", [], [], {key("a", 1)}).written == 0
