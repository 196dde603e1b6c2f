"""A fault of an instrument transformer (互感器故障): by electrical theory, else normal months less what was counted.

The 1996 text knows only the blown fuse of a voltage transformer; the 2024 text names the fault of instrument
transformers. What is left of each element's quantity is given in percent; where nobody can say, or the meter saw
nothing, normal months stand in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from jicha.law.act_period import edition_on
from jicha.law.backbilling import Begins, Billing, back_bill, until_settled_normal
from jicha.law.correction import Load, by_balance, element_text, note_no_range
from jicha.law.normal_time import Normal, check_rates, note_normal, shortfall
from jicha.law.phasors import Element, Wiring, right
from jicha.law.settings import Settings
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

KIND = "transformer_fault"
EXAMPLE = {
    "wiring": "three_phase_four_wire",
    "left": ["100", "46.5", "100"],
    "billing": {
        "begins": "reading_record",
        "readings": [{"start": "2024-08-01", "end": "2024-09-12", "kwh": "15600"}],
        "prices": [{"cny_per_kwh": "0.6688"}],
    },
}


class BadFault(JichaError):
    """A fault with neither what is left of each element nor normal months."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is left of each element's quantity in order, or normal months, or both; and what was billed."""

    billing: Billing
    wiring: Wiring = Wiring.THREE_PHASE_FOUR_WIRE
    left: tuple[Decimal, ...] = field(default=(), metadata={"unit": "%"})
    load: Load | None = None
    normal: tuple[Normal, ...] = ()

    def __post_init__(self) -> None:
        wanted = len(right(self.wiring))
        if (
            (not self.left and not self.normal)
            or len(self.left) not in (0, wanted)
            or any(one < 0 for one in self.left)
        ):
            message = Words("the fault is not described", "故障情况未说明")
            remedy = Words(
                f"Give left for the {wanted} elements, none below 0, or normal.",
                f"请按 {wanted} 个元件填写 left（不小于0），或填写 normal。",
            )
            raise BadFault(Fault.of(message, remedy))
        check_rates(self.normal, self.billing)


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """Energy and money by theory; by normal months where theory gives no K. Raises AngleNeeded."""
    sheet = Sheet(KIND)
    meanwhile = until_settled_normal(sheet, case.billing, settings)
    by_theory = bool(case.left) and by_balance(sheet, case.wiring, _elements(sheet, case), case.load)
    if not by_theory and not case.normal:
        return sheet.done("power_wrong", *meanwhile)
    begins = (Begins.READING_RECORD, Begins.RECORDER, Begins.DETERMINED)
    if edition_on(case.billing.start).edition == "1996":
        sheet.remark("metering_fault_1996", warns=True)
    if by_theory:
        results = back_bill(sheet, case.billing, kind="transformer_fault", begins=begins, settings=settings)
        return sheet.done("k", *results, *meanwhile)
    daily = note_normal(sheet, case.normal)
    results = back_bill(
        sheet,
        case.billing,
        kind="transformer_fault",
        begins=begins,
        settings=settings,
        energy=lambda one: shortfall(sheet, daily, one),
    )
    return sheet.done(*results, *meanwhile)


def _elements(sheet: Sheet, case: Case) -> tuple[Element, ...]:
    for number, (one, left) in enumerate(zip(right(case.wiring), case.left, strict=True), start=1):
        about = element_text(number, one)
        if left not in (0, 100):
            note_no_range(sheet)
        sheet.given(f"left_{number}", left, "%", origin="case", word="metering_remaining", about=about)
        sheet.step(f"factor_{number}", f"percent(left_{number})", word="metering_factor", about=about)
    return right(case.wiring)
