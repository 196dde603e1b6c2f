"""Data restated while an audit runs, and the run killed and resumed: it cites one snapshot; the next supersedes it."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest
from soundness import faults_of
from town import audit_town, deliver
from workers import Ended, Workers

from jicha.audit.results import RunResult, load
from jicha.store.store import Store
from jicha.terms.verdict import Standing

BEFORE_RESTATING = datetime(2026, 3, 1)  # when the last delivery came that the first run may know
HV_HOUSES = (10, 20, 30, 40, 50, 60)
# Loss is charged to houses 7, 10, 20 .. 60; a breach where the point is metered on the high side. The restatement moves
# point 10 to the low side and point 7 to the high side, and brings the bills of March.
FIRST = {f"demo:B{house}-{month}" for house in HV_HOUSES for month in ("202601", "202602")}
SECOND = {f"demo:B{house}-{month}" for house in (7, *HV_HOUSES[1:]) for month in ("202601", "202602", "202603")}


@pytest.fixture(scope="module")
def base(folder: Path) -> Path:
    """The store when the run begins: three deliveries."""
    made = folder / "base"
    for number in (1, 2, 3):
        deliver(made, folder / "deliveries", number)
    return made


@pytest.fixture(scope="module")
def undisturbed(base: Path, folder: Path) -> Mapping[str, bytes]:
    """The files of the run on that store when nobody restates anything."""
    root = folder / "undisturbed"
    shutil.copytree(base, root)
    return _files(root, audit_town(root))


@pytest.fixture
def root(base: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(base, tmp_path / "store"))


@pytest.fixture
def restate(root: Path, folder: Path) -> Callable[[], None]:
    """Corrects two points and brings a month of bills, and merges the files that the run is reading."""

    def work() -> None:
        deliver(root, folder / "deliveries", 4)
        Store.open(root).compact_all()

    return work


@pytest.mark.slow
def test_a_run_during_which_data_are_restated_cites_the_snapshot_it_began_with(
    crew: Workers, root: Path, restate: Callable[[], None], undisturbed: Mapping[str, bytes]
) -> None:
    ended = _audit(crew, root, restate)
    assert ended.is_done
    assert ended.points.index("audit BIL-016") < ended.points.index("run written")  # restated before the first rule
    (run_id,) = Store.open(root).runs()
    assert _files(root, run_id) == undisturbed
    run = _run(root, run_id)
    assert _cited(run) == _batches(root)[:3]
    assert _breaches(run) == FIRST
    assert _superseding(root, run) == SECOND


@pytest.mark.slow
def test_killed_and_resumed_as_of_its_beginning_it_is_the_same_run(
    crew: Workers, root: Path, restate: Callable[[], None], undisturbed: Mapping[str, bytes]
) -> None:
    _killed(crew, root, restate)
    run_id = audit_town(root, as_of=BEFORE_RESTATING)
    assert _files(root, run_id) == undisturbed
    run = _run(root, run_id)
    assert _cited(run) == _batches(root)[:3]
    assert _superseding(root, run) == SECOND


@pytest.mark.slow
def test_killed_and_begun_anew_it_is_one_run_on_what_was_restated(
    crew: Workers, root: Path, restate: Callable[[], None], folder: Path
) -> None:
    _killed(crew, root, restate)
    run = _run(root, audit_town(root))
    assert _cited(run) == _batches(root)
    assert run.meta.previous_run_id is None  # the killed one counts for nothing
    assert _breaches(run) == SECOND
    assert Store.open(root).runs() == (run.meta.run_id,)
    assert [path.name for path in (root / "runs").iterdir() if path.is_dir()] == [run.meta.run_id]
    assert faults_of(root) == []


@pytest.mark.slow
def test_without_the_restatement_the_second_run_would_find_what_the_first_did(root: Path) -> None:
    # The positive control: what tells the runs above apart is the restated data and nothing else.
    first = _run(root, audit_town(root))
    assert _run(root, audit_town(root)).meta.run_id == first.meta.run_id
    assert _breaches(first) == FIRST != SECOND


def _audit(crew: Workers, root: Path, restate: Callable[[], None], kill_at: int | None = None) -> Ended:
    """An audit, and the data restated after its snapshot was opened and before the first rule is judged."""

    def watch(point: str) -> None:
        if point == "audit BIL-016":
            restate()

    return crew.run("audit", root=root, watch=watch, kill_at=kill_at)


def _killed(crew: Workers, root: Path, restate: Callable[[], None]) -> None:
    """An audit that is killed when all of it is written and not yet listed, after the data were restated."""
    rehearsal = root.with_name("rehearsal")
    shutil.copytree(root, rehearsal)
    points = crew.run("audit", root=rehearsal).points
    ended = _audit(crew, root, restate, kill_at=points.index("run written"))
    assert ended.status == -signal.SIGKILL
    assert ended.was_mid_work
    assert ended.points[-1] == "run written"
    assert len(_batches(root)) == 4
    assert Store.open(root).runs() == ()


def _superseding(root: Path, first: RunResult) -> set[str]:
    """What a new run finds to stand; it is compared with the first, which stays as it was."""
    before = _files(root, first.meta.run_id)
    run = _run(root, audit_town(root))
    assert run.meta.run_id != first.meta.run_id
    assert run.meta.previous_run_id == first.meta.run_id
    assert _cited(run) == _batches(root)
    assert Store.open(root).runs() == (first.meta.run_id, run.meta.run_id)
    assert _files(root, first.meta.run_id) == before
    assert faults_of(root) == []
    standing = dict(zip(_all(run)["subject_id"], _all(run)["standing"], strict=True))
    assert {bill for bill, word in standing.items() if word == Standing.CLEARED} == FIRST - SECOND
    assert {bill for bill, word in standing.items() if word == Standing.RECURRING} == FIRST & SECOND
    assert {bill for bill, word in standing.items() if word == Standing.NEW} == SECOND - FIRST
    return {str(bill) for bill in run.open_after["subject_id"].to_pylist()}


def _run(root: Path, run_id: str) -> RunResult:
    return load(Store.open(root).run_path(run_id))


def _cited(run: RunResult) -> tuple[str, ...]:
    """The batches that every finding of the run cites."""
    assert {run.finding(row).batches for row in range(len(run.findings))} == {run.meta.batches}
    return run.meta.batches


def _breaches(run: RunResult) -> set[str]:
    return set(_all(run)["subject_id"])


def _all(run: RunResult) -> Mapping[str, list[str]]:
    """Findings, and those that were folded into the cause of another."""
    tables = [one.select(["subject_id", "standing"]).to_pydict() for one in (run.findings, run.siblings)]
    return {name: [*tables[0][name], *tables[1][name]] for name in ("subject_id", "standing")}


def _batches(root: Path) -> tuple[str, ...]:
    return tuple(one.batch_id for one in Store.open(root).snapshot().batches)


def _files(root: Path, run_id: str) -> Mapping[str, bytes]:
    folder = Store.open(root).run_path(run_id)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
