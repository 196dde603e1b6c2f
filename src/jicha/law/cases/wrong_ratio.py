"""A wrong ratio (倍率错误): billed by another ratio than the instrument transformers have, on all phases or on some.

An element behind a transformer of 150/5 that is billed as 100/5 adds 2/3 of what it should: K = 3 / (sum of billed
ratio / real ratio) under a balanced load on four wires. With one real ratio for all it needs no balance at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jicha.law.act_period import edition_on
from jicha.law.backbilling import Begins, Billing, back_bill, until_settled_normal
from jicha.law.correction import Load, by_balance, divided, element_text
from jicha.law.counted import positive
from jicha.law.phasors import Element, Wiring, right
from jicha.law.settings import Settings
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

KIND = "wrong_ratio"
EXAMPLE = {
    "billed": {"primary": "100", "secondary": "5"},
    "real": [
        {"primary": "150", "secondary": "5"},
        {"primary": "150", "secondary": "5"},
        {"primary": "100", "secondary": "5"},
    ],
    "wiring": "three_phase_four_wire",
    "billing": {
        "begins": "reading_record",
        "readings": [{"start": "2023-11-01", "end": "2024-05-01", "kwh": "41300"}],
        "prices": [{"cny_per_kwh": "0.7128"}],
    },
}


class BadRatio(JichaError):
    """Ratios that are not one for all, nor one for each element."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Primary to secondary, as on the nameplate: 150/5 A, 10000/100 V. A plain factor has the secondary 1."""

    primary: Decimal
    secondary: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        positive(primary=self.primary, secondary=self.secondary)


@dataclass(frozen=True, slots=True)
class Case:
    """The ratio that was billed; the real one, once for all or for each element in order; what was billed."""

    billed: Ratio
    real: tuple[Ratio, ...]
    billing: Billing
    wiring: Wiring = Wiring.THREE_PHASE_FOUR_WIRE
    load: Load | None = None

    def __post_init__(self) -> None:
        if len(self.real) not in (1, len(right(self.wiring))):
            wanted = len(right(self.wiring))
            message = Words(f"{len(self.real)} real ratios are given", f"给出 {len(self.real)} 个实际倍率")
            raise BadRatio(
                Fault.of(message, Words(f"Give 1 for all, or {wanted}.", f"请填写1个（各相相同）或 {wanted} 个。"))
            )


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """Energy and money to collect, or to give back where the billed ratio was the greater. Raises AngleNeeded."""
    sheet = Sheet(KIND)
    meanwhile = until_settled_normal(sheet, case.billing, settings)
    _ratio(sheet, "ratio_billed", case.billed, "metering_ratio_billed", "")
    if len(set(case.real)) == 1:
        _ratio(sheet, "power_true", case.real[0], "metering_ratio_real", "")
        sheet.step("power_wrong", "ratio_billed", word="metering_ratio_counted")
        divided(sheet, rounded=False)
    elif not by_balance(sheet, case.wiring, _elements(sheet, case), case.load):
        return sheet.done("power_wrong", *meanwhile)
    begins = (Begins.READING_RECORD, Begins.DETERMINED)
    if case.billing.begins is Begins.DETERMINED and edition_on(case.billing.start).edition == "1996":
        sheet.remark("metering_ratio_1996_records", warns=True)
    results = back_bill(sheet, case.billing, kind="ratio_error", begins=begins, settings=settings)
    return sheet.done("k", *results, *meanwhile)


def _elements(sheet: Sheet, case: Case) -> tuple[Element, ...]:
    for number, (one, ratio) in enumerate(zip(right(case.wiring), case.real, strict=True), start=1):
        about = element_text(number, one)
        _ratio(sheet, f"ratio_{number}", ratio, "metering_ratio_real", about)
        sheet.step(f"factor_{number}", f"ratio_billed / ratio_{number}", word="metering_factor", about=about)
    return right(case.wiring)


def _ratio(sheet: Sheet, name: str, ratio: Ratio, word: str, about: str) -> None:
    sheet.given(f"{name}_primary", ratio.primary, origin="case", word=f"{word}_primary", about=about)
    sheet.given(f"{name}_secondary", ratio.secondary, origin="case", word=f"{word}_secondary", about=about)
    sheet.step(name, f"{name}_primary / {name}_secondary", word=word, about=about)
