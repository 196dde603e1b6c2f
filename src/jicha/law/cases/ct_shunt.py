"""A shunt across a current path (分流): a share of the current of some phases goes past the meter.

With the share s of each phase measured, the meter saw (3 - s - ...)/3 of a balanced load on four wires; on three wires
K hangs on the angle. As a fault it is back-billed as one of the current transformer's circuit. If it was deliberate the
sheet gives the proven quantity, which the kind ``theft_proven`` takes for the money.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from jicha.law.backbilling import (
    Begins,
    Billing,
    Reading,
    back_bill,
    check_readings,
    note_readings,
    until_settled_normal,
)
from jicha.law.correction import Load, by_balance, element_text, note_no_range
from jicha.law.no_range import no_range
from jicha.law.phasors import Element, Wiring, phase_letter, right
from jicha.law.settings import Settings
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

KIND = "ct_shunt"
EXAMPLE = {
    "wiring": "three_phase_four_wire",
    "shunted": [{"phase": "b", "share": "62"}],
    "deliberate": [{"start": "2024-06-01", "end": "2024-08-01", "kwh": "30000"}],
}


class BadShunt(JichaError):
    """A shunt on a phase that the meter does not have or twice, and quantities for a fault and for theft at once."""


@dataclass(frozen=True, slots=True)
class Shunted:
    """The phase and the share of its current that goes past the meter, as measured."""

    phase: str
    share: Decimal = field(metadata={"unit": "%"})

    def __post_init__(self) -> None:
        if not 0 < self.share <= 100:
            message = Words(f"{self.share} % of phase {self.phase} are shunted", f"{self.phase}相分流 {self.share}%")
            raise BadShunt(Fault.of(message, Words("Give above 0 and up to 100.", "请填写大于0且不超过100的值。")))


@dataclass(frozen=True, slots=True)
class Case:
    """The meter and its shunts; ``billing`` for a fault, ``deliberate`` with what was counted for a suspected theft."""

    wiring: Wiring
    shunted: tuple[Shunted, ...]
    load: Load | None = None
    billing: Billing | None = None
    deliberate: tuple[Reading, ...] = ()

    def __post_init__(self) -> None:
        if self.deliberate:
            check_readings(self.deliberate)
        letters = [phase_letter(one.phase) for one in self.shunted]
        known = {one.phase for one in right(self.wiring)}
        if not letters or len(set(letters)) < len(letters) or not set(letters) <= known:
            listed = ", ".join(sorted(known))
            message = Words("the shunted phases are none, twice, or not measured", "分流相缺失、重复或不由该表计量")
            raise BadShunt(Fault.of(message, Words(f"Write {listed} once each.", f"可填：{listed}，各一次。")))
        if (self.billing is None) == (not self.deliberate):
            message = Words("a shunt is a fault or deliberate", "分流应区分故障与疑似人为")
            raise BadShunt(
                Fault.of(message, Words("Give billing or deliberate.", "请填写 billing 或 deliberate 之一。"))
            )


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """The quantity, and for a fault the money; without K (all current shunted) the sheet asks for another method."""
    sheet = Sheet(KIND)
    if not by_balance(sheet, case.wiring, _elements(sheet, case), case.load):
        return sheet.done("power_wrong")
    if case.billing is None:
        return sheet.done("k", *_proven(sheet, case))
    begins = (Begins.READING_RECORD, Begins.RECORDER, Begins.DETERMINED)
    sheet.remark("metering_shunt_as_fault", warns=True)
    meanwhile = until_settled_normal(sheet, case.billing, settings)
    results = back_bill(sheet, case.billing, kind="transformer_fault", begins=begins, settings=settings)
    return sheet.done("k", *results, *meanwhile)


def _elements(sheet: Sheet, case: Case) -> tuple[Element, ...]:
    shunted = {phase_letter(one.phase): one for one in case.shunted}
    for number, one in enumerate(right(case.wiring), start=1):
        if one.phase in shunted:
            name = f"shunted_{one.phase}"
            share = shunted[one.phase].share
            if share < 100:
                note_no_range(sheet)
            sheet.given(name, share, "%", origin="case", word="metering_shunted", about=one.phase.upper())
            about = element_text(number, one)
            sheet.step(f"factor_{number}", f"1 - percent({name})", word="metering_factor", about=about)
    return right(case.wiring)


def _proven(sheet: Sheet, case: Case) -> tuple[str, str]:
    counted = note_readings(sheet, case.deliberate)
    sheet.given("hundred", 100, "%", origin="definition", word="metering_hundred")
    sheet.step("correction_percent", "hundred * difference_rate", "%", word="metering_correction_percent")
    every = " + ".join(one.name for one in counted)
    sheet.step("proven_kwh", f"difference_rate * ({every})", "kWh", word="metering_proven_kwh")
    sheet.remark("metering_take_to_theft_proven")
    no_range(sheet, "measured")
    return "correction_percent", "proven_kwh"
