"""Files are opened by what they are."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jicha.intake.errors import BadHeader, EmptyFile, UnreadableFile
from jicha.intake.sources.open import check_header, open_tables
from jicha.intake.sources.source import Header


def test_the_first_bytes_decide_and_not_the_name(write: Callable[..., Path]) -> None:
    assert open_tables(write({"a": [1]}, "a.csv"))[0].parsed.format == "parquet"
    assert open_tables(write("a,b\n1,2\n", "a.parquet"))[0].parsed.format == "csv"


@pytest.mark.parametrize(
    ("content", "name"), [(b"\x1f\x8b...", "gzip"), (b"%PDF-1.7", "PDF"), (b"\x89PNG....", "picture")]
)
def test_other_formats_are_named_and_the_remedy_told(write: Callable[..., Path], content: bytes, name: str) -> None:
    with pytest.raises(UnreadableFile, match=name) as caught:
        open_tables(write(content, "bills.csv"))
    assert caught.value.faults[0].remedy


def test_a_file_that_is_not_there_or_empty_is_named(write: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"nowhere\.csv: the file cannot be read: no such file"):
        open_tables(tmp_path / "nowhere.csv")
    with pytest.raises(UnreadableFile):
        open_tables(tmp_path)
    with pytest.raises(EmptyFile):
        open_tables(write(b"", "empty.csv"))


def test_a_column_has_one_word_of_its_own(write: Callable[..., Path]) -> None:
    (table,) = open_tables(write("a, a\n1,2\n"))
    with pytest.raises(BadHeader, match="more than once"):
        table.source(Header(("a", "a"), ("a", "a"), 1))
    with pytest.raises(BadHeader, match="5,001 columns"):
        open_tables(write("a" + ",b" * 5000 + "\n"))


def test_too_many_columns_are_told_before_any_two_are_compared() -> None:
    words = tuple(f"c{number}" for number in range(200_000))  # comparing each with each takes a quarter of an hour
    with pytest.raises(BadHeader, match="200,000 columns"):
        check_header(Header(words, words), Path("a.parquet"))


def test_the_headers_that_could_bear_some_words_are_those_that_bear_them_under_synonyms(tmp_path: Path) -> None:
    path = tmp_path / "bills.csv"
    path.write_text("电费清单\n户 号,月份,电量\n1001,202601,30\n", encoding="utf-8")
    (table,) = open_tables(path)
    try:
        synonyms = {"户号": ["户 号", "用户编号"], "电费年月": ["月份"]}
        found = list(table.headers_with(["户号", "电费年月"], synonyms))
        assert found
        assert [one.titles for one in found] == [one.titles for one in table.headers() if "月份" in one.titles]
        assert list(table.headers_with(["户号", "电价码"], synonyms)) == []
        assert len(list(table.headers_with([], {}))) == len(list(table.headers()))
    finally:
        table.parsed.close()
