"""The combined error of a metering installation or a test bench: meter + instrument transformers + connecting wires.

One phase: transformers add f_I + f_U + 0.0291 (alpha - beta) tan phi, wires - epsilon - 0.0291 theta tan phi; ratio
errors in percent, phase angles in minutes of arc. 0.0291 is one minute in percent of a radian, as is usually written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from jicha.law.correction import Load
from jicha.law.no_range import no_range
from jicha.law.settings import Settings
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

KIND = "error_combined"
EXAMPLE = {
    "meter": "-0.2",
    "current_ratio": "-0.07",
    "current_angle": "5",
    "voltage_ratio": "-0.08",
    "voltage_angle": "10",
    "wire_ratio": "0.03",
    "wire_angle": "3",
    "load": {"cos_phi": "0.5"},
}


@dataclass(frozen=True, slots=True)
class Case:
    """The errors as certificates state them at this load: ratios in percent, angles in minutes."""

    meter: Decimal = field(metadata={"unit": "%"})
    current_ratio: Decimal = field(metadata={"unit": "%"})
    current_angle: Decimal = field(metadata={"unit": "arcmin"})
    voltage_ratio: Decimal = field(metadata={"unit": "%"})
    voltage_angle: Decimal = field(metadata={"unit": "arcmin"})
    load: Load
    wire_ratio: Decimal = field(default=Decimal(0), metadata={"unit": "%"})
    wire_angle: Decimal = field(default=Decimal(0), metadata={"unit": "arcmin"})


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """The errors of transformers, wires and the whole, each rounded to 0.01 %, the whole from what was not rounded."""
    sheet = Sheet(KIND)
    for name in ("meter", "current_ratio", "voltage_ratio", "wire_ratio"):
        sheet.given(name, getattr(case, name), "%", origin="case", word=f"metering_{name}_error")
    for name in ("current_angle", "voltage_angle", "wire_angle"):
        sheet.given(name, getattr(case, name), "arcmin", origin="case", word=f"metering_{name}_error")
    sheet.given("minute", Decimal("0.0291"), "%/arcmin", origin="definition", word="metering_minute")
    _tangent(sheet, case.load)
    transformers = "current_ratio + voltage_ratio + minute * (current_angle - voltage_angle) * tan_phi"
    sheet.step("transformers_exact", transformers, "%", word="metering_transformers_exact")
    wires = "-wire_ratio - minute * wire_angle * tan_phi"
    sheet.step("wires_exact", wires, "%", word="metering_wires_exact")
    for name in ("transformers", "wires"):
        sheet.step(name, f"round({name}_exact, 2)", "%", word=f"metering_{name}")
    whole = "round(meter + transformers_exact + wires_exact, 2)"
    sheet.step("whole", whole, "%", word="metering_whole_error")
    no_range(sheet, "no_money")
    return sheet.done("transformers", "wires", "whole")


def _tangent(sheet: Sheet, load: Load) -> None:
    if load.angle is not None:
        sheet.given("phi", load.angle, "deg", origin="case", word="metering_phi")
        sheet.step("tan_phi", "tan(phi)", word="metering_tan_phi")
        return
    sheet.given("cos_phi", load.cos_phi or 0, origin="case", word="metering_cos_phi")
    sign = "-" if load.leading else ""
    sheet.step("tan_phi", f"{sign}sqrt(1 - cos_phi * cos_phi) / cos_phi", word="metering_tan_phi")
