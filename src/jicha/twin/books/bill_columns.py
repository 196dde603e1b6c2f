"""The columns of a bill and of its lines, out of a computed bill."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from jicha.tariffs.biller import Rated
from jicha.tariffs.book import Item
from jicha.tariffs.case import Case
from jicha.tariffs.line import Line
from jicha.twin.rates import RATES

Row = dict[str, Any]
PRICE_VERSION = "2023"
_BOUGHT = ("market_energy", "transport", "grid_loss", "system_operation")
_ZERO = Decimal(0)


def bill_row(file: Mapping[str, Any], case: Case, item: Item, rated: Rated) -> Row:
    """What the bill of a customer with this ``file`` says of price, energy, capacity and money."""
    return {
        "period_start": case.period_start,
        "period_end": case.period_end,
        "month": (case.period_end - timedelta(1)).replace(day=1),
        "months_stated": case.months_billed,
        "instalment_no": 1,
        "commodity": "electricity",
        "bill_kind": "ordinary",
        "bill_status": "issued",
        "customer_class": file["customer_class"],
        "industry_code": file.get("industry_code"),
        "market_class": file.get("market_class"),
        "supply_voltage": file["supply_voltage"],
        "contract_capacity": file.get("contract_capacity"),
        "running_capacity": file.get("running_capacity"),
        "price_code": case.price_code,
        "price_version": PRICE_VERSION,
        "price_class": item.price_class,
        "price_strategy": item.strategy,
        "time_of_use": item.time_of_use,
        "period_table": item.calendar or None,
        "capacity_charge_mode": case.capacity_mode,
        "price_ratio": case.purchase_ratio,
        **_quantities(case, rated),
        **_money(rated),
        "loss_charge": _loss_charge(rated),
    }


def line_row(bill_id: str, place: int, line: Line, case: Case) -> Row:
    """One line of the bill."""
    by_energy = line.unit == "kWh"
    by_capacity = line.component in ("capacity", "demand")
    return {
        "bill_id": bill_id,
        "line_no": place,
        "component": line.component,
        "period_of_day": line.period,
        "tier": line.tier,
        "surcharge_item": line.surcharge_item or None,
        "included": "outside",
        "money": line.money,
        "kwh": line.quantity if by_energy else None,
        "unit_price": line.price if by_energy else None,
        "quantity_kva": line.quantity if by_capacity else None,
        "capacity_price": line.price if by_capacity else None,
        "in_power_factor_base": line.in_power_factor_base,
        "used_from": case.period_start,
        "used_to": case.period_end,
        "price_version": PRICE_VERSION,
    }


def _quantities(case: Case, rated: Rated) -> Row:
    def value(name: str, digits: int = 3) -> Decimal:
        return _figure(rated, name, digits) or _ZERO

    kwh = value("main_kwh")
    assessed = case.power_factor_standard != "not_assessed"
    loss = value("loss_kwh")
    iron = min(round(value("iron_kwh"), 0), loss)
    row: Row = {
        "kwh": kwh,
        "capacity_billed": value("capacity_billed"),
        "demand_billed": value("demand_billed"),
        "demand_contract": case.demand_contract,
        "demand_actual": case.demand_actual,
        "demand_discount": case.capacity_mode.startswith("demand")
        and _figure(rated, "discount_percent", 3) is not None,
        "reactive_kvarh": case.kvarh,
        "adjusted_kwh": case.adjusted_kwh,
        "loss_kwh": loss,
        "loss_iron_kwh": iron,
        "loss_copper_kwh": loss - iron,
        "loss_hours": case.loss.hours if case.loss else None,
        "line_loss_kwh": value("line_loss_kwh"),
        "power_factor_standard": case.power_factor_standard,
        "power_factor_mode": case.power_factor_mode if assessed else "not_assessed",
    }
    energy = {one.period: one.kwh for one in case.energy}
    if "total" not in energy:
        row |= {f"{one}_kwh": energy.get(one, _ZERO) for one in RATES}
        row["flat_kwh"] += kwh - sum(energy.values(), _ZERO)
    if case.used_before is not None:
        tiers = {f"tier_{one}_kwh": value(f"tier_{one}_kwh") for one in (2, 3)}
        row |= {
            "tier_1_kwh": kwh - sum(tiers.values(), _ZERO),
            **tiers,
            "tier_4_kwh": _ZERO,
            "year_kwh_before": case.used_before,
        }
    if assessed and case.power_factor_mode == "standard":
        row |= {
            "power_factor": value("power_factor", 4),
            "power_factor_base": value("power_factor_base", 2),
            "power_factor_percent": value("power_factor_percent"),
        }
    return row


def _loss_charge(rated: Rated) -> Decimal:
    """The part of the energy's charge that its loss has, as the bill states it beside."""
    loss, kwh = _figure(rated, "loss_kwh", 3) or _ZERO, kwh_of(rated)
    return round(rated.money("energy", *_BOUGHT) * loss / kwh, 2) if loss and kwh else _ZERO


def _money(rated: Rated) -> Row:
    return {
        "energy_charge": rated.money("energy", *_BOUGHT),
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
    }


def kwh_of(rated: Rated) -> Decimal:
    """The energy that a bill asks for, kWh."""
    return _figure(rated, "main_kwh", 3) or _ZERO


def loss_of(rated: Rated) -> Decimal:
    """The loss of transformers that a bill adds, kWh."""
    return _figure(rated, "loss_kwh", 3) or _ZERO


def _figure(rated: Rated, name: str, digits: int) -> Decimal | None:
    """A value of the bill's sheet, None where it has none."""
    try:
        return rated.rounded(name, digits)
    except KeyError:
        return None
