"""The commands by which a named person would confirm a reading: printed, never run."""

from __future__ import annotations

import shlex
from pathlib import Path

from jicha.audit.calibrate.result import Reading
from jicha.tariffs.settle import NAME


def confirm_commands(reading: Reading, region: str, store: Path) -> tuple[str, ...]:
    """The command lines, one for each reading that may be confirmed; none where there is nothing to be confirmed.

    Several stand for readings that the bills do not tell apart: one of them is to be run. A reading holds from the
    first day of the bills that tell. Where one was confirmed against which they speak, it holds from the day of that
    one, and so comes into its place.
    """
    first = reading.confirmed.valid_from if reading.confirmed else reading.since
    return tuple(
        shlex.join(
            ["jicha", "tariffs", "confirm", reading.convention, one.choice, "--region", region, "--from", str(first),
             "--tested", str(reading.tell), "--explained", str(one.explained), "--by", NAME, "--store", str(store)]
        )
        for one in reading.counts
        if one.choice in reading.proposed
    )  # fmt: skip
