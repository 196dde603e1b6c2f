"""The power goes at any moment: what was not synced is lost, in part or whole; every accepted batch is there and whole.

A recorder in front of libc writes down all that a worker does to the disk, delta-rs included; from that the disk is
built as it is after a cut at any operation, and read, and the interrupted work is done again on it.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from disk_after_cut import ALL, BYTES_TOO, NAMES_TOO, SYNCED_ONLY, Disk, Survival, some
from disk_log import Operation, compiled_recorder, mark, read_log, recording
from kills import Stage, State, finished
from soundness import faults_of
from town import identity_of, state_at
from workers import Workers, workers

from jicha.terms.errors import JichaError

SEED = 47
CUTS_OF_A_STAGE = 18
REPEATED_EACH = 6
WAYS = ("nothing unsynced", "names, not bytes", "bytes, not names", "some", "some", "everything")
# Appends; a feed and a quarantine; corrections and repeated rows; a run; more of all; a second run; files merged.
ORDERS = ("deliver 1", "deliver 2", "deliver 3", "audit 1", "deliver 4", "audit 2", "compact 1")


@dataclass(frozen=True)
class Recording:
    """All that was done to a disk, and what was to be seen after each piece of work (before the first: nothing)."""

    disk: Path
    operations: Sequence[Operation]
    stages: Sequence[Stage]
    ends: Sequence[int]  # the number of the operation at which each piece was acknowledged


@dataclass(frozen=True)
class Cut:
    """One cut, and what was wrong after it."""

    stage: str
    at: int
    way: str
    is_acknowledged: bool
    content: str  # a digest of the whole disk
    faults: tuple[str, ...]


@pytest.fixture(scope="module")
def recorder(folder: Path) -> Path:
    return compiled_recorder(folder)


@pytest.fixture(scope="module")
def recorded(recorder: Path, folder: Path) -> Recording:
    return record(recorder, folder, "recorded", ORDERS)


@pytest.fixture(scope="module")
def cuts(crew: Workers, folder: Path, recorded: Recording) -> list[Cut]:
    """Each piece of work is cut at many moments, and right after it was acknowledged in every way."""
    random = Random(SEED)
    done: list[Cut] = []
    for stage, (start, end) in zip(recorded.stages, pairwise((0, *recorded.ends)), strict=True):
        moments = [(random.randrange(start + 1, end), WAYS[number % len(WAYS)]) for number in range(CUTS_OF_A_STAGE)]
        moments += [(end, way) for way in dict.fromkeys(WAYS)]
        for number, (at, way) in enumerate(moments):
            built = folder / "built"
            cut_at(recorded, at, survival(way, random), built)
            content = hashlib.sha256(repr(_contents(built)).encode()).hexdigest()
            faults = _aftermath(built / "store", stage, is_acknowledged=at == end)
            if number % REPEATED_EACH == 0:
                faults += finished(crew, stage, built / "store")
            done.append(Cut(stage.name, at, way, at == end, content, tuple(faults)))
            shutil.rmtree(built)
    return done


def test_the_disk_keeps_what_posix_promises_and_no_more(tmp_path: Path) -> None:
    (disk := tmp_path / "disk").mkdir()
    root, file, other = disk.stat().st_ino, 900_001, 900_002

    def done(kind: str, inode: int, path: str = "", second: str = "", content: bytes = b"") -> Operation:
        return Operation(kind, inode, 0, f"{disk}/{path}", f"{disk}/{second}", content)

    written = [done("create", file, "a.tmp"), done("write", file, content=b"sound")]
    synced = [*written, done("sync", file)]
    named = [*synced, done("rename", file, "a.tmp", "a"), done("create", other, "b")]
    kept = [*named, done("sync", root)]

    def after(operations: list[Operation], survives: Survival) -> dict[str, bytes]:
        cut, target = Disk(disk), tmp_path / "built"
        cut.carry_out(operations)
        cut.write_out(target, survives)
        found = _contents(target)
        shutil.rmtree(target)
        return found

    assert [after(one, SYNCED_ONLY) for one in (written, synced, named)] == [{}, {}, {}]
    assert after(kept, SYNCED_ONLY) == {"a": b"sound", "b": b""}
    assert after(written, NAMES_TOO) == {"a.tmp": b""}
    assert after(synced, NAMES_TOO) == {"a.tmp": b"sound"}
    assert after(named, BYTES_TOO) == {}
    assert after(named, ALL) == {"a": b"sound", "b": b""}
    torn = [after(written, some(Random(seed))).get("a.tmp") for seed in range(60)]
    assert {None, b"", b"sound"} <= set(torn)
    assert {len(one) for one in torn if one} > {5}


@pytest.mark.slow
def test_the_recorder_sees_every_byte_that_reached_the_disk(recorded: Recording, folder: Path) -> None:
    cut_at(recorded, len(recorded.operations), ALL, folder / "replayed")
    real, replayed = _contents(recorded.disk), _contents(folder / "replayed")
    assert [name for name in sorted({*real, *replayed}) if real.get(name) != replayed.get(name)] == []
    written = {Path(one.path).parent.name for one in recorded.operations if one.kind in ("link", "rename")}
    assert "_delta_log" in written  # of delta-rs, which gives its commits their names so
    assert {one.kind for one in recorded.operations} >= {"create", "write", "sync", "mkdir", "rename", "unlink"}


@pytest.mark.slow
def test_no_cut_loses_or_damages_what_was_accepted(cuts: list[Cut]) -> None:
    bad = [one for one in cuts if one.faults]
    assert bad == [], f"seed {SEED}"


@pytest.mark.slow
def test_the_cuts_were_many_and_left_different_disks(cuts: list[Cut]) -> None:
    assert len(cuts) >= 150
    for stage in ORDERS:
        assert sum(one.stage == stage and one.is_acknowledged for one in cuts) == len(set(WAYS))
        assert len({one.content for one in cuts if one.stage == stage}) >= 8, stage
    assert len({one.content for one in cuts}) >= 100


@pytest.mark.slow
@pytest.mark.parametrize("unsynced", ["all", "folders", "files of others"])
def test_without_syncing_the_same_cuts_find_losses(recorder: Path, folder: Path, unsynced: str) -> None:
    # The positive control: one way of syncing does nothing in the worker; its work is acknowledged and not on the disk.
    made = record(recorder, folder, f"without {unsynced}", ("deliver 1", "audit 1"), unsynced=[unsynced])
    lost = []
    for stage, end in zip(made.stages, made.ends, strict=True):
        built = folder / "built without"
        cut_at(made, end, SYNCED_ONLY, built)
        lost.append(_aftermath(built / "store", stage, is_acknowledged=True) != [])
        shutil.rmtree(built)
    assert lost == [True, True]


def record(recorder: Path, folder: Path, name: str, orders: Sequence[str], unsynced: Sequence[str] = ()) -> Recording:
    """Do the work under the recorder, undisturbed, on a disk of its own."""
    place, stages, ends = folder / name, [], []
    disk, log = place / "disk", place / "log"
    disk.mkdir(parents=True)
    with workers(place, environment=recording(recorder, disk, log)) as watched:
        before: State = None
        for order in orders:
            work, number = order.split()
            full = {
                "work": work,
                **({"folder": folder / "deliveries", "number": int(number)} if work == "deliver" else {}),
            }
            ended = watched.run(**full, root=disk / "store", unsynced=unsynced)
            assert ended.is_done, (order, ended, watched.complaints())
            mark(log, order)
            after = state_at(disk / "store")
            stages.append(Stage(order, full, disk, before, after, ended.points, ended.seconds))
            before = after
    operations = read_log(log)
    ends = [number for number, one in enumerate(operations) if one.kind == "mark"]
    return Recording(disk, operations, stages, ends)


def cut_at(made: Recording, at: int, survives: Survival, target: Path) -> None:
    """Build the disk as the operations before the one numbered ``at`` left it."""
    disk = Disk(made.disk)
    disk.carry_out(made.operations[:at])
    disk.write_out(target, survives)


def survival(way: str, random: Random) -> Survival:
    """What survives, by its name."""
    known = {one.name: one for one in (SYNCED_ONLY, NAMES_TOO, BYTES_TOO, ALL)}
    return known.get(way) or some(random)


def _aftermath(root: Path, stage: Stage, *, is_acknowledged: bool) -> list[str]:
    """What is wrong with the store after a cut in this stage."""
    allowed = [stage.after] if is_acknowledged else [stage.before, stage.after]
    try:
        seen = identity_of(root)
        faults = faults_of(root) if seen else []
    except JichaError as error:
        return [str(error)]
    if not any(seen == (state or {}).get("identity") for state in allowed):
        faults.append("what is seen is neither all nor nothing")
    return faults


def _contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder, and its folders with a stroke behind the name."""
    return {
        f"{path.relative_to(folder)}{'/' * path.is_dir()}": path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
    }
