"""Bytes of a paste: marks, UTF-8, GB18030, and what is no text."""

from __future__ import annotations

import codecs

import pytest

from jicha.find.decoding import NotText, text_of


@pytest.mark.parametrize(
    "data",
    [
        "户号\n0012".encode(),
        codecs.BOM_UTF8 + "户号\n0012".encode(),
        "户号\n0012".encode("gb18030"),
        codecs.BOM_UTF16_LE + "户号\n0012".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "户号\n0012".encode("utf-16-be"),
    ],
)
def test_every_encoding_that_a_clerk_saves_gives_the_same_text(data: bytes) -> None:
    assert text_of(data, "a.txt") == "户号\n0012"


@pytest.mark.parametrize("data", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest"])
def test_a_workbook_is_named_as_one(data: bytes) -> None:
    with pytest.raises(NotText, match="workbook"):
        text_of(data, "a.xlsx")


def test_bytes_of_no_encoding_are_refused_with_their_line() -> None:
    with pytest.raises(NotText) as refused:
        text_of(b"0012\n0013\n\xff\xff", "a.txt")
    assert refused.value.faults[0].line == 3
