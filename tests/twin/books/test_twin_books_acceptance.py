"""Orders follow from what happens to the customers: connected, stopped, changed, closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from station_by_hand import LONG_AGO, books_of, home, works

from jicha.twin.account import Terms
from jicha.twin.books.acceptance import write_acceptance
from jicha.twin.books.book import Books
from jicha.twin.books.office_hours import local_day


def orders(books: Books, kind: str) -> list[dict[str, Any]]:
    return [row for row in books.records.of("service_order", order_kind=kind) if row["order_status"] == "archived"]


def told(*accounts: Any) -> Books:
    books = books_of(*accounts)
    write_acceptance(books)
    return books


def test_a_household_is_connected_on_the_day_on_which_its_supply_begins() -> None:
    books = told(home(opened=date(2025, 5, 20)))
    (order,) = orders(books, "lv_resident_new")
    stages = {row["stage"]: row for row in books.records.of("order_stage", order_id=order["order_id"])}
    assert list(stages) == [
        "accept", "survey", "plan_reply", "contract", "meter_installation", "power_on", "archive",
    ]  # fmt: skip
    assert local_day(stages["meter_installation"]["finished_at"]) == date(2025, 5, 20) == order["effective_on"]
    assert stages["plan_reply"]["limit_days"] == 3 == stages["meter_installation"]["limit_days"]
    (permit,) = books.records.of("work_permit")
    assert permit["leader_id"] == stages["meter_installation"]["operator_id"]


def test_whoever_was_there_before_the_window_has_no_order() -> None:
    assert not told(home(opened=LONG_AGO)).records.of("service_order", order_kind="lv_resident_new")


def test_industry_is_inspected_before_its_supply_begins() -> None:
    books = told(works(opened=date(2025, 9, 10)))
    (order,) = orders(books, "hv_new")
    stages = [row["stage"] for row in books.records.of("order_stage", order_id=order["order_id"])]
    assert stages.index("final_inspection") < stages.index("meter_installation")
    assert order["attachments_present"] == 6


def test_a_stopped_machine_has_orders_seals_and_history_that_agree() -> None:
    begin, end = date(2025, 3, 3), date(2025, 7, 1)
    books = told(works(sealed=((begin, end),)))
    (stop,), (start,) = orders(books, "capacity_reduction"), orders(books, "reduction_recovery")
    assert (stop["planned_from"], stop["planned_until"]) == (begin, date(2025, 6, 30))
    assert (stop["capacity_change"], start["capacity_change"]) == (-400, 400)
    assert start["resumed_on"] == end
    assert stop["accepted_at"].date() <= begin - timedelta(5)
    assert [(one["change_kind"], one["effective_on"]) for one in books.records.of("order_equipment")] == [
        ("stop", begin), ("start", end),
    ]  # fmt: skip
    handled = books.records.of("seal_operation", position="transformer")
    assert [(one["operation"], one["order_id"]) for one in handled] == [
        ("applied", stop["order_id"]), ("opened", start["order_id"]),
    ]  # fmt: skip
    opened = local_day(handled[1]["operated_at"])
    assert local_day(start["accepted_at"]) <= opened <= local_day(start["finished_at"])
    sealed = books.records.of("transformer_history", run_status="sealed")
    assert {row["order_id"] for row in sealed} == {stop["order_id"]}


def test_before_june_2024_it_was_called_a_suspension() -> None:
    books = books_of(works(sealed=((date(2024, 4, 1), date(2024, 5, 1)),)))
    books = Books(replace(books.world, first=date(2024, 1, 1)), books.station, books.prices)
    books.write_files()
    write_acceptance(books)
    assert orders(books, "suspension")
    assert orders(books, "suspension_recovery")


def test_a_machine_that_stops_for_good_has_no_day_of_return() -> None:
    books = told(works(sealed=((date(2025, 3, 3), date(2099, 1, 1)),)))
    (stop,) = orders(books, "capacity_reduction")
    assert stop["planned_until"] is None
    assert not stop["temporary_change"]
    assert not orders(books, "reduction_recovery")


def test_other_terms_come_by_an_order_in_time() -> None:
    begin = date(2025, 7, 1)
    before = Terms("99-TWO-10KV", "std_090", mode="capacity")
    after = replace(before, mode="demand_actual")
    books = told(works(terms=((LONG_AGO, before), (begin, after))))
    (order,) = orders(books, "capacity_mode_change")
    assert order["effective_on"] == begin
    assert local_day(order["accepted_at"]) < date(2025, 6, 10)  # fifteen working days before
    assert {row["order_id"] for row in books.records.of("point_history", valid_from=begin)} == {order["order_id"]}


def test_a_choice_made_within_the_window_has_one_order() -> None:
    choice = {"customer_id": "9900000001", "choice": "time_of_use", "valid_from": date(2025, 6, 1)}
    books = told(home(ledgers=(("price_choice", choice),)))
    (order,) = orders(books, "price_change")
    assert local_day(order["finished_at"]) <= date(2025, 6, 3)


def test_a_closed_account_has_its_order() -> None:
    (order,) = orders(told(home(closed=date(2025, 8, 15))), "closing")
    assert local_day(order["accepted_at"]) < order["effective_on"] == date(2025, 8, 15)


def test_an_order_of_the_customers_own_ledger_gets_its_stages_and_stays_open() -> None:
    told_order = {
        "order_id": "A", "customer_id": "9900000001", "order_kind": "capacity_increase", "order_status": "open",
        "accepted_at": datetime(2025, 12, 1, 2), "known_on": date(2025, 12, 1),
    }  # fmt: skip
    books = told(home(ledgers=(("service_order", told_order),)))
    stages = books.records.of("order_stage", order_id="A")
    assert [(row["stage"], row["outcome"]) for row in stages] == [("accept", "passed"), ("survey", "open")]
    assert stages[-1].get("finished_at") is None
