"""What names a batch, and when counts add up."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from jicha.store import Batch, Counts, DeliveredFile, Delivery
from jicha.store.delivery import utc

A = DeliveredFile("a.csv", "aa", 1)
B = DeliveredFile("b.csv", "bb", 2)
MOMENT = datetime(2026, 1, 1)


def made(*files: DeliveredFile, received_at: datetime = MOMENT, profile_digest: str = "p") -> Delivery:
    return Delivery(source="s", profile="p", profile_digest=profile_digest, files=files, received_at=received_at)


def test_a_batch_is_named_by_its_content_alone() -> None:
    name = made(A, B).batch_id
    assert name == hashlib.sha256(b"p\naa\nbb").hexdigest()[:32]
    assert made(B, A).batch_id == name  # the order in which files are listed says nothing
    assert made(DeliveredFile("renamed.csv", "aa", 1), B, received_at=datetime(2026, 5, 1)).batch_id == name
    assert made(A).batch_id != name
    assert made(A, B, profile_digest="q").batch_id != name
    assert made(A, B, B).batch_id != name


def test_a_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"abc")
    assert DeliveredFile.of(tmp_path / "a.csv") == DeliveredFile("a.csv", hashlib.sha256(b"abc").hexdigest(), 3)


def test_moments_are_kept_in_utc() -> None:
    shanghai = timezone(timedelta(hours=8))
    assert utc(datetime(2026, 1, 1, 8, tzinfo=shanghai)) == MOMENT
    assert utc(datetime(2026, 1, 1, tzinfo=UTC)) == MOMENT
    assert utc(MOMENT) == MOMENT
    assert made(A, received_at=datetime(2026, 1, 1, 8, tzinfo=shanghai)).received_at == MOMENT


@pytest.mark.parametrize(
    ("counts", "add_up"),
    [(Counts(10, 7, 2, 1), True), (Counts(10, 7, 2, 0), False), (Counts(0, 0), True), (Counts(7, 8), False)],
)
def test_rows_in_are_accepted_duplicate_or_quarantined(counts: Counts, add_up: bool) -> None:
    assert counts.add_up is add_up


def test_batches_are_in_order_of_receipt_then_of_acceptance() -> None:
    late, first, second = (
        Batch(number, made(file, received_at=moment), {"bill": Counts(2, 1, 1), "point": Counts(3, 3)})
        for number, file, moment in [(1, A, datetime(2026, 2, 1)), (2, A, MOMENT), (3, B, MOMENT)]
    )
    assert sorted([second, late, first], key=lambda batch: batch.order) == [first, second, late]
    assert (late.source, late.rows_accepted, late.received_at) == ("s", 4, datetime(2026, 2, 1))
