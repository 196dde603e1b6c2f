"""Files are opened by what they are."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jicha.intake.errors import EmptyFile, UnreadableFile
from jicha.intake.sources.open import open_source


def test_the_first_bytes_decide_and_not_the_name(write: Callable[..., Path]) -> None:
    assert open_source(write({"a": [1]}, "a.csv")).format == "parquet"
    assert open_source(write("a,b\n1,2\n", "a.parquet")).format == "csv"


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"PK\x03\x04...", "XLSX"), (b"\xd0\xcf\x11\xe0...", "XLS"), (b"\x1f\x8b...", "gzip"), (b"%PDF-1.7", "PDF"),
     (b"\xef\xbb\xbf\n<HTML><table>", "web page"), (b"<?xml version", "web page")],
)  # fmt: skip
def test_other_formats_are_named_and_the_remedy_told(write: Callable[..., Path], content: bytes, name: str) -> None:
    with pytest.raises(UnreadableFile, match=name) as caught:
        open_source(write(content, "bills.csv"))
    assert "CSV" in caught.value.faults[0].remedy


def test_a_file_that_is_not_there_or_empty_is_named(write: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"nowhere\.csv: the file cannot be read: no such file"):
        open_source(tmp_path / "nowhere.csv")
    with pytest.raises(UnreadableFile):
        open_source(tmp_path)
    with pytest.raises(EmptyFile):
        open_source(write(b"", "empty.csv"))
