"""The items behind an identifier: fields, blocks, sections, secrets, and what fits nothing."""

from __future__ import annotations

from decimal import Decimal

from framing import low_first

from jicha.intake.frames.catalogue import layout
from jicha.intake.frames.dlt645_items import asked, field_items, items

TABLE = "dlt645_2007"


def content(*fields: str) -> bytes:
    return bytes.fromhex(low_first(*fields))


def test_a_field_gives_its_value_and_hex() -> None:
    found = layout(TABLE, "02010100")
    assert found is not None
    (item,) = field_items(found.fields[0], content("2297"))
    assert (item.value, item.unit, item.raw) == (Decimal("229.7"), "V", "2297")


def test_what_is_asked_for_is_named_even_when_unknown() -> None:
    assert asked(TABLE, "02010100").name_zh == "A相电压"
    assert asked(TABLE, "0F0F0F0F").name == "unknown"


def test_schedules_repeat_as_long_as_there_are_entries() -> None:
    found = items(TABLE, "04010001", content("000002", "083001"))
    assert [one.value for one in found] == ["00:00 #2", "08:30 #1"]
    assert [one.identifier for one in found] == ["04010001.0", "04010001.1"]


def test_optional_ends_of_records_may_be_missing() -> None:
    short, long = items(TABLE, "03010101", bytes(115)), items(TABLE, "03010101", bytes(131))
    assert (len(short), len(long)) == (33, 37)
    assert items(TABLE, "03010101", bytes(117))[0].value is None


def test_a_freeze_block_that_does_not_fit_has_no_values() -> None:
    (item,) = items(TABLE, "0506FF01", content("2601150000") + b"\xaa" + content("000100") + b"\xaa")
    assert (item.value, item.note and item.note.note) == (None, "length_differs")
    many = b"".join(b"\xaa" for _ in range(20))
    assert items(TABLE, "0506FF01", many)[0].note is not None


def test_a_freeze_block_may_lack_parts_and_a_date() -> None:
    found = items(TABLE, "0506FF01", b"\xaa" + content("00010000") + b"\xaa")
    assert [(one.identifier, one.value, one.at) for one in found] == [("05060101.0", Decimal("100.00"), None)]


def test_records_whose_layout_is_not_known_are_named_and_kept_as_hex() -> None:
    (item,) = items(TABLE, "03300501", bytes.fromhex("0102"))
    assert (item.name_zh, item.value, item.raw) == ("(上1次)时段表编程记录", None, "0201")
    assert item.note is not None
    assert item.note.note == "layout_not_known"
