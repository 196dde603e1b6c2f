"""Who lives in the billed town: every kind of customer whose bill looks odd and is right, and many who look plain."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from billed_homes import add_homes
from billed_plants import add_fields, add_plants, add_plants_with_more, add_shops, plant
from billed_town import AUTUMN, Row, Terms, Town, bill, customer, founded, point

LATE, NEXT = date(2026, 8, 26), date(2026, 9, 26)


@cache
def _town() -> Town:
    town = founded()
    _industries(town)
    add_homes(town)
    add_shops(town)
    add_plants(town)
    add_plants_with_more(town)
    add_fields(town)
    _odd_bills(town)
    _sun(town)
    return town


def billed_town() -> Town:
    """A town of its own for each caller."""
    return _town().copy()


def _industries(town: Town) -> None:
    """Which prices an industry may have: a household its own, a farm that of farming, the others that of commerce."""
    for prefix, price_class, duty in (
        ("*", "commercial_industrial", "allowed"),
        ("*", "large_industry", "allowed"),
        ("*", "residential", "not_allowed"),
        ("*", "agricultural", "not_allowed"),
        ("*", "irrigation", "not_allowed"),
        ("*", "residential_institution", "not_allowed"),
        ("99", "residential", "required"),
        ("01", "agricultural", "required"),
        ("05", "irrigation", "allowed"),
        ("83", "residential_institution", "required"),
    ):
        town.put(
            "industry_price_rule",
            industry_prefix=prefix,
            price_class=price_class,
            duty=duty,
            valid_from=date(2020, 1, 1),
        )


def _odd_bills(town: Town) -> None:
    """Bills over a change of prices, reversed, corrections, recoveries, partial settlements, closings."""
    plant(town, "by_26", 315, "36-TD2-10KV", "std_090", kwh=50000, mode="capacity", periods=[(LATE, NEXT)])
    plant(town, "corrected", 500, "36-TD2-10KV", "std_090", kwh=80000, mode="capacity")
    first = town.one("bill", bill_id="corrected-202608")
    # August is taken back in October and nothing comes in its place before November
    first["bill_status"] = "reversed"
    _copy(
        town,
        first,
        "corrected-back",
        bill_kind="reversal",
        reversed_bill_id=first["bill_id"],
        sign=-1,
        month=date(2026, 10, 1),
    )
    plain = {
        "power_factor_standard": "not_assessed",
        "power_factor_mode": "not_assessed",
        "capacity_charge_mode": "none",
        "time_of_use": False,
        "loss_kwh": Decimal(0),
        "loss_iron_kwh": Decimal(0),
        "loss_copper_kwh": Decimal(0),
        "capacity_charge": Decimal(0),
        "power_factor_charge": Decimal(0),
        "reading_kwh": Decimal(0),
        "reading_start": None,
        "reading_end": None,
    }
    last = town.one("bill", bill_id="corrected-202610")
    for kind in ("error_adjustment", "policy_adjustment", "theft_recovery", "planned"):
        _copy(town, last, f"corrected-{kind}", bill_kind=kind, sign=1, **plain)
    gone = customer(town, "closed", kva=30, closed_on=date(2026, 9, 12), customer_status="closed")
    where = point(town, gone, "closed")
    bill(town, where, Terms("36-TD1-LV"), *AUTUMN[0], kwh=1000)
    bill(town, where, Terms("36-TD1-LV"), date(2026, 9, 1), date(2026, 9, 12), kwh=400)


_AMOUNTS = ("kwh", "loss_kwh", "loss_iron_kwh", "loss_copper_kwh", "reactive_kvarh")


def _copy(town: Town, row: Row, number: str, *, sign: int, **changed: Any) -> None:
    """A bill beside another: its amounts with the sign, and no lines."""
    amounts = {
        name: sign * value
        for name, value in row.items()
        if value is not None and (name in _AMOUNTS or "charge" in name) and isinstance(value, Decimal)
    }
    town.put("bill", **row | amounts | {"bill_id": number} | changed)


def _sun(town: Town) -> None:
    """Solar plants: with a surplus and a subsidy that ends within a month, and one that feeds in all."""
    for name, mode, until in (("roof", "surplus", date(2026, 9, 10)), ("field", "full", date(2030, 1, 1))):
        owner = town.one("customer", customer_id="home0" if mode == "surplus" else "shop0")
        town.put(
            "generator",
            generator_id=name,
            customer_id=owner["customer_id"],
            kind="solar",
            use_mode=mode,
            capacity_kw=Decimal(8),
            connected_on=date(2024, 1, 15),
            price=Decimal("0.4143"),
            subsidy_price=Decimal("0.03"),
            subsidy_until=until,
        )
        for start, _ in AUTUMN:
            last = (start + timedelta(31)).replace(day=1) - timedelta(1)
            subsidy = Decimal("0.03") if until >= last else Decimal(0) if until < start else Decimal("0.012")
            town.put(
                "feed_in_bill",
                feed_in_bill_id=f"{name}-{start:%Y%m}",
                generator_id=name,
                month=start,
                generation_kwh=Decimal(400),
                export_kwh=Decimal(400 if mode == "full" else 300),
                price=Decimal("0.4143"),
                mechanism_kwh=Decimal(0),
                subsidy_price=subsidy,
                issued_on=last,
            )
