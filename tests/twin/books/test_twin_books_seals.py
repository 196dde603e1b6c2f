"""Seals: each meter has two, and none is opened without an order."""

from __future__ import annotations

from collections import Counter

from station_written import by_key, newest, written

from jicha.twin.books.office_hours import local_day


def test_each_mounted_meter_of_a_customer_has_its_two_seals() -> None:
    mounted = Counter(row["point_id"] for row in newest(written(), "meter_installation") if not row["removed_on"])
    seals = Counter(
        row["point_id"] for row in newest(written(), "seal")
        if row["seal_status"] == "in_use" and row["position"] in ("meter_cover", "terminal_cover")
    )  # fmt: skip
    assert seals == Counter({point: 2 * count for point, count in mounted.items()})


def test_an_opened_seal_rests_on_an_order_that_covers_the_day() -> None:
    orders = by_key("service_order")
    opened = [row for row in newest(written(), "seal_operation") if row["operation"] == "opened"]
    assert opened
    for row in opened:
        order = orders[row["order_id"]]
        assert local_day(order["accepted_at"]) <= local_day(row["operated_at"]) <= local_day(order["finished_at"])
        assert order["point_id"] == row["point_id"]


def test_the_ledger_agrees_with_the_handlings() -> None:
    seals = by_key("seal")
    handled: dict[str, set[str]] = {}
    for row in newest(written(), "seal_operation"):
        handled.setdefault(row["seal_id"], set()).add(row["operation"])
    assert set(handled) == set(seals)
    for number, row in seals.items():
        assert handled[number] == ({"applied"} if row["seal_status"] == "in_use" else {"applied", "opened"})
        assert (row["removed_on"] is None) == (row["seal_status"] == "in_use")


def test_no_handling_has_the_number_of_another() -> None:
    assert len(newest(written(), "seal_operation")) == len(written().records.of("seal_operation"))
