"""The files of customers: complete, consistent with each other, and changed on the day on which something changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from small_utility import quiet_run, small_world

from jicha.schema import table
from jicha.twin.account import Account, Machine, Place, Terms
from jicha.twin.books.files import COUNTY, put_account, put_prices
from jicha.twin.prices.book import REGION, SETTLED
from jicha.twin.records import KNOWN_ON, Records, Row

WORLD = small_world()  # 2025-01-01 to 2025-03-31
STATION = WORLD.station(0)
LONG_AGO = date(2015, 1, 1)
TERMS = ((LONG_AGO, Terms("99-TWO-10KV", "std_090", mode="capacity", loss="iron_copper")),)
WORKS = Account(
    "9800000077", "works", {"customer_class": "high_voltage", "supply_voltage": "ac_10_kv"},
    (
        Place(
            "980000007701", "workshop", 80.0, TERMS, wiring="three_phase_four_wire", ct=100,
            side="lv_metered_hv_supplied",
        ),
    ),
    (Machine("B1", 315, ((date(2025, 2, 1), date(2025, 2, 20)),)), Machine("B2", 400)),
)  # fmt: skip


def _put(account: Account, **ratios: Decimal) -> Records:
    records = Records()
    areas = {one.number: "" for one in account.places}
    put_account(records, WORLD, STATION, account, areas=areas, ratios=ratios)
    return records


def _spans(records: Records, machine: str) -> list[tuple[date, date | None, str]]:
    rows = records.of("transformer_history", transformer_id=machine)
    return [(row["valid_from"], row.get("valid_to"), row["run_status"]) for row in rows]


def test_a_machine_has_a_span_for_each_of_its_states_without_a_gap() -> None:
    records = _put(WORKS)
    stop, start = WORKS.machines[0].sealed[0]
    assert _spans(records, "B1") == [
        (LONG_AGO, stop, "running"), (stop, start, "sealed"), (start, None, "running")
    ]  # fmt: skip
    assert _spans(records, "B2") == [(LONG_AGO, None, "running")]


def test_a_machine_that_is_still_sealed_when_the_window_ends_has_no_end_of_it_yet() -> None:
    sealed = Machine("B1", 315, ((date(2025, 3, 10), date(2025, 5, 1)),))
    records = _put(replace(WORKS, machines=(sealed,)))
    assert _spans(records, "B1")[-1] == (date(2025, 3, 10), None, "sealed")
    [plate] = records.of("transformer")
    assert (plate["run_status"], plate["capacity"]) == ("sealed", 315)


def test_a_closed_account_is_handed_over_again_on_its_last_day_and_was_open_before() -> None:
    records = _put(replace(WORKS, closed=date(2025, 3, 5)))
    for name, column, before, after in (
        ("customer", "customer_status", "active", "closed"),
        ("point", "point_status", "in_use", "withdrawn"),
        ("meter_installation", "meter_status", "running", "removed"),
    ):
        rows = records.of(name)
        assert [(row[KNOWN_ON], row[column]) for row in rows] == [(WORLD.first, before), (date(2025, 3, 5), after)]


def test_who_opens_within_the_window_is_known_from_that_day_on() -> None:
    records = _put(replace(WORKS, opened=date(2025, 2, 3)))
    for name in ("customer", "point", "meter", "meter_installation"):
        assert {row[KNOWN_ON] for row in records.of(name)} == {date(2025, 2, 3)}


def test_an_installation_has_the_ratio_of_the_book_not_that_of_the_transformers() -> None:
    [right] = _put(WORKS).of("meter_installation")
    [wrong] = _put(WORKS, **{"980000007701": Decimal(200)}).of("meter_installation")
    assert (right["ratio"], right["ratio_ct"], right["ratio_pt"]) == (100, 100, 1)
    assert (wrong["ratio"], wrong["ratio_ct"], wrong["ratio_pt"]) == (200, 200, 1)


@pytest.mark.parametrize(
    ("agreed", "method"),
    [({}, "metered"), ({"fixed_kwh": 300}, "fixed_quantity"), ({"fixed_percent": 5}, "fixed_share")],
)
def test_a_point_without_a_meter_has_none_and_says_how_it_is_billed(agreed: dict[str, int], method: str) -> None:
    records = _put(replace(WORKS, places=(replace(WORKS.places[0], **agreed),)))
    [point] = records.of("point")
    assert point["quantity_method"] == method
    assert len(records.of("meter_installation")) == (method == "metered")
    assert (point["fixed_approved_on"] is None) == (method == "metered")


def _rows(name: str) -> list[Row]:
    return quiet_run().books.records.of(name)


@pytest.mark.parametrize("name", ["org", "customer", "point", "meter", "meter_installation", "area", "line", "bill"])
def test_rows_of_a_station_have_every_column_that_may_not_be_blank(name: str) -> None:
    supplied = {"source_id", "row_id", "known_at"}
    must = {one.name for one in table(name).columns if one.in_primary_key and one.name not in supplied}
    rows = _rows(name)
    assert rows
    assert must
    for row in rows:
        assert {one for one in must if row.get(one) is None} == set(), row


@pytest.mark.parametrize(
    ("name", "column", "named"),
    [
        ("customer", "org_id", "org"),
        ("point", "customer_id", "customer"),
        ("point", "area_id", "area"),
        ("meter_installation", "point_id", "point"),
        ("meter_installation", "meter_id", "meter"),
        ("bill", "point_id", "point"),
        ("transformer", "customer_id", "customer"),
        ("site", "site_id", "customer"),
    ],
)
def test_what_a_row_names_is_there(name: str, column: str, named: str) -> None:
    key = {"customer": "customer_id", "site": "site_id"}.get(named, f"{named}_id")
    known = {row[key if column != "site_id" else "site_id"] for row in _rows(named)}
    asked = {row.get(column) for row in _rows(name)} - {None}
    assert asked
    assert asked <= known


def test_a_station_hangs_under_its_county() -> None:
    above = {row["org_id"]: row["parent_org_id"] for row in _rows("org")}
    assert above[STATION.name] == COUNTY
    assert [one for one, parent in above.items() if parent is None] == ["云陵省电力公司"]


def test_every_area_has_a_check_meter_with_the_ratio_that_is_mounted() -> None:
    checks = {row["area_id"]: row["point_id"] for row in _rows("point") if row["point_use"] == "area_check"}
    assert set(checks) == {row["area_id"] for row in _rows("area")}
    ratios = {row["point_id"]: row["ratio"] for row in _rows("meter_installation")}
    for area in quiet_run().areas:
        assert ratios[checks[area.area.number]] == area.meter.place.multiplier > 1


def test_prices_are_handed_over_with_every_reading_of_a_rule_confirmed_by_somebody() -> None:
    records = Records()
    put_prices(records, WORLD)
    told = {row["convention"]: row for row in records.of("convention")}
    assert {name: row["choice"] for name, row in told.items()} == dict(SETTLED.choices)
    assert all(row["confirmed_by"] and row["confirmed_on"] for row in told.values())
    assert [row["region"] for row in records.of("price_region")] == [REGION]
    assert {"99-HOME", "99-TWO-10KV"} <= {row["price_code"] for row in records.of("price_item")}
