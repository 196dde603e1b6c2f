"""A meter or instrument transformer beyond its limits of error (互感器、电能表误差超出允许范围).

Zero error is the base (not the limit): true energy = counted / (1 + e). Half of the time since the last verification or
putting into service counts, by both editions. A meter that ran fast (e above 0) gives a refund.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from jicha.law.backbilling import Begins, Billing, back_bill, until_settled_counted
from jicha.law.class_limit import AccuracyClass, note_limit
from jicha.law.counted import positive
from jicha.law.no_range import no_range
from jicha.law.settings import Settings
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

KIND = "meter_error"
EXAMPLE = {
    "error": "-10",
    "accuracy_class": "2",
    "billing": {
        "begins": "service",
        "readings": [{"start": "2021-03-01", "end": "2023-09-01", "kwh": "900000"}],
        "prices": [{"cny_per_kwh": "0.6410"}],
    },
}


class BadError(JichaError):
    """An error that no meter can have, or a limit given in no way or in two."""


@dataclass(frozen=True, slots=True)
class Case:
    """The verified error (negative when slow), its limit or the class that fixes it, and what was billed."""

    error: Decimal = field(metadata={"unit": "%"})
    billing: Billing
    accuracy_class: AccuracyClass | None = None
    limit: Decimal | None = field(default=None, metadata={"unit": "%"})

    def __post_init__(self) -> None:
        positive(limit=self.limit)
        if self.error <= -100:
            message = Words(f"the error is {self.error} %", f"误差为 {self.error}%")
            remedy = Words(
                "A meter that stands still has no error; use other_inaccuracy.", "停走时请用 other_inaccuracy。"
            )
            raise BadError(Fault.of(message, remedy))
        if (self.limit is None) == (self.accuracy_class is None):
            message = Words("the limit of error needs one source", "误差限应有且只有一种来源")
            raise BadError(
                Fault.of(message, Words("Give accuracy_class or limit.", "请填写 accuracy_class 或 limit 之一。"))
            )


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """Energy and money to collect or to give back; nothing of either where the error lies within its limits."""
    sheet = Sheet(KIND)
    sheet.given("error", case.error, "%", origin="case", word="metering_error")
    day = case.billing.end - timedelta(days=1)
    note_limit(sheet, case.accuracy_class, case.limit, day=day, settings=settings)
    sheet.step("beyond", "max(abs(error) - limit, limit - limit)", "%", word="metering_beyond_limit")
    if sheet.value("beyond") == 0:
        sheet.remark("metering_within_limits")
        no_range(sheet, "nothing")
        return sheet.done("beyond")
    sheet.step("difference_rate", "1 / (1 + percent(error)) - 1", word="metering_difference_rate")
    sheet.remark("metering_zero_error")
    sheet.remark("metering_half_time")
    until_settled_counted(sheet, case.billing, settings)
    begins = (Begins.VERIFICATION, Begins.SERVICE)
    return sheet.done(*back_bill(sheet, case.billing, kind="meter_error", begins=begins, settings=settings))
