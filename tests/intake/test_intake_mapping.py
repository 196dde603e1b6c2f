"""One batch into rows; a faulty record gives nothing anywhere."""

from collections.abc import Callable

import pytest

from jicha.intake.mapping import map_batch
from jicha.intake.profile import FileKind, Profile
from jicha.intake.read_profile import read_text
from jicha.intake.rows import Rows

GOOD = {
    "no": ["1", "2"],
    "customer": ["a", "b"],
    "day": ["2026-01-01", "2026-01-02"],
    "kwh": ["5", "6"],
    "status": ["0", "1"],
}


@pytest.fixture
def kind(trial: Profile) -> FileKind:
    return trial.files[0]


@pytest.fixture
def two_tables(bills_yaml: str) -> FileKind:
    text = bills_yaml.replace(
        "      - table: bill\n",
        "      - table: customer\n        when: {column: status, is: ['1']}\n"
        "        columns: {customer_id: {identifier: [customer]}}\n"
        "      - table: bill\n        when: {column: status, is_not: ['9']}\n",
    )
    return read_text(text, "p.yaml").files[0]


def test_good_records_become_rows_of_the_canonical_types(kind: FileKind, rows_of: Callable[..., Rows]) -> None:
    mapped = map_batch(rows_of(**GOOD), kind)
    assert mapped.rejected == ()
    (bills,) = mapped.rows
    assert bills.select(["bill_id", "meter_status", "source_row"]).to_pylist() == [
        {"bill_id": "t:1", "meter_status": "running", "source_row": 0},
        {"bill_id": "t:2", "meter_status": "abnormal", "source_row": 1},
    ]


def test_only_the_first_fault_of_a_record_is_told(kind: FileKind, rows_of: Callable[..., Rows]) -> None:
    mapped = map_batch(rows_of(**{**GOOD, "day": ["x", "2026-01-02"], "kwh": ["y", "z"]}), kind)
    assert [(one.rows.tolist(), one.reason, one.column, one.delivered) for one in mapped.rejected] == [
        ([0], "not_a_date", "day", ("x",)),
        ([1], "not_a_number", "kwh", ("z",)),
    ]
    assert mapped.rows[0].num_rows == 0


def test_a_missing_key_names_the_column_that_is_blank(kind: FileKind, rows_of: Callable[..., Rows]) -> None:
    (rejected,) = map_batch(rows_of(**{**GOOD, "no": ["", "2"]}), kind).rejected
    assert (rejected.reason, rejected.column, rejected.delivered) == ("missing_value", "no", ("",))


def test_a_record_that_is_faulty_for_one_table_gives_nothing_for_another(
    two_tables: FileKind, rows_of: Callable[..., Rows]
) -> None:
    mapped = map_batch(rows_of(**{**GOOD, "kwh": ["5", "bad"]}), two_tables)
    assert [one.num_rows for one in mapped.rows] == [0, 1]
    assert [one.table for one in mapped.rejected] == ["bill"]


def test_a_record_that_no_table_wants_is_not_dropped_in_silence(
    two_tables: FileKind, rows_of: Callable[..., Rows]
) -> None:
    mapped = map_batch(rows_of(**{**GOOD, "status": ["0", "9"]}), two_tables)
    (one,) = mapped.rejected
    assert (one.rows.tolist(), one.reason, one.column, one.delivered) == ([1], "unclaimed", "status", ("9",))
    assert one.expected == ("1, ...",)
    assert [one.num_rows for one in mapped.rows] == [0, 1]


def test_a_fault_in_a_row_that_the_table_does_not_want_is_none(
    two_tables: FileKind, rows_of: Callable[..., Rows]
) -> None:
    mapped = map_batch(rows_of(**{**GOOD, "status": ["0", "1"], "customer": ["", "b"]}), two_tables)
    assert mapped.rejected == ()
    assert mapped.rows[0].column("customer_id").to_pylist() == ["t:b"]


def test_a_column_that_is_all_wrong_does_not_cost_a_search_for_each_value(
    kind: FileKind, rows_of: Callable[..., Rows]
) -> None:
    many = 3000
    rows = rows_of(
        no=list(range(many)),
        customer=["a"] * many,
        day=["2026-01-01"] * many,
        kwh=["1"] * many,
        status=[f"bad {number}" for number in range(many)],
    )
    (rejected,) = map_batch(rows, kind).rejected
    assert len(rejected.delivered) == many
    assert rejected.expected[-1] == ""
