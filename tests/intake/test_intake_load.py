"""The small deliveries that ship, brought in: counts add up, and one bad row is quarantined with its place."""

from pathlib import Path

import pytest

import jicha
from jicha.intake import load_files
from jicha.store import Store
from jicha.store.errors import DuplicateDelivery

DELIVERIES = Path(jicha.__file__).parent / "demo" / "deliveries"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store")


def test_every_row_is_accepted_or_quarantined_with_place_and_reason(store: Store) -> None:
    load_files(store, [DELIVERIES / "bills.csv"])
    rows_in = len((DELIVERIES / "bills.csv").read_text(encoding="utf-8").splitlines()) - 1
    counts = store.snapshot().batches[0].counts["bill"]
    assert (counts.rows_in, counts.accepted, counts.duplicate, counts.quarantined) == (rows_in, rows_in - 1, 0, 1)
    row, whole = store.snapshot().quarantine().to_pylist()
    assert (whole["reason"], whole["line"]) == ("whole_record", rows_in + 1)
    assert '"账单编号": "B1003-202602x"' in whole["raw_value"]
    assert (row["line"], row["reason"], row["raw_value"]) == (rows_in + 1, "not_a_number", "采集失败?")
    assert row["remedy"]


def test_the_same_files_again_are_refused_by_name_of_the_earlier_batch(store: Store) -> None:
    load_files(store, [DELIVERIES / "points.csv"])
    with pytest.raises(DuplicateDelivery):
        load_files(store, [DELIVERIES / "points.csv"])
    assert store.snapshot().row_counts["point"] == 42


def test_a_correction_replaces_the_earlier_row(store: Store, tmp_path: Path) -> None:
    load_files(store, [DELIVERIES / "points.csv"])
    mended = tmp_path / "points.csv"
    text = (DELIVERIES / "points.csv").read_text(encoding="utf-8")
    mended.write_text(
        text.replace("P1001,1001,lv_metered_lv_supplied", "P1001,1001,lv_metered_hv_supplied"), encoding="utf-8"
    )
    load_files(store, [mended])
    counts = store.snapshot().batches[-1].counts["point"]
    assert (counts.rows_in, counts.accepted, counts.duplicate) == (42, 1, 41)
