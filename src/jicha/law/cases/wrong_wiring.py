"""Wrong wiring (接线错误): what was counted x (K - 1), for the whole time since the last verification or putting in.

K follows from the phasors: under a balanced load with its angle or cos phi (not needed where it cancels), from voltages
and currents measured on site phase by phase, or from the true power and the meter's at one time.
"""

from __future__ import annotations

from dataclasses import dataclass

from jicha.law.backbilling import Begins, Billing, back_bill, until_settled_normal
from jicha.law.correction import Load, by_balance
from jicha.law.instrument import Instrument, bound_results
from jicha.law.measured import PhaseMeasured, PowersMeasured, by_phasors, by_powers
from jicha.law.phasors import Element, Wiring
from jicha.law.settings import Settings
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

KIND = "wrong_wiring"
EXAMPLE = {
    "wiring": "three_phase_four_wire",
    "elements": [
        {"voltage": "a", "current": "a"},
        {"voltage": "b", "current": "b"},
        {"voltage": "c", "current": "-c"},
    ],
    "billing": {
        "begins": "verification",
        "readings": [
            {"start": "2024-04-10", "end": "2024-06-01", "kwh": "10400"},
            {"start": "2024-06-01", "end": "2024-07-01", "kwh": "6000"},
        ],
        "prices": [{"cny_per_kwh": "0.7128"}],
        "normal_month_kwh": "18000",
    },
}


class BadSource(JichaError):
    """A coefficient that is to come from no source, or from two."""


@dataclass(frozen=True, slots=True)
class Case:
    """The wiring that was found, or two measured powers; the load or the measured phases; what was billed.

    ``instrument`` holds the limits of error of what measured the phases: with it K and the energy get a range.
    """

    billing: Billing
    wiring: Wiring | None = None
    elements: tuple[Element, ...] = ()
    load: Load | None = None
    measured: tuple[PhaseMeasured, ...] = ()
    powers: PowersMeasured | None = None
    instrument: Instrument | None = None

    def __post_init__(self) -> None:
        found = self.wiring is not None and bool(self.elements)
        sources = [found and not self.measured, found and bool(self.measured), self.powers is not None]
        if sources.count(True) != 1 or (self.load is not None and not sources[0]):
            message = Words("K needs one source", "更正系数应有且只有一种来源")
            remedy = Words(
                "Give wiring and elements, with load or measured; or powers alone.",
                "请填写 wiring 和 elements（另可填 load 或 measured 之一），或只填写 powers。",
            )
            raise BadSource(Fault.of(message, remedy))
        if self.instrument is not None and not self.measured:
            message = Words("the instrument measured no phases", "填写了仪表误差限，但没有实测相量")
            remedy = Words(
                "Give measured, or the limits within powers (true_limit, meter_limit).",
                "请填写 measured；实测功率的误差限请填在 powers 中（true_limit、meter_limit）。",
            )
            raise BadSource(Fault.of(message, remedy))


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """Energy and money to collect or to give back; where K does not exist the sheet ends with the power the meter saw.

    Raises AngleNeeded, BadConnection, BadMeasurement, BadReadings.
    """
    sheet = Sheet(KIND)
    meanwhile = until_settled_normal(sheet, case.billing, settings)
    if not _coefficient(sheet, case):
        return sheet.done("power_wrong", *meanwhile)
    begins = (Begins.VERIFICATION, Begins.SERVICE)
    results = back_bill(sheet, case.billing, kind="wiring_error", begins=begins, settings=settings)
    bound_results(sheet)
    return sheet.done("k", *results, *meanwhile)


def _coefficient(sheet: Sheet, case: Case) -> bool:
    if case.powers is not None:
        return by_powers(sheet, case.powers)
    wiring = case.wiring or Wiring.SINGLE_PHASE
    if case.measured:
        return by_phasors(sheet, wiring, case.elements, case.measured, case.instrument)
    return by_balance(sheet, wiring, case.elements, case.load)
