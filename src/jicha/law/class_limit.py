"""The limit of error of a meter by its accuracy class."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from jicha.law.datum import datum, put
from jicha.law.settings import Settings
from jicha.terms.sheet import Sheet


class AccuracyClass(StrEnum):
    """Accuracy classes of active energy meters; S classes have the limits of their number at rated current."""

    CLASS_0_2 = "0.2"
    CLASS_0_2_S = "0.2S"
    CLASS_0_5 = "0.5"
    CLASS_0_5_S = "0.5S"
    CLASS_1 = "1"
    CLASS_2 = "2"

    @property
    def datum(self) -> str:
        """The id of the datum that holds its limit.

        >>> AccuracyClass("0.5S").datum
        'meter_limit_class_0_5'
        """
        return f"meter_limit_class_{self.removesuffix('S').replace('.', '_')}"

    @property
    def of_test(self) -> int:
        """The group that the least time of a test is fixed for: 1 and better, or 2 and 3."""
        return 2 if self is AccuracyClass.CLASS_2 else 1


def note_limit(
    sheet: Sheet, accuracy: AccuracyClass | None, own: Decimal | None, *, day: date, settings: Settings
) -> None:
    """Write ``limit`` in percent: of the class, or as the certificate of the device has it (``own``)."""
    if accuracy is None:
        sheet.given("limit", own or Decimal(0), "%", origin="case", word="metering_limit")
    else:
        put(sheet, "limit", datum(accuracy.datum, day, settings), about=accuracy.value, word="metering_limit")
