"""The grammar of a paste: whatever parts, dresses or heads numbers, the same come out, and all is accounted for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.find.paste import Entry, Fate, NoSuchColumn, is_header, read_arguments, read_paste

NUMBERS = st.lists(st.from_regex(r"[0-9]{4,22}", fullmatch=True), min_size=1, max_size=20, unique=True)
APART = st.sampled_from(["\n", "\r\n", "\t", ",", "，", "、", ";", " ", "\u3000", "\n\n", " , "])
DRESSES = st.sampled_from(
    [
        lambda one: one,
        lambda one: f"'{one}",
        lambda one: f'"{one}"',
        lambda one: f'="{one}"',
        lambda one: f"{one}.0",
        lambda one: f"户号:{one}",
        lambda one: "".join(chr(ord(sign) + 0xFEE0) for sign in one),
        lambda one: f"\u200b{one}\u202e",
    ]
)


@given(NUMBERS, st.data())
def test_however_numbers_are_dressed_and_parted_they_come_out_in_order(numbers: list[str], data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(["", "户号\n", "\ufeff户号\n", "用户编号\r\n\r\n"]))
    for number in numbers:
        text += data.draw(DRESSES)(number) + data.draw(APART)
    assert read_paste(text).numbers == tuple(numbers)


@given(st.text())
def test_any_text_is_accounted_for_and_nothing_asked_twice(text: str) -> None:
    paste = read_paste(text)
    assert len(set(paste.numbers)) == len(paste.numbers)
    for one in paste.entries:
        assert bool(one.number) == (one.fate in (Fate.ASKED, Fate.REPEATED))
        assert bool(one.reason) == (one.fate in (Fate.REFUSED, Fate.SKIPPED))
        assert one.number.strip() == one.number


def test_a_repeated_number_is_asked_once_and_says_where_it_stood_first() -> None:
    entries = read_paste("0012\n0013\n'0012").entries
    assert [one.fate for one in entries] == [Fate.ASKED, Fate.ASKED, Fate.REPEATED]
    assert (entries[2].number, entries[2].line, entries[2].first_line) == ("0012", 3, 1)


def test_a_header_is_skipped_and_said_and_blank_lines_are_nothing() -> None:
    paste = read_paste("户号\n\n0012\n\n")
    assert paste.entries[0] == Entry(1, "户号", "", Fate.SKIPPED, "header")
    assert [(one.line, one.number) for one in paste.entries[1:]] == [(3, "0012")]


@pytest.mark.parametrize("word", ["户号", "用户 编号", "CUSTOMER NUMBER", "account no", "“户号”", "资产编号"])
def test_a_word_that_heads_numbers_is_known(word: str) -> None:
    assert is_header(word)


def test_a_word_that_heads_something_else_is_not() -> None:
    assert not is_header("户名")
    assert read_paste("户名\n0012").entries[0].reason == "not_a_number"


def test_of_a_table_only_the_column_of_numbers_is_taken_and_the_others_are_named() -> None:
    paste = read_paste("户名\t户号\t电费\n张三\t0012\t12.50\n李四\t0013\t8.00\n合计\t\t20.50\n")
    assert (paste.numbers, paste.column, paste.passed_over) == (("0012", "0013"), "户号", ("户名", "电费"))


def test_titles_above_the_header_are_skipped_and_said() -> None:
    paste = read_paste(
        "安平县公司 2026年1月电费发行清单\n制表日期 2026-02-01\n序号\t户号\t电费\n1\t0012\t60\n2\t0013\t8\n"
    )
    assert paste.numbers == ("0012", "0013")
    assert [one.line for one in paste.of_fate(Fate.SKIPPED)] == [1, 2, 3]


def test_the_column_may_be_chosen() -> None:
    text = "户号,表号\n0012,S1\n0013,S2\n"
    assert read_paste(text).numbers == ("0012", "0013")
    assert read_paste(text, column="表号").numbers == ("S1", "S2")
    with pytest.raises(NoSuchColumn, match="户名"):
        read_paste(text, column="户名")


def test_a_quoted_cell_of_a_csv_may_hold_the_delimiter() -> None:
    assert read_paste('户号,户名\n"0012","张三,李四"\n').numbers == ("0012",)


def test_a_line_of_groups_of_three_digits_is_refused_since_nobody_can_tell_what_it_is() -> None:
    (one,) = read_paste("123,456,789").entries
    assert (one.fate, one.reason) == (Fate.REFUSED, "thousands")
    assert read_paste("123，4567").numbers == ("123", "4567")


def test_lost_digits_are_refused_and_the_rest_is_asked() -> None:
    paste = read_paste("1.2E+11\n0012")
    assert paste.numbers == ("0012",)
    assert [(one.pasted, one.reason) for one in paste.of_fate(Fate.REFUSED)] == [("1.2E+11", "scientific")]


def test_invisible_characters_are_counted_where_they_stood() -> None:
    entries = read_paste("\u200b0012\u202e\n0013").entries
    assert [one.invisible for one in entries] == [2, 0]


def test_arguments_are_read_as_lines() -> None:
    assert read_arguments(["0012", "0013,0014", "'0012"]).numbers == ("0012", "0013", "0014")


def test_nothing_pasted_is_nothing_asked() -> None:
    assert read_paste(" \n\t\n").entries == ()
