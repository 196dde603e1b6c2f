"""Transformer and line losses as they are billed to a customer whose meter stands on the low side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from jicha.tariffs.case import BadCase, Case, Loss
from jicha.tariffs.conventions import Settled
from jicha.tariffs.errors import MissingInput
from jicha.terms.sheet import Sheet

_AGREED_MONTH_DAYS = 30
_WHOLE, _AS_KEPT = 0, 3


def add_loss(sheet: Sheet, case: Case, settled: Settled) -> None:
    """Add losses to ``metered_kwh`` (and ``metered_kvarh``): ``supplied_kwh``, ``supplied_kvarh``.

    Raises MissingInput for a datum that the method needs, BadCase for a method that is none, Unsettled.
    """
    parts = []
    if case.loss is not None and case.loss.method != "none":
        method = _METHODS.get(case.loss.method)
        if method is None:
            raise BadCase(
                f"{case.loss.method} is no method of loss",
                f"Methods: {', '.join(_METHODS)}.",
                message_zh=f"没有损耗计算方式 {case.loss.method}",
                remedy_zh=f"可用：{'，'.join(_METHODS)}。",
            )
        method(sheet, case.loss)
        sheet.step("loss_kwh", f"round(loss_exact_kwh, {energy_digits(settled)})", "kWh")
        parts.append("loss_kwh")
    if case.line_loss_percent:
        sheet.given("line_loss_percent", case.line_loss_percent, "%", origin="contract")
        formula = f"round(metered_kwh * percent(line_loss_percent), {energy_digits(settled)})"
        sheet.step("line_loss_kwh", formula, "kWh")
        parts.append("line_loss_kwh")
    sheet.step("supplied_kwh", " + ".join(["metered_kwh", *parts]), "kWh")
    if sheet.holds("metered_kvarh"):
        reactive = ["metered_kvarh"] + (["loss_kvarh"] if sheet.holds("loss_kvarh") else [])
        sheet.step("supplied_kvarh", " + ".join(reactive), "kvarh")


def energy_digits(settled: Settled) -> int:
    """The decimals of computed energy in kWh: whole, or as far as energy is kept. Raises Unsettled."""
    return _WHOLE if settled.choice("loss_rounding") == "to_kwh" else _AS_KEPT


def _given(sheet: Sheet, loss: Loss, name: str, unit: str, words: tuple[str, str]) -> None:
    value: Decimal | int | None = getattr(loss, name)
    if value is None:
        raise MissingInput(f"loss.{name}", *words)
    sheet.given(name, value, unit, origin="case", word=f"loss_{name}")


def _iron_copper(sheet: Sheet, loss: Loss) -> None:
    _given(sheet, loss, "no_load_loss_w", "W", ("the no-load loss", "空载损耗"))
    _given(sheet, loss, "hours", "hour", ("the hours of operation", "变压器运行小时数"))
    _given(sheet, loss, "copper_percent", "%", ("the share of copper loss", "铜损比例"))
    sheet.given("watts_per_kw", 1000, "W/kW", origin="definition")
    sheet.step("iron_kwh", "no_load_loss_w * hours / watts_per_kw", "kWh")
    sheet.step("copper_kwh", "metered_kwh * percent(copper_percent)", "kWh")
    sheet.step("loss_exact_kwh", "iron_kwh + copper_kwh", "kWh")


def _formula(sheet: Sheet, loss: Loss) -> None:
    """P0 T + K Pk (Ap² + Aq²) / (S² T); the same with the no-load current and the impedance for reactive loss."""
    _given(sheet, loss, "kva", "kVA", ("the capacity of the transformer", "变压器容量"))
    _given(sheet, loss, "no_load_loss_w", "W", ("the no-load loss", "空载损耗"))
    _given(sheet, loss, "load_loss_w", "W", ("the load loss", "负载损耗"))
    _given(sheet, loss, "hours", "hour", ("the hours of operation", "变压器运行小时数"))
    _given(sheet, loss, "k", "", ("the load-shape factor K", "负荷波动系数K"))
    if not sheet.holds("metered_kvarh"):
        raise MissingInput("kvarh", "the reactive energy, which the loss formula needs", "无功电量")
    sheet.given("watts_per_kw", 1000, "W/kW", origin="definition")
    sheet.given("one_kvarh_per_kwh", 1, "kvarh/kWh", origin="definition")
    sheet.given("one_kva_per_kw", 1, "kVA/kW", origin="definition")
    sheet.step("iron_kwh", "no_load_loss_w * hours / watts_per_kw", "kWh")
    squares = "(metered_kwh * metered_kwh + metered_kvarh * metered_kvarh / (one_kvarh_per_kwh * one_kvarh_per_kwh))"
    load = f"{squares} * one_kva_per_kw * one_kva_per_kw / (kva * kva * hours)"
    sheet.step("copper_kwh", f"k * load_loss_w / watts_per_kw * {load}", "kWh")
    sheet.step("loss_exact_kwh", "iron_kwh + copper_kwh", "kWh")
    if loss.no_load_current_percent is not None and loss.impedance_percent is not None:
        sheet.given("no_load_current_percent", loss.no_load_current_percent, "%", origin="case")
        sheet.given("impedance_percent", loss.impedance_percent, "%", origin="case")
        sheet.given("one_kvar_per_kva", 1, "kvar/kVA", origin="definition")
        magnetising = "percent(no_load_current_percent) * kva * one_kvar_per_kva * hours"
        leakage = f"k * percent(impedance_percent) * kva * one_kvar_per_kva * {load}"
        sheet.step("loss_kvarh", f"{magnetising} + {leakage}", "kvarh")


def _fixed_share(sheet: Sheet, loss: Loss) -> None:
    _given(sheet, loss, "share_percent", "%", ("the agreed share of loss", "协议损耗比例"))
    sheet.step("loss_exact_kwh", "metered_kwh * percent(share_percent)", "kWh")


def _fixed_quantity(sheet: Sheet, loss: Loss) -> None:
    if loss.kwh is None:
        raise MissingInput("loss.kwh", "the agreed loss of a month", "月协议损耗电量")
    share = ""
    if loss.days is not None:
        sheet.given("loss_days", loss.days, "day", origin="case")
        sheet.given("loss_month_days", _AGREED_MONTH_DAYS, "day", origin="definition")
        share = " * loss_days / loss_month_days"
    sheet.given("agreed_loss_kwh", loss.kwh, "kWh", origin="case")
    sheet.step("loss_exact_kwh", f"agreed_loss_kwh{share}", "kWh")
    if loss.kvarh is not None:
        sheet.given("agreed_loss_kvarh", loss.kvarh, "kvarh", origin="case")
        sheet.step("loss_kvarh", f"agreed_loss_kvarh{share}", "kvarh")


_METHODS: Mapping[str, Callable[[Sheet, Loss], None]] = {
    "iron_copper": _iron_copper,
    "formula": _formula,
    "fixed_share": _fixed_share,
    "fixed_quantity": _fixed_quantity,
    "table": _fixed_quantity,
}
