"""How the columns of a ledger are read: numbers of things bear their source, codes have every word known for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_rows import stored_value, written

from jicha.intake.ledger.columns import expression_for, is_number_of, words_for_codes
from jicha.intake.ledger.kept import SOURCE, kept_tables
from jicha.intake.null_words import NullWords
from jicha.intake.rows import Rows
from jicha.schema import Column, code_list, code_lists, table

MakeRows = Callable[..., Rows]


@pytest.fixture
def read(rows_of: MakeRows) -> Callable[..., list[Any]]:
    """What a column of a table is, from texts; and the reasons for which rows are not read."""

    def values(name: str, column: str, *cells: str | None, received: date | None = None) -> list[Any]:
        made = expression_for(table(name), table(name).by_name[column], "c")
        found = made.values(rows_of(c=pa.array(cells, pa.string()), received=received))
        reasons = {int(at): one.reason for one in found.unread for at in one.rows.nonzero()[0]}
        return [reasons.get(at, value) for at, value in enumerate(found.array.to_pylist())]

    return values


@pytest.mark.parametrize("name", code_lists())
def test_every_word_of_the_exports_means_in_a_ledger_what_it_means_there(name: str) -> None:
    words = words_for_codes(name)
    assert words.items() >= code_lists()[name].mappings.get(SOURCE, {}).items()
    assert set(words.values()) == set(code_lists()[name].meanings)


@pytest.mark.parametrize("name", code_lists())
def test_every_code_is_read_by_itself_and_by_what_it_means(name: str) -> None:
    words = words_for_codes(name)
    for code, (_, chinese) in code_lists()[name].meanings.items():
        assert words[code] == code
        assert words[chinese] == code, chinese


def test_a_number_that_exports_know_bears_the_source_and_others_do_not(read: Callable[..., list[Any]]) -> None:
    assert read("reminder", "customer_id", "0012345678", " ", "1.2E+09") == ["sg:0012345678", None, "damaged_number"]
    assert read("operation_log", "object_id", "B1") == ["sg:B1"]
    assert read("fee", "document_no", "浙价[2010]1号") == ["浙价[2010]1号"]
    assert not is_number_of(table("policy_notice").by_name["book_id"])  # editions of prices bear no source


def test_yes_and_no_in_the_words_of_people_and_machines(read: Callable[..., list[Any]]) -> None:
    assert read("fee", "exempt", "是", "1", "true", "TRUE", "否", "0", "false", "也许", "") == [
        True, True, True, True, False, False, False, "not_yes_or_no", None]  # fmt: skip


def test_days_months_and_moments(read: Callable[..., list[Any]]) -> None:
    assert (
        read("preference", "valid_from", "2026-01-05", "2026/1/5", "20260105", "2026年1月5日") == [date(2026, 1, 5)] * 4
    )
    assert read("inspection_plan", "month", "2026-01", "202601", "2026年1月") == [date(2026, 1, 1)] * 3
    assert read("reminder", "reminded_at", "2026-01-05 08:30", "2026-01-05") == [
        datetime(2026, 1, 5, 0, 30), datetime(2026, 1, 4, 16, 0)]  # fmt: skip


def test_only_what_happened_is_held_against_the_calendar(read: Callable[..., list[Any]]) -> None:
    received = date(2026, 6, 1)
    assert read("reminder", "reminded_at", "2099-01-01 08:00", received=received) == ["unlikely_time"]
    assert read("preference", "valid_to", "2099-01-01", received=received) == [date(2099, 1, 1)]
    assert read("max_demand", "month", "2026-08", received=received) == ["unlikely_time"]  # no meter knows the future
    assert read("inspection_plan", "month", "2026-08", received=received) == [date(2026, 8, 1)]


def test_numbers_exact_with_groups_and_percentages(read: Callable[..., list[Any]]) -> None:
    assert read("bill_line", "money", "1,234.50", "1.005", "1.2.3") == [
        Decimal("1234.50"), "too_precise", "not_a_number"]  # fmt: skip
    assert read("fixed_quantity_approval", "share_percent", "12.5", "12.5%") == [Decimal("12.500")] * 2
    assert read("bill_line", "line_no", "3", "3.5") == [3, "too_precise"]


def test_a_code_in_any_known_word(read: Callable[..., list[Any]]) -> None:
    assert read("bill_step", "bill_status", "issued", "发行", "待发") == ["issued", "issued", "unknown_code"]


COLUMNS = [(table_, column) for table_ in kept_tables().values() for column in table_.columns]


def _anything(column: Column) -> st.SearchStrategy[Any]:
    """Any value of a column that a person could write."""
    if column.type.code_list:
        return st.sampled_from(sorted(code_list(column.type.code_list).meanings))
    whole, scale = column.type.precision - column.type.scale, column.type.scale
    most = Decimal(10) ** min(whole, 12) - 1
    days = st.dates(date(2001, 1, 1), date(2026, 5, 31))
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "text": st.text("0123456789ABCxyz-甲乙街道(一)", min_size=1, max_size=20).filter(_says_something),
        "integer": st.integers(-(10**12), 10**12),
        "decimal": st.decimals(-most, most, places=scale, allow_nan=False, allow_infinity=False),
        "boolean": st.booleans(),
        "date": days,
        "month": days.map(lambda one: one.replace(day=1)),
        "instant": st.datetimes(datetime(2001, 1, 2), datetime(2026, 5, 31)).map(
            lambda one: one.replace(microsecond=0)
        ),
    }
    return kinds[column.type.name]


def _says_something(text: str) -> bool:
    return text not in NullWords.stated().of_values and not text.startswith("-")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_a_column_of_any_ledger_holds_is_read_back_from_its_cell(
    data: st.DataObject, rows_of: MakeRows
) -> None:
    table_, column = data.draw(st.sampled_from(COLUMNS), label="column")
    value = data.draw(_anything(column), label="value")
    (cell,) = written(replace(table_, columns=(column,)), {column.name: value}, chinese=data.draw(st.booleans()))
    found = expression_for(table_, column, "c").values(rows_of(received=date(2026, 6, 1), c=pa.array([cell])))
    assert (found.array[0].as_py(), found.unread) == (stored_value(column, value), ())
