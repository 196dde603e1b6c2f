"""Records as complete lists."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa

from jicha.find.dossier import Dossiers
from jicha.press.dossier.records import FILE, NUMBER, RECEIVED, SOURCE, TOTAL, batch_words, record_sheets, told_columns
from jicha.press.run import Background
from jicha.press.say import Language
from jicha.terms.privacy import Privacy


def listed(found: Dossiers, background: Background, name: str, *, sources: bool = False) -> pa.Table:
    (one,) = (
        sheet.listing
        for sheet in record_sheets(found, background, Language.ZH, sources=sources)
        if sheet.listing.name == name
    )
    return pa.concat_tables(one.rows())


def test_every_row_bears_the_number_that_led_to_it(look: Callable[..., Dossiers], background: Background) -> None:
    rows = listed(look("0013\nF14\nP12", rows_at_most=1), background, "bill").to_pylist()
    assert [(row[NUMBER], row[FILE], row[TOTAL], row["bill_id"]) for row in rows] == [
        ("0013", "ems:0013", 1, "ems:B13"),
        ("F14, P12", "ems:0012", 15, "ems:F14"),
    ]


def test_blank_columns_are_left_out(look: Callable[..., Dossiers], background: Background) -> None:
    found = look("ems:0012")
    (bills,) = (one for one in found.records if one.table == "bill")
    assert {"kwh", "total_charge"} <= {one.name for one in told_columns(bills)}
    assert "gas_m3" not in listed(found, background, "bill").column_names


def test_names_are_masked_unless_the_reader_is_cleared(look: Callable[..., Dossiers], background: Background) -> None:
    row = listed(look("ems:0012"), background, "customer").to_pylist()[0]
    assert (row["name"], row["phone"], row["owner_id_no"]) == ("张**", "***0123", "***1237")
    assert row["address"] == "安平县城关镇文三路**"
    ticket = listed(look("0013"), background, "ticket").to_pylist()[0]
    assert (ticket["reporter_name"], ticket["reporter_phone"], ticket["content"]) == ("***", "***", "***")
    clear = listed(look("ems:0012", clearance=Privacy.SENSITIVE), background, "customer").to_pylist()[0]
    assert (clear["name"], clear["phone"]) == ("张三", "13800000123")


def test_the_delivery_is_told_when_asked_for(look: Callable[..., Dossiers], background: Background) -> None:
    plain = listed(look("ems:0012"), background, "receivable")
    assert SOURCE not in plain.column_names
    row = listed(look("ems:0012"), background, "receivable", sources=True).to_pylist()[0]
    assert (row[SOURCE], row[RECEIVED]) == ("billing", "2026-03-02 08:00")


def test_a_delivery_that_nobody_named_is_told_by_its_id() -> None:
    source, received = batch_words(Background())
    assert (source("abc"), received("abc")) == ("abc", "")


def test_what_stands_around_has_sheets_of_its_own(look: Callable[..., Dossiers], background: Background) -> None:
    titles = {sheet.listing.name: sheet.title for sheet in record_sheets(look("ems:0012"), background, Language.ZH)}
    assert titles["around_area"] == "周边台区"
    assert titles["bill"] == "电费账单"
