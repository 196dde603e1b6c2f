"""Cells that hold no value: what spreadsheets show where they have none, and what the parsers put there."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.values import Mask, mask_of

REASON = "no_value"
_WRITTEN = r"^#(FORMULA|MERGED|N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)$"  # see sources/formats


def without_value(text: pa.Array) -> Mask:
    """The texts that are such cells."""
    begun = mask_of(pc.starts_with(text, "#"))
    return mask_of(pc.match_substring_regex(text, _WRITTEN)) if begun.any() else begun


def told_apart(refused: Mapping[str, Mask], delivered: pa.Array) -> dict[str, Mask]:
    """Refused rows by reason, with such cells under a reason of their own, whatever they failed to be."""
    none = without_value(delivered)
    if not none.any():
        return dict(refused)
    held = np.logical_or.reduce([rows & none for rows in refused.values()])
    told = {reason: rows & ~none for reason, rows in refused.items()} | {REASON: held}
    return {reason: rows for reason, rows in told.items() if rows.any()}
