"""Files read once, records numbered through the delivery."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jicha.intake.errors import EmptyFile
from jicha.intake.matching import matched
from jicha.intake.profile import Profile
from jicha.intake.reading import read_files
from jicha.intake.staging import Staging

HEADER = "no,customer,day,kwh,status\n"


def test_records_are_numbered_through_all_files(trial: Profile, write: Callable[..., Path], tmp_path: Path) -> None:
    paths = [
        write(HEADER + "1,a,2026-01-01,5,0\ntorn\n", "one.csv"),
        write(HEADER + "3,a,2026-01-01,x,0\n4,a,2026-01-01,6,0\n", "two.csv"),
    ]
    told: list[tuple[str, int, int]] = []
    with matched(paths, trial) as match, Staging(tmp_path) as staging:
        read, rejections = read_files(match.tables, staging, lambda *step: told.append(step))
        staging.close()
        (stage,) = staging.stages
        assert (stage.entries() // 256).tolist() == [1, 4]
    assert [(one.first_row, one.rows) for one in read] == [(1, 2), (3, 2)]
    assert [(one.source_row, one.reason, one.value, one.expected) for one in rejections] == [
        (2, "torn_row", "1", "5"), (3, "not_a_number", "x", "1234.5")
    ]  # fmt: skip
    assert told[-1][1] <= told[-1][2]


def test_a_file_whose_records_vanish_is_empty(trial: Profile, write: Callable[..., Path], tmp_path: Path) -> None:
    with matched([write(HEADER)], trial) as match, Staging(tmp_path) as staging, pytest.raises(EmptyFile):
        read_files(match.tables, staging, lambda *_: None)
