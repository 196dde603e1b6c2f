"""What is read from a snapshot: verified, as of a moment, in a window, and equal to a model in plain Python."""

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_world import bills, digest_of, flip_bit, kwh, load, moment, opened, read_kwh, stored_files, voids

from jicha.engine.duckdb import DuckDbEngine
from jicha.schema import table
from jicha.store import Store
from jicha.store.errors import DamagedFile
from jicha.terms.errors import JichaError
from jicha.terms.period import Period


def test_a_correction_received_later_does_not_leak_into_an_earlier_moment(store: Store) -> None:
    load(store, "a", "2026-01-01", append=bills(("b1", "2026-01-05", 100), ("b2", "2026-01-05", 200)))
    load(store, "b", "2026-02-01", correct=[bills(("b1", "2026-01-05", 90)), voids("b2")])
    load(store, "c", "2026-03-01", append=bills(("b3", "2026-01-05", 300)))
    assert kwh(store, "2025-12-31T23:59:59") == {}
    assert kwh(store, "2026-01-01") == {"b1": 100, "b2": 200}
    assert kwh(store, "2026-01-31T23:59:59.999999") == {"b1": 100, "b2": 200}
    assert kwh(store, "2026-02-01") == {"b1": 90}
    assert kwh(store) == {"b1": 90, "b3": 300}


def test_a_delivery_that_is_loaded_late_is_known_from_when_it_was_received(store: Store) -> None:
    load(store, "march", "2026-03-01", correct=bills(("b1", "2026-01-05", 3)))
    load(store, "january", "2026-01-01", append=bills(("b1", "2026-01-05", 1)))
    load(store, "february", "2026-02-01", correct=bills(("b1", "2026-01-05", 2)))
    assert [kwh(store, f"2026-0{month}-15") for month in (1, 2, 3)] == [{"b1": 1}, {"b1": 2}, {"b1": 3}]
    assert [f"{batch.received_at:%m}" for batch in store.snapshot().batches] == ["01", "02", "03"]


def test_a_removed_row_comes_back_with_a_later_correction(store: Store) -> None:
    load(store, "a", "2026-01-01", append=bills(("b1", "2026-01-05", 100)))
    load(store, "b", "2026-02-01", correct=voids("b1"))
    load(store, "c", "2026-03-01", correct=bills(("b1", "2026-01-05", 110)))
    assert [kwh(store, f"2026-0{month}-15") for month in (1, 2, 3)] == [{"b1": 100}, {}, {"b1": 110}]


def test_two_corrections_received_at_once_are_decided_by_the_order_of_acceptance(store: Store) -> None:
    load(store, "a", append=bills(("b1", "2026-01-05", 100)))
    for number in range(5):
        load(store, f"c{number}", "2026-02-01", correct=bills(("b1", "2026-01-05", number)))
    assert kwh(store) == {"b1": 4}


def test_a_table_without_corrections_is_read_plainly(store: Store) -> None:
    load(store, "a", append=bills(("b1", "2026-01-05", 100)))

    class Watching(DuckDbEngine):
        views: list[str] = []

        def view(self, name: str, sql: str) -> None:
            self.views.append(name)

    with Watching(threads=1) as engine:
        store.snapshot().open(engine, ["bill"])
        assert engine.views == []


