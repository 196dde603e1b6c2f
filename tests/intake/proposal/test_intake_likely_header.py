from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from jicha.intake.errors import BadHeader
from jicha.intake.proposal.likely_header import likely_header
from jicha.intake.proposal.vocabulary import vocabulary
from jicha.intake.sources.open import OpenTable, open_tables

Csv = Callable[..., Path]


@contextmanager
def _table(path: Path) -> Iterator[OpenTable]:
    table = open_tables(path)[0]
    with closing(table.parsed):
        yield table


@pytest.mark.parametrize(
    ("rows", "line", "words"),
    [
        (["户号,电费年月", "1,202405", "2,202405"], 1, ("户号", "电费年月")),
        (["电费清单", "单位：甲县,日期：5月", "户号,电费年月", "1,202405"], 3, ("户号", "电费年月")),
        (["户号;电费年月", "1;202405"], 1, ("户号", "电费年月")),
        (["户号,电量,", ",峰,谷", "1,2,3"], 2, ("户号", "电量/峰", "电量/谷")),
        (["电费,电费,电费", "户号,电费年月,应收电费", "1,202404,3"], 2, ("户号", "电费年月", "应收电费")),
        # Words of a second row that mean nothing by themselves are records.
        (["户号,用户名称", "甲,张三", "乙,李四"], 1, ("户号", "用户名称")),
    ],
)
def test_the_row_with_known_words_is_the_header(csv: Csv, rows: list[str], line: int, words: tuple[str, ...]) -> None:
    with _table(csv(*rows)) as table:
        header = likely_header(table, vocabulary())
    assert (header.last_line, header.words) == (line, words)


def test_a_header_that_says_a_word_twice_is_refused(csv: Csv) -> None:
    with (
        _table(csv("户号,电量,电量", "1,2,3", "4,5,6")) as table,
        pytest.raises(BadHeader, match="'电量' more than once"),
    ):
        likely_header(table, vocabulary())


def test_a_record_is_never_the_lower_row_of_a_header(csv: Csv) -> None:
    with _table(csv("户号,电量,备用", "1,2,3", "4,5,6")) as table:
        assert likely_header(table, vocabulary()).last_line == 1
