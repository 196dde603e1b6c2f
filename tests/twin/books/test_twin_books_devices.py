"""Devices fit the points that they belong to."""

from __future__ import annotations

from decimal import Decimal

from station_written import by_key, newest, written

from jicha.twin.account import ELEMENTS


def test_the_acquisition_knows_each_meter_with_the_same_asset_and_ratio() -> None:
    mounted = {row["point_id"]: row for row in newest(written(), "meter_installation")}
    rows = newest(written(), "acquisition_point")
    assert len(rows) > 100
    for row in rows:
        assert row["meter_no"] == mounted[row["point_no"]]["meter_id"]
        assert row["ratio"] == mounted[row["point_no"]]["ratio"]
        assert row["terminal_id"] in by_key("terminal")


def test_transformers_make_the_ratio_of_their_point() -> None:
    rows = newest(written(), "instrument_transformer")
    for account in written().station.accounts:
        for place in account.places:
            own = [row for row in rows if row["point_id"] == place.number]
            if place.number not in written().dials or place.multiplier == 1:
                assert not own
                continue
            product = Decimal(1)
            for kind in ("current", "voltage"):
                of_kind = [row for row in own if row["device_kind"] == kind]
                assert len(of_kind) in (0, ELEMENTS[place.wiring])
                product *= of_kind[0]["ratio"] if of_kind else 1
            assert product == place.multiplier
            assert all(row["rated_primary"] == row["ratio"] * row["rated_secondary"] for row in own)


def test_a_box_holds_no_more_meters_than_it_has_places() -> None:
    boxes = newest(written(), "meter_box")
    assert all(0 < row["meters_mounted"] <= row["meter_places"] for row in boxes)


def test_each_area_has_a_concentrator_and_each_large_customer_a_terminal() -> None:
    rows = newest(written(), "terminal")
    assert {row["area_id"] for row in rows if row["area_id"]} == {one.number for one in written().station.areas}
    assert {row["customer_id"] for row in rows if row["customer_id"]} == {
        one.number for one in written().station.dedicated
    }
