"""Moving, changing or operating the utility's devices without leave (私自迁移、更动和擅自操作): a fee each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jicha.law.counted import positive
from jicha.law.device_fee import device_fee
from jicha.law.milder import with_newer
from jicha.law.settings import Settings
from jicha.terms.worksheet import Worksheet

KIND = "breach_equipment"
EXAMPLE = {"day": "2025-03-14", "resident": False, "times": 1}


@dataclass(frozen=True, slots=True)
class Case:
    """The day of the act, who the customer is, and how often it was done."""

    day: date
    resident: bool
    times: int = 1
    same_act_as_theft: bool = False

    def __post_init__(self) -> None:
        positive(times=self.times)


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """The fee: times x the amount for a resident or for others; beside it the newest edition where that is milder."""
    return with_newer(
        lambda as_if: device_fee(
            case.day,
            settings,
            resident=case.resident,
            times=case.times,
            same_act_as_theft=case.same_act_as_theft,
            as_if=as_if,
        )
    )
