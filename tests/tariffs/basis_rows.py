"""The row of the set-based biller for a case, worked out day by day from the book: slow, plain, and written apart."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa

from jicha.tariffs.book import Book, Price, in_force
from jicha.tariffs.case import Case
from jicha.tariffs.conventions import Settled
from jicha.tariffs.power_factor import adjustment, hundredths
from jicha.tariffs.rating import ENERGY_COMPONENTS, PERIODS, SURCHARGE_ITEMS, TIERS

QUANTITY, PRICE = pa.decimal128(18, 3), pa.decimal128(26, 8)
TYPES: dict[str, pa.DataType] = {
    "bill_id": pa.string(),
    "days": pa.int64(),
    "main_kwh": QUANTITY,
    **{f"main_{period}_kwh": QUANTITY for period in PERIODS[1:]},
    **{f"{component}_{period}_price_days": PRICE for component in ENERGY_COMPONENTS for period in PERIODS},
    **{f"{component}_in_base": pa.bool_() for component in (*ENERGY_COMPONENTS, "capacity")},
    **{f"surcharge_{item}_price_days": PRICE for item in SURCHARGE_ITEMS},
    "used_before_kwh": QUANTITY,
    **{f"tier_{tier}_above_kwh": QUANTITY for tier in TIERS},
    **{f"tier_{tier}_extra": pa.decimal128(18, 8) for tier in TIERS},
    "capacity_mode": pa.string(),
    "capacity_kva_days": QUANTITY,
    "capacity_divisor_days": pa.int64(),
    "capacity_price_days": PRICE,
    "demand_price_days": PRICE,
    "demand_contract": QUANTITY,
    "demand_actual": QUANTITY,
    "demand_limit_percent": pa.decimal128(12, 3),
    "over_factor": pa.decimal128(12, 3),
    "over_from_limit": pa.bool_(),
    "capacity_keep_percent": pa.decimal128(12, 3),
    "power_factor_assessed": pa.bool_(),
    "power_factor_percent": pa.decimal128(12, 3),
    "base_with_funds": pa.bool_(),
    "difference_price": pa.decimal128(18, 8),
    "purchase_ratio": pa.decimal128(12, 3),
    "relief_kwh": QUANTITY,
    "relief_price_days": PRICE,
    "cut_off": pa.bool_(),
}


def table_of(rows: list[dict[str, Any]]) -> pa.Table:
    """Rows as the kernel gets them."""
    return pa.Table.from_pylist(rows, schema=pa.schema(list(TYPES.items())))


def basis_row(case: Case, book: Book, settled: Settled, bill_id: str = "b") -> dict[str, Any]:
    """Everything the money of a case depends on, for cases whose energy is given and has no parts."""
    item = book.item(case.price_code, case.period_start)
    energy = {one.period: one.kwh for one in case.energy}
    total = energy.get("total", sum(energy.values(), Decimal(0))) - case.sub_kwh + case.adjusted_kwh
    row: dict[str, Any] = dict.fromkeys(TYPES)
    row |= {"bill_id": bill_id, "days": case.days, "main_kwh": total, "cut_off": _cut(settled)}
    for period in PERIODS[1:]:
        row[f"main_{period}_kwh"] = energy.get(period)
    if len(energy) > 1:
        row["main_flat_kwh"] = total - sum(
            (kwh for name, kwh in energy.items() if name not in ("total", "flat")), Decimal(0)
        )
    energy_prices = [one for one in item.prices if one.unit.endswith("/kWh")]
    for price in energy_prices:
        for period in (
            ("sharp", "peak", "flat", "valley", "deep") if price.floats and item.time_of_use else (price.period,)
        ):
            days = [
                _price(book, item.calendar, energy_prices, price.component, period, day) for day in _days(case, settled)
            ]
            if any(one is not None for one in days):
                row[f"{price.component}_{period}_price_days"] = sum((one or Decimal(0) for one in days), Decimal(0))
        row[f"{price.component}_in_base"] = price.in_power_factor_base
    for item_name in SURCHARGE_ITEMS:
        held = [
            one
            for one in book.surcharges
            if one.item == item_name and (not one.classes or item.price_class in one.classes)
        ]
        if held and not item.surcharges_included:
            row[f"surcharge_{item_name}_price_days"] = sum(
                (
                    in_force(held, day)[0].rate
                    if in_force(held, day) and in_force(held, day)[0].allowed
                    else Decimal(0)
                    for day in _days(case, settled)
                ),
                Decimal(0),
            )
    row |= _tiers(case, book, item.tiered, settled)
    row |= _capacity(case, book, item, settled)
    row["purchase_ratio"], row["difference_price"] = case.purchase_ratio, case.difference_price or None
    row["relief_kwh"] = case.relief_kwh or None
    if case.relief_kwh:
        row["relief_price_days"] = row["energy_total_price_days"]
    row["power_factor_assessed"] = case.power_factor_standard != "not_assessed"
    row["base_with_funds"] = settled.choice("power_factor_base") == "base_with_funds"
    if row["power_factor_assessed"] and case.kvarh is not None:
        supplied = energy.get("total", sum(energy.values(), Decimal(0)))
        percent = adjustment(case.power_factor_standard, hundredths(supplied, case.kvarh)).percent
        row["power_factor_percent"] = percent
    return row


def _cut(settled: Settled) -> bool:
    return settled.choice("money_rounding") == "cut_off"


def _days(case: Case, settled: Settled) -> list[date]:
    """The day whose price each day of the bill has."""
    days = [case.period_start + timedelta(number) for number in range(case.days)]
    reading = settled.choices.get("price_change", "by_days")
    if reading == "from_next_bill":
        return [days[0]] * len(days)
    if reading == "from_bill_month":
        return [min(max(case.bill_month, days[0]), days[-1])] * len(days)
    return days


def _price(book: Book, calendar: str, prices: list[Price], component: str, period: str, day: date) -> Decimal | None:
    held = [one for one in in_force(prices, day) if one.component == component]
    stated = [one.price for one in held if one.period == period]
    if stated:
        return stated[0]
    floating = [one.price for one in held if one.floats]
    ratios = [one.ratio for one in in_force(book.ratios, day) if one.calendar == calendar and one.period == period]
    if not floating or not ratios:
        return None
    return (floating[0] * ratios[0]).quantize(Decimal("1e-8"))


def _tiers(case: Case, book: Book, tiered: bool, settled: Settled) -> dict[str, Any]:
    found: dict[str, Any] = {"used_before_kwh": case.used_before or Decimal(0)}
    for tier in in_force(book.tiers, case.period_start) if tiered else ():
        if tier.household == case.household and tier.tier > 1:
            edge = Fraction(tier.above_kwh)
            if case.months_in_cycle < 12 and settled.choice("tier_pro_rata") == "by_months_begun":
                edge = edge * case.months_in_cycle / 12
            found[f"tier_{tier.tier}_above_kwh"] = Decimal(edge.numerator) / edge.denominator
            found[f"tier_{tier.tier}_extra"] = tier.extra
    return found


def _capacity(case: Case, book: Book, item: Any, settled: Settled) -> dict[str, Any]:
    found: dict[str, Any] = {"capacity_mode": case.capacity_mode, "over_from_limit": False}
    if item.strategy != "two_part" or case.capacity_mode == "none":
        return found
    keep = Decimal(100)
    for waiver in in_force(book.waivers, case.period_start):
        if waiver.preference in case.preferences:
            keep = 100 - waiver.percent
    component = "capacity" if case.capacity_mode == "capacity" else "demand"
    prices = [one for one in item.prices if one.component == component]
    found[f"{component}_price_days"] = sum((in_force(prices, day)[0].price for day in _days(case, settled)), Decimal(0))
    found["capacity_in_base"] = prices[0].in_power_factor_base
    if component == "capacity":
        late = case.period_start >= date(2024, 6, 1)
        reading = settled.choices.get("day_divisor", "divisor_thirty")
        calendar = reading == "divisor_calendar" or (reading == "divisor_by_edition" and late)
        divisor = found["capacity_divisor_days"] = case.days if calendar else 30
        found["capacity_kva_days"] = Decimal(0)
        for name in {one.machine for one in case.capacity}:
            daily = [
                one.kva
                for one in case.capacity
                if one.machine == name
                for _ in range((one.valid_to - one.valid_from).days)
            ]
            found["capacity_kva_days"] += daily[0] * divisor if len(set(daily)) == 1 else sum(daily, Decimal(0))
    else:
        rule = in_force(book.capacity_rules, case.period_start)[0]
        used = case.customer_kwh if case.customer_kwh is not None else sum((one.kwh for one in case.energy), Decimal(0))
        if used >= rule.discount_kwh_per_kva * case.contract_capacity:
            keep = keep * rule.discount_percent / 100
        found |= {
            "demand_contract": case.demand_contract,
            "demand_actual": case.demand_actual,
            "demand_limit_percent": rule.demand_limit_percent,
            "over_factor": rule.over_factor,
            "over_from_limit": settled.choice("demand_over_limit") == "over_from_limit",
        }
    return found | {"capacity_keep_percent": keep}
