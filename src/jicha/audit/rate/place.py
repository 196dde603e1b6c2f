"""Whose prices hold for a customer, and how the region reads the rules, on one day."""

from __future__ import annotations

from datetime import date

from jicha.audit.rate.rows import Row, Rows, known, on
from jicha.tariffs.conventions import Settled
from jicha.tariffs.errors import MissingInput

_LEVELS_UP = 5  # province, city, county, station, team: no unit lies deeper


def region_of(rows: Rows, customer: Row, day: date) -> str:
    """The region by its administrative code: that of the customer's unit, or of its nearest unit above that has one.

    Raises MissingInput.
    """
    org_id = known(customer, "org_id", "the unit of the customer", "客户所属供电单位")
    for _ in range(_LEVELS_UP + 1):
        unit = rows.one("org", org_id=org_id)
        if unit is None:
            break
        named = [row for row in on(rows.of("price_region", org_id=org_id), day) if row["region"] is not None]
        if named:
            return str(max(named, key=lambda row: row["valid_from"])["region"])
        org_id = unit["parent_org_id"]
    raise MissingInput("price_region", "the region whose prices hold for the customer", "客户适用的电价区域")


def settled_of(rows: Rows, region: str, day: date) -> Settled:
    """The readings that a named person confirmed for a region and that hold on a day; the latest of one convention."""
    found: dict[str, Row] = {}
    for row in on(rows.of("convention", region=region), day):
        if row["choice"] is None or row["confirmed_by"] is None or row["confirmed_on"] is None:
            continue
        before = found.get(row["convention"])
        if before is None or before["valid_from"] < row["valid_from"]:
            found[row["convention"]] = row
    return Settled.of({name: row["choice"] for name, row in found.items()})
