"""What the lists of a region say of a customer in the days of a bill: relief, dearer prices, preferences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from jicha.audit.rate.energy import months_of
from jicha.audit.rate.rows import Row, Rows, holds, known, on, touches
from jicha.tariffs.errors import MissingInput

_CHARGED_BY_CAPACITY = "capacity"
_DEARER = ("large_industry", "commercial_industrial")
_NEVER_DEARER = ("residential", "residential_institution", "agricultural", "irrigation")
_ON_ALL_ENERGY = ("restricted", "eliminated")
_EXEMPT = "surcharge_exempt"


@dataclass(frozen=True, slots=True)
class Listed:
    """What a case says of lists."""

    relief_kwh: Decimal = field(metadata={"unit": "kWh"})
    difference_price: Decimal
    preferences: tuple[str, ...]


def listed(rows: Rows, bill: Row) -> Listed:
    """What holds on the days of the bill, preferences on the first.

    Raises MissingInput for a row that does not say how much, and for one that holds on a part of the days.
    """
    customer_id, start = bill["customer_id"], bill["period_start"]
    reliefs = _throughout(rows.of("low_income_household", customer_id=customer_id), bill)
    preferences = on(rows.of("preference", customer_id=customer_id), start)
    relief = sum((known(row, "free_kwh_monthly", "the free energy", "减免电量") for row in reliefs), Decimal(0))
    return Listed(
        relief_kwh=relief * months_of(bill),
        difference_price=_difference(rows, bill),
        preferences=tuple(sorted({row["preference_kind"] for row in preferences} - {_EXEMPT})),
    )


def _difference(rows: Rows, bill: Row) -> Decimal:
    """The addition to each kWh by the lists of enterprises.

    None on a price of dwellings, schools or farms. Raises MissingInput where a list touches a part of the energy only,
    or the class of the bill does not say whether it pays.
    """
    found = list(rows.of("difference_price_list", customer_id=bill["customer_id"]))
    if bill["price_class"] in _NEVER_DEARER:
        return Decimal(0)
    held = _throughout(found, bill)
    if held and bill["price_class"] not in _DEARER:
        raise MissingInput("price_class", "whether the list makes this use dearer", "用电类别是否适用差别电价")
    if any(row["list_kind"] not in _ON_ALL_ENERGY for row in held):
        raise MissingInput("list_kind", "what part of the energy is dearer", "惩罚性或行业阶梯加价对应的电量")
    return sum((known(row, "extra_price", "the extra price", "差别电价加价标准") for row in held), Decimal(0))


def _throughout(rows: Iterable[Row], bill: Row) -> list[Row]:
    """The dated rows that hold on all days of a bill. Raises MissingInput for one that holds on some."""
    start, end = bill["period_start"], bill["period_end"]
    found = [row for row in rows if touches(row, start, end)]
    if any(row["valid_from"] > start or (row["valid_to"] is not None and row["valid_to"] < end) for row in found):
        raise MissingInput("valid_from", "what a list that changes within the bill makes of it", "名单在账期内起止")
    return found


def exempt_from(rows: Rows, bill: Row) -> tuple[str, ...]:
    """The funds that the customer need not pay on any day of the bill.

    Raises MissingInput for an exemption that names no fund, and for one that holds on a part of the days: what was used
    on those nobody knows.
    """
    start, end = bill["period_start"], bill["period_end"]
    days = {start + timedelta(number) for number in range((end - start).days)}
    freed: dict[str, set[date]] = {}
    for row in rows.of("preference", customer_id=bill["customer_id"], preference_kind=_EXEMPT):
        if touches(row, start, end):
            fund = known(row, "surcharge_item", "which fund the customer need not pay", "免征的代征项目")
            freed.setdefault(fund, set()).update(day for day in days if holds(row, day))
    if any(held != days for held in freed.values()):
        raise MissingInput("readings", "the energy on the days of the exemption", "免征期间的电量")
    return tuple(sorted(freed))


def refuse_blank_waivers(rows: Rows, bill: Row, region: str, preferences: tuple[str, ...]) -> None:
    """See that each waiver that the customer has within the bill says how much is waived. Raises MissingInput."""
    by_capacity = bill["capacity_charge_mode"] == _CHARGED_BY_CAPACITY
    for row in rows.of("component_waiver", region=region, component="capacity" if by_capacity else "demand"):
        applies = row["preference_kind"] in preferences and touches(row, bill["period_start"], bill["period_end"])
        if applies and row["waived_percent"] is None:
            raise MissingInput("waived_percent", "what part of the charge is waived", "容（需）量电费减免比例")
