"""Words of frames exist in both languages; a note fills in its argument."""

from __future__ import annotations

import re

import pytest

from jicha.intake.frames.words import Note, known, rows, word, words

CHINESE = re.compile(r"[\u4e00-\u9fff]")
TABLES = ("dlt645_2007.csv", "dlt645_1997.csv", "dlt698_objects.csv", "obis.csv")
SAME = {"protocol", "dlms_unit", "dlt698_unit", "dlt645_rate"}  # names and symbols


def test_every_word_has_two_languages() -> None:
    without = [
        key for key, (english, chinese) in words().items()
        if key[0] not in SAME and not (english and (CHINESE.search(chinese) or chinese in (english, "MD5值", "{}")))
    ]  # fmt: skip
    assert without == []


@pytest.mark.parametrize("table", TABLES)
def test_every_data_item_is_named_in_two_languages_with_source_and_confidence(table: str) -> None:
    for row in rows(table):
        assert row["name"], row
        assert CHINESE.search(row["name_zh"]) or row["name_zh"] in ("RS232", "RS485", "ESAM"), row
        assert row["source"], row
        assert row["confidence"] in ("A", "B", "C", "U"), row


def test_faults_and_bits_have_two_languages() -> None:
    for row in rows("faults.csv"):
        assert all(row.values()), row
        assert CHINESE.search(row["meaning_zh"] + row["remedy_zh"])
    for row in rows("dlt645_bits.csv"):
        assert row["name"], row
        assert CHINESE.search(row["name_zh"]), row


def test_a_code_without_words_gives_itself() -> None:
    assert word("service", "no such service") == ("no such service", "no such service")
    assert not known("service", "no such service")
    assert known("service", "read")


def test_a_note_says_its_argument_in_both_languages() -> None:
    note = Note("fill", "EE")
    assert note.say() == "the bytes are all EE: no value"
    assert note.say_zh() == "字节全为 EE: 无数据"


def test_a_note_may_name_the_list_of_its_words() -> None:
    assert Note("dlt698_result/6").say_zh() == "对象不存在"
    assert Note("dlms_result/3").say() == "read or write denied"
