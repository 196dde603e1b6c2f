"""Codes become the words of the exports, and each word leads back to its code."""

from __future__ import annotations

import pyarrow as pa
import pytest

from jicha.intake.ledger.columns import words_for_codes
from jicha.schema import code_list, code_lists
from jicha.twin.deliver.code_words import in_words, replaced, words_of_exports, words_of_ledgers


@pytest.mark.parametrize("name", code_lists())
def test_a_word_of_the_exports_means_its_code_to_the_intake(name: str) -> None:
    theirs = code_list(name).mappings.get("sg", {})
    for code, word in words_of_exports(name).items():
        if theirs:
            starts = {key[:-1]: ours for key, ours in theirs.items() if key.endswith("*")}
            assert theirs.get(word, starts.get(word)) == code
        else:
            assert word == code_list(name).meanings[code][1]


@pytest.mark.parametrize("name", code_lists())
def test_every_code_has_a_word_in_a_ledger_and_the_intake_knows_it(name: str) -> None:
    words = words_of_ledgers(name)
    assert words.keys() == code_list(name).meanings.keys()
    assert {code: words_for_codes(name)[word] for code, word in words.items()} == {code: code for code in words}


def test_words_are_chinese_where_the_exports_have_one() -> None:
    assert words_of_exports("register")["active_total"] == "正向有功总"
    assert "gas_total" not in words_of_exports("register")
    assert words_of_ledgers("register")["gas_total"] == "气量"


def test_the_codes_of_a_table_are_replaced_and_nothing_else() -> None:
    rows = pa.table({"register": ["active_total", "gas_total", None], "reading": [1, 2, 3]})
    worded = in_words("register_daily", rows, ledger=False)
    assert worded.to_pydict() == {"register": ["正向有功总", None, None], "reading": [1, 2, 3]}
    assert in_words("register_daily", rows, ledger=True)["register"].to_pylist() == ["正向有功总", "气量", None]


def test_a_column_of_blanks_stays_as_it_is() -> None:
    blank = pa.chunked_array([pa.nulls(2, pa.string())])
    assert replaced(blank, {"a": "b"}) is blank
