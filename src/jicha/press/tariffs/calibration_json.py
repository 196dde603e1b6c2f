"""A calibration for other programs: codes, exact counts, and the commands that would confirm each reading."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jicha.audit.calibrate.result import Calibration, Reading, Region
from jicha.press.tariffs.confirm_command import confirm_commands

FORMAT = "jicha.calibration/1"


def calibration_record(calibration: Calibration, store: Path) -> dict[str, Any]:
    """The whole calibration but the bills that are not explained, which have lists of their own."""
    return {
        "format": FORMAT,
        "from": str(calibration.window.start),
        "to": str(calibration.window.end),
        "bills_without_region": calibration.without_region,
        "regions": [_region(one, store) for one in calibration.regions],
    }


def _region(region: Region, store: Path) -> dict[str, Any]:
    return {
        "region": region.region,
        "bills": region.bills,
        "tried": region.tried,
        "explained": region.explained,
        "not_explained": region.not_explained,
        "unsure": dict(region.unsure),
        "differences": [
            {"component": one.component, "price_code": one.price_code, "bills": one.bills} for one in region.differences
        ],
        "readings": [_reading(one, region.region, store) for one in region.readings],
    }


def _reading(reading: Reading, region: str, store: Path) -> dict[str, Any]:
    held, split = reading.confirmed, reading.split
    return {
        "convention": reading.convention,
        "standing": str(reading.standing),
        "told_by": reading.told_by,
        "tell": reading.tell,
        "choices": [
            {"choice": one.choice, "explained": one.explained, "whole": one.whole} for one in reading.counts
        ],
        "by_none": reading.by_none,
        "best": list(reading.best),
        "since": None if reading.since is None else str(reading.since),
        "confirmed": held and {"choice": held.choice, "by": held.by, "from": str(held.valid_from)},
        "contradicted": reading.is_contradicted,
        "split": split
        and {
            "first": split.first,
            "second": split.second,
            "only_first": split.only_first,
            "only_second": split.only_second,
            "by": split.attribute,
            "parts": [{"value": one.value, "first": one.first, "second": one.second} for one in split.parts],
        },
        "commands": list(confirm_commands(reading, region, store)),
    }  # fmt: skip
