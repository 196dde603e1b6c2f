"""Why a sheet shows no range: a reader must never take silence for certainty."""

from __future__ import annotations

from typing import Literal

from jicha.law.datum import Datum
from jicha.terms.sheet import Sheet

Why = Literal["fixed", "fixed_open", "measured", "no_money", "nothing", "refund"]


def no_range(sheet: Sheet, why: Why) -> None:
    """Say that the result has no range: the text fixes it, it is as good as what was measured, or there is none."""
    sheet.remark(f"no_range_{why}")


def fixed_by(sheet: Sheet, *data: Datum) -> None:
    """Say that these numbers leave no range; of one that no text proves and nobody settled it is only believed."""
    no_range(sheet, "fixed_open" if any(one.origin == "default" for one in data) else "fixed")
