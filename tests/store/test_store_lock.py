"""One writer at a time, and no lock that outlives its process."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from jicha.store.errors import StoreBusy
from jicha.store.lock import hold_folder, is_held, waiting_lock, writer_lock

HOLD = """
import sys, time
from pathlib import Path
from jicha.store.lock import writer_lock
with writer_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_second_writer_is_told_who_holds_the_store(tmp_path: Path) -> None:
    with (
        writer_lock(tmp_path),
        pytest.raises(StoreBusy, match=f"process {os.getpid()} is writing"),
        writer_lock(tmp_path),
    ):
        pytest.fail("two writers at once")


def test_the_lock_is_free_again_afterwards_even_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writer_lock(tmp_path):
        raise ZeroDivisionError
    with writer_lock(tmp_path):
        assert (tmp_path / "lock").read_text() == str(os.getpid())
    assert (tmp_path / "lock").read_text() == ""


def test_a_killed_writer_holds_nothing(tmp_path: Path) -> None:
    writer = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "held\n"
    with pytest.raises(StoreBusy, match=f"process {writer.pid} is writing"), writer_lock(tmp_path):
        pytest.fail("two writers at once")
    writer.kill()
    writer.wait()
    with writer_lock(tmp_path):
        pass


def test_a_folder_is_held_until_its_descriptor_is_closed(tmp_path: Path) -> None:
    assert not is_held(tmp_path)
    descriptor = hold_folder(tmp_path)
    assert is_held(tmp_path)
    os.close(descriptor)
    assert not is_held(tmp_path)


def test_a_waiting_lock_waits(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with waiting_lock(tmp_path / "short"):
            order.append("second")

    with waiting_lock(tmp_path / "short"):
        other = threading.Thread(target=second)
        other.start()
        other.join(timeout=0.1)
        order.append("first")
    other.join()
    assert order == ["first", "second"]
