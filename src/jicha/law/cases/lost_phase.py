"""A phase that the meter does not see (失压, 失流): voltage or current lost, whole or in part, under a balanced load.

On four wires one lost phase of three gives K = 1.5 and two give 3, whatever the power factor. On three wires K hangs on
the angle and on which element is lost; with the voltage of b lost both elements see half of the voltage between a and c
(ideal voltage transformers or equal elements in series) and K is 2. A blown fuse of a voltage transformer follows its
own item of the text, a broken or loose wire that of wrong wiring.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from jicha.law.backbilling import Begins, Billing, back_bill, until_settled_normal
from jicha.law.correction import Load, by_balance, element_text, note_no_range
from jicha.law.phasors import Element, Wiring, phase_letter, right
from jicha.law.settings import Settings
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

KIND = "lost_phase"
EXAMPLE = {
    "wiring": "three_phase_three_wire",
    "lost": [{"phase": "a"}],
    "what": "voltage",
    "cause": "fuse",
    "load": {"cos_phi": "0.9"},
    "billing": {
        "begins": "recorder",
        "readings": [{"start": "2024-07-03", "end": "2024-08-15", "kwh": "20000"}],
        "prices": [{"cny_per_kwh": "0.6823"}],
    },
}


class BadLoss(JichaError):
    """A phase that the meter does not have, lost twice, or lost in part where nobody can say what is left."""


class What(StrEnum):
    """What is lost."""

    VOLTAGE = "voltage"
    CURRENT = "current"


class Cause(StrEnum):
    """Why: the fuse of a voltage transformer, or the wiring; the text has other times for each."""

    FUSE = "fuse"
    WIRING = "wiring"


_BEGINS = {
    Cause.FUSE: (Begins.READING_RECORD, Begins.RECORDER),
    Cause.WIRING: (Begins.VERIFICATION, Begins.SERVICE, Begins.RECORDER),
}
_KIND = {Cause.FUSE: "fuse", Cause.WIRING: "wiring_error"}


@dataclass(frozen=True, slots=True)
class Lost:
    """One phase and what is left of its voltage or current, in percent of what is right."""

    phase: str
    remaining: Decimal = field(default=Decimal(0), metadata={"unit": "%"})

    def __post_init__(self) -> None:
        if not 0 <= self.remaining < 100:
            message = Words(f"{self.remaining} % remain of phase {self.phase}", f"{self.phase}相剩余 {self.remaining}%")
            raise BadLoss(Fault.of(message, Words("Give 0 to below 100.", "请填写0至100（不含）。")))


@dataclass(frozen=True, slots=True)
class Case:
    """The meter, the phases lost, the load where it matters, and what was billed."""

    wiring: Wiring
    lost: tuple[Lost, ...]
    cause: Cause
    billing: Billing
    what: What = What.VOLTAGE
    load: Load | None = None

    def __post_init__(self) -> None:
        letters = [phase_letter(one.phase) for one in self.lost]
        known = {"a"} if self.wiring is Wiring.SINGLE_PHASE else {"a", "b", "c"}
        if not letters or len(set(letters)) < len(letters) or not set(letters) <= known:
            raise _bad("the lost phases are none, twice, or not of this meter", "失压（失流）相缺失、重复或不属于该表")
        if self.wiring is Wiring.THREE_PHASE_THREE_WIRE and "b" in letters:
            if self.what is What.CURRENT:
                raise _bad("a meter on three wires has no current of b", "三相三线电能表没有b相电流")
            if len(letters) > 1 or self.lost[0].remaining:
                raise _bad("b lost with another phase, or in part, on three wires", "三相三线b相与其他相同时或部分失压")
        if self.cause is Cause.FUSE and self.what is What.CURRENT:
            raise _bad("a fuse of a voltage transformer does not take the current", "电压互感器熔断不影响电流")


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """Energy and money to collect; where the meter saw nothing the sheet says that another method is needed.

    Raises AngleNeeded where K changes with the angle and no load is given.
    """
    sheet = Sheet(KIND)
    meanwhile = until_settled_normal(sheet, case.billing, settings)
    if not by_balance(sheet, case.wiring, _elements(sheet, case), case.load):
        return sheet.done("power_wrong", *meanwhile)
    kind, begins = _KIND[case.cause], _BEGINS[case.cause]
    results = back_bill(sheet, case.billing, kind=kind, begins=begins, settings=settings)
    return sheet.done("k", *results, *meanwhile)


def _elements(sheet: Sheet, case: Case) -> tuple[Element, ...]:
    sound, lost = right(case.wiring), {phase_letter(one.phase): one for one in case.lost}
    if case.wiring is Wiring.THREE_PHASE_THREE_WIRE and "b" in lost:
        sheet.remark("metering_half_voltage")
        half = Decimal("0.5")
        return (replace(sound[0], voltage="ac", factor=half), replace(sound[1], voltage="ca", factor=half))
    for number, one in enumerate(sound, start=1):
        if one.phase in lost:  # the first letter of each element's voltage is that of its current
            remaining, about = f"remaining_{one.phase}", element_text(number, one)
            left = lost[one.phase].remaining
            if left:
                note_no_range(sheet)
            sheet.given(remaining, left, "%", origin="case", word="metering_remaining", about=one.phase.upper())
            sheet.step(f"factor_{number}", f"percent({remaining})", word="metering_factor", about=about)
    return sound


def _bad(en: str, zh: str) -> BadLoss:
    remedy = Words("Correct lost; a, b, c are each written once.", "请核对 lost，a、b、c 各写一次。")
    return BadLoss(Fault.of(Words(en, zh), remedy))
