"""What a writer takes, and what it refuses to commit."""

from collections.abc import Mapping
from datetime import datetime

import pyarrow as pa
import pytest
from store_world import bills, delivery, kwh, load, opened, rejected, voids

from jicha.store import Counts, Store
from jicha.store.errors import CorrectedTwice, CountsDoNotAddUp, RowsDoNotFit


def test_counts_that_add_up_and_match_what_was_written_are_taken(store: Store) -> None:
    with store.begin(delivery("a")) as writer:
        assert writer.append("bill", bills(("b1", "", 1), ("b2", "", 2))) == 2
        assert writer.correct("bill", bills(("b0", "", 3))) == 1
        assert writer.quarantine(rejected(7, 9, 9)) == 3  # line 9 is wrong twice, and is one row
        batch = writer.commit({"bill": Counts(rows_in=9, accepted=3, duplicate=4, quarantined=2)})
    assert batch.counts["bill"] == Counts(9, 3, 4, 2)
    assert store.check_manifests() == []


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"bill": Counts(4, 2, 0, 1)}, "bill: 4 rows in, stated as 2 accepted, 0 duplicate and 1 quarantined"),
        ({"bill": Counts(2, 1, 0, 1)}, "2 were written and 1 quarantined"),
        ({"bill": Counts(2, 2, 0, 0)}, "2 were written and 1 quarantined"),
        ({"bill": Counts(2, 2, -1, 1)}, "bill: 2 rows in"),
        ({}, "bill: 0 rows in"),
        ({"bill": Counts(3, 2, 0, 1), "customer": Counts(1, 1)}, "customer: 1 rows in, .* 0 were written"),
    ],
)
def test_counts_that_do_not_add_up_are_refused_and_nothing_is_accepted(
    store: Store, counts: Mapping[str, Counts], told: str
) -> None:
    with store.begin(delivery("a")) as writer:
        writer.append("bill", bills(("b1", "", 1), ("b2", "", 2)))
        writer.quarantine(rejected(7))
        with pytest.raises(CountsDoNotAddUp, match=told):
            writer.commit(counts)
    assert kwh(store) == {}
    assert store.snapshot().batches == ()


def test_rows_are_numbered_through_the_delivery_unless_they_say_their_number(store: Store) -> None:
    with store.begin(delivery("a")) as writer:
        writer.append("bill", bills(("b1", "", 1), ("b2", "", 2)))
        writer.append("bill", bills(("b3", "", 3)))
        writer.append("bill", bills(("b4", "", 4)).append_column("source_row", pa.array([99])))
        writer.commit({"bill": Counts(4, 4)})
    with opened(store) as engine:
        rows = engine.query("SELECT source_row FROM bill ORDER BY bill_id").column("source_row").to_pylist()
    assert rows == [1, 2, 3, 99]


def test_a_stream_is_written_as_the_table_would_be(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jicha.store.rows._BUFFER_ROWS", 10)
    rows = bills(*[(f"b{number:02d}", f"2026-{1 + number % 12:02d}-05", number) for number in range(48)])
    with store.begin(delivery("a")) as writer:
        assert writer.append("bill", rows.to_reader(max_chunksize=7)) == 48
        writer.commit({"bill": Counts(48, 48)})
    assert kwh(store) == {f"b{number:02d}": number for number in range(48)}


def test_two_corrections_of_a_row_in_one_batch_are_refused(store: Store) -> None:
    with store.begin(delivery("a")) as writer:
        writer.correct("bill", bills(("b1", "", 1)))
        with pytest.raises(CorrectedTwice, match=r"1 rows of bill are corrected more than once .* bill_id b1"):
            writer.correct("bill", bills(("b2", "", 1), ("b1", "", 2)))


def test_corrections_of_other_batches_may_come_as_often_as_they_like(store: Store) -> None:
    load(store, "a", append=bills(("b1", "", 1)))
    for number in (2, 3):
        load(store, f"c{number}", f"2026-0{number}-01", correct=bills(("b1", "", number)))
    assert kwh(store) == {"b1": 3}


def test_rows_that_do_not_fit_are_refused_before_anything_is_written(store: Store) -> None:
    with store.begin(delivery("a")) as writer, pytest.raises(RowsDoNotFit):
        writer.append("bill", pa.table({"bill_id": [None], "kwh": [1.5]}))
    assert kwh(store) == {}


def test_an_empty_delivery_is_a_batch_like_any_other(store: Store) -> None:
    with store.begin(delivery("a")) as writer:
        writer.append("bill", bills())
        writer.commit({"bill": Counts(5, 0, 5)})
    [batch] = store.snapshot().batches
    assert batch.counts == {"bill": Counts(5, 0, 5)}


def test_quarantined_rows_are_kept_with_their_place_reason_and_remedy(store: Store) -> None:
    with store.begin(delivery("a")) as writer:
        writer.quarantine(rejected(7, 8))
        batch = writer.commit({"bill": Counts(2, 0, 0, 2)})
    rows = store.snapshot().quarantine().to_pylist()
    assert [(row["file"], row["line"], row["column_name"], row["raw_value"], row["reason"]) for row in rows] == [
        ("a.csv", 7, "kwh", "1O0", "not_a_number"),
        ("a.csv", 8, "kwh", "1O0", "not_a_number"),
    ]
    assert {row["batch_id"] for row in rows} == {batch.batch_id}


def test_a_correction_may_remove_a_row_that_came_in_the_same_batch(store: Store) -> None:
    load(store, "a", append=bills(("b1", "", 1), ("b2", "", 2)), correct=voids("b2"))
    assert kwh(store) == {"b1": 1}


def test_corrections_given_in_pieces_are_counted_piece_by_piece(store: Store) -> None:
    load(store, "a", append=bills(("b1", "", 1), ("b2", "", 1)))
    with store.begin(delivery("b", "2026-01-02")) as writer:
        assert writer.correct("bill", bills(("b1", "", 2))) == 1
        assert writer.correct("bill", bills(("b2", "", 3))) == 1
        writer.commit({"bill": Counts(2, 2)})
    assert kwh(store) == {"b1": 2, "b2": 3}


def test_a_correction_without_a_moment_of_its_own_stands_at_that_of_its_delivery(store: Store) -> None:
    load(store, "a", append=bills(("b1", "", 1), ("b2", "", 1)))
    moments = pa.array([None, datetime(2026, 1, 5)], pa.timestamp("us"))
    with store.begin(delivery("b", "2026-01-02")) as writer:
        writer.correct("bill", bills(("b1", "", 2), ("b2", "", 3)).append_column("received_at", moments))
        writer.commit({"bill": Counts(2, 2)})
    assert kwh(store, as_of="2026-01-02") == {"b1": 2, "b2": 1}
    assert kwh(store) == {"b1": 2, "b2": 3}
