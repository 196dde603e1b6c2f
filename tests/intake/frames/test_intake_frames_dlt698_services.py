"""GET, SET, ACTION, REPORT and PROXY of DL/T 698.45, asked and answered."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.dlt698_services import SERVICES, follow_report
from jicha.intake.frames.frame import Item
from jicha.intake.frames.reader import Reader


def told(number: int, choice: int, content: str) -> list[Item]:
    """The items of a service; nothing may be left."""
    reader = Reader(bytes.fromhex(content))
    found = SERVICES[number, choice].read(reader)
    reader.finish()
    return found


def brief(items: list[Item]) -> list[tuple[str, object, str]]:
    return [(one.identifier, one.value, one.note.note if one.note else "") for one in items]


@pytest.mark.parametrize(
    ("number", "choice", "content", "found"),
    [
        (5, 1, "00100200", [("00100200", None, "asked")]),
        (5, 2, "02 00100200 20000200", [("00100200", None, "asked"), ("20000200", None, "asked")]),
        (5, 3, "50040200 09 01 02 00 20210200 00 00100200",
         [("50040200", None, "asked"), ("", "9: 1", ""), ("", "20210200, 00100200", "")]),
        (5, 4, "01 50040200 00 00", [("50040200", None, "asked"), ("", "0", ""), ("", "", "")]),
        (5, 5, "0007", [("", Decimal(7), "")]),
        (5, 6, "F0010200", [("F0010200", None, "asked")]),
        (6, 1, "41000200 1100", [("41000200", Decimal(0), "")]),
        (6, 2, "01 41000200 110F", [("41000200", Decimal(15), "")]),
        (6, 3, "01 41000200 110F 41000200 05",
         [("41000200", Decimal(15), ""), ("41000200", None, "asked"), ("", Decimal(5), "")]),
        (7, 1, "80008200 00", [("80008200", None, "null")]),
        (7, 2, "01 80008200 1101", [("80008200", Decimal(1), "")]),
        (7, 3, "01 80008200 00 80000300 05",
         [("80008200", None, "null"), ("80000300", None, "asked"), ("", Decimal(5), "")]),
        (8, 1, "01 30110200", [("30110200", None, "asked")]),
        (8, 2, "01 30110200", [("30110200", None, "asked")]),
        (8, 3, "", []),
        (133, 1, "00100201 01 0600000064", [("00100201", Decimal("1.00"), "")]),
        (133, 1, "00100201 00 06", [("00100201", None, "dlt698_result/6")]),
        (133, 2, "02 20000201 01 1208FC 20010201 00 04",
         [("20000201", Decimal("230.0"), ""), ("20010201", None, "dlt698_result/4")]),
        (133, 3, "50040200 00 00 21", [("50040200", None, "dlt698_result/33")]),
        (133, 3, "50040200 01 00 00100201 01 00", [("50040200", None, "no_data")]),
        (133, 5, "01 0001 00 0A", [("", Decimal(1), ""), ("", Decimal(1), ""), ("00000000", None, "dlt698_result/10")]),
        (133, 5, "00 0001 01 01 20000201 01 1208FC",
         [("", Decimal(0), ""), ("", Decimal(1), ""), ("20000201", Decimal("230.0"), "")]),
        (133, 6, "F0010200 01 02 ABCD", [("F0010200", "ABCD", "")]),
        (133, 6, "F0010200 00 06", [("F0010200", None, "dlt698_result/6")]),
        (134, 1, "41000200 00", [("41000200", None, "dlt698_result/0")]),
        (134, 2, "01 41000200 03", [("41000200", None, "dlt698_result/3")]),
        (134, 3, "01 41000200 00 41000200 01 110F",
         [("41000200", None, "dlt698_result/0"), ("41000200", Decimal(15), "")]),
        (135, 1, "43004C00 00 00", [("43004C00", None, "dlt698_result/0")]),
        (135, 1, "F1000100 00 01 0902ABCD", [("F1000100", None, "dlt698_result/0"), ("F1000100", "ABCD", "")]),
        (135, 2, "01 43004C00 00 00", [("43004C00", None, "dlt698_result/0")]),
        (135, 3, "01 43004C00 00 00 43000300 00 04",
         [("43004C00", None, "dlt698_result/0"), ("43000300", None, "dlt698_result/4")]),
        (136, 1, "01 20150200 01 040800", [("20150200", "00000000", "")]),
        (136, 3, "F2010200 02 ABCD", [("F2010200", None, "asked"), ("", "ABCD", "")]),
        (9, 7, "F2010201 0608010000 001E 0064 02 ABCD",
         [("F2010201", None, "asked"), ("", "0608010000", ""), ("", "ABCD", "")]),
        (137, 7, "F2010201 01 02 ABCD", [("F2010201", None, "asked"), ("", "ABCD", "")]),
        (137, 7, "F2010201 00 21", [("F2010201", None, "dlt698_result/33")]),
    ],
)  # fmt: skip
def test_services_say_what_they_say(
    number: int, choice: int, content: str, found: list[tuple[str, object, str]]
) -> None:
    assert brief(told(number, choice, content)) == found


def test_a_record_gives_a_row_of_values_each_with_its_date() -> None:
    content = (
        "50040200 02 00 20210200 00 00100200 01 02"
        " 1C07EA010F000000 0102 0600000064 0600000032"
        " 1C07EA0110000000 0102 06000000C8 0600000064"
    )
    found = told(133, 3, content)
    values = [(one.row, one.identifier, one.value) for one in found if one.identifier.startswith("0010")]
    assert values == [
        (1, "00100201", Decimal("1.00")),
        (1, "00100202", Decimal("0.50")),
        (2, "00100201", Decimal("2.00")),
        (2, "00100202", Decimal("1.00")),
    ]
    assert [one.at for one in found if one.identifier == "00100201"] == [datetime(2026, 1, 15), datetime(2026, 1, 16)]
    assert {one.within for one in found} == {"50040200"}


def test_the_columns_of_related_attributes_are_their_attributes() -> None:
    found = told(133, 3, "60120300 01 01 50040200 02 20210200 00100201 01 01 1C07EA010F000000 0600000064")
    assert [(one.identifier, one.value) for one in found] == [
        ("20210200", datetime(2026, 1, 15)),
        ("00100201", Decimal("1.00")),
    ]


def test_several_records_follow_each_other() -> None:
    one = "50040200 01 00 00100201 01 01 0600000064"
    assert [item.value for item in told(133, 4, f"02 {one} {one}")] == [Decimal("1.00")] * 2
    assert [item.value for item in told(136, 2, f"01 {one}")] == [Decimal("1.00")]
    assert [item.value for item in told(133, 5, f"01 0002 02 01 {one}")[2:]] == [Decimal("1.00")]


def test_a_record_without_columns_cannot_be_read() -> None:
    with pytest.raises(BadFrame) as caught:
        told(133, 3, "50040200 00 01 01 0600000064")
    assert caught.value.reason == "content_ends"


METER = "07 05 202208310002"


@pytest.mark.parametrize(
    ("choice", "asked", "answered"),
    [
        (1, f"001E 01 {METER} 000A 01 00100200", f"01 {METER} 01 00100201 01 0600000064"),
        (2, f"001E {METER} 50040200 00 01 00 00100201", f"{METER} 50040200 01 00 00100201 01 01 0600000064"),
        (3, f"001E 01 {METER} 000A 01 41000200 110F", f"01 {METER} 01 41000200 00"),
        (4, f"001E 01 {METER} 000A 01 41000200 110F 41000200 05", f"01 {METER} 01 41000200 00 41000200 01 110F"),
        (5, f"001E 01 {METER} 000A 01 80008200 00", f"01 {METER} 01 80008200 00 00"),
        (6, f"001E 01 {METER} 000A 01 80008200 00 80000300 05", f"01 {METER} 01 80008200 00 00 80000300 00 04"),
    ],
)
def test_proxies_say_for_which_meter(choice: int, asked: str, answered: str) -> None:
    assert told(9, choice, asked)[0].value == Decimal(30)
    within = {one.within for one in (*told(9, choice, asked)[1:], *told(137, choice, answered)) if one.identifier}
    assert within <= {"202208310002", "50040200"}
    assert "202208310002" in within


def test_reports_that_follow_a_reply_are_marked() -> None:
    reader = Reader(bytes.fromhex("01 01 01 20150200 01 040801"))
    (item,) = follow_report(reader)
    assert (item.identifier, item.note and item.note.note) == ("20150200", "follow")
    records = follow_report(Reader(bytes.fromhex("01 02 01 30110200 01 00 201E0200 01 01 1C07EA010F000000")))
    assert records[0].value == datetime(2026, 1, 15)
    assert follow_report(Reader(b"\0")) == []
