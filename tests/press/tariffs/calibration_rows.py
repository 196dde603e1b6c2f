"""A calibration written by hand, with every standing in it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyarrow as pa

from jicha.audit.calibrate.result import (
    Calibration,
    Confirmed,
    Count,
    Difference,
    Part,
    Reading,
    Region,
    Split,
    Standing,
)
from jicha.terms.period import Period

_KWH, _MONEY = pa.decimal128(18, 3), pa.decimal128(18, 2)
_SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("region", "org_id", "org", "customer_id", "bill_id")]
    + [("month", pa.date32()), ("price_code", pa.string()), ("first_difference", pa.string())]
    + [("billed_kwh", _KWH), ("expected_kwh", _KWH)]
    + [(name, _MONEY) for name in ("billed_money", "expected_money", "difference_money")]
)


def reading(
    convention: str,
    standing: Standing,
    counts: tuple[tuple[str, int, int], ...],
    best: tuple[str, ...],
    *,
    tell: int = 100,
    confirmed: Confirmed | None = None,
    split: Split | None = None,
    told_by: str = "bill",
) -> Reading:
    """A reading of 100 bills."""
    return Reading(
        convention=convention, standing=standing, told_by=told_by, tell=tell, by_none=0, best=best,
        counts=tuple(Count(*one) for one in counts), since=date(2024, 5, 1) if tell else None, confirmed=confirmed,
        split=split,
    )  # fmt: skip


def held(choice: str) -> Confirmed:
    """What Li Ming confirmed."""
    return Confirmed(choice, "Li Ming", date(2015, 1, 1))


READINGS = (
    reading("demand_over_limit", Standing.TOLD, (("over_from_contract", 97, 95), ("over_from_limit", 1, 0)),
            ("over_from_contract",)),
    reading("day_divisor", Standing.TOLD, (("divisor_thirty", 2, 2), ("divisor_calendar", 98, 90)),
            ("divisor_calendar",), confirmed=held("divisor_thirty")),
    reading("power_factor_base", Standing.TIED,
            (("base_without_funds", 100, 99), ("base_by_component", 100, 99), ("base_with_funds", 0, 0)),
            ("base_without_funds", "base_by_component")),
    reading("threshold_160", Standing.SPLIT, (("inclusive", 60, 60), ("exclusive", 40, 40)), ("inclusive",),
            split=Split("inclusive", "exclusive", 60, 40, "org", (Part("west", 0, 40), Part("", 60, 0)))),
    reading("loss_rounding", Standing.UNCLEAR, (("to_kwh", 3, 3), ("exact", 2, 2)), ("to_kwh",)),
    reading("money_rounding", Standing.TOLD, (("half_up", 100, 100), ("cut_off", 0, 0)), ("half_up",),
            confirmed=held("half_up")),
    reading("price_change", Standing.SPLIT, (("by_days", 60, 60), ("from_next_bill", 40, 40)), ("by_days",),
            split=Split("by_days", "from_next_bill", 60, 40, "", ())),
    reading("late_fee_year_end", Standing.SILENT, (("split_at_year_end", 0, 0), ("whole_at_later_rate", 0, 0)), (),
            tell=0, told_by="late_fee"),
)  # fmt: skip
UNEXPLAINED = pa.Table.from_pylist(
    [
        {"region": "36", "org_id": "w", "org": "West", "customer_id": "=c", "bill_id": "b1", "month": date(2025, 3, 1),
         "price_code": "P", "first_difference": "capacity", "billed_kwh": Decimal("10.500"),
         "expected_kwh": Decimal("10.500"), "billed_money": Decimal("9.00"), "expected_money": Decimal("7.25"),
         "difference_money": Decimal("1.75")},
    ],
    schema=_SCHEMA,
)  # fmt: skip
CALIBRATION = Calibration(
    window=Period(date(2024, 1, 1), date(2026, 1, 1)),
    without_region=7,
    regions=(
        Region(
            region="36", bills=20_000, tried=10_000, explained=8_996, unsure={"tiers_unknown": 1_000, "odd": 3},
            differences=(Difference("capacity", "P", 1),), readings=READINGS, unexplained=UNEXPLAINED,
        ),
    ),
)  # fmt: skip
