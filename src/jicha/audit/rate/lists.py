"""What the lists of a region say of a customer on the first day of a bill: relief, dearer prices, preferences."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from jicha.audit.rate.energy import months_of
from jicha.audit.rate.rows import Row, Rows, known, on, touches
from jicha.tariffs.errors import MissingInput

_CHARGED_BY_CAPACITY = "capacity"


@dataclass(frozen=True, slots=True)
class Listed:
    """What a case says of lists."""

    relief_kwh: Decimal = field(metadata={"unit": "kWh"})
    difference_price: Decimal
    preferences: tuple[str, ...]


def listed(rows: Rows, bill: Row) -> Listed:
    """What holds on the first day. Raises MissingInput for a row that does not say how much."""
    customer_id, start = bill["customer_id"], bill["period_start"]
    reliefs = on(rows.of("low_income_household", customer_id=customer_id), start)
    differences = on(rows.of("difference_price_list", customer_id=customer_id), start)
    preferences = on(rows.of("preference", customer_id=customer_id), start)
    relief = sum((known(row, "free_kwh_monthly", "the free energy", "减免电量") for row in reliefs), Decimal(0))
    return Listed(
        relief_kwh=relief * months_of(bill),
        difference_price=sum(
            (known(row, "extra_price", "the extra price", "差别电价加价标准") for row in differences), Decimal(0)
        ),
        preferences=tuple(sorted({row["preference_kind"] for row in preferences})),
    )


def refuse_blank_waivers(rows: Rows, bill: Row, region: str, preferences: tuple[str, ...]) -> None:
    """See that each waiver that the customer has within the bill says how much is waived. Raises MissingInput."""
    by_capacity = bill["capacity_charge_mode"] == _CHARGED_BY_CAPACITY
    for row in rows.of("component_waiver", region=region, component="capacity" if by_capacity else "demand"):
        applies = row["preference_kind"] in preferences and touches(row, bill["period_start"], bill["period_end"])
        if applies and row["waived_percent"] is None:
            raise MissingInput("waived_percent", "what part of the charge is waived", "容（需）量电费减免比例")
