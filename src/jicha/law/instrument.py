"""How far the coefficient may be off because the instrument on site has limits of error of its own.

The limits are worst cases: every voltage, current and angle may be off at once, each the way that moves K most, and the
errors of the true and of the wrong power are not set off against each other. So no error within the limits leads beyond
the range, and the real one lies well within. What is energy follows K in proportion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jicha.law.correction import element_text
from jicha.law.counted import not_negative
from jicha.law.phasors import Element
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.sheet import Sheet


class BadInstrument(JichaError):
    """Limits of error that no instrument has."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """Limits of error by its class: of voltage and current in percent of the reading, of each angle in degrees."""

    voltage: Decimal = field(metadata={"unit": "%"})
    current: Decimal = field(metadata={"unit": "%"})
    angle: Decimal = field(metadata={"unit": "deg"})

    def __post_init__(self) -> None:
        not_negative(voltage=self.voltage, current=self.current, angle=self.angle)
        if max(self.voltage, self.current) >= 100 or self.angle >= 45:
            message = Words("limits of error that no instrument has", "误差限超出任何仪表的水平")
            remedy = Words(
                "Give percent of the reading below 100, and degrees below 45.", "百分数应小于100，角度小于45。"
            )
            raise BadInstrument(Fault.of(message, remedy))


def note_instrument(sheet: Sheet, one: Instrument) -> None:
    """Write what the limits come to for a product of voltage, current and cosine: ``off_cos`` and ``off_sin``.

    A product U x I x cos(x) is off by at most U x I x (|cos x| x off_cos + |sin x| x off_sin): two angles are measured,
    so x is off by twice the limit of one.
    """
    sheet.given("voltage_limit", one.voltage, "%", origin="case", word="metering_voltage_limit")
    sheet.given("current_limit", one.current, "%", origin="case", word="metering_current_limit")
    sheet.given("angle_limit", one.angle, "deg", origin="case", word="metering_angle_limit")
    size = "(1 + percent(voltage_limit)) * (1 + percent(current_limit)) - 1"
    sheet.step("off_size", size, word="metering_off_size")
    sheet.step("off_cos", "off_size + (1 + off_size) * (1 - cos(2 * angle_limit))", word="metering_off_cos")
    sheet.step("off_sin", "(1 + off_size) * sin(2 * angle_limit)", word="metering_off_sin")


def note_error(sheet: Sheet, name: str, elements: Sequence[Element], factors: Sequence[str]) -> None:
    """Write ``name``: by how much the power of all these elements together may be off. Needs `note_instrument`."""
    for number, (one, factor) in enumerate(zip(elements, factors, strict=True), start=1):
        volts = " + ".join(
            f"u_{letter} * (abs(cos(u_{letter}_angle - i_{one.phase}_angle)) * off_cos"
            f" + abs(sin(u_{letter}_angle - i_{one.phase}_angle)) * off_sin)"
            for letter in one.voltage_of
        )
        volts = f"({volts})" if len(one.voltage_of) > 1 else volts
        formula = f"round({factor}i_{one.phase} * {volts}, 6)"
        about = element_text(number, one)
        sheet.step(f"{name}_{number}", formula, "V*A", word=f"metering_{name}_of_element", about=about)
    every = " + ".join(f"{name}_{number}" for number, _ in enumerate(elements, start=1))
    sheet.step(name, every, "V*A", word=f"metering_{name}")


def bound_k(sheet: Sheet) -> None:
    """Write ``k_least`` and ``k_most`` from ``power_true`` +- ``off_true`` and ``power_wrong`` +- ``off_wrong``.

    Where the meter may have seen nothing at all within the limits, K has no upper end and the sheet warns.
    """
    low = "max(power_true - off_true, off_true - off_true)"
    sheet.step("k_least", f"round({low} / (power_wrong + off_wrong), 8)", word="metering_k_least")
    high = ""
    if sheet.value("power_wrong") > sheet.value("off_wrong"):
        high = "k_most"
        sheet.step(high, "round((power_true + off_true) / (power_wrong - off_wrong), 8)", word="metering_k_most")
    else:
        sheet.remark("metering_k_without_end", warns=True)
    sheet.bound("k", low="k_least", high=high, word="bound_instrument")
    if sheet.value("k_least") <= 1 and (not high or sheet.value(high) >= 1):
        sheet.remark("metering_within_instrument", warns=True)


def bound_results(sheet: Sheet) -> None:
    """Bound energy and money, collected or given back, as K is bounded; nothing where K has no range, or is 1."""
    if not sheet.holds("k_least") or sheet.value("k") == 1:
        return
    way = "collect" if sheet.holds("collect_kwh") else "refund"
    _bound(sheet, way, f"{way}_kwh", "{} * ({} - 1) / (k - 1)", "kWh")
    _bound(sheet, way, way, "round(abs(difference_exact) * ({1} - 1) / (k - 1), 2)", "CNY")


def _bound(sheet: Sheet, way: str, name: str, formula: str, unit: str) -> None:
    ends = ("k_least", "k_most") if way == "collect" else ("k_most", "k_least")
    found = {"least": "", "most": ""}
    for end, of_k in zip(found, ends, strict=True):
        if sheet.holds(of_k):
            found[end] = f"{name}_{end}"
            sheet.step(found[end], formula.format(name, of_k), unit, word=f"metering_{name}_{end}")
    sheet.bound(name, low=found["least"], high=found["most"], word="bound_instrument")
