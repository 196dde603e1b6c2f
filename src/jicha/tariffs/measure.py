"""From registers to the energy that is charged: differences, losses, what other prices take, and the periods of day."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from jicha.tariffs.case import PERIODS, BadCase, Case
from jicha.tariffs.conventions import Settled
from jicha.tariffs.errors import MissingInput
from jicha.tariffs.line import decimal_of
from jicha.tariffs.losses import add_loss, energy_digits
from jicha.terms.sheet import Sheet

_REACTIVE = ("reactive_total", "reverse_reactive_total")


def measure(sheet: Sheet, case: Case, settled: Settled) -> None:
    """Write the energy of a bill onto its sheet.

    Afterwards it holds ``metered_kwh`` (by the meters), ``supplied_kwh`` (with losses: what the power factor is
    computed on), ``main_kwh`` (what the main price charges), ``kvarh`` where known, and where the meters or the case
    tell periods apart ``main_<period>_kwh``. Raises MissingInput, BadCase, Unsettled.
    """
    _metered(sheet, case)
    _reactive(sheet, case)
    add_loss(sheet, case, settled)
    _parts(sheet, case, settled)
    _main(sheet, case)


def _metered(sheet: Sheet, case: Case) -> None:
    if case.readings:
        registers = {one.register for one in case.readings}
        wanted = [("total", "active_total"), *((period, f"active_{period}") for period in PERIODS)]
        for register in sorted(registers - {one for _, one in wanted} - set(_REACTIVE)):
            sheet.remark("register_unused", warns=True, register=f"register_{register}")  # as of energy fed in
        for period, register in wanted:
            if register in registers:
                _register(sheet, case, register, f"metered_{period}_kwh", "kWh")
                _refuse_backwards(sheet, register, f"metered_{period}_kwh")
    else:
        for energy in case.energy:
            sheet.given(
                f"metered_{energy.period}_kwh",
                energy.kwh,
                "kWh",
                origin="case",
                about=f"period_{energy.period}",
                word="metered_period_kwh",
            )
    known = [period for period in PERIODS if sheet.holds(f"metered_{period}_kwh")]
    if sheet.holds("metered_total_kwh"):
        total = "metered_total_kwh"
        is_kept = sheet.value(total) * 1000 % 1 == 0  # no record keeps energy finer than the watt-hour
        sheet.step("metered_kwh", total if is_kept else f"round({total}, 3)", "kWh")
    elif known:
        sheet.step("metered_kwh", " + ".join(f"metered_{period}_kwh" for period in known), "kWh")
    else:
        raise MissingInput("readings or energy", "the energy", "电量")
    for one in case.hours:
        name, about = f"metered_{one.period}_kwh", f"period_{one.period}"
        sheet.given(name, one.kwh, "kWh", origin="case", about=about, word="metered_period_kwh")


def _register(sheet: Sheet, case: Case, register: str, name: str, unit: str) -> None:
    differences, about = [], f"register_{register}"
    for number, one in enumerate((one for one in case.readings if one.register == register), start=1):
        stem = f"{register}_{number}"
        sheet.given(f"{stem}_start", one.start, origin="case", about=about, word="reading_start")
        sheet.given(f"{stem}_end", one.end, origin="case", about=about, word="reading_end")
        sheet.given(f"{stem}_ratio", one.ratio, unit, origin="case", about=about, word="ratio_of_register")
        differences.append(f"({stem}_end - {stem}_start) * {stem}_ratio")
    sheet.step(name, " + ".join(differences), unit, about=about, word="register_energy")


def _refuse_backwards(sheet: Sheet, register: str, name: str) -> None:
    if sheet.value(name) < 0:
        raise BadCase(
            f"{register} runs backwards",
            "Where it passed its last digit, give its readings in two parts or the energy itself.",
            message_zh=f"{register} 止码小于起码",
            remedy_zh="如已过零点，请分两段给出表码，或直接给出电量。",
        )


def _reactive(sheet: Sheet, case: Case) -> None:
    known = []
    for register in _REACTIVE:
        if any(one.register == register for one in case.readings):
            _register(sheet, case, register, f"{register}_kvarh", "kvarh")
            _refuse_backwards(sheet, register, f"{register}_kvarh")
            known.append(f"{register}_kvarh")
    if known:
        sheet.step("metered_kvarh", " + ".join(known), "kvarh")
    elif case.kvarh is not None:
        sheet.given("metered_kvarh", case.kvarh, "kvarh", origin="case")


def _parts(sheet: Sheet, case: Case, settled: Settled) -> None:
    for number, part in enumerate(case.parts, start=1):
        name = f"part_{number}_kwh"
        if part.kwh is not None:
            sheet.given(name, part.kwh, "kWh", origin="case", about=part.price_code, word="part_kwh")
        elif part.percent is not None:
            share = f"part_{number}_percent"
            sheet.given(share, part.percent, "%", origin="case", about=part.price_code, word="part_percent")
            formula = f"supplied_kwh * percent({share})"
            formula = f"round({formula}, {energy_digits(settled)})"
            sheet.step(name, formula, "kWh", about=part.price_code, word="part_kwh")
        else:
            raise MissingInput(f"parts[{number - 1}].kwh or percent", "the energy of a part", "定量或定比电量")


def _main(sheet: Sheet, case: Case) -> None:
    taken = "".join(f" - part_{number}_kwh" for number in range(1, len(case.parts) + 1))
    for name, value in (("sub_kwh", case.sub_kwh), ("adjusted_kwh", case.adjusted_kwh)):
        if value:
            sheet.given(name, value, "kWh", origin="case")
            taken += f" {'-' if name == 'sub_kwh' else '+'} {name}"
    main = sheet.step("main_kwh", f"supplied_kwh{taken}", "kWh")
    if main < 0 and not case.adjusted_kwh:
        raise BadCase(
            "the parts and sub-meters take more energy than there is",
            "Check them against the master meter.",
            message_zh="定量定比及分表电量大于总表电量",
            remedy_zh="请核对总分表。",
        )
    _periods(sheet, case)


def _periods(sheet: Sheet, case: Case) -> None:
    known = [period for period in PERIODS if sheet.holds(f"metered_{period}_kwh")]
    if not known:
        return
    _say_where_periods_differ(sheet, known)
    others = [period for period in known if period != "flat"]
    for period in others:
        taken = "".join(
            f" - part_{number}_kwh" for number, part in enumerate(case.parts, start=1) if part.from_period == period
        )
        name = f"main_{period}_kwh"
        left = sheet.step(name, f"metered_{period}_kwh{taken}", "kWh", about=f"period_{period}", word="period_kwh")
        if left < 0 and not case.adjusted_kwh:
            raise BadCase(
                f"the parts take more energy of {period} hours than there is",
                "Check the parts, or take them from other hours.",
                message_zh=f"定量定比电量大于 {period} 时段电量",
                remedy_zh="请核对定量定比，或改从其他时段扣减。",
            )
    # What the meter does not tell apart (loss, adjustments, the parts of flat hours) falls on flat hours.
    rest = "".join(f" - main_{period}_kwh" for period in others)
    if sheet.step("main_flat_kwh", f"main_kwh{rest}", "kWh", about="period_flat", word="period_kwh") < 0:
        raise BadCase(
            "the periods of the day hold more energy than the total",
            "Check the registers of the periods.",
            message_zh="各时段电量之和大于总电量",
            remedy_zh="请核对分时表码。",
        )


def _say_where_periods_differ(sheet: Sheet, known: list[str]) -> None:
    """Say that the registers of the periods do not come to the total: what is missing is charged as of flat hours."""
    if "flat" not in known or not sheet.holds("metered_total_kwh"):
        return
    together = sum((sheet.value(f"metered_{period}_kwh") for period in known), Fraction(0))
    if together != sheet.value("metered_total_kwh"):
        total = decimal_of(sheet, "metered_total_kwh", 3)
        periods = round(Decimal(together.numerator) / Decimal(together.denominator), 3)
        sheet.remark("periods_not_total", warns=True, periods=f"{periods:f}", total=f"{total:f}")
