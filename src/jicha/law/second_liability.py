"""Two liabilities for one act: a theft that was done by tampering is shown with the fee for tampering beside it.

Whether both may be asked for one act is for a lawyer: courts may not allow it. The sheet warns and adds nothing up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jicha.law.counted import positive
from jicha.law.device_fee import device_fee
from jicha.law.settings import Settings
from jicha.terms.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Tampering:
    """How often the customer moved, changed or operated the metering device himself in the act. Raises BadAmount."""

    resident: bool
    times: int = 1

    def __post_init__(self) -> None:
        positive(times=self.times)


def flag_same_act(sheet: Sheet, *, same_act_as_theft: bool) -> None:
    """Warn on the sheet of a breach that the same act is followed as theft too."""
    if same_act_as_theft:
        sheet.remark("two_liabilities", warns=True)


def flag_second_liability(sheet: Sheet, tampering: Tampering | None, day: date, settings: Settings) -> None:
    """Show the sheet of the fee beside the theft, and warn; ``day`` is the last of the act."""
    if tampering is None:
        return
    fee = device_fee(day, settings, resident=tampering.resident, times=tampering.times, same_act_as_theft=True)
    sheet.beside(fee)
    sheet.remark("two_liabilities", warns=True)
