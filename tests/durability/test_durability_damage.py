"""Bits flipped, files cut, lost and exchanged, in every kind of stored file: all found before use, and told by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from town import audit_town, deliver, rows_of

from jicha.engine.duckdb import DuckDbEngine
from jicha.store import Counts, DeliveredFile, Delivery, Store
from jicha.store import snapshot as snapshot_module
from jicha.store.errors import DamagedFile
from jicha.store.invariants import check_invariants
from jicha.store.manifest import FileKind, files_in_force, files_named
from jicha.store.publication import no_step, preparing
from jicha.terms.errors import JichaError

SEED = 43
FILES_OF_A_KIND = 3
RANDOM_FLIPS = 3


@dataclass(frozen=True)
class Target:
    """A stored file, its kind, and what reads it in daily work."""

    kind: str
    path: str
    read: Callable[[Store], object]


@dataclass(frozen=True)
class Damage:
    """What was done to a file, and what became of it: the error that reading gave, or None."""

    target: Target
    what: str
    error: DamagedFile | None


@pytest.fixture(scope="module")
def house(folder: Path) -> Store:
    """A store with every kind of file: all deliveries, two runs, evidence in a folder, checkpoints, a compaction."""
    root = folder / "house"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("jicha.store.delta_log._CHECKPOINT_EVERY", 2)
        for number in range(1, 6):
            deliver(root, folder / "deliveries", number)
            if number in (3, 5):
                audit_town(root)
    store = Store.open(root)
    store.compact("bill")
    with store.run_folder("with_evidence") as made:
        (made / "evidence").mkdir()
        (made / "evidence" / "curve.csv").write_text("1,2,3\n" * 100, encoding="utf-8")
    assert check_invariants(store) == []
    return store


@pytest.fixture(scope="module")
def targets(house: Store) -> list[Target]:
    """Up to three files of each kind; all of them where a kind has fewer."""
    random = Random(SEED)
    by_kind: dict[str, list[Target]] = {}
    for target in _all_targets(house):
        by_kind.setdefault(target.kind, []).append(target)
    return [
        target
        for _, found in sorted(by_kind.items())
        for target in random.sample(found, min(FILES_OF_A_KIND, len(found)))
    ]


@pytest.fixture(scope="module")
def damages(house: Store, targets: list[Target]) -> list[Damage]:
    random = Random(SEED)
    done = []
    for target in targets:
        path = house.root / target.path
        content = path.read_bytes()
        for what, damaged in _damages(content, random):
            path.write_bytes(damaged)
            done.append(Damage(target, what, _found(house.root, target)))
            path.write_bytes(content)
        for what, exchange in _exchanges(house.root, target, targets):
            with exchange:
                done.append(Damage(target, what, _found(house.root, target)))
    assert check_invariants(house) == []  # all is as it was
    return done


@pytest.mark.slow
def test_every_damage_is_found_by_what_reads_the_file(damages: list[Damage]) -> None:
    missed = [f"{one.target.path}: {one.what}" for one in damages if one.error is None]
    assert missed == [], f"seed {SEED}"
    assert sum("bit" in one.what or "cut" in one.what for one in damages) >= 200


@pytest.mark.slow
def test_the_error_names_the_file_and_says_what_to_do(damages: list[Damage]) -> None:
    for one in damages:
        assert one.error
        told = f"{one.error} {one.error.path}"
        assert one.target.path in told, (one.target.path, one.what, told)
        assert all(fault.remedy for fault in one.error.faults)


@pytest.mark.slow
def test_every_kind_of_stored_file_was_damaged(house: Store, damages: list[Damage]) -> None:
    kinds = Counter(one.target.kind for one in damages)
    assert set(kinds) == {
        "head", "manifest", "base", "correction", "statement", "waiting", "quarantine", "log", "checkpoint",
        "merged away", "run index", "run.json", "findings.parquet", "siblings.parquet", "open_after.parquet",
        "digests.json", "curve.csv",
    }  # fmt: skip
    named = {path.relative_to(house.root).as_posix() for path in house.root.rglob("*") if path.is_file()}
    told = {target.path for target in _all_targets(house)}
    assert {path for path in named - told if not re.fullmatch(r"lock|runs/\.lock", path)} == set()


@pytest.mark.slow
def test_the_deep_check_names_every_damaged_file_too(house: Store, targets: list[Target]) -> None:
    random = Random(SEED)
    for target in targets:
        path = house.root / target.path
        content = path.read_bytes()
        path.write_bytes(_flipped(content, random.randrange(len(content)), random))
        told = "\n".join(map(str, house.check_files()))
        path.write_bytes(content)
        run = re.match("runs/([^/]+)/", target.path)
        assert (f"the run {run[1]}" if run else target.path) in told, target.path


@pytest.mark.slow
def test_without_the_digests_damage_would_pass_for_data(
    house: Store, targets: list[Target], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The positive control: what finds the damage is the digest; the engine itself reads other rows and says nothing.
    monkeypatch.setattr(snapshot_module, "verify_all", lambda root, files: tuple(root / file.path for file, _ in files))
    random = Random(SEED)
    silent = 0
    for target in (one for one in targets if one.kind == "base"):
        path, table = house.root / target.path, target.path.split("/")[1]
        sound, content = _rows(house, table), path.read_bytes()
        for _ in range(20):
            path.write_bytes(_flipped(content, random.randrange(len(content)), random))
            silent += _rows(house, table) not in (sound, None)
        path.write_bytes(content)
    assert silent > 0


def _all_targets(store: Store) -> Iterator[Target]:
    snapshot = store.snapshot()
    yield Target("head", "store.json", lambda one: Store.open(one.root).snapshot())
    for manifest in snapshot.manifests:
        yield Target("manifest", manifest.path, lambda one: one.snapshot())
    in_force = files_in_force(snapshot.manifests)
    checkpoints = [path.split(".")[0] for path in in_force if ".checkpoint." in path]
    for path, (file, _) in files_named(snapshot.manifests).items():
        if path not in in_force:
            yield Target("merged away", path, _check)
        elif file.kind is FileKind.LOG:
            rested_on = path.split(".")[0] >= max(
                (one for one in checkpoints if _folder(one) == _folder(path)), default=""
            )
            yield Target(
                "checkpoint" if ".checkpoint." in path else "log", path, _writing_to(path) if rested_on else _check
            )
        elif file.kind is FileKind.QUARANTINE:
            yield Target("quarantine", path, lambda one: one.snapshot().quarantine())
        elif file.kind is FileKind.WAITING:
            yield Target(file.kind, path, lambda one: list(one.snapshot().waiting()))
        elif file.kind is FileKind.STATEMENT:
            yield Target(file.kind, path, _ordering(file.table))
        else:
            yield Target(file.kind, path, _opening(file.table))
    yield Target("run index", "runs/index.json", lambda one: one.runs())
    for run_id in store.runs():
        folder = store.root / "runs" / run_id
        for found in sorted(path for path in folder.rglob("*") if path.is_file()):
            yield Target(found.name, found.relative_to(store.root).as_posix(), _viewing(run_id))


def _folder(path: str) -> str:
    return path.rsplit("/", 1)[0]


def _opening(table: str) -> Callable[[Store], object]:
    def read(store: Store) -> None:
        with DuckDbEngine(threads=1) as engine:
            store.snapshot().open(engine, [table])

    return read


def _ordering(table: str) -> Callable[[Store], object]:
    """What a delivery that comes late reads."""

    def read(store: Store) -> None:
        with DuckDbEngine(threads=1) as engine:
            store.snapshot().open_versions(engine, table, "versions")

    return read


def _viewing(run_id: str) -> Callable[[Store], object]:
    return lambda store: store.run_path(run_id)


def _writing_to(log: str) -> Callable[[Store], object]:
    """Write one more row to the table whose Delta log this is: the new commit rests on what is there."""
    room, table = log.split("/")[:2]

    def write(store: Store) -> None:
        delivery = Delivery(
            source="demo",
            profile="demo",
            profile_digest="p",
            files=(DeliveredFile("more.csv", "00", 1),),
            received_at=datetime(2026, 5, 1),
        )
        files = files_in_force(store.snapshot().manifests).values()
        known = next(file.path for file in files if file.path.startswith(_folder(_folder(log))) and file.rows)
        row = pq.read_table(store.root / known).slice(0, 1)
        row = row.drop_columns([name for name in ("batch_id", "received_at", "source_row") if name in row.column_names])
        try:
            with store.begin(delivery) as writer:
                if room == "quarantine":
                    writer.quarantine(row)
                    writer.commit({row["table_name"][0].as_py(): Counts(1, 0, quarantined=1)})
                elif room == "statements":
                    writer.state(table, row, speaks=())
                    writer.commit({table: Counts(1, 0, duplicate=1)})
                else:
                    (writer.append if room == "tables" else writer.correct)(table, row)
                    writer.commit({table: Counts(1, 1)})
        finally:
            with preparing(store.root, no_step):
                pass  # what was written before the damage was met is removed, as by the next writer

    return write


def _check(store: Store) -> None:
    """What no daily work reads any more is found by the deep check."""
    for fault in store.check_files():
        raise DamagedFile(fault, path=fault.file)


def _found(root: Path, target: Target) -> DamagedFile | None:
    try:
        target.read(Store(root))
    except DamagedFile as error:
        return error
    return None


def _damages(content: bytes, random: Random) -> Iterator[tuple[str, bytes]]:
    size = len(content)
    foot = size - min(12, size)  # in Parquet the last bytes of the footer, before its length and the magic word
    for place in (0, size // 2, foot, size - 1, *(random.randrange(size) for _ in range(RANDOM_FLIPS))):
        yield f"a bit of byte {place} of {size} flipped", _flipped(content, place, random)
    for length in (0, size // 2, size - 1):
        yield f"cut from {size} bytes to {length}", content[:length]
    yield "all zeros", bytes(size)  # as a file whose name was synced and whose bytes were not


def _flipped(content: bytes, place: int, random: Random) -> bytes:
    damaged = bytearray(content)
    damaged[place] ^= 1 << random.randrange(8)
    return bytes(damaged)


def _exchanges(root: Path, target: Target, targets: list[Target]) -> Iterator[tuple[str, AbstractContextManager[None]]]:
    yield "lost", _exchanged(root / target.path, None)
    like = [one for one in targets if one.kind == target.kind and one.path != target.path]
    contents = [(one.path, (root / one.path).read_bytes()) for one in like or targets]
    others = [(path, content) for path, content in contents if content != (root / target.path).read_bytes()]
    if others:
        name, content = others[0]
        yield f"exchanged for {name}", _exchanged(root / target.path, content)
        size = (root / target.path).stat().st_size
        as_long = content[:size].ljust(size, b" ")
        yield f"exchanged for {name}, as long as itself", _exchanged(root / target.path, as_long)


@contextmanager
def _exchanged(path: Path, content: bytes | None) -> Iterator[None]:
    before = path.read_bytes()
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    try:
        yield
    finally:
        path.write_bytes(before)


def _rows(store: Store, table: str) -> tuple[int, str] | None:
    """The rows of a table as they are read; None where reading fails."""
    with DuckDbEngine(threads=1) as engine:
        try:
            store.snapshot().open(engine, [table])
            return rows_of(engine, table)
        except (JichaError, pa.ArrowException, UnicodeDecodeError):
            return None
