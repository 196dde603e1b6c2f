"""The correction coefficient K = true power / power the meter saw, derived on the sheet from what its elements saw.

Under a balanced load the powers are multiples of U x I. Where all that depends on the angle cancels, K is an exact
fraction and nobody need know the power factor; elsewhere the angle or cos phi must be given. K is rounded to 8 decimals
where angles or roots are in it. Where the meter saw nothing, or ran backward, there is no K: the sheet says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from jicha.law.no_range import no_range
from jicha.law.phasors import Element, Wiring, check, hangs_on_angle, phases
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.sheet import Sheet

SENSITIVE = 10  # above it a degree of error in the angle moves the quantity by half or more


class AngleNeeded(JichaError):
    """A coefficient that changes with the angle of the load, and the angle is not given."""


class BadPower(JichaError):
    """A customer that delivers instead of taking: measured the wrong way round, or no matter of wiring."""


class BadLoad(JichaError):
    """An angle and a power factor at once, or one that no balanced load has."""


@dataclass(frozen=True, slots=True)
class Load:
    """The balanced load: the angle phi by which currents lag (negative when leading), or cos phi. Raises BadLoad."""

    angle: Decimal | None = field(default=None, metadata={"unit": "deg"})
    cos_phi: Decimal | None = None
    leading: bool = False

    def __post_init__(self) -> None:
        if (self.angle is None) == (self.cos_phi is None):
            message = Words("a load needs its angle or its cos phi", "负荷应给出功率因数角或功率因数之一")
            raise BadLoad(Fault.of(message, Words("Give angle or cos_phi.", "请填写 angle 或 cos_phi。")))
        if self.angle is not None and (abs(self.angle) >= 90 or self.leading):
            message = Words(f"the angle is {self.angle}", f"功率因数角为 {self.angle}")
            remedy = Words("Give -90 to 90; negative when leading.", "请填写-90至90之间的角度，容性为负。")
            raise BadLoad(Fault.of(message, remedy))
        if self.cos_phi is not None and not 0 < self.cos_phi <= 1:
            message = Words(f"cos phi is {self.cos_phi}", f"功率因数为 {self.cos_phi}")
            raise BadLoad(Fault.of(message, Words("Give it above 0 and up to 1.", "请填写大于0且不超过1的值。")))


def by_balance(sheet: Sheet, wiring: Wiring, elements: Sequence[Element], load: Load | None) -> bool:
    """Write the power of each element, ``k`` and ``difference_rate`` = K - 1; False where there is no K.

    A step or given ``factor_1`` ... that stands on the sheet already is taken instead of the element's own factor.
    Raises AngleNeeded, BadConnection.
    """
    check(wiring, elements)
    factors = [_factor(sheet, number, one) for number, one in enumerate(elements, start=1)]
    values = [sheet.value(name) if name else Fraction(1) for name in factors]
    angled = hangs_on_angle(elements, values)
    if angled:
        if load is None:
            raise AngleNeeded(
                Fault.of(
                    Words("the correction coefficient changes with the angle of the load", "更正系数随功率因数角变化"),
                    Words("Give load with its angle or cos_phi.", "请在 load 中填写 angle 或 cos_phi。"),
                )
            )
        true = _with_angle(sheet, wiring, elements, factors, load)
        note_no_range(sheet)
    else:
        sheet.remark("metering_angle_cancels")
        true = _without_angle(sheet, wiring, elements, factors)
    names = " + ".join(f"power_{number}" for number, _ in enumerate(elements, start=1))
    sheet.step("power_true", true, word="metering_power_true")
    sheet.step("power_wrong", names, word="metering_power_wrong")
    return divided(sheet, rounded=angled)


def note_no_range(sheet: Sheet) -> None:
    """Say that K rests on a measured value whose error nobody gave, so that the sheet shows no range of it."""
    sheet.remark("metering_k_no_range")


def divided(sheet: Sheet, *, rounded: bool) -> bool:
    """Write ``k`` and ``difference_rate`` from ``power_true`` and ``power_wrong``; False where there is no K.

    Raises BadPower where the true power is not above 0: the coefficient would turn the debt round.
    """
    saw = sheet.value("power_wrong")
    if sheet.value("power_true") <= 0:
        message = Words("the true power is not above 0", "正确功率不大于0")
        remedy = Words(
            "Check phases, angles and the sense in which they were measured.", "请核对相别、相角及其测量方向。"
        )
        raise BadPower(Fault.of(message, remedy))
    if saw <= 0:
        sheet.remark("metering_stood_still" if saw == 0 else "metering_ran_backward", warns=True)
        sheet.remark("metering_other_method", warns=True)
        no_range(sheet, "nothing")
        return False
    sheet.step("k", "round(power_true / power_wrong, 8)" if rounded else "power_true / power_wrong", word="metering_k")
    sheet.step("difference_rate", "k - 1", word="metering_difference_rate")
    if rounded:
        sheet.remark("metering_k_rounded")
    if sheet.value("k") > SENSITIVE:
        sheet.remark("metering_k_sensitive", warns=True)
    return True


def _factor(sheet: Sheet, number: int, element: Element) -> str:
    name = f"factor_{number}"
    if not sheet.holds(name):
        if element.factor == 1:
            return ""
        sheet.given(name, element.factor, origin="case", word="metering_factor", about=element_text(number, element))
    return name


def _without_angle(sheet: Sheet, wiring: Wiring, elements: Sequence[Element], factors: Sequence[str]) -> str:
    for number, (one, factor) in enumerate(zip(elements, factors, strict=True), start=1):
        formula = str(one.in_phase) + (f" * {factor}" if factor else "")
        sheet.step(f"power_{number}", formula, word="metering_power_in_phase", about=element_text(number, one))
    return str(phases(wiring))


def _with_angle(sheet: Sheet, wiring: Wiring, elements: Sequence[Element], factors: Sequence[str], load: Load) -> str:
    _note_load(sheet, load)
    lines = wiring is Wiring.THREE_PHASE_THREE_WIRE  # U is then the voltage between lines
    for number, (one, factor) in enumerate(zip(elements, factors, strict=True), start=1):
        lead, about = f"lead_{number}", element_text(number, one)
        sheet.given(lead, one.lead, "deg", origin="definition", word="metering_lead", about=about)
        cosine = f"cos({lead} + phi)" if load.cos_phi is None else f"(cos({lead}) * cos_phi - sin({lead}) * sin_phi)"
        size = "" if one.is_between_lines == lines else "sqrt(3) * " if one.is_between_lines else "1 / sqrt(3) * "
        formula = f"round({size}{f'{factor} * ' if factor else ''}{cosine}, 9)"
        sheet.step(f"power_{number}", formula, word="metering_power", about=about)
    sheet.remark("metering_balanced_lines" if lines else "metering_balanced_phases")
    cosine = "cos(phi)" if load.cos_phi is None else "cos_phi"
    return f"round(sqrt(3) * {cosine}, 9)" if lines else f"round({phases(wiring)} * {cosine}, 9)"


def _note_load(sheet: Sheet, load: Load) -> None:
    if load.angle is not None:
        sheet.given("phi", load.angle, "deg", origin="case", word="metering_phi")
        return
    sheet.given("cos_phi", load.cos_phi or 0, origin="case", word="metering_cos_phi")
    sheet.step("sin_phi", f"{'-' if load.leading else ''}sqrt(1 - cos_phi * cos_phi)", word="metering_sin_phi")
    sheet.remark("metering_leading" if load.leading else "metering_lagging")


def element_text(number: int, element: Element) -> str:
    """How an element is named on the sheet: its number, voltage and current.

    >>> element_text(1, Element("uv", "-w"))
    '1: Uab, -Ic'
    """
    sign = "-" if element.is_reversed else ""
    return f"{number}: U{element.voltage_of}, {sign}I{element.phase}"
