"""A disk that fills up at any point of intake and audit: one named error, nothing partial; with space it goes on.

The store and the temporary folder lie on a small tmpfs, which is filled so that so many bytes, or so many files, are
left. It gives whole pages, so an audit that takes eight of them and seven files has fifteen levels that are too little.
Most levels call what the facade calls; some give the command as a person does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from soundness import faults_of
from town import DELIVERIES, audit_town, deliver, identity_of, state_at
from workers import Ended, Workers

from jicha.store.errors import NoSpace, NotAllowed

LEVELS = {"deliver": 20, "audit": 15, "command": 3}
_PAGE = 4096  # bytes, the least that a tmpfs gives
_SIZE = "size=64m,nr_inodes=800"


@dataclass(frozen=True)
class Room:
    """What is free on the disk: pages of bytes, and files that may still be made."""

    pages: int
    files: int

    @classmethod
    def of(cls, disk: Path) -> Room:
        found = os.statvfs(disk)
        return cls(found.f_bavail * found.f_frsize // _PAGE, found.f_favail)

    def without(self, other: Room) -> Room:
        return Room(self.pages - other.pages, self.files - other.files)


@dataclass(frozen=True)
class Task:
    """A piece of work, and what a store at ``base`` shows before and after it."""

    name: str
    order: Mapping[str, Any]
    base: Path
    before: Mapping[str, object]
    after: Mapping[str, object]
    need: Room  # what it takes at most in the store and in its temporary folder


@dataclass(frozen=True)
class Filled:
    """One level: what was free, how the work ended, and what was wrong with that."""

    task: Task
    level: Room
    ended: Ended
    faults: tuple[str, ...]


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small disk of its own, for the store and the temporary folder."""
    place = tmp_path_factory.mktemp("disk_full")
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("needs mount and the right to use it (root)")
    words = [mount, "-t", "tmpfs", "-o", _SIZE, "tmpfs", str(place)]
    tried = subprocess.run(words, capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"needs a kernel that lets us mount a tmpfs: {tried.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.fixture(scope="module")
def tasks(crew: Workers, folder: Path, disk: Path) -> list[Task]:
    """An intake with appends, corrections, a feed and a quarantine; and an audit that has one before it."""
    first, second = folder / "before_intake", folder / "before_audit"
    for number in (1, 2, 3):
        deliver(first, folder / "deliveries", number)
    shutil.copytree(first, second)
    audit_town(second)
    deliver(second, folder / "deliveries", 4)
    received_at, files = DELIVERIES[3]
    paths = [str(folder / "deliveries" / "delivery_4" / f"{name}.csv") for name in files]
    store = ["--store", str(disk / "store")]
    load = ["intake", "load", *paths, *store, "--profile", "demo", "--received-at", f"{received_at:%Y-%m-%d}"]
    audit = ["audit", *store, "--rule", "BIL-016", "--from", "2026-01-01", "--to", "2026-04-01"]
    root = disk / "store"
    return [
        _task(
            crew, "intake", {"work": "deliver", "root": root, "folder": folder / "deliveries", "number": 4}, first, disk
        ),
        _task(crew, "audit", {"work": "audit", "root": root}, second, disk),
        _task(crew, "jicha intake load", {"work": "command", "words": load}, first, disk),
        _task(crew, "jicha audit", {"work": "command", "words": audit}, second, disk),
    ]


@pytest.fixture(scope="module")
def filled(crew: Workers, tasks: list[Task], disk: Path) -> list[Filled]:
    return [_filled(crew, task, level, disk) for task in tasks for level in _levels(task)]


@pytest.mark.slow
def test_on_a_full_disk_the_work_is_refused_whole_and_can_be_done_again(filled: list[Filled]) -> None:
    bad = [(one.task.name, one.level, one.faults, one.ended) for one in filled if one.faults]
    assert bad == []


@pytest.mark.slow
def test_the_disk_filled_up_at_different_steps(filled: list[Filled], tasks: list[Task]) -> None:
    for task in tasks:
        levels = [one for one in filled if one.task == task]
        wanted = LEVELS[task.order["work"]]
        assert len({one.level for one in levels}) == wanted
        refused = [one for one in levels if not _is_done(one.ended)]
        assert len(refused) == wanted
        steps = {_last_step(one.ended) for one in refused}  # each the one before that which found no room
        assert len(steps) >= wanted // 5 + 1, (task.name, steps)


@pytest.mark.slow
def test_the_error_says_where_and_what_to_do(filled: list[Filled], disk: Path) -> None:
    for one in (one for one in filled if not _is_done(one.ended)):
        if one.task.order["work"] == "command":
            told = " ".join(one.ended.words.split())
            assert one.ended.status == 2
            assert "Traceback" not in told
        else:
            told = one.ended.refusal["message"]
            assert one.ended.refusal["error"] == NoSpace.__name__
        assert "the disk is full" in told
        assert f"{disk}" in told
        assert "give the same command again: nothing of it was accepted" in told
        assert ("more files" in told) == (one.level.files < one.task.need.files), told


@pytest.mark.slow
def test_a_disk_that_may_only_be_read_is_read_and_work_on_it_is_refused_by_name(
    crew: Workers, tasks: list[Task], disk: Path
) -> None:
    _lay_out(tasks[1].base, disk)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    try:
        assert faults_of(disk / "store") == []
        refused = [crew.run(**task.order).refusal.get("error") for task in tasks[:2]]
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert refused == [NotAllowed.__name__, NotAllowed.__name__]
    assert identity_of(disk / "store") == tasks[1].before["identity"]


def _task(crew: Workers, name: str, order: Mapping[str, Any], base: Path, disk: Path) -> Task:
    """Do it with room enough, to see what it takes and what comes of it."""
    _lay_out(base, disk)
    before, free = state_at(disk / "store"), Room.of(disk)
    rooms: list[Room] = []
    ended = crew.run(**order, temp=disk / "tmp", watch=lambda point: rooms.append(Room.of(disk)))
    assert _is_done(ended), ended
    after = state_at(disk / "store")
    assert before
    assert after
    least = Room(min(one.pages for one in rooms), min(one.files for one in rooms))
    return Task(name, order, base, before, after, free.without(least))


def _levels(task: Task) -> list[Room]:
    """What is left: pages from none to almost enough, and where that is too coarse, as many levels of files."""
    count, enough = LEVELS[task.order["work"]], Room(task.need.pages + 64, task.need.files + 32)
    pages = sorted({task.need.pages * level // count for level in range(count)})
    if task.order["work"] == "command":
        pages = pages[:-1]
    files = range(count - len(pages))
    return [*(Room(one, enough.files) for one in pages), *(Room(enough.pages, one) for one in files)]


def _filled(crew: Workers, task: Task, level: Room, disk: Path) -> Filled:
    """Leave so much room and do it; make room, and do it again."""
    _lay_out(task.base, disk)
    _fill(disk, level)
    ended = crew.run(**task.order, temp=disk / "tmp")
    store = disk / "store"
    faults = faults_of(store)
    expected = task.after if _is_done(ended) else task.before
    if identity_of(store) != expected["identity"]:
        faults.append("what is seen is not as before or after")
    faults += [f"left in the temporary folder: {path.name}" for path in (disk / "tmp").iterdir()]
    shutil.rmtree(disk / "ballast")
    if not _is_done(ended):
        again = crew.run(**task.order, temp=disk / "tmp")
        faults += [] if _is_done(again) else [f"it cannot be done again: {again}"]
    if identity_of(store) != task.after["identity"]:
        faults.append("done again it is not as if there had been room")
    return Filled(task, level, ended, (*faults, *faults_of(store)))


def _last_step(ended: Ended) -> str:
    """The last point before the refusal; then what had been written is removed."""
    return [point for point in ended.points if point != "leftover removed"][-1]


def _is_done(ended: Ended) -> bool:
    """A command that keeps rows out ends with 1; so does what broke, but that leaves a traceback."""
    return ended.status == 0 or (ended.status == 1 and "Traceback" not in ended.words)


def _fill(disk: Path, level: Room) -> None:
    ballast = disk / "ballast"
    ballast.mkdir()
    with (ballast / "bytes").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, (Room.of(disk).pages - level.pages) * _PAGE)
    for number in range(Room.of(disk).files - level.files):
        (ballast / str(number)).touch()
    assert Room.of(disk) == level


def _lay_out(base: Path, disk: Path) -> None:
    for name in ("store", "tmp"):
        shutil.rmtree(disk / name, ignore_errors=True)
    (disk / "tmp").mkdir()
    shutil.copytree(base, disk / "store")
