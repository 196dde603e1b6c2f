"""The test of a meter by watt and second (瓦秒法): how long n turns should take at a known power and did take.

For an electronic meter, pulses stand for turns. The power is measured on the site, or follows from voltage, current and
cos phi; an assumed cos phi makes an error of its own, and the sheet warns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jicha.law.class_limit import AccuracyClass, note_limit
from jicha.law.counted import positive
from jicha.law.datum import datum, put
from jicha.law.no_range import no_range
from jicha.law.settings import Settings
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

KIND = "meter_test"
EXAMPLE = {
    "day": "2024-08-20",
    "turns": "6",
    "constant": "3600",
    "seconds": "60",
    "power": "60",
    "accuracy_class": "2",
}


class BadTest(JichaError):
    """A power that is given in no way or in two."""


@dataclass(frozen=True, slots=True)
class Supplied:
    """Voltage between lines (to neutral on one phase), current, cos phi and whether it was measured or assumed."""

    voltage: Decimal = field(metadata={"unit": "V"})
    current: Decimal = field(metadata={"unit": "A"})
    cos_phi: Decimal
    cos_phi_measured: bool
    phases: int = 3

    def __post_init__(self) -> None:
        positive(voltage=self.voltage, current=self.current, cos_phi=self.cos_phi)
        if self.phases not in (1, 3) or self.cos_phi > 1:
            message = Words(
                f"{self.phases} phases at cos phi {self.cos_phi}", f"{self.phases}相，功率因数 {self.cos_phi}"
            )
            raise BadTest(Fault.of(message, Words("Write 1 or 3, and at most 1.", "相数填1或3，功率因数不超过1。")))


@dataclass(frozen=True, slots=True)
class Case:
    """``constant`` in turns (pulses) per kWh of the meter; ``ratio`` multiplies them to what flows through the site."""

    day: date
    turns: Decimal = field(metadata={"unit": "rev"})
    constant: Decimal = field(metadata={"unit": "rev/kWh"})
    seconds: Decimal = field(metadata={"unit": "s"})
    accuracy_class: AccuracyClass
    power: Decimal | None = field(default=None, metadata={"unit": "W"})
    supplied: Supplied | None = None
    ratio: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        positive(turns=self.turns, constant=self.constant, seconds=self.seconds, power=self.power, ratio=self.ratio)
        if (self.power is None) == (self.supplied is None):
            message = Words("the power needs one source", "功率应有且只有一种来源")
            raise BadTest(Fault.of(message, Words("Give power or supplied.", "请填写 power 或 supplied 之一。")))


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """Theory time, rounded to 0.01 s, and the error, to 0.1 %: above 0 the meter runs fast. Raises NoDatum."""
    sheet = Sheet(KIND)
    sheet.given("turns", case.turns, "rev", origin="case", word="metering_turns")
    sheet.given("constant", case.constant, "rev/kWh", origin="case", word="metering_constant")
    sheet.given("ratio", case.ratio, origin="case", word="metering_ratio_of_test")
    sheet.given("seconds", case.seconds, "s", origin="case", word="metering_seconds")
    _power(sheet, case)
    sheet.given("watts", 1000, "W/kW", origin="definition", word="metering_watts")
    sheet.given("hour_seconds", 3600, "s/hour", origin="definition", word="metering_hour_seconds")
    formula = "round(turns * ratio / constant * watts * hour_seconds / power, 2)"
    sheet.step("theory_seconds", formula, "s", word="metering_theory_seconds")
    sheet.given("hundred", 100, "%", origin="definition", word="metering_hundred")
    sheet.step("error", "round(hundred * (theory_seconds - seconds) / seconds, 1)", "%", word="metering_error")
    _judge(sheet, case, settings)
    no_range(sheet, "no_money")
    return sheet.done("theory_seconds", "error")


def _power(sheet: Sheet, case: Case) -> None:
    if case.supplied is None:
        sheet.given("power", case.power or 0, "W", origin="case", word="metering_load_power")
        return
    one = case.supplied
    sheet.given("voltage", one.voltage, "V", origin="case", word="metering_voltage")
    sheet.given("current", one.current, "A", origin="case", word="metering_current")
    sheet.given("cos_phi", one.cos_phi, origin="case", word="metering_cos_phi")
    sheet.given("volt_ampere", 1, "W/V/A", origin="definition", word="metering_volt_ampere")
    size = "sqrt(3) * " if one.phases == 3 else ""
    sheet.step("power", f"{size}voltage * current * cos_phi * volt_ampere", "W", word="metering_load_power")
    if not one.cos_phi_measured:
        sheet.remark("metering_cos_phi_assumed", warns=True)


def _judge(sheet: Sheet, case: Case, settings: Settings) -> None:
    note_limit(sheet, case.accuracy_class, None, day=case.day, settings=settings)
    least = datum(f"meter_test_seconds_class_{case.accuracy_class.of_test}", case.day, settings)
    put(sheet, "least_seconds", least, word="metering_least_seconds")
    if sheet.value("theory_seconds") < sheet.value("least_seconds"):
        sheet.remark("metering_test_too_short", warns=True)
    error = sheet.value("error")
    if abs(error) <= sheet.value("limit"):
        sheet.remark("metering_test_within")
    else:
        sheet.remark("metering_test_fast" if error > 0 else "metering_test_slow", warns=True)
