"""The line of a bill that rewards or penalises the power factor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jicha.tariffs.book import Book
from jicha.tariffs.case import Case
from jicha.tariffs.conventions import Settled
from jicha.tariffs.errors import MissingInput
from jicha.tariffs.line import Line, decimal_of, rounded
from jicha.tariffs.power_factor import adjustment, hundredths
from jicha.terms.sheet import Sheet


def power_factor_lines(sheet: Sheet, case: Case, book: Book, settled: Settled, lines: Sequence[Line]) -> Iterator[Line]:
    """The adjustment on the lines it applies to, if any. Raises MissingInput, Unsettled."""
    if case.power_factor_standard == "not_assessed" or case.power_factor_mode == "not_assessed":
        return
    if not sheet.holds("supplied_kvarh"):
        raise MissingInput("kvarh", "the reactive energy", "无功电量")
    used = "supplied_kwh"
    if case.power_factor_kwh is not None:
        used = "power_factor_kwh"
        sheet.given(used, case.power_factor_kwh, "kWh", origin="case")
    factor = hundredths(sheet.value(used), sheet.value("supplied_kvarh"))
    sheet.given("one_kwh_per_kvarh", 1, "kWh/kvarh", origin="definition")
    root = f"sqrt({used} * {used} + supplied_kvarh * supplied_kvarh * one_kwh_per_kvarh * one_kwh_per_kvarh)"
    sheet.step("power_factor", f"round({used} / {root}, 2)")
    found = adjustment(case.power_factor_standard, factor)
    percent = found.percent
    if (case.power_factor_mode == "reward_only" and percent > 0) or (
        case.power_factor_mode == "penalty_only" and percent < 0
    ):
        percent = Decimal(0)
    sheet.given(
        "power_factor_percent",
        percent,
        "%",
        origin="law",
        source=found.source,
        confidence=found.confidence,
        about=case.power_factor_standard,
    )
    held = _base(lines, settled)
    if not held:
        return
    sheet.step("power_factor_base", " + ".join(one.name for one in held), book.currency)
    sheet.step(
        "power_factor_money", rounded("power_factor_base * percent(power_factor_percent)", settled), book.currency
    )
    yield Line(
        "power_factor_money",
        "power_factor",
        case.price_code,
        decimal_of(sheet, "power_factor_money", 2),
        decimal_of(sheet, "power_factor_base", 2),
        book.currency,
        percent / 100,
    )


def _base(lines: Sequence[Line], settled: Settled) -> list[Line]:
    reading = settled.choice("power_factor_base")
    if reading == "base_by_component":
        return [one for one in lines if one.in_power_factor_base]
    held = [one for one in lines if one.in_power_factor_base and one.component != "surcharge"]
    if reading == "base_with_funds":
        codes = {one.price_code for one in held}
        held += [one for one in lines if one.component == "surcharge" and one.price_code in codes]
    return held
