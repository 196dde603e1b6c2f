"""What reaches the store: pieces, labels of files, and counts that the store agrees with."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jicha.intake.load import load_files
from jicha.intake.profile import Profile
from jicha.intake.read_profile import read_text
from jicha.intake.report import IntakeReport
from jicha.store.store import Store

HEADER = "no,customer,day,kwh,status\n"


def test_rows_are_handed_over_in_pieces_without_loss(
    deliver: Callable[..., IntakeReport], stored: Callable[..., list[dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jicha.intake.writing.BATCH_ROWS", 2)
    monkeypatch.setattr("jicha.intake.writing._PIECE_BATCHES", 2)
    body = "".join(f"{number},a,2026-01-01,{number},0\n" for number in range(1, 12))
    assert deliver(HEADER + body).accepted == 11
    assert [one["source_row"] for one in stored("bill", "source_row")] == list(range(1, 12))


def test_the_manifest_keeps_the_counts_of_the_report(deliver: Callable[..., IntakeReport], store: Store) -> None:
    report = deliver(HEADER + "1,a,2026-01-01,5,0\n1,a,2026-01-01,5,0\n2,a,2026-01-01,x,0\n")
    (batch,) = store.snapshot().batches
    assert batch.batch_id == report.batch_id
    counts = batch.counts["bill"]
    assert (counts.rows_in, counts.accepted, counts.duplicate, counts.quarantined) == (3, 1, 1, 1)


def test_two_files_of_one_name_are_told_apart_in_quarantine(
    store: Store, write: Callable[..., Path], trial: Profile, quarantined: Callable[[], list[dict[str, Any]]]
) -> None:
    paths = [write(HEADER + "1,a,x,5,0\n", "east/b.csv"), write(HEADER + "2,a,x,5,0\n", "west/b.csv")]
    load_files(store, paths, profile=trial)
    assert [Path(one["file"]).parent.name for one in quarantined()] == ["east", "west"]


def test_repeated_identifiers_reach_the_store_with_their_numbers(
    deliver: Callable[..., IntakeReport], stored: Callable[..., list[dict[str, Any]]], bills_yaml: str
) -> None:
    numbered = read_text(bills_yaml.replace("{identifier: [no]}", "{identifier: [no], repeats: numbered}"), "n.yaml")
    body = "1,a,2026-01-01,5,0\n2,a,2026-01-01,1,0\n1,a,2026-01-01,5,0\n1,a,2026-01-01,4,0\n"
    assert deliver(HEADER + body, "one.csv", numbered).accepted == 4
    assert [(one["bill_id"], str(one["kwh"])) for one in stored("bill", "bill_id, kwh")] == [
        ("t:1", "4.000"), ("t:1#2", "5.000"), ("t:1#3", "5.000"), ("t:2", "1.000")
    ]  # fmt: skip
    shuffled = "".join(sorted(body.splitlines(keepends=True), reverse=True))
    again = deliver(HEADER + shuffled, "two.csv", numbered)
    assert (again.accepted, again.duplicate, again.quarantined) == (0, 4, 0)
