"""Rows are cut into whole months and sorted by subject and time."""

from datetime import date, datetime

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_world import bills, handmade

from jicha.schema import table
from jicha.store.parts import cut_by_key, cut_by_month, file_rows, sort_key

BILL = table("bill")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of eight rows; months share one up to two rows."""
    monkeypatch.setattr("jicha.store.parts.FILE_ROWS", 8)


def cut(*days: str) -> list[tuple[str, list[int]]]:
    rows = with_points(*[(f"p{number}", day) for number, day in enumerate(days)])
    return [(part.label, sorted(part.indices.tolist())) for part in cut_by_month(rows, BILL)]


def with_points(*rows: tuple[str, str]) -> pa.Table:
    base = bills(*[(f"b{number}", day, 1) for number, (_, day) in enumerate(rows)])
    return base.append_column("point_id", pa.array([point for point, _ in rows]))


@pytest.mark.usefixtures("small")
def test_small_neighbouring_months_share_a_file_and_a_large_one_has_its_own() -> None:
    days = ["2026-01-05", "2026-02-05", "2026-03-05", "2026-03-06", "2026-03-07", "2026-04-05"]
    assert cut(*days) == [("2026-01_2026-02", [0, 1]), ("2026-03", [2, 3, 4]), ("2026-04", [5])]


@pytest.mark.usefixtures("small")
def test_a_month_larger_than_a_file_is_split_evenly() -> None:
    parts = cut_by_month(with_points(*[(f"p{n:02d}", "2026-01-05") for n in range(17)]), BILL)
    assert [len(part.indices) for part in parts] == [6, 6, 5]
    assert {part.label for part in parts} == {"2026-01"}


@pytest.mark.usefixtures("small")
def test_rows_without_a_day_have_a_file_of_their_own_and_are_counted() -> None:
    parts = cut_by_month(with_points(("p1", "2026-01-05"), ("p2", ""), ("p3", "")), BILL)
    assert [(part.label, part.undated, part.time_from) for part in parts] == [
        ("undated", 2, None),
        ("2026-01", 0, date(2026, 1, 5)),
    ]


def test_a_part_is_sorted_by_point_then_time() -> None:
    rows = with_points(("p2", "2026-01-05"), ("p1", "2026-01-06"), ("p2", "2026-01-01"), ("p1", "2026-01-02"))
    [part] = cut_by_month(rows, BILL)
    assert part.indices.tolist() == [3, 1, 2, 0]
    assert (part.time_from, part.time_to) == (date(2026, 1, 1), date(2026, 1, 6))


def test_corrections_are_not_cut_by_month() -> None:
    rows = with_points(("p2", "2020-01-05"), ("p1", "2026-01-06"), ("p3", ""))
    [part] = cut_by_key(rows, BILL)
    assert part.indices.tolist() == [1, 0, 2]
    assert (part.label, part.undated) == ("2020-01_2026-01", 1)


def test_instants_are_cut_by_their_utc_day() -> None:
    event = handmade("event", "event_id pk", "started_at time instant")
    moments = pa.array([datetime(2026, 1, 31, 23, 59), None, datetime(2026, 1, 31, 8)], pa.timestamp("us"))
    undated, dated = cut_by_month(pa.table({"event_id": ["e1", "e1", "e1"], "started_at": moments}), event)
    assert undated.undated == 1
    assert (dated.time_from, dated.time_to) == (date(2026, 1, 31), date(2026, 1, 31))
    assert dated.indices.tolist() == [2, 0]


def test_days_before_1970_are_in_their_month() -> None:
    assert [part.label for part in cut_by_month(with_points(("p1", "1969-12-31")), BILL)] == ["1969-12"]


def test_a_table_without_time_is_one_part_and_no_rows_are_none() -> None:
    thing = handmade("thing", "thing_id pk", "name")
    rows = pa.table({"thing_id": ["t2", "t1", None], "name": ["a", "b", "c"]})
    [part] = cut_by_month(rows, thing)
    assert part.indices.tolist() == [2, 1, 0]  # a blank comes first
    assert cut_by_month(rows.slice(0, 0), thing) == []


def test_the_subject_leads_the_order_else_the_key() -> None:
    assert sort_key(with_points(("p1", "")), BILL) == "point_id"
    assert sort_key(bills(("b1", "", 1)), BILL) == "customer_id"
    assert sort_key(bills(("b1", "", 1)).select(["bill_id"]), BILL) == "bill_id"


def test_wide_rows_make_files_of_fewer_rows() -> None:
    narrow = pa.table({"n": pa.array(range(1000), pa.int32())})
    wide = pa.table({"slots": pa.array([list(range(96_000))] * 10, pa.list_(pa.int32()))})
    assert file_rows(narrow) == 1_000_000
    assert 600 < file_rows(wide) < 700  # 256 MiB of 384 kB


@given(st.lists(st.tuples(st.integers(0, 5), st.none() | st.integers(-40, 400)), max_size=60))
def test_every_row_is_in_exactly_one_part_and_parts_do_not_share_a_month(
    rows: list[tuple[int, int | None]],
) -> None:
    points = pa.array([f"p{point}" for point, _ in rows], pa.string())
    days = pa.array([day for _, day in rows], pa.int32()).cast(pa.date32())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("jicha.store.parts.FILE_ROWS", 12)
        parts = cut_by_month(pa.table({"point_id": points, "issued_on": days}), BILL)
    assert sorted(index for part in parts for index in part.indices.tolist()) == list(range(len(rows)))
    months: dict[str, set[int]] = {}
    for number, part in enumerate(parts):
        taken = [days[index].as_py() for index in part.indices.tolist()]
        assert len(taken) <= 12
        assert part.undated == taken.count(None)
        assert part.undated in (0, len(taken))
        for day in filter(None, taken):
            assert part.time_from is not None
            assert part.time_to is not None
            assert part.time_from <= day <= part.time_to
            months.setdefault(f"{day:%Y-%m}", set()).add(number)
    split = [numbers for numbers in months.values() if len(numbers) > 1]
    assert all(len({parts[number].label for number in numbers}) == 1 for numbers in split)
