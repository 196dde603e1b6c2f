"""How far records are complete."""

from datetime import date, datetime

import pyarrow as pa
import pytest

from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.feeds import FeedChange, Move, Standing, dated_records, feed_rows, merge
from jicha.intake.profile import FeedRule

DAILY = FeedRule("curve", "day", 1)


def days(*numbers: int) -> list[date]:
    return [date(2026, 1, number) for number in numbers]


def test_days_without_a_hole_begin_a_feed() -> None:
    assert merge(DAILY, {"a": days(3, 1, 2)}, {}) == [
        FeedChange("a", "curve", date(2026, 1, 1), date(2026, 1, 3), Move.BEGUN)
    ]


@pytest.mark.parametrize(
    ("delivered", "complete", "move"),
    [
        (days(4, 5), (1, 5), Move.EXTENDED),
        (days(2, 3), (1, 3), Move.UNCHANGED),
        (days(2, 3, 4), (1, 4), Move.EXTENDED),
    ],
)
def test_what_touches_the_known_stretch_joins_it(delivered: list[date], complete: tuple[int, int], move: Move) -> None:
    (one,) = merge(DAILY, {"a": delivered}, {"a": (date(2026, 1, 1), date(2026, 1, 3))})
    assert (one.complete_from.day, one.complete_to.day, one.move, one.left_out) == (*complete, move, ())


def test_behind_a_hole_only_the_later_stretch_counts_and_that_is_told() -> None:
    known = {"a": (date(2026, 1, 1), date(2026, 1, 3))}
    (later,) = merge(DAILY, {"a": days(5, 6)}, known)
    assert (later.complete_from, later.complete_to) == (date(2026, 1, 5), date(2026, 1, 6))
    assert later.left_out == ((date(2026, 1, 1), date(2026, 1, 3)),)
    (earlier,) = merge(DAILY, {"a": [date(2025, 12, 1)]}, known)
    assert (earlier.complete_from, earlier.move) == (date(2026, 1, 1), Move.UNCHANGED)
    assert earlier.left_out == ((date(2025, 12, 1), date(2025, 12, 1)),)


def test_the_profile_says_how_long_a_gap_is_no_hole() -> None:
    (one,) = merge(FeedRule("curve", "day", 4), {"a": days(1, 5, 9)}, {})
    assert (one.complete_from.day, one.complete_to.day) == (1, 9)


@pytest.mark.parametrize("places", ["delivered", "stored", "neither"])
def test_the_organisation_is_looked_up_in_the_delivery_and_then_in_the_store(places: str) -> None:
    with DuckDbEngine(threads=1) as engine:
        bills = {"customer_id": ["c1", "c1", "c2"], "issued_on": days(1, 1, 2)}
        engine.register("standing_bill", pa.table(bills))
        engine.register("customer", pa.table({"customer_id": ["c1", "c2"], "org_id": ["old", "old"]}))
        engine.register("standing_customer", pa.table({"customer_id": ["c1"], "org_id": ["new"]}))
        delivered = {"bill": Standing("standing_bill", ("customer_id", "issued_on"))}
        if places == "delivered":
            delivered["customer"] = Standing("standing_customer", ("customer_id", "org_id"))
        stored = frozenset() if places == "neither" else frozenset(["customer"])
        found = dated_records(engine, FeedRule("bill", "issued_on", 1), delivered=delivered, stored=stored)
    expected = {
        "delivered": ({"new": days(1), "old": days(2)}, 0),
        "stored": ({"old": days(1, 2)}, 0),
        "neither": ({}, 3),
    }[places]
    assert ({org: sorted(some) for org, some in found.days.items()}, found.unplaced) == expected


def test_customers_that_come_after_their_bills_give_the_stored_bills_an_organisation() -> None:
    with DuckDbEngine(threads=1) as engine:
        engine.register("bill", pa.table({"customer_id": ["c1", "c2"], "issued_on": days(1, 2)}))
        engine.register("standing_customer", pa.table({"customer_id": ["c1"], "org_id": ["a"]}))
        delivered = {"customer": Standing("standing_customer", ("customer_id", "org_id"))}
        rule = FeedRule("bill", "issued_on", 1)
        found = dated_records(engine, rule, delivered=delivered, stored=frozenset(["bill"]))
    assert (found.days, found.unplaced) == ({"a": days(1)}, 0)


def test_changes_become_rows_of_the_table() -> None:
    change = FeedChange("a", "bill", date(2026, 1, 1), date(2026, 1, 3), Move.BEGUN)
    assert feed_rows([change]).to_pylist() == [
        {"org_id": "a", "record": "bill", "complete_from": date(2026, 1, 1), "complete_to": date(2026, 1, 3)}
    ]


def test_instants_count_on_the_local_day() -> None:
    with DuckDbEngine(threads=1) as engine:
        at = [datetime(2026, 1, 1, 15, 59), datetime(2026, 1, 1, 16, 0)]  # the second is midnight in Shanghai
        engine.register(
            "standing_ticket", pa.table({"org_id": ["a", "a"], "called_at": pa.array(at, pa.timestamp("us"))})
        )
        delivered = {"ticket": Standing("standing_ticket", ("org_id", "called_at"))}
        rule = FeedRule("ticket", "called_at", 1)
        found = dated_records(engine, rule, delivered=delivered, stored=frozenset())
    assert {org: sorted(some) for org, some in found.days.items()} == {"a": days(1, 2)}


def test_records_of_a_file_without_a_column_of_units_or_of_days_belong_to_none() -> None:
    with DuckDbEngine(threads=1) as engine:
        engine.register("standing_receipt", pa.table({"paid_at": pa.array([datetime(2026, 1, 1)], pa.timestamp("us"))}))
        rule = FeedRule("receipt", "paid_at", 3)
        spoken = {"receipt": Standing("standing_receipt", ("paid_at",))}
        found = dated_records(engine, rule, delivered=spoken, stored=frozenset())
        assert (found.days, found.unplaced) == ({}, 1)
        undated = {"receipt": Standing("standing_receipt", ("org_id",))}
        assert dated_records(engine, rule, delivered=undated, stored=frozenset()).days == {}
