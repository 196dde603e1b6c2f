"""Quarantined rows are taken up again when the profile is mended, and nothing is in two states."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from jicha.intake.errors import MissingColumn, UnknownBatch
from jicha.intake.load import load_files
from jicha.intake.read_profile import read_text
from jicha.intake.replay import Mended, replay
from jicha.store.invariants import check_invariants
from jicha.store.store import Store

HEAD = "no,customer,day,kwh,status\n"
JANUARY = datetime(2026, 1, 31, tzinfo=UTC)


def again(store: Store, yaml: str, **only: Any) -> list[Mended]:
    return list(replay(store, profile=read_text(yaml, "p.yaml"), progress=lambda *_: None, **only))


def reasons(store: Store) -> list[tuple[int, str]]:
    rows = store.snapshot().open_quarantine().to_pylist()
    return [(one["line"], one["reason"]) for one in rows if one["reason"] != "whole_record"]


@pytest.fixture
def waiting(store: Store, write: Callable[..., Path], bills_yaml: str) -> Store:
    """Four records: one good, one with an unknown code, one with a bad day, one torn."""
    text = HEAD + "1,a,2026-01-05,5,0\n2,a,2026-01-05,6,7\n3,a,2026-13-05,7,0\n4,a\n"
    load_files(store, [write(text)], profile=read_text(bills_yaml, "p.yaml"), received_at=JANUARY)
    return store


def test_a_mended_profile_brings_in_what_it_now_reads(
    waiting: Store, bills_yaml: str, stored: Callable[..., list[dict[str, Any]]]
) -> None:
    assert reasons(waiting) == [(3, "unknown_code"), (4, "not_in_calendar"), (5, "torn_row")]
    mended = bills_yaml.replace('"1": abnormal', '"1": abnormal, "7": abnormal')
    (done,) = again(waiting, mended)
    assert (done.rows, done.report and done.report.accepted, done.report and done.report.quarantined) == (3, 1, 2)
    assert reasons(waiting) == [(4, "not_in_calendar"), (5, "torn_row")]
    assert [one["bill_id"] for one in stored("bill", "bill_id")] == ["t:1", "t:2"]
    assert check_invariants(waiting) == []


def test_they_keep_the_day_on_which_they_were_received(waiting: Store, bills_yaml: str) -> None:
    again(waiting, bills_yaml.replace('"1": abnormal', '"1": abnormal, "7": abnormal'))
    assert {one.received_at for one in waiting.snapshot().batches} == {JANUARY.replace(tzinfo=None)}


def test_where_nothing_is_mended_nothing_is_written(waiting: Store, bills_yaml: str) -> None:
    before = waiting.snapshot().digest
    assert [one.report for one in again(waiting, bills_yaml)] == [None]
    assert waiting.snapshot().digest == before


def test_what_is_left_can_be_mended_later(waiting: Store, bills_yaml: str) -> None:
    one = bills_yaml.replace('"1": abnormal', '"1": abnormal, "7": abnormal')
    again(waiting, one)
    (done,) = again(waiting, one.replace("{date: day}", "{date: day, format: [YYYY-MM-DD, YYYY-DD-MM]}"))
    assert (done.rows, done.report and done.report.accepted) == (2, 1)
    assert reasons(waiting) == [(5, "torn_row")]


def test_a_reason_or_a_batch_narrows_it(waiting: Store, bills_yaml: str) -> None:
    assert again(waiting, bills_yaml, reason="unknown_point") == []
    (batch,) = waiting.snapshot().batches
    assert [one.batch_id for one in again(waiting, bills_yaml, batch_id=batch.batch_id[:12])] == [batch.batch_id]


@pytest.mark.parametrize(("begins", "told"), [("nobody", "no batch begins with 'nobody'"), ("", "2 batches begin")])
def test_the_letters_of_a_batch_must_lead_to_one(
    waiting: Store, write: Callable[..., Path], bills_yaml: str, begins: str, told: str
) -> None:
    load_files(waiting, [write(HEAD + "9,a,2026-01-05,5,0\n", "b.csv")], profile=read_text(bills_yaml, "p.yaml"))
    with pytest.raises(UnknownBatch, match=told):
        again(waiting, bills_yaml, batch_id=begins)


def test_rows_that_are_all_torn_keep_the_number_of_their_fields(
    store: Store, write: Callable[..., Path], bills_yaml: str
) -> None:
    profile = read_text(bills_yaml, "p.yaml")
    load_files(store, [write(HEAD + "1,a,2026-01-05,5,0\n4,a\n5,a,2026-01-05\n")], profile=profile)
    first = [(one["line"], one["raw_value"]) for one in store.snapshot().open_quarantine().to_pylist()]
    mended = bills_yaml.replace('nulls: ["-"]', 'nulls: ["-", "x"]')
    assert mended != bills_yaml
    assert [one.report for one in again(store, mended)] == [None]
    assert [(one["line"], one["raw_value"]) for one in store.snapshot().open_quarantine().to_pylist()] == first
    assert {"2", "3"} <= {raw for _, raw in first}


def test_a_profile_that_knows_no_such_file_is_refused(waiting: Store, bills_yaml: str) -> None:
    with pytest.raises(MissingColumn, match="knows no file with the columns no, customer"):
        again(waiting, bills_yaml.replace("customer, day", "client, day").replace("[customer]", "[client]"))
