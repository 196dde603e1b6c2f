"""Whose a record is: bills by their customer, meters by where they hang."""

from __future__ import annotations

from datetime import date

from jicha.twin.records import Records
from jicha.twin.whose import whose

DAY = date(2025, 1, 1)


def test_bills_meters_and_orders_are_laid_to_their_customer_and_area() -> None:
    records = Records()
    records.put("bill", DAY, bill_id="b1", customer_id="c1", point_id="c101")
    records.put("service_order", DAY, order_id="o1", customer_id="c2")
    records.put("meter_installation", DAY, installation_id="i1", meter_id="m1", point_id="c101")
    found = whose(records, {"c1": "A"}).to_pylist()
    assert [(one["subject_kind"], one["subject_id"], one["customer_id"], one["area_id"]) for one in found] == [
        ("bill", "b1", "c1", "A"),
        ("meter", "m1", "c1", "A"),
        ("service_order", "o1", "c2", None),
    ]


def test_customers_points_and_what_belongs_to_nobody_are_left_out() -> None:
    records = Records()
    records.put("customer", DAY, customer_id="c1")
    records.put("point", DAY, point_id="c101", customer_id="c1")
    records.put("staff", DAY, staff_id="s")
    assert whose(records, {}).num_rows == 0
