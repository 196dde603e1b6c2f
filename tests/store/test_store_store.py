"""The store as its users see it: create, open, load, read, and the errors of each."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pyarrow as pa
import pytest
from store_world import bills, delivery, kwh, load, opened, rejected, stored_files

from jicha.schema import SYSTEM_COLUMNS, tables
from jicha.store import Counts, Store
from jicha.store import store as store_module
from jicha.store.errors import (
    DuplicateDelivery,
    FolderNotEmpty,
    NewerLayout,
    NoStore,
    StoreBusy,
    TakenUpAlready,
    UnknownTable,
)
from jicha.store.rows import waiting_schema
from jicha.store.signed_json import Signed


def test_a_new_store_reads_every_canonical_table_as_empty(store: Store) -> None:
    snapshot = store.snapshot()
    assert (snapshot.batches, snapshot.tables, dict(snapshot.row_counts)) == ((), (), {})
    with opened(store, names=tuple(tables())) as engine:
        for name, table in tables().items():
            assert not set(table.by_name) & set(SYSTEM_COLUMNS.names), name
            columns = ", ".join(f'"{column}"' for column in [*table.by_name, *SYSTEM_COLUMNS.names])
            assert len(engine.query(f'SELECT {columns} FROM "{name}"')) == 0


def test_rows_come_back_with_their_batch_their_receipt_and_their_number(store: Store) -> None:
    batch = load(store, "a", "2026-01-31T08:30", append=bills(("b1", "2026-01-05", 100), ("b2", "2026-01-06", 7.5)))
    with opened(store) as engine:
        rows = engine.query("SELECT bill_id, kwh, meter_code, batch_id, received_at, source_row FROM bill ORDER BY 1")
    assert [list(row.values()) for row in rows.to_pylist()] == [
        ["b1", 100, None, batch.batch_id, datetime(2026, 1, 31, 8, 30), 1],
        ["b2", 7.5, None, batch.batch_id, datetime(2026, 1, 31, 8, 30), 2],
    ]


def test_a_batch_says_where_it_came_from_and_what_became_of_its_rows(store: Store) -> None:
    with store.begin(delivery("a", source="collection")) as writer:
        writer.append("bill", bills(("b1", "2026-01-05", 100)))
        writer.commit({"bill": Counts(rows_in=3, accepted=1, duplicate=2)})
    [batch] = Store.open(store.root).snapshot().batches
    assert batch.source == "collection"
    assert [file.name for file in batch.delivery.files] == ["a.csv"]
    assert batch.counts == {"bill": Counts(3, 1, 2, 0)}
    assert batch.rows_accepted == 1


def test_the_same_files_by_the_same_profile_are_refused_and_the_earlier_batch_is_named(store: Store) -> None:
    first = load(store, "a", append=bills(("b1", "2026-01-05", 100)))
    with pytest.raises(DuplicateDelivery, match=first.batch_id) as caught, store.begin(delivery("a", "2026-03-01")):
        pytest.fail("the delivery was taken twice")
    assert caught.value.batch_id == first.batch_id
    assert kwh(store) == {"b1": 100}


def test_the_same_files_by_another_profile_are_another_batch() -> None:
    assert delivery("a").batch_id != delivery("a", profile_digest="p2").batch_id


def test_without_commit_nothing_is_visible_and_the_same_delivery_may_come_again(store: Store) -> None:
    with store.begin(delivery("a")) as writer:
        writer.append("bill", bills(("b1", "2026-01-05", 100)))
    assert kwh(store) == {}
    load(store, "a", append=bills(("b1", "2026-01-05", 100)))
    assert kwh(store) == {"b1": 100}


def test_a_folder_without_a_store_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoStore, match="there is no store in") as caught:
        Store.open(tmp_path)
    assert "make one in an empty folder" in caught.value.faults[0].remedy


def test_a_store_is_not_created_among_other_files(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(FolderNotEmpty):
        Store.create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_store_of_a_later_layout_is_refused(store: Store) -> None:
    path = store.root / "store.json"
    path.write_bytes(bytes(Signed.of({**json.loads(path.read_text())["content"], "layout": 2})))
    with pytest.raises(NewerLayout, match="layout 2; this version of jicha reads up to 1"):
        Store.open(store.root)


def test_a_manifest_of_a_later_layout_is_refused(store: Store) -> None:
    load(store, "a", append=bills(("b1", "2026-01-05", 100)))
    path = store.root / "manifests" / "00000001.json"
    path.write_bytes(bytes(Signed.of({**json.loads(path.read_text())["content"], "layout": 2})))
    with pytest.raises(NewerLayout, match="later one"):
        store.snapshot()


def test_a_second_writer_is_refused_while_reading_goes_on(store: Store) -> None:
    load(store, "a", append=bills(("b1", "2026-01-05", 100)))
    with store.begin(delivery("b")) as writer:
        writer.append("bill", bills(("b2", "2026-01-05", 200)))
        with pytest.raises(StoreBusy, match="is writing to the store"), store.begin(delivery("c")):
            pytest.fail("two writers at once")
        assert kwh(store) == {"b1": 100}
        writer.commit({"bill": Counts(1, 1)})
    assert kwh(store) == {"b1": 100, "b2": 200}


def test_a_snapshot_does_not_move_when_others_write(store: Store) -> None:
    load(store, "a", append=bills(("b1", "2026-01-05", 100)))
    snapshot = store.snapshot()
    digest = snapshot.digest
    load(store, "b", append=bills(("b2", "2026-01-05", 200)))
    assert dict(snapshot.row_counts) == {"bill": 1}
    assert snapshot.digest == digest != store.snapshot().digest


def test_a_moment_with_a_zone_is_taken_in_utc(store: Store) -> None:
    shanghai = timezone(timedelta(hours=8))
    load(store, "a", "2026-01-01T12:00+08:00", append=bills(("b1", "2026-01-05", 100)))
    [batch] = store.snapshot(datetime(2026, 1, 1, 12, 0, tzinfo=shanghai)).batches
    assert batch.received_at == datetime(2026, 1, 1, 4, 0)
    assert store.snapshot(datetime(2026, 1, 1, 3, 59, tzinfo=UTC)).batches == ()


def test_a_table_that_is_not_canonical_is_refused(store: Store) -> None:
    with store.begin(delivery("a")) as writer, pytest.raises(UnknownTable, match="bils is no canonical table"):
        writer.append("bils", bills(("b1", "2026-01-05", 100)))


def test_two_deliveries_give_the_same_rows_and_the_same_digest_in_either_order(tmp_path: Path) -> None:
    digests = []
    for order in (("first", "second"), ("second", "first")):
        store = Store.create(tmp_path / order[0])
        for name in order:
            if name == "first":
                load(store, name, "2026-01-01", append=bills(("b1", "2026-01-05", 100), ("b2", "2026-01-05", 50)))
            else:
                load(
                    store,
                    name,
                    "2026-02-01",
                    append=bills(("b3", "2026-01-05", 9)),
                    correct=bills(("b1", "2026-01-05", 90)),
                )
        assert kwh(store) == {"b1": 90, "b2": 50, "b3": 9}
        digests.append(store.snapshot().digest)
    assert digests[0] == digests[1]


def test_nothing_but_the_lock_is_left_beside_the_files_that_manifests_name(store: Store) -> None:
    load(store, "a", append=bills(("b1", "2026-01-05", 100)))
    names = [path.relative_to(store.root).as_posix() for path in stored_files(store)]
    assert [name for name in names if not name.startswith("tables/")] == ["manifests/00000001.json", "store.json"]


def test_of_two_that_create_a_store_at_once_the_second_opens_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = store_module.is_unborn

    def look_early(root: Path) -> bool:
        seen = look(root)
        if seen:
            monkeypatch.setattr(store_module, "is_unborn", look)
            load(Store.create(root), "theirs", append=bills(("b1", "2026-01-05", 100)))
        return seen

    monkeypatch.setattr(store_module, "is_unborn", look_early)
    ours = Store.open_or_create(tmp_path / "new")
    assert kwh(ours) == {"b1": 100}
    assert ours.check_files() == []


def test_many_processes_may_create_the_same_store(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        for number in range(20):
            made = list(pool.map(Store.open_or_create, [tmp_path / str(number)] * 8))
            assert {one.snapshot().batches for one in made} == {()}


def test_a_store_may_be_moved_and_go_on(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "here")
    load(store, "a", append=bills(("b1", "2026-01-05", 100)))
    with store.run_folder("first") as folder:
        (folder / "findings.csv").write_text("none")
    moved = Store.open(store.root.rename(tmp_path / "there"))
    load(moved, "b", append=bills(("b2", "2026-01-05", 1)), correct=bills(("b1", "2026-01-05", 5)))
    moved.compact_all()
    assert kwh(moved) == {"b1": 5, "b2": 1}
    assert moved.run_path("first").is_dir()
    assert moved.check_files() == []


def test_quarantined_rows_are_taken_up_once(store: Store) -> None:
    with store.begin(delivery("a")) as writer:
        writer.quarantine(rejected(3))
        writer.commit({"bill": Counts(1, 0, quarantined=1)})
    [kept_out] = store.snapshot().batches

    def take_up(profile_digest: str) -> None:
        again = replace(delivery("again", profile_digest=profile_digest), replays=(kept_out.batch_id,))
        with store.begin(again) as writer:
            writer.quarantine(rejected(3))
            writer.commit({"bill": Counts(1, 0, quarantined=1)})

    take_up("mended by one")
    with pytest.raises(TakenUpAlready, match=f"rows of batch {kept_out.batch_id} were taken up meanwhile"):
        take_up("mended by another at the same time")
    assert len(store.snapshot().open_quarantine()) == 1


def asked(*bills_waiting: str) -> pa.Table:
    same = {"column_name": "point_id", "family": "point", "customer": "c", "source_row": 1}
    rows = [{"bill_id": one, **same} for one in bills_waiting]
    return pa.Table.from_pylist(rows, schema=waiting_schema(tables()["bill"]))


def waiting(store: Store) -> list[list[str]]:
    return [rows["bill_id"].to_pylist() for _, _, rows in store.snapshot().waiting()]


def test_what_rows_asked_waits_until_a_batch_completes_it(store: Store) -> None:
    with store.begin(delivery("a")) as writer:
        writer.append("bill", bills(("b1", "2026-01-05", 1), ("b2", "2026-01-05", 1)))
        writer.wait("bill", asked("b1", "b2"))
        writer.commit({"bill": Counts(2, 2)})
    [first] = store.snapshot().batches
    assert waiting(store) == [["b1", "b2"]]
    store.compact_all()
    assert waiting(store) == [["b1", "b2"]]
    completes = replace(delivery("answers"), completes=first.batch_id)
    assert completes.batch_id > "f" * 32  # of batches received at one moment, it stands last
    with store.begin(completes) as writer:
        writer.wait("bill", asked("b2"))
        writer.commit({})
    assert waiting(store) == [["b2"]]
    assert store.check_files() == []
    again = store.begin(replace(delivery("other answers"), completes=first.batch_id))
    with (
        pytest.raises(TakenUpAlready, match=f"rows of batch {first.batch_id} waited for was filled in meanwhile"),
        again,
    ):
        pass


def test_the_reasons_of_what_is_kept_out_name_their_batches(store: Store) -> None:
    with store.begin(delivery("a")) as writer:
        writer.quarantine(rejected(3))
        writer.commit({"bill": Counts(1, 0, quarantined=1)})
    [kept_out] = store.snapshot().batches
    (reasons,) = store.snapshot().open_reasons().values()
    assert reasons == {kept_out.batch_id}
    with store.begin(replace(delivery("again"), replays=(kept_out.batch_id,))) as writer:
        writer.commit({})
    assert store.snapshot().open_reasons() == {}
