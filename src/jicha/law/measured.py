"""The correction coefficient from phasors measured on site, which need not be balanced, or from two measured powers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jicha.law.correction import divided, element_text
from jicha.law.counted import not_negative, positive
from jicha.law.instrument import Instrument, bound_k, note_error, note_instrument
from jicha.law.phasors import Element, Wiring, check, phase_letter, right
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.sheet import Sheet


class BadMeasurement(JichaError):
    """A phase that is measured twice, is none, or is missing."""


@dataclass(frozen=True, slots=True)
class PhaseMeasured:
    """Voltage and current of one phase with their angles, all in one sense from one reference.

    On three wires without a neutral, measure the voltages against b and write 0 V for b.
    """

    phase: str
    voltage: Decimal = field(metadata={"unit": "V"})
    voltage_angle: Decimal = field(metadata={"unit": "deg"})
    current: Decimal = field(metadata={"unit": "A"})
    current_angle: Decimal = field(metadata={"unit": "deg"})

    def __post_init__(self) -> None:
        not_negative(voltage=self.voltage, current=self.current)


@dataclass(frozen=True, slots=True)
class PowersMeasured:
    """The true power and what the meter showed at the same time, and by how much in percent each may be off.

    The limit of the true power is that of the instrument's class; the meter's is that of reading its power (0 where it
    was read from the display, and not timed by hand).
    """

    true_w: Decimal = field(metadata={"unit": "W"})
    meter_w: Decimal = field(metadata={"unit": "W"})
    true_limit: Decimal | None = field(default=None, metadata={"unit": "%"})
    meter_limit: Decimal | None = field(default=None, metadata={"unit": "%"})

    def __post_init__(self) -> None:
        positive(true_w=self.true_w)
        for limit in (self.true_limit, self.meter_limit):
            if limit is not None and not 0 <= limit < 100:
                message = Words(f"a power that may be off by {limit} %", f"功率误差限为 {limit}%")
                raise BadMeasurement(Fault.of(message, Words("Give 0 to below 100.", "请填写0至100（不含）。")))


def by_phasors(
    sheet: Sheet,
    wiring: Wiring,
    elements: Sequence[Element],
    measured: Sequence[PhaseMeasured],
    instrument: Instrument | None = None,
) -> bool:
    """Write the power of each element and of a right connection, ``k`` and ``difference_rate``; False without K.

    With the limits of the instrument K gets its range; without them the sheet says that it has none. Raises
    BadMeasurement, BadConnection.
    """
    check(wiring, elements)
    every = [*elements, *right(wiring)]
    _note_phases(sheet, measured, every)
    factors = [f"factor_{number} * " if one.factor != 1 else "" for number, one in enumerate(elements, start=1)]
    for number, (one, factor) in enumerate(zip(elements, factors, strict=True), start=1):
        about = element_text(number, one)
        if factor:
            sheet.given(f"factor_{number}", one.factor, origin="case", word="metering_factor", about=about)
        _power(sheet, f"power_{number}", one, about, factor)
    for number, one in enumerate(right(wiring), start=1):
        _power(sheet, f"right_{number}", one, element_text(number, one))
    true = " + ".join(f"right_{number}" for number, _ in enumerate(right(wiring), start=1))
    wrong = " + ".join(f"power_{number}" for number, _ in enumerate(elements, start=1))
    sheet.step("power_true", true, "V*A", word="metering_power_true")
    sheet.step("power_wrong", wrong, "V*A", word="metering_power_wrong")
    sheet.remark("metering_load_as_measured")
    if instrument is not None:
        note_instrument(sheet, instrument)
        note_error(sheet, "off_true", right(wiring), [""] * len(right(wiring)))
        note_error(sheet, "off_wrong", elements, factors)
    return _divided(sheet)


def by_powers(sheet: Sheet, measured: PowersMeasured) -> bool:
    """Write ``k`` and ``difference_rate`` from two powers measured at one time; False where there is no K."""
    sheet.given("power_true", measured.true_w, "W", origin="case", word="metering_power_true")
    sheet.given("power_wrong", measured.meter_w, "W", origin="case", word="metering_power_wrong")
    sheet.remark("metering_load_as_measured")
    if measured.true_limit is not None:
        for name, limit in (("true", measured.true_limit), ("wrong", measured.meter_limit or Decimal(0))):
            sheet.given(f"{name}_limit", limit, "%", origin="case", word=f"metering_{name}_limit")
            sheet.step(f"off_{name}", f"abs(power_{name}) * percent({name}_limit)", "W", word=f"metering_off_{name}")
    return _divided(sheet)


def _divided(sheet: Sheet) -> bool:
    """K with its range, or that nobody gave the limits from which it would follow."""
    if not divided(sheet, rounded=True):
        return False
    if sheet.holds("off_true"):
        bound_k(sheet)
    else:
        sheet.remark("metering_instrument_unknown")
    return True


def _note_phases(sheet: Sheet, measured: Sequence[PhaseMeasured], elements: Sequence[Element]) -> None:
    found: dict[str, PhaseMeasured] = {}
    for one in measured:
        phase = phase_letter(one.phase)
        if phase in found or phase not in ("a", "b", "c"):
            message = Words(f"phase {one.phase!r} is none, or twice", f"相别“{one.phase}”有误或重复")
            raise BadMeasurement(Fault.of(message, Words("Write a, b, c once each.", "a、b、c 各填写一次。")))
        found[phase] = one
    needed = {letter for one in elements for letter in (*one.voltage_of, one.phase)}
    missing = sorted(needed - found.keys())
    if missing:
        message = Words(f"not measured: {', '.join(missing)}", f"缺少实测相：{'、'.join(missing)}")
        raise BadMeasurement(Fault.of(message, Words("Measure these phases too.", "请补测这些相。")))
    for phase in sorted(needed):
        _note_phase(sheet, phase, found)


def _note_phase(sheet: Sheet, phase: str, found: Mapping[str, PhaseMeasured]) -> None:
    one, about = found[phase], phase.upper()
    sheet.given(f"u_{phase}", one.voltage, "V", origin="case", word="metering_voltage", about=about)
    sheet.given(f"u_{phase}_angle", one.voltage_angle, "deg", origin="case", word="metering_voltage_angle", about=about)
    sheet.given(f"i_{phase}", one.current, "A", origin="case", word="metering_current", about=about)
    sheet.given(f"i_{phase}_angle", one.current_angle, "deg", origin="case", word="metering_current_angle", about=about)


def _power(sheet: Sheet, name: str, one: Element, about: str, factor: str = "") -> None:
    first, second = one.voltage_of[0], one.voltage_of[1:]
    volts = f"u_{first} * cos(u_{first}_angle - i_{one.phase}_angle)"
    if second:
        volts = f"({volts} - u_{second} * cos(u_{second}_angle - i_{one.phase}_angle))"
    sign = "-" if one.is_reversed else ""
    word = "metering_power" if name.startswith("power") else "metering_power_right"
    sheet.step(name, f"round({sign}{factor}i_{one.phase} * {volts}, 6)", "V*A", word=word, about=about)
