"""A block of a long value knows its place."""

from __future__ import annotations

import pytest

from jicha.intake.frames import Kind, Place
from jicha.intake.frames.dlms_message import block
from jicha.intake.frames.obis import Attribute, asked


@pytest.mark.parametrize(
    ("number", "last", "place"),
    [(1, False, Place.FIRST), (2, False, Place.MIDDLE), (3, True, Place.LAST), (1, True, Place.LAST)],
)
def test_blocks_count_from_one(number: int, last: bool, place: Place) -> None:
    message = block("get_block", b"\x01", number=number, last=last, sequence=1, from_meter=True)
    assert message.part is not None
    assert (message.part.place, message.part.content, message.kind) == (place, b"\x01", Kind.REPLY)


def test_a_message_can_name_attributes_too() -> None:
    attribute = Attribute(3, "1.0.1.8.0.255", 2)
    message = block("set_block", b"", number=1, last=False, sequence=1, from_meter=False)
    assert message.adding((asked(attribute),), (attribute,)).items[0].identifier == "1.0.1.8.0.255"
