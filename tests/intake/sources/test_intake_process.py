"""One child for each file: it ends with the file, is bounded, and its death is told."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.formats.grid import Asked
from jicha.intake.sources.process import ParsedFile


def test_a_child_ends_when_its_file_is_closed(write: Callable[..., Path]) -> None:
    parsed = ParsedFile(write("a,b\n1,2\n"))
    assert Path(f"/proc/{parsed._pid}").exists()
    parsed.close()
    assert not Path(f"/proc/{parsed._pid}").exists()
    assert parsed.peak_kib > 0


def test_a_reader_that_was_left_does_not_spoil_the_next(write: Callable[..., Path]) -> None:
    rows = "".join(f"{number},x\n" for number in range(300_000))
    parsed = ParsedFile(write("a,b\n" + rows))
    asked = Asked(table=0, after_line=1, width=2)
    next(parsed.read(asked))
    assert sum(len(cut.rows) for cut in parsed.read(asked)) == 300_000


def test_a_child_that_is_killed_is_told_and_the_next_file_is_read(write: Callable[..., Path]) -> None:
    parsed = ParsedFile(write("a,b\n1,2\n"))
    os.kill(parsed._pid, signal.SIGSEGV)
    with pytest.raises(UnreadableFile, match="made its parser fail"):
        list(parsed.read(Asked(table=0, after_line=1, width=2)))
    assert ParsedFile(write("a,b\n1,2\n", "next.csv")).format == "csv"


def test_opening_a_small_file_costs_little_once_warm(write: Callable[..., Path]) -> None:
    path = write("a,b\n1,2\n")
    ParsedFile(path).close()
    started = time.monotonic()
    for _ in range(10):
        ParsedFile(path).close()
    assert time.monotonic() - started < 5  # a fresh interpreter for each would take ten


@pytest.mark.parametrize("what", ["a pipe", "a device"])
def test_what_is_no_ordinary_file_is_refused_without_waiting(what: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    if what == "a pipe":
        os.mkfifo(path)  # nobody will ever write into it
    else:
        path.symlink_to("/dev/zero")
    with pytest.raises(UnreadableFile, match="no ordinary file") as caught:
        ParsedFile(path)
    assert caught.value.faults[0].remedy
