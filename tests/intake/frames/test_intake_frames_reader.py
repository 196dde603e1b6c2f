"""Reading past the end is a named fault with its place; lengths, choices and depth are checked."""

from __future__ import annotations

import pytest

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.reader import Reader


def test_bytes_are_read_in_order() -> None:
    reader = Reader(bytes.fromhex("01FFFE0003"), base=10)
    assert (reader.byte(), reader.number(2, signed=True), reader.number(2)) == (1, -2, 3)
    reader.finish()


@pytest.mark.parametrize(
    ("content", "length"), [("05", 5), ("7F", 127), ("8180", 128), ("820100", 256), ("8400000001", 1)]
)
def test_a_length_has_one_byte_or_says_how_many(content: str, length: int) -> None:
    assert Reader(bytes.fromhex(content)).length() == length


def fault_of(content: str, read: str, *arguments: object) -> tuple[str, int]:
    reader = Reader(bytes.fromhex(content), base=100)
    with pytest.raises(BadFrame) as caught:
        getattr(reader, read)(*arguments)
    return caught.value.reason, caught.value.offset


def test_faults_have_their_place() -> None:
    assert fault_of("0102", "take", 3) == ("content_ends", 100)
    assert fault_of("", "byte") == ("content_ends", 100)
    assert fault_of("0501", "text") == ("content_ends", 101)
    assert fault_of("80", "length") == ("unknown_choice", 100)
    assert fault_of("85", "length") == ("unknown_choice", 100)
    assert fault_of("07", "choice", "CSD", (0, 1)) == ("unknown_choice", 100)
    assert fault_of("07", "finish") == ("content_left", 100)


def test_data_may_be_nested_but_not_without_end() -> None:
    reader = Reader(b"")
    for _ in range(12):
        reader.deeper()
    with pytest.raises(BadFrame) as caught:
        reader.deeper()
    assert caught.value.reason == "too_deep"


def test_an_inner_reader_knows_its_place_and_depth() -> None:
    outer = Reader(bytes.fromhex("0003AABBCC"), base=50)
    outer.byte()
    outer.deeper()
    inner = outer.inner(outer.text())
    assert (inner.offset, inner.left, inner.depth) == (52, 3, 1)
