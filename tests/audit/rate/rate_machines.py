"""Customers with several machines, of which one changes within the month and another does not."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal

from rate_draw import Tables, put


def with_more_machines(made: Tables) -> Tables:
    """The same world by thirty days, all two-part by capacity, each with two more: one does not change, one stops."""
    found = deepcopy(made)
    for row in found["convention"]:
        if row["convention"] == "day_divisor":
            row["choice"] = "divisor_thirty"
    starts: dict[str, date] = {}
    for bill in found["bill"]:
        if bill["price_strategy"] == "two_part" and bill["customer_id"] and bill["period_start"]:
            bill["capacity_charge_mode"] = "capacity"
            starts.setdefault(bill["customer_id"], bill["period_start"])
    for customer, start in starts.items():
        begun, stopped = date(2020, 1, 1), start + timedelta(8)
        for name, spans in (
            ("t8", [(begun, None, "running")]),
            ("t9", [(begun, stopped, "running"), (stopped, None, "sealed")]),
        ):
            told = {"transformer_id": f"{customer}{name}", "capacity": Decimal(630)}
            put(found, "transformer", customer_id=customer, first_run_on=begun, **told)
            for since, until, status in spans:
                put(found, "transformer_history", valid_from=since, valid_to=until, run_status=status, **told)
    return found
