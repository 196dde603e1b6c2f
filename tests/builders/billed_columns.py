"""The columns of a bill: what it says of price, energy and capacity, and its money, out of a computed bill."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from jicha.tariffs.biller import Rated
from jicha.tariffs.case import Case

Row = dict[str, Any]
_BOUGHT = ("market_energy", "transport", "grid_loss", "system_operation")


def value(rated: Rated, name: str, digits: int) -> Decimal:
    """A step of the sheet, nothing where it has none."""
    if name not in _names(rated):
        return Decimal(0)
    value = rated.sheet.value_of(name).value
    exact = Fraction(value)
    return round(Decimal(exact.numerator) / Decimal(exact.denominator), digits)


def _names(rated: Rated) -> set[str]:
    return {one.name for one in (*rated.sheet.steps, *rated.sheet.givens)}


def facts(owner: Row, point_row: Row, case: Case, rated: Rated) -> Row:
    """The columns of a bill that are no money."""
    energy = {one.period: one.kwh for one in case.energy}
    kwh = value(rated, "main_kwh", 3)
    by_demand = case.capacity_mode.startswith("demand")
    row: Row = {
        "customer_id": owner["customer_id"],
        "point_id": point_row["point_id"],
        "period_start": case.period_start,
        "period_end": case.period_end,
        "bill_kind": "ordinary",
        "bill_status": "issued",
        "ratio": Decimal(1),
        "commodity": "electricity",
        "instalment_no": 1,
        "customer_class": owner["customer_class"],
        "industry_code": owner["industry_code"],
        "price_code": case.price_code,
        "price_version": "2026",
        "capacity_charge_mode": case.capacity_mode,
        "market_class": owner["market_class"],
        "price_ratio": case.purchase_ratio,
        "supply_voltage": owner["supply_voltage"],
        "contract_capacity": owner["contract_capacity"],
        "running_capacity": owner["running_capacity"],
        "kwh": kwh,
        "capacity_billed": value(rated, "capacity_billed", 3),
        "demand_billed": value(rated, "demand_billed", 3),
        "demand_contract": case.demand_contract,
        "demand_actual": case.demand_actual,
        "demand_discount": by_demand and "discount_percent" in _names(rated),
        "reactive_kvarh": case.kvarh,
        "adjusted_kwh": case.adjusted_kwh,
        "loss_kwh": value(rated, "loss_kwh", 3),
        "loss_iron_kwh": round(value(rated, "iron_kwh", 3), 0),
        "line_loss_kwh": value(rated, "line_loss_kwh", 3),
        "power_factor_standard": case.power_factor_standard,
        "power_factor_mode": "not_assessed" if case.power_factor_standard == "not_assessed" else "standard",
    }
    row["loss_copper_kwh"] = row["loss_kwh"] - row["loss_iron_kwh"]
    row["loss_hours"] = case.loss.hours if case.loss else None
    if "total" not in energy:
        periods = ("sharp", "peak", "flat", "valley", "deep")
        row |= {f"{one}_kwh": energy.get(one, Decimal(0)) for one in periods}
        row["flat_kwh"] += kwh - sum(energy.values(), Decimal(0))
    tiers = {f"tier_{one}_kwh": value(rated, f"tier_{one}_kwh", 3) for one in (2, 3)}
    row |= {"tier_1_kwh": kwh - sum(tiers.values(), Decimal(0)), **tiers} if case.used_before is not None else {}
    if row["power_factor_mode"] == "standard":
        row |= {
            "power_factor": value(rated, "power_factor", 4),
            "power_factor_base": value(rated, "power_factor_base", 2),
        }
        row["power_factor_percent"] = value(rated, "power_factor_percent", 3)
    return row


def money(rated: Rated) -> Row:
    energy = rated.money("energy", *_BOUGHT)
    row: Row = {
        "energy_charge": energy,
        "market_charge": rated.money("market_energy"),
        "transport_charge": rated.money("transport"),
        "grid_loss_charge": rated.money("grid_loss"),
        "system_charge": rated.money("system_operation"),
        "capacity_charge": rated.money("capacity", "demand"),
        "power_factor_charge": rated.money("power_factor"),
        "surcharge": rated.money("surcharge"),
        "difference_charge": rated.money("difference"),
        "tier_charge": rated.money("tier"),
        "relief_charge": rated.money("relief"),
        "adjustment_charge": rated.money("adjustment"),
        "total_charge": rated.total,
        "loss_charge": Decimal(0),
    }
    return row
