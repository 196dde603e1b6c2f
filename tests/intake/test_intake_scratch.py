"""What a killed load left behind is removed by the next one, and nothing else is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jicha.intake.scratch import scratch


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_the_folder_goes_with_the_work(place: Path) -> None:
    with scratch() as folder:
        (folder / "rows.parquet").write_bytes(b"x")
        assert folder.parent == place
    assert list(place.iterdir()) == []


def test_what_a_killed_process_left_is_removed(place: Path) -> None:
    killed = subprocess.Popen([sys.executable, "-c", "pass"])
    killed.wait()
    left = place / f"jicha-intake-{killed.pid}-abc"
    of_the_living = place / f"jicha-intake-{os.getppid()}-abc"
    others = place / "jicha-intake-notes"
    for one in (left, of_the_living, others):
        one.mkdir()
        (one / "rows.parquet").write_bytes(b"x")
    with scratch():
        pass
    assert sorted(place.iterdir()) == sorted([of_the_living, others])
