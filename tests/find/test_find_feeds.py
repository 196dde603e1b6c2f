"""Units, and how far their records are complete."""

from __future__ import annotations

from datetime import date

import find_world

from jicha.find.feeds import Feed, Units, feeds, orgs_of, units
from jicha.store.store import Store


def test_what_is_stated_of_the_unit_above_holds_below(store: Store) -> None:
    with find_world.opened(store) as (engine, catalogue):
        known = units(engine, catalogue)
        stated = feeds(engine, catalogue, known, ["ems:east", "ems:west"])
    bill = Feed("bill", "ems:county", date(2025, 1, 1), date(2026, 2, 28))
    assert stated["ems:east"] == (Feed("ticket", "ems:east", date(2025, 6, 1), date(2026, 2, 28)), bill)
    assert stated["ems:west"] == (bill,)
    assert known.words("ems:east") == "安平县公司 / 城东供电所"


def test_a_circle_of_units_ends() -> None:
    assert Units({}, {"a": "b", "b": "a"}).path("a") == ("a", "b")


def test_every_kind_of_subject_knows_its_unit(store: Store) -> None:
    with find_world.opened(store) as (engine, catalogue):
        assert orgs_of(engine, "customer", {0: "ems:0012", 1: "ems:nobody"}, catalogue) == {0: "ems:east"}
        assert orgs_of(engine, "bill", {4: "ems:F01"}, catalogue) == {4: "ems:east"}
        assert orgs_of(engine, "area", {2: "ems:T1"}, catalogue) == {2: "ems:east"}


def test_without_units_and_feeds_nothing_is_stated(store: Store) -> None:
    with find_world.opened(store) as (engine, catalogue):
        poor = {name: table for name, table in catalogue.items() if name not in ("org", "feed")}
        assert units(engine, poor) == Units({}, {})
        assert feeds(engine, poor, Units({}, {}), ["ems:east"]) == {"ems:east": ()}
