"""Frames in words of two languages, and as records for JSON."""

from __future__ import annotations

import json
from datetime import datetime

from framing import dlt645, dlt698, low_first

from jicha.intake.frames.read import Placed, read_lines
from jicha.intake.frames.show import place_of, record, shown

VOLTAGE = "6843100011340068910633343435CA55EE16"


def placed(text: str) -> Placed:
    (found,) = read_lines([(7, text)])
    return found


def test_a_frame_is_told_in_english_and_in_chinese() -> None:
    english, chinese = shown(placed(VOLTAGE), chinese=False), shown(placed(VOLTAGE), chinese=True)
    assert (english.place, english.headline) == (
        "line 7",
        "DL/T 645-2007 | 003411001043 | from the meter | read | reply",
    )
    assert (chinese.place, chinese.headline) == ("第 7 行", "DL/T 645-2007 | 003411001043 | 表到主站 | 读数据 | 应答")
    assert [(one.identifier, one.name, one.value) for one in chinese.items] == [("02010100", "A相电压", "229.7 V")]
    assert not english.bad


def test_a_bad_frame_is_told_with_its_remedy() -> None:
    words = shown(placed(VOLTAGE[:-2]), chinese=False)
    assert words.bad
    assert words.headline.startswith("byte 9: the frame needs 18 bytes; 17 are there. The end is missing")
    assert words.headline.endswith("[truncated]")
    assert "报文应有 18 字节" in shown(placed(VOLTAGE[:-2]), chinese=True).headline


def test_what_is_special_stands_in_the_headline() -> None:
    ciphered = shown(placed(dlt698(0xC3, "90 01 02 ABCD 00").hex()), chinese=True)
    assert "密文" in ciphered.headline
    wildcard = shown(placed(dlt645(0x11, low_first("00010000"), "AA" * 6).hex()), chinese=False)
    assert "wildcard" in wildcard.headline
    part = shown(placed(dlt698(0xA3, "0000 8501").hex()), chinese=False)
    assert "first part" in part.headline
    undecided = shown(placed(dlt645(0x00, "").hex()), chinese=True)
    assert "1997" in undecided.headline


def test_times_and_reasons_stand_beside_values() -> None:
    demand = shown(placed(dlt645(0x91, low_first("01010000", "012345", "2601151945")).hex()), chinese=False)
    assert demand.items[0].value == "1.2345 kW @ 2026-01-15 19:45:00"
    missing = shown(placed(dlt645(0x91, low_first("02010100", "FFFF")).hex()), chinese=False)
    assert (missing.items[0].value, missing.items[0].note) == ("V", "the bytes are all FF: no value")


def test_a_binary_place_is_an_offset() -> None:
    one = Placed(0, 36, "", placed(VOLTAGE).said)
    assert (place_of(one, chinese=False), place_of(one, chinese=True)) == ("byte 36", "第 36 字节")


def test_a_record_can_be_written_as_json_and_keeps_its_numbers_exact() -> None:
    told = json.loads(json.dumps(record(placed(f"2026-01-15 00:05:00 {VOLTAGE}"))))
    assert told["received_at"] == "2026-01-15T00:05:00"
    assert (told["protocol"], told["address"], told["kind"]) == ("DL/T 645-2007", "003411001043", "reply")
    assert (told["items"][0]["value"], told["items"][0]["unit"]) == ("229.7", "V")


def test_records_say_parts_times_and_errors() -> None:
    part = record(placed(dlt698(0xA3, "0300 8501").hex()))
    assert part["part"] == {"place": "first", "sequence": 3}
    sent = record(placed(dlt698(0x43, "050101 00100200 01 07EA010F091E3B 00 003C").hex()))
    assert sent["sent_at"] == str(datetime(2026, 1, 15, 9, 30, 59))
    bad = record(placed(VOLTAGE[:-2]))
    assert isinstance(bad["error"], dict)
    assert (bad["error"]["reason"], bad["error"]["offset"]) == ("truncated", 9)
