"""Formats are found in their folder; text is what is left."""

import io

import pytest

from jicha.intake.errors import EmptyFile, UnreadableFile
from jicha.intake.sources.formats import formats, open_format


def test_every_module_that_recognises_a_file_is_a_format_and_text_is_the_last() -> None:
    names = list(formats())
    assert names[-1] == "csv_file"
    assert {"parquet_file", "workbook", "html_table", "json_lines", "nem12", "green_button"} <= set(names)


def test_the_first_bytes_decide() -> None:
    assert open_format(io.BytesIO(b'{"a": 1}\n'), "x.csv").format == "json_lines"
    assert open_format(io.BytesIO(b"a,b\n1,2\n"), "x.json").format == "csv"


def test_what_nothing_reads_is_refused_by_name() -> None:
    with pytest.raises(EmptyFile):
        open_format(io.BytesIO(b""), "x.csv")
    with pytest.raises(UnreadableFile, match="a 7z file"):
        open_format(io.BytesIO(b"7z\xbc\xaf'\x1c"), "x.csv")
