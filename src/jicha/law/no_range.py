"""Why a sheet shows no range: a reader must never take silence for certainty."""

from __future__ import annotations

from typing import Literal

from jicha.terms.sheet import Sheet

Why = Literal["fixed", "measured", "no_money", "nothing", "refund"]


def no_range(sheet: Sheet, why: Why) -> None:
    """Say that the result has no range: the text fixes it, it is as good as what was measured, or there is none."""
    sheet.remark(f"no_range_{why}")
