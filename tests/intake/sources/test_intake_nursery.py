"""The children are bounded: memory, time, files, and no network."""

import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from jicha.intake.sources.process import ParsedFile


@pytest.fixture
def child(write: Callable[..., Path]) -> ParsedFile:
    return ParsedFile(write("a,b\n1,2\n"))


def test_a_child_may_write_no_file_and_hold_few_open(child: ParsedFile) -> None:
    limits = {name: resource.prlimit(child._pid, getattr(resource, name)) for name in
              ("RLIMIT_FSIZE", "RLIMIT_CORE", "RLIMIT_NOFILE", "RLIMIT_CPU")}  # fmt: skip
    assert limits["RLIMIT_FSIZE"] == limits["RLIMIT_CORE"] == (0, 0)
    assert limits["RLIMIT_NOFILE"] == (64, 64)
    assert limits["RLIMIT_CPU"] == (60, 60)


def test_a_childs_memory_is_bounded_beyond_what_it_was_born_with(child: ParsedFile) -> None:
    most, _ = resource.prlimit(child._pid, resource.RLIMIT_AS)
    pages = int(Path(f"/proc/{child._pid}/statm").read_text().split()[0])
    born_with = pages * resource.getpagesize()
    assert born_with < most < born_with + (1200 << 20)


def test_a_child_sees_no_network_of_ours(child: ParsedFile) -> None:
    ours, its = Path("/proc/self/ns/net"), Path(f"/proc/{child._pid}/ns/net")
    if ours.readlink() == its.readlink():
        pytest.skip("this kernel lets nobody make a network of its own")
    devices = Path(f"/proc/{child._pid}/net/dev").read_text().splitlines()[2:]
    assert [line.split(":")[0].strip() for line in devices] == ["lo"]
