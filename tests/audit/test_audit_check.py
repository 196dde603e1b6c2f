"""Saved runs are held against the store, and a planted breach is seen."""

from dataclasses import replace
from pathlib import Path

import audit_world
import cause_world
import pyarrow as pa
import pytest

from jicha.audit import check, results
from jicha.audit.check import check_runs
from jicha.audit.results import RunResult
from jicha.store import Store


@pytest.fixture
def audited(tmp_path: Path) -> Store:
    store = Store.create(tmp_path / "store")
    audit_world.deliver(
        store, "a", "2026-02-01", bill=[audit_world.bill("b1", "p1", "5")], point=[audit_world.high("p1")]
    )
    audit_world.run(store)
    return store


def tampered(monkeypatch: pytest.MonkeyPatch, **changes: object) -> None:
    """Let every saved run be read with these parts exchanged."""

    def load(path: Path) -> RunResult:
        return replace(results.load(path), **changes)  # type: ignore[arg-type]

    monkeypatch.setattr(check, "load", load)


def test_a_sound_run_has_no_fault(audited: Store) -> None:
    assert check_runs(audited) == []


def test_a_finding_that_stands_twice_is_seen(audited: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    (run_id,) = audited.runs()
    findings = results.load(audited.run_path(run_id)).findings
    assert len(findings) == 1
    tampered(monkeypatch, findings=pa.concat_tables([findings, findings]))
    told = " ".join(fault.message for fault in check_runs(audited))
    for words in ("findings stand twice in findings", "several live findings", "counts 1 finds of BIL-016 and holds 2"):
        assert words in told


def test_a_batch_that_is_not_there_is_seen(audited: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    (run_id,) = audited.runs()
    meta = results.load(audited.run_path(run_id)).meta
    tampered(monkeypatch, meta=replace(meta, batches=(*meta.batches, "lost")))
    (fault,) = check_runs(audited)
    assert fault.message.endswith("cites batches that the store does not hold: lost")
    tampered(monkeypatch, meta=replace(meta, run_id="other"))
    assert "holds the run other" in check_runs(audited)[0].message


def test_a_cause_that_lost_members_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.create(tmp_path / "store")
    audit_world.deliver(store, "many", "2026-03-01", **cause_world.region(lambda unit, code, *_: code == "2001"))
    run = audit_world.run(store, library=cause_world.LIBRARY)
    assert check_runs(store) == []
    tampered(monkeypatch, siblings=run.siblings.slice(1))
    assert "counts 40 finds of the cause" in " ".join(fault.message for fault in check_runs(store))
    tampered(monkeypatch, causes=())
    assert "members of causes that it does not tell" in " ".join(fault.message for fault in check_runs(store))
