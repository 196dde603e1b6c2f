"""Theft by other ways: the capacity that the meter's calibrated current (标定电流) stands for x the time.

Behind instrument transformers their ratios multiply it; where a current limiter is fitted its setting stands for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from jicha.law.act import Act, Price, pieces
from jicha.law.ceiling import Connection, ceiling, volt_amperes
from jicha.law.convention import choose
from jicha.law.counted import not_negative, of_a_day, positive
from jicha.law.datum import in_edition, put
from jicha.law.meter_current import MeterCurrent, read_meter_current
from jicha.law.milder import with_newer
from jicha.law.multiple import two_accounts
from jicha.law.phasors import Wiring
from jicha.law.priced import by_edition
from jicha.law.second_liability import Tampering, flag_second_liability
from jicha.law.settings import Settings
from jicha.law.stolen import Use, energy_by_capacity, note_days, theft_spans
from jicha.law.supply_rules import Edition
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

KIND = "theft_meter_current"
EXAMPLE = {
    "act": {"end": "2024-05-21", "in_order_on": "2022-03-01"},
    "use": "power",
    "wiring": "three_phase_four_wire",
    "meter_current": "1.5(6)",
    "ct_ratio": "20",
    "prices": [{"cny_per_kwh": "0.65"}],
    "connection": {"transformer_kva": "80"},
    "metered_kwh": "21600",
}


_STANDARD = "GB/T 17215.321"


_BETWEEN_LINES = tuple(map(Decimal, (100, 380, 400, 660, 690, 10000)))


class WrongVoltage(JichaError):
    """A meter on three wires without its voltage between lines, or one on four wires with it."""


@dataclass(frozen=True, slots=True)
class Case:
    """``meter_current`` as printed; ``voltage`` to neutral (220), on three wires between lines, as the meter has it.

    Ratios are plain numbers: 20 for a current transformer of 100/5. ``limiter_a`` is the setting of a current limiter.
    """

    act: Act
    use: Use
    wiring: Wiring
    meter_current: str
    prices: tuple[Price, ...]
    voltage: Decimal | None = field(default=None, metadata={"unit": "V"})
    ct_ratio: Decimal | None = None
    pt_ratio: Decimal | None = None
    limiter_a: Decimal | None = field(default=None, metadata={"unit": "A"})
    hours_per_day: Decimal | None = field(default=None, metadata={"unit": "hour/day"})
    contract_multiple: Decimal | None = None
    connection: Connection | None = None
    metered_kwh: Decimal | None = field(default=None, metadata={"unit": "kWh"})
    tampering: Tampering | None = None

    def __post_init__(self) -> None:
        positive(
            voltage=self.voltage,
            ct_ratio=self.ct_ratio,
            pt_ratio=self.pt_ratio,
            limiter_a=self.limiter_a,
        )
        of_a_day(hours_per_day=self.hours_per_day)
        not_negative(metered_kwh=self.metered_kwh)
        if self.wiring is Wiring.THREE_PHASE_FOUR_WIRE and self.voltage in _BETWEEN_LINES:
            message = Words(f"{self.voltage} V is a voltage between lines", f"{self.voltage} V 是线电压")
            remedy = Words(
                "Four wires take the voltage to the neutral: 220 or 57.7.", "三相四线请填写相电压：220 或 57.7。"
            )
            raise WrongVoltage(Fault.of(message, remedy))
        if self.wiring is Wiring.THREE_PHASE_THREE_WIRE and self.voltage is None:
            message = Words("the voltage between lines is missing", "缺少线电压")
            remedy = Words("Give voltage as the meter has it: 100 or 380.", "请按电能表标注填写 voltage：100 或 380。")
            raise WrongVoltage(Fault.of(message, remedy))


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """Energy charge and penalty; beside it the newest edition where that is milder. Raises BadMeterCurrent."""
    return with_newer(lambda as_if: _sheet(case, settings, as_if))


def _sheet(case: Case, settings: Settings, as_if: Edition | None) -> Worksheet:
    sheet, cut = Sheet(KIND), pieces(theft_spans(case.act, settings, as_if), case.prices)
    _load(sheet, case, settings)
    note_days(sheet, case.act, cut, settings)
    energy_by_capacity(
        sheet,
        cut,
        use=case.use,
        hours=case.hours_per_day,
        known=case.act.start is not None,
        settings=settings,
        less=_deducted(sheet, case, settings),
    )
    results = two_accounts(
        sheet,
        by_edition(sheet, cut, case.prices),
        kind="theft",
        agreed=case.contract_multiple,
        base="theft_penalty_base",
        settings=settings,
    )
    assumed = case.act.start is None or case.hours_per_day is None
    ceiling(sheet, case.connection, energy="kwh", days="days", metered=case.metered_kwh, assumed=assumed)
    sheet.remark("proven_first")
    flag_second_liability(sheet, case.tampering, max(one.last_day for one in cut), settings)
    return sheet.done("kwh", *results)


def _load(sheet: Sheet, case: Case, settings: Settings) -> None:
    if case.limiter_a is not None:
        sheet.given("limiter", case.limiter_a, "A", origin="case")
        sheet.remark("limiter_stands_for_capacity")
        current = "limiter"
    else:
        current = _current(sheet, case, settings)
    three_wires = case.wiring is Wiring.THREE_PHASE_THREE_WIRE
    phases = {
        Wiring.SINGLE_PHASE: "",
        Wiring.THREE_PHASE_FOUR_WIRE: "3 * ",
        Wiring.THREE_PHASE_THREE_WIRE: "sqrt(3) * ",
    }
    sheet.given(
        "meter_voltage",
        case.voltage or Decimal(220),
        "V",
        origin="case" if case.voltage is not None else "definition",
        word="line_voltage" if three_wires else "phase_voltage",
    )
    factors = [phases[case.wiring] + "meter_voltage", current]
    for name, ratio in (("ct_ratio", case.ct_ratio), ("pt_ratio", case.pt_ratio)):
        if ratio is not None and not (name == "ct_ratio" and current == "limiter"):
            sheet.given(name, ratio, origin="case")
            factors.append(name)
    sheet.step("capacity", f"{' * '.join(factors)} / {volt_amperes(sheet)}", "kVA")
    sheet.step("load", "as_kw(capacity)", "kW")


def _current(sheet: Sheet, case: Case, settings: Settings) -> str:
    direct, behind = (in_edition(f"transition_times_{way}", _STANDARD, settings) for way in ("direct", "ct"))
    printed = read_meter_current(case.meter_current, direct=direct.value, behind=behind.value)
    way, times = ("ct", behind) if printed.is_behind_transformers else ("direct", direct)
    sheet.remark("meter_printed", printed=case.meter_current)
    _warn_of_marking(sheet, case, printed)
    if choose(sheet, "meter_current_basis", settings) == "max":
        sheet.given("meter_most", printed.most, "A", origin="case")
        return "meter_most"
    if printed.transition is None:
        sheet.given("meter_basic", printed.basic, "A", origin="case")
        return "meter_basic"
    sheet.given("meter_transition", printed.transition, "A", origin="case")
    put(sheet, "transition_times", times)
    sheet.step("meter_basic", "transition_times * meter_transition", "A", word="meter_basic_derived")
    sheet.remark(f"transition_remark_{way}", times=str(times.value))
    return "meter_basic"


def _warn_of_marking(sheet: Sheet, case: Case, printed: MeterCurrent) -> None:
    """The marking and the case may contradict each other: then one of them was written down wrongly."""
    if printed.is_behind_transformers and case.ct_ratio is None:
        sheet.remark("meter_without_ratio", warns=True)
    if not printed.is_behind_transformers and case.ct_ratio is not None:
        sheet.remark("meter_with_ratio", warns=True)
    if printed.elements is not None and (printed.elements == 1) != (case.wiring is Wiring.SINGLE_PHASE):
        sheet.remark("meter_of_other_wiring", warns=True)


def _deducted(sheet: Sheet, case: Case, settings: Settings) -> str:
    """What the meter counted in the same days, where it is taken off; nothing where it is not, or is not known."""
    if case.metered_kwh is None or choose(sheet, "metered_deducted", settings) == "no":
        return ""
    sheet.given("metered", case.metered_kwh, "kWh", origin="case")
    return "metered"
