"""One stored bill as a case of the exact biller."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from jicha.audit.rate.book import book_of
from jicha.audit.rate.capacity import capacity_of
from jicha.audit.rate.energy import Energy, energy_of, months_of, other_hours, taken_by_others
from jicha.audit.rate.lists import exempt_from, listed, refuse_blank_waivers
from jicha.audit.rate.place import region_of, settled_of
from jicha.audit.rate.rows import Row, Rows, known, on
from jicha.audit.rate.year import tier_year
from jicha.tariffs.biller import item_of
from jicha.tariffs.book import Book, Item
from jicha.tariffs.case import BadCase, Case
from jicha.tariffs.conventions import Settled
from jicha.tariffs.errors import MissingInput, MissingPrice

_NOT_ASSESSED = "not_assessed"
_BY_DEMAND = ("demand_contract", "demand_actual")
_HUNDREDTHS = 101  # of a power factor, from none to one


class NoSuchBill(BadCase):
    """A number that no stored bill has, or a bill that is no ordinary one."""


def bill_of(rows: Rows, bill_id: str) -> Row:
    """The bill. Raises NoSuchBill for a number that none has and for a reversal, a recovery or an adjustment."""
    bill = rows.one("bill", bill_id=bill_id)
    if bill is None:
        raise NoSuchBill(
            f"no bill {bill_id} is stored",
            "Look for it with jicha find.",
            message_zh=f"数据库中没有账单 {bill_id}",
            remedy_zh="请用 jicha find 查找。",
        )
    if bill["bill_kind"] != "ordinary":
        raise NoSuchBill(
            f"{bill_id} is no ordinary bill",
            "Adjustments, recoveries and reversals follow no price; look at the bill that they are about.",
            message_zh=f"{bill_id} 不是正常电费账单",
            remedy_zh="退补、追补和冲红账单不按电价计算，请查看其所涉账单。",
        )
    return bill


def case_of(rows: Rows, bill_id: str, day: date, settled: Settled | None = None) -> tuple[Case, Book]:
    """A stored bill as a case, and the price book of its region.

    ``day`` is the one on which regions and confirmed readings are asked for; ``settled`` stands in for the latter.
    Raises NoSuchBill; MissingInput, MissingPrice, Unsettled for what the bill depends on and no row says.
    """
    bill = bill_of(rows, bill_id)
    customer = rows.one("customer", customer_id=bill["customer_id"])
    if customer is None:
        raise MissingInput("customer", "the customer of the bill", "账单客户档案")
    region = region_of(rows, customer, day)
    settled = settled or settled_of(rows, region, day)
    start, end = (known(bill, name, "the days of the bill", "计费起止日") for name in ("period_start", "period_end"))
    if end <= start:
        raise MissingInput("period_start and period_end", "the days of the bill", "计费起止日")
    known(bill, "month", "the month of the bill", "电费年月")
    code = known(bill, "price_code", "the price of the bill", "执行电价码")
    book = book_of(rows, region)
    item = item_of(Case(code, start, end, region=region, month=bill["month"]), book, settled)
    energy = energy_of(rows, bill, settled)
    lists = listed(rows, bill)
    told: dict[str, Any] = {one.name: getattr(energy, one.name) for one in fields(Energy) if one.name != "as_billed"}
    if _has_hours(item, bill):
        told["hours"] = other_hours(bill)
    if item.tiered:
        year = tier_year(rows, bill, book, settled)
        told |= {"household": year.household, "used_before": year.used_before, "months_in_cycle": year.months}
    if item.strategy == "two_part":
        told |= _capacity(rows, bill, region, lists.preferences)
    told |= _power_factor(rows, bill)
    case = Case(
        code,
        start,
        end,
        region=region,
        month=bill["month"],
        kvarh=bill["reactive_kvarh"],
        months_billed=months_of(bill),
        preferences=lists.preferences,
        exempt_from=() if item.surcharges_included else exempt_from(rows, bill),
        purchase_ratio=Decimal(1) if bill["price_ratio"] is None else bill["price_ratio"],
        difference_price=lists.difference_price,
        relief_kwh=lists.relief_kwh,
        adjustment=bill["adjustment_charge"] or Decimal(0),
        **told,
    )
    return case, book


def _has_hours(item: Item, bill: Row) -> bool:
    """Whether any price of the bill is for a period of the day: then the energy of each is asked for."""
    return any(
        one.period != "total"
        and one.valid_from < bill["period_end"]
        and (one.valid_to is None or one.valid_to > bill["period_start"])
        for one in item.prices
    )


def _capacity(rows: Rows, bill: Row, region: str, preferences: tuple[str, ...]) -> dict[str, Any]:
    mode = known(bill, "capacity_charge_mode", "how capacity or demand is charged", "容（需）量电费计收方式")
    if mode not in ("none", "waived"):
        refuse_blank_waivers(rows, bill, region, preferences)
    told: dict[str, Any] = {"capacity_mode": mode}
    if mode == "capacity":
        told["capacity"] = capacity_of(rows, bill, region)
    if mode in _BY_DEMAND:
        rules = on(rows.of("capacity_rule", region=region), bill["period_start"])
        if not rules:
            raise MissingPrice(
                f"no rule of capacity of {region} holds on {bill['period_start']}",
                "Complete the price book.",
                message_zh=f"{bill['period_start']} 无有效的容（需）量规则",
                remedy_zh="请补全电价本。",
            )
        told |= {name: bill[name] for name in ("demand_actual", "demand_contract")}
        if any(row["discount_kwh_per_kva"] is not None and row["discount_percent"] is not None for row in rules):
            told |= {"contract_capacity": bill["contract_capacity"] or None, "customer_kwh": _customer_kwh(rows, bill)}
    return told


def _customer_kwh(rows: Rows, bill: Row) -> Decimal:
    """The energy of all points of the customer in the month, by the bills that stand."""
    standing = [
        row
        for row in rows.of("bill", customer_id=bill["customer_id"], month=bill["month"], bill_kind="ordinary")
        if row["bill_status"] != "reversed"
    ]
    words = ("the energy of all points of the customer", "客户全部计量点电量")
    if not standing:
        raise MissingInput("bill", *words)
    return sum((known(row, "kwh", *words) for row in standing), Decimal(0))


def _power_factor(rows: Rows, bill: Row) -> dict[str, Any]:
    """By the energy that was charged, and what sub-meters took of it: the reactive energy is that of all of them."""
    standard = known(bill, "power_factor_standard", "the power factor standard", "功率因数标准")
    mode = known(bill, "power_factor_mode", "how the power factor is assessed", "功率因数考核方式")
    told: dict[str, Any] = {"power_factor_standard": standard, "power_factor_mode": mode}
    if _NOT_ASSESSED not in (standard, mode):
        steps = {row["power_factor"] for row in rows.of("power_factor_step", power_factor_standard=standard)}
        if len(steps) < _HUNDREDTHS:
            raise MissingPrice(f"no adjustments of {standard} are stored", "Load a price book.")
        charged = known(bill, "kwh", "the energy that the power factor is computed on", "功率因数计算电量")
        told["power_factor_kwh"] = charged + taken_by_others(rows, bill)
    return told
