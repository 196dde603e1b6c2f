"""The commands that a named person would run can be run as they stand, but for the name."""

from __future__ import annotations

import shlex
from pathlib import Path

from calibration_rows import READINGS

from jicha.press.tariffs.confirm_command import NAME, confirm_commands

BY_NAME = {one.convention: one for one in READINGS}


def test_nothing_is_offered_but_what_bills_tell_and_nobody_settled() -> None:
    counts = {name: len(confirm_commands(one, "36", Path("s"))) for name, one in BY_NAME.items()}
    assert counts == {
        "demand_over_limit": 1, "day_divisor": 1, "power_factor_base": 2, "threshold_160": 0, "loss_rounding": 0,
        "money_rounding": 0, "price_change": 0, "late_fee_year_end": 0,
    }  # fmt: skip


def test_a_path_with_a_space_stays_one_word_and_the_name_is_left_to_the_person() -> None:
    (command,) = confirm_commands(BY_NAME["demand_over_limit"], "36", Path("my store"))
    words = shlex.split(command)
    assert words[-1] == "my store"
    assert words[words.index("--by") + 1] == NAME