def test_a_window_skips_files_wholly_outside_and_keeps_what_has_no_day(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jicha.store.parts.FILE_ROWS", 4)  # a month a file
    load(
        store,
        "a",
        append=bills(*[(f"b{month}", f"2026-{month:02d}-05", month) for month in range(1, 10)], ("b0", "", 0)),
    )
    assert kwh(store, window=Period(date(2026, 3, 5), date(2026, 5, 5))) == {"b0": 0, "b3": 3, "b4": 4}
    assert kwh(store, window=Period(date(2026, 3, 6), date(2026, 4, 5))) == {"b0": 0}
    with DuckDbEngine(threads=1) as engine:
        snapshot = store.snapshot()
        assert len(snapshot.open(engine, ["bill"], window=Period(date(2026, 3, 5), date(2026, 5, 5)))) == 3
        assert len(snapshot.open(engine, ["bill"])) == 10


def test_a_correction_that_moves_a_row_out_of_the_window_takes_it_out(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jicha.store.parts.FILE_ROWS", 4)
    load(store, "a", append=bills(("b1", "2026-01-05", 1), ("b2", "2026-01-05", 2)))
    load(store, "b", "2026-02-01", correct=bills(("b1", "2030-01-05", 1)))
    with opened(store, window=Period(date(2026, 1, 1), date(2026, 2, 1))) as engine:
        rows = engine.query("SELECT bill_id, year(issued_on) AS y FROM bill ORDER BY 1").to_pylist()
    assert [tuple(row.values()) for row in rows] == [("b1", 2030), ("b2", 2026)]


def test_instants_are_not_skipped_for_the_difference_between_local_and_utc_days(store: Store) -> None:
    ticket = pa.table({"ticket_id": ["t1"], "called_at": pa.array([moment("2026-01-31T17:00")], pa.timestamp("us"))})
    load(store, "a", append={"ticket": ticket})
    with opened(store, names=["ticket"], window=Period(date(2026, 2, 1), date(2026, 3, 1))) as engine:
        assert engine.query("SELECT count(*) AS n FROM ticket").to_pylist() == [{"n": 1}]  # 01:00 on 1 February here
    with opened(store, names=["ticket"], window=Period(date(2026, 2, 2), date(2026, 3, 1))) as engine:
        assert engine.query("SELECT count(*) AS n FROM ticket").to_pylist() == [{"n": 0}]


def test_a_column_added_later_is_blank_in_older_files(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = tuple(column for column in table("bill").columns if column.name != "gas_m3")
    narrow = replace(table("bill"), columns=columns)
    with monkeypatch.context() as before:
        before.setattr("jicha.store.rows.tables", lambda: {"bill": narrow})
        load(store, "a", append=bills(("b1", "2026-01-05", 100)))
    gas = bills(("b2", "2026-01-05", None)).append_column("gas_m3", pa.array([5], pa.int32()))
    load(store, "b", append=gas)
    with opened(store) as engine:
        rows = engine.query("SELECT bill_id, gas_m3 FROM bill ORDER BY 1").to_pylist()
    assert [(row["bill_id"], row["gas_m3"]) for row in rows] == [("b1", None), ("b2", 5)]
    assert store.compact("bill").files_after == 1
    assert kwh(store) == {"b1": 100, "b2": None}
    assert store.check_files() == []


def test_the_digest_is_of_what_is_known_and_nothing_else(store: Store) -> None:
    empty = store.snapshot().digest
    load(store, "a", "2026-01-01", append=bills(("b1", "2026-01-05", 100)))
    january = store.snapshot().digest
    load(store, "b", "2026-02-01", correct=bills(("b1", "2026-01-05", 90)))
    assert len({empty, january, store.snapshot().digest}) == 3
    assert store.snapshot(moment("2026-01-15")).digest == january
    assert store.snapshot(moment("2025-01-15")).digest == empty


def test_the_digest_differs_when_a_row_does(tmp_path: Path) -> None:
    digests = set()
    for number, value in enumerate((100, 100, 101)):
        store = Store.create(tmp_path / str(number))
        load(store, "a", append=bills(("b1", "2026-01-05", value)))
        digests.add(store.snapshot().digest)
    assert len(digests) == 2


def test_row_counts_and_days_are_of_what_was_received_by_then(store: Store) -> None:
    load(store, "a", "2026-01-01", append=bills(("b1", "2026-01-05", 1), ("b2", "", 2)))
    load(store, "b", "2026-02-01", append=bills(("b3", "2026-03-05", 3)), correct=bills(("b1", "2026-01-04", 1)))
    assert dict(store.snapshot(moment("2026-01-15")).row_counts) == {"bill": 2}
    assert dict(store.snapshot().row_counts) == {"bill": 4}
    assert store.snapshot().tables == ("bill",)
    assert store.snapshot().days("bill") == (date(2026, 1, 4), date(2026, 3, 5))
    assert store.snapshot(moment("2026-01-15")).days("bill") == (date(2026, 1, 5), date(2026, 1, 5))
    assert store.snapshot().days("customer") is None


def test_opening_again_takes_the_place_of_what_was_opened(store: Store) -> None:
    load(store, "a", "2026-01-01", append=bills(("b1", "2026-01-05", 1)))
    load(store, "b", "2026-02-01", correct=bills(("b1", "2026-01-05", 2)))
    with DuckDbEngine(threads=1) as engine:
        for as_of, expected in (("2026-01-15", 1), (None, 2), ("2026-01-15", 1)):
            store.snapshot(moment(as_of)).open(engine, ["bill"])
            assert engine.query("SELECT kwh FROM bill").to_pylist() == [{"kwh": expected}]


def test_the_engine_can_be_locked_down_to_the_store(store: Store) -> None:
    load(store, "a", append=bills(("b1", "2026-01-05", 1)))
    with DuckDbEngine(threads=1) as engine:
        files = store.snapshot().open(engine, ["bill"])
        engine.lock_down([store.root])
        assert all(path.is_relative_to(store.root) for path in files)
        assert engine.query("SELECT count(*) AS n FROM bill").to_pylist() == [{"n": 1}]


def spoil(path: Path, chance: random.Random) -> None:
    """Flip one to three bits, or cut the end off."""
    whole = path.read_bytes()
    if chance.random() < 0.25:
        path.write_bytes(whole[: chance.randrange(len(whole))])
        return
    for _ in range(chance.randint(1, 3)):
        flip_bit(path, chance.randrange(len(whole)), chance.randrange(8))
    if path.read_bytes() == whole:  # the same bit twice
        flip_bit(path, 0)


@pytest.mark.parametrize("seed", range(20))
def test_any_flip_or_cut_in_any_stored_file_is_found_before_it_is_used(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    store = Store.create(tmp_path / "store")
    load(store, "a", append=bills(*[(f"b{number}", "2026-01-05", number) for number in range(50)]))
    load(store, "b", "2026-02-01", correct=bills(("b1", "2026-01-05", 90)))
    assert len(kwh(store)) == 50  # this process has seen the files whole
    files = stored_files(store)
    path = files[seed % len(files)]
    spoil(path, chance)
    if "_delta_log" in path.parts:  # not read by us, and found before it is written to
        with pytest.raises(DamagedFile, match=path.name):
            load(store, "c", append=bills(("b99", "2026-01-05", 1)), correct=bills(("b2", "2026-01-05", 1)))
    else:
        with pytest.raises(JichaError, match=path.name):
            kwh(store)
    assert any(path.name in str(fault) for fault in [*store.check_manifests(), *store.check_files()])


@dataclass
class Known:
    """One batch, as the model keeps it."""

    day: int
    sequence: int
    base: dict[str, int] = field(default_factory=dict)
    corrections: dict[str, int | None] = field(default_factory=dict)  # None = removed


def model(batches: list[Known], as_of: int) -> dict[str, float | None]:
    """Base rows, then corrections over them in the order of knowing."""
    known = sorted((one for one in batches if one.day <= as_of), key=lambda one: (one.day, one.sequence))
    rows: dict[str, float | None] = {key: value for one in known for key, value in one.base.items()}
    stated = {key: value for one in known for key, value in one.corrections.items()}
    rows.update(stated)
    return {key: value for key, value in rows.items() if stated.get(key, value) is not None}


keys = st.sampled_from([f"b{number}" for number in range(6)])
steps = st.lists(
    st.one_of(
        st.just("compact"),
        st.tuples(
            st.integers(0, 3),
            st.dictionaries(keys, st.integers(0, 9), max_size=3),
            st.dictionaries(keys, st.none() | st.integers(10, 19), max_size=3),
        ),
    ),
    max_size=7,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_the_tables_are_the_model_at_every_moment_whatever_came_in_which_order(history: list[object]) -> None:
    start = date(2026, 1, 1)
    with TemporaryDirectory() as folder:
        store, batches, given_keys = Store.create(Path(folder) / "store"), [], set()
        for number, step in enumerate(history, start=1):
            if isinstance(step, str):
                store.compact_all()
                continue
            assert isinstance(step, tuple)
            day, base, corrections = step
            base = {key: value for key, value in base.items() if key not in given_keys}
            given_keys |= set(base)
            load(
                store,
                f"delivery {number}",
                f"{start + timedelta(days=day)}",
                append=bills(*[(key, f"2026-0{1 + value % 3}-05", value) for key, value in base.items()]),
                correct=[
                    bills(*[(key, "2026-05-05", value) for key, value in corrections.items() if value is not None]),
                    voids(*[key for key, value in corrections.items() if value is None]),
                ],
            )
            batches.append(Known(day, number, base, corrections))
        with DuckDbEngine(threads=1) as engine:
            for day in range(4):
                store.snapshot(moment(f"{start + timedelta(days=day)}")).open(engine, ["bill"])
                assert read_kwh(engine) == model(batches, day)
            before = digest_of(engine), store.snapshot(moment("2026-01-04")).digest
        assert store.check_manifests() + store.check_files() == []
        store.compact_all()
        with DuckDbEngine(threads=1) as engine:
            store.snapshot().open(engine, ["bill"])
            assert (digest_of(engine), store.snapshot().digest) == before
