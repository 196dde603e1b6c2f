"""Values of canonical columns as a reader sees them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest

from jicha.press.dossier.fields import field_column, field_text, field_values, local_time, table_words
from jicha.press.listing import Kind
from jicha.press.say import Language
from jicha.schema import table, tables
from jicha.terms.privacy import Privacy


def shown(name: str, values: list[object], language: Language, clearance: Privacy = Privacy.INTERNAL) -> list[object]:
    table_name, _, field = name.partition(".")
    column = table(table_name).by_name[field]
    cells: list[object] = field_values(
        pa.chunked_array([pa.array(values, column.type.arrow)]), column, clearance, language
    ).to_pylist()
    return cells


def test_codes_yes_months_and_instants_are_put_into_words() -> None:
    assert shown("customer.customer_class", ["lv_resident", None], Language.ZH) == ["低压居民", None]
    assert shown("point.covered", [True, False, None], Language.EN) == ["yes", "no", None]
    assert shown("bill.month", [date(2026, 1, 1), None], Language.ZH) == ["2026-01", None]
    assert shown("event.started_at", [datetime(2026, 1, 31, 16, 30), None], Language.ZH) == ["2026-02-01 00:30", None]


def test_a_code_of_tomorrow_is_shown_as_it_is() -> None:
    assert shown("customer.customer_class", ["brand_new"], Language.EN) == ["brand_new"]


def test_numbers_and_days_stay_what_they_are() -> None:
    assert shown("bill.kwh", [Decimal("100.000")], Language.ZH) == [Decimal("100.000")]
    assert shown("bill.issued_on", [date(2026, 1, 31)], Language.ZH) == [date(2026, 1, 31)]


def test_private_values_are_masked_for_whoever_is_not_cleared() -> None:
    assert shown("customer.name", ["张三"], Language.ZH) == ["张**"]
    assert shown("customer.name", ["张三"], Language.ZH, Privacy.SENSITIVE) == ["张三"]
    longitude = table("customer").by_name["longitude"]
    assert field_column(longitude, Privacy.INTERNAL).kind is Kind.TEXT
    assert field_column(longitude, Privacy.SENSITIVE).kind is Kind.DECIMAL


@pytest.mark.parametrize("language", list(Language))
def test_every_column_of_every_table_has_a_heading_and_every_table_a_name(language: Language) -> None:
    for one in tables().values():
        assert table_words(one.name, language)
        for column in one.columns:
            if column.type.name != "list":
                assert field_column(column, Privacy.INTERNAL).heading(language)


def test_headings_carry_the_unit() -> None:
    assert field_column(table("bill").by_name["kwh"], Privacy.INTERNAL).heading(Language.ZH) == "计费电量 (kWh)"


def test_texts_of_numbers_have_their_thousands_apart() -> None:
    assert field_text(Decimal("1234.5"), table("bill").by_name["total_charge"]) == "1,234.50"
    assert field_text(Decimal("1234.500"), table("bill").by_name["kwh"]) == "1,234.5"
    assert field_text(date(2026, 1, 31), table("bill").by_name["issued_on"]) == "2026-01-31"
    assert local_time(datetime(2026, 3, 1, 17, 0)) == "2026-03-02 01:00"
