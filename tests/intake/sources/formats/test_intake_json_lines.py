"""JSON Lines: every digit as written, what is no object torn, everything else refused with what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from read_back import read_back

from jicha.intake.errors import BadHeader, EmptyFile, UnreadableFile
from jicha.intake.sources.open import open_tables

Write = Callable[..., Path]


def test_the_words_are_the_keys_of_all_objects_in_order(write: Write) -> None:
    read = read_back(write('{"户号": "001", "电量": 12.50}\n\n{"电量": 7, "备注": "好", "户号": null}\n', "a.jsonl"))
    assert read.columns == {"户号": ["001", None], "电量": ["12.50", "7"], "备注": [None, "好"]}
    assert (read.lines, read.format, read.encoding) == ([1, 3], "json_lines", "utf-8")


def test_numbers_keep_the_digits_they_are_written_with(write: Write) -> None:
    text = '{"a": 340100123456789012, "b": 0.10, "c": 1e3, "d": -0.0, "e": true, "f": {"x": [1.50, "y"]}, "g": ""}'
    assert [one[0] for one in read_back(write(text, "a.jsonl")).columns.values()] == [
        "340100123456789012", "0.10", "1e3", "-0.0", "true", '{"x": [1.50, "y"]}', ""
    ]  # fmt: skip


@pytest.mark.parametrize(
    "broken", ['{"a": 2, "a": 3}', "[1, 2]", "3", '{"a": 2', '{"a": NaN}', "{'a': 2}", '{"a": 2} x']
)
def test_a_line_that_is_no_single_object_is_torn(write: Write, broken: str) -> None:
    read = read_back(write(f'{{"a": 1}}\n{broken}\n{{"a": 4}}\n', "a.jsonl"))
    assert (read.columns, read.torn, read.lines) == ({"a": ["1", "4"]}, [(2, broken)], [1, 3])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings_and_line_ends_are_those_of_texts(write: Write, encoding: str) -> None:
    read = read_back(write('{"户号": "李明"}\r\n{"户号": "王芳"}'.encode(encoding), "a.jsonl"))
    assert (read.columns, read.lines) == ({"户号": ["李明", "王芳"]}, [1, 2])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"a": 1}, {"a": 2}]', "a JSON array"),
        ('{\n  "a": 1\n}\n', "over several lines"),
        ('{"a": 1,\n"b": 2}\n', "over several lines"),
        ('{"a": ' + "[" * 100_000, "nested deeper"),
    ],
)
def test_other_json_is_refused_with_what_to_do(write: Write, text: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said) as caught:
        open_tables(write(text, "a.json"))
    assert caught.value.faults[0].remedy


def test_a_file_of_torn_lines_only_is_empty_and_endless_keys_are_refused(write: Write) -> None:
    with pytest.raises(EmptyFile):
        open_tables(write('{"a": 1, "a": 2}\n', "a.jsonl"))
    with pytest.raises(BadHeader, match="4,096 different keys"):
        open_tables(write("".join(f'{{"k{number}": 1}}\n' for number in range(5000)), "a.jsonl"))


def test_totals_are_set_aside_as_everywhere(write: Write) -> None:
    read = read_back(write('{"户号": "1", "电量": 5}\n{"户号": "合计", "电量": 5}\n', "a.jsonl"))
    assert (read.columns["户号"], read.aside) == (["1"], [(2, "total")])
