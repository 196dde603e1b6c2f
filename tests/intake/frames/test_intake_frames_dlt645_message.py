"""Control codes, error words and parts of DL/T 645."""

from __future__ import annotations

import pytest

from jicha.intake.frames import Place
from jicha.intake.frames.dlt645_message import Message, error_items, part_item, part_of, rest


@pytest.mark.parametrize(
    ("control", "function", "to_meter", "abnormal", "more"),
    [
        (0x11, 0x11, True, False, False),
        (0x91, 0x11, False, False, False),
        (0xB1, 0x11, False, False, True),
        (0xD1, 0x11, False, True, False),
    ],
)
def test_a_control_code_is_function_and_flags(
    control: int, function: int, to_meter: bool, abnormal: bool, more: bool
) -> None:
    message = Message(control, b"")
    assert (message.function, message.to_meter, message.abnormal, message.more) == (function, to_meter, abnormal, more)


def test_each_bit_of_an_error_word_is_an_item() -> None:
    assert [one.identifier for one in error_items("dlt645_error", b"\x81")] == ["bit0", "bit7"]
    assert [one.identifier for one in error_items("dlt645_security_error", b"\x00\x02")] == ["bit9"]


def test_nothing_left_is_no_item() -> None:
    assert rest(b"") == ()
    assert rest(b"\x01\x02")[0].raw == "0102"


def test_a_part_knows_its_place() -> None:
    more, last = Message(0xB2, b""), Message(0x92, b"")
    assert part_of(more, "0001FF00", b"", 0).place is Place.FIRST
    assert part_of(more, "0001FF00", b"", 1).place is Place.MIDDLE
    assert part_of(last, "0001FF00", b"", 2).place is Place.LAST
    assert part_item("0001FF00", ("a", "b"), b"\x01\x02").raw == "0201"
