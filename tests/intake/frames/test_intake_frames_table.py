"""Rows for mapping profiles: one a value, every line accounted for."""

from __future__ import annotations

import pyarrow as pa
from framing import answers, asks, dlt645, dlt698, low_first
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.intake.frames.table import SCHEMA, WORDS, FrameRows, frame_rows

METER = "202208310002"
ENERGY = dlt645(0x91, low_first("0001FF00", "00123456", "00023456")).hex()
DEMAND = dlt645(0x91, low_first("01010000", "012345", "2601151945")).hex()


def rows(*lines: str) -> FrameRows:
    return frame_rows(enumerate(lines, start=1))


def test_the_rows_have_words_of_a_mapping_profile() -> None:
    found = rows(f"2026-01-15 00:05:00 {ENERGY}").table
    assert found.schema == SCHEMA
    assert found.column_names == ["行号", *WORDS]
    assert found.to_pylist()[0] == {
        "行号": 1,
        "接收时间": "2026-01-15 00:05:00",
        "规约": "DL/T 645-2007",
        "表地址": METER,
        "服务": "读数据",
        "数据标识": "00010000",
        "数据项": "(当前)正向有功总电能",
        "数值": "1234.56",
        "单位": "kWh",
        "时标": None,
        "数据类型": "active_total",
        "记录标识": None,
        "记录行": None,
        "说明": None,
        "原始值": "00123456",
    }


def test_every_value_is_a_row_and_has_its_time() -> None:
    found = rows(ENERGY, DEMAND).table.to_pylist()
    assert [(one["行号"], one["数据标识"], one["数值"], one["时标"]) for one in found] == [
        (1, "00010000", "1234.56", None),
        (1, "00010100", "234.56", None),
        (2, "01010000", "1.2345", "2026-01-15 19:45:00"),
    ]


def test_a_missing_value_keeps_its_row_and_its_reason() -> None:
    (row,) = rows(dlt645(0x91, low_first("02010100", "FFFF")).hex()).table.to_pylist()
    assert (row["数值"], row["说明"], row["原始值"]) == (None, "字节全为 FF: 无数据", "FFFF")


def test_records_have_row_numbers_and_dates() -> None:
    content = "850301 50040200 02 00 20210200 00 00100201 01 02"
    content += " 1C07EA010F000000 0600000064 1C07EA0110000000 06000000C8 0000"
    found = rows(dlt698(0xC3, content).hex()).table.to_pylist()
    assert [(one["记录标识"], one["记录行"], one["数据标识"], one["数值"], one["时标"]) for one in found] == [
        ("50040200", "1", "20210200", "2026-01-15 00:00:00", "2026-01-15 00:00:00"),
        ("50040200", "1", "00100201", "1.00", "2026-01-15 00:00:00"),
        ("50040200", "2", "20210200", "2026-01-16 00:00:00", "2026-01-16 00:00:00"),
        ("50040200", "2", "00100201", "2.00", "2026-01-16 00:00:00"),
    ]


def test_only_data_of_the_meter_become_rows() -> None:
    silent = (
        dlt645(0x11, low_first("00010000")).hex(),  # asked
        dlt645(0xD1, "02").hex(),  # refused by the meter
        dlt645(0x94, "").hex(),  # a write that went well
        dlt698(0xC3, "860101 41000200 00 0000").hex(),  # a setting that went well
        asks("C001 81 0003 0100010800FF 02 00").hex(),
    )
    found = rows(*silent)
    assert (len(found.table), found.with_data, found.without_data, found.refused) == (0, 0, 5, ())


def test_answers_are_named_after_questions_on_earlier_lines() -> None:
    found = rows(asks("C001 81 0003 0100010800FF 02 00").hex(), answers("C401 81 00 0600014A1F").hex())
    assert [(one["行号"], one["数据标识"], one["数值"]) for one in found.table.to_pylist()] == [
        (2, "1.0.1.8.0.255", "84511")
    ]


def test_large_and_small_numbers_have_no_exponent() -> None:
    lines = [
        asks("C001 82 0003 0100010800FF 03 00"),
        answers("C401 82 00 0202 0F06 161E"),
        asks("C001 83 0003 0100010800FF 02 00"),
        answers("C401 83 00 0600014A1F"),
    ]
    assert rows(*(one.hex() for one in lines)).table.to_pylist()[-1]["数值"] == "84511000000"


def test_refused_lines_are_kept_with_their_reason() -> None:
    found = rows("no frame", ENERGY, ENERGY[:-2], "")
    assert [(one.line, one.text, one.fault.reason) for one in found.refused] == [
        (1, "no frame", "not_hex"),
        (3, ENERGY[:-2], "truncated"),
    ]
    assert (found.lines, found.with_data, found.without_data) == (3, 1, 0)


def test_a_message_without_its_end_is_refused_where_its_parts_stand() -> None:
    first = dlt645(0xB1, low_first("0001FF00", "00000300")).hex()
    last = dlt645(0x92, low_first("0001FF00", "00000100") + "01").hex()
    whole = rows(first, last)
    assert (len(whole.table), whole.with_data, whole.without_data, whole.refused) == (2, 1, 1, ())
    torn = rows(first, ENERGY)
    assert [(one.line, one.fault.reason, one.fault.found) for one in torn.refused] == [(1, "unfinished", "4")]
    assert (torn.lines, torn.with_data, torn.without_data) == (2, 1, 0)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([ENERGY, DEMAND, "", dlt645(0x11, "00000100").hex(), dlt698(0xA3, "0000 8501").hex(),
                             dlt698(0xA3, "0140 01001002").hex(), answers("C402 81 00 00000001 00 01 06").hex()]),
            st.text(alphabet="0123456789ABCDEF ", max_size=40),
        ),
        max_size=12,
    )
)  # fmt: skip
def test_every_line_is_in_exactly_one_count(lines: list[str]) -> None:
    found = rows(*lines)
    assert found.lines == sum(bool(line.strip()) for line in lines)
    assert found.lines == found.with_data + found.without_data + len(found.refused)
    assert found.without_data >= 0
    assert isinstance(found.table, pa.Table)
