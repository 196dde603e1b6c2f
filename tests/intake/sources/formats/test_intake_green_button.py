"""Green Button: every reading a row with the words of what its links lead to."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from jicha.intake.errors import EmptyFile, UnreadableFile
from jicha.intake.sources.formats.espi_intervals import units
from jicha.intake.sources.formats.green_button import recognise
from jicha.intake.sources.open import OpenTable, open_tables

Write = Callable[..., Path]
Row = dict[str, str | None]

NOON = 1_780_315_200  # 2026-06-01 12:00 UTC
ROOT = "https://utility.example/espi/1_1/resource/RetailCustomer/7"


def entry(content: str, *, self_: str, up: str = "", related: tuple[str, ...] = (), links: bool = True) -> str:
    told = [f'<link rel="self" href="{self_}"/>', f'<link rel="up" href="{up}"/>' if up else ""]
    told += [f'<link rel="related" href="{one}"/>' for one in related]
    return (
        f"<entry>\n<id>urn:uuid:{self_[-1]}</id>\n{''.join(told) if links else ''}\n<content>\n{content}\n</content>\n"
        "</entry>"
    )


def reading(value: object, start: int | None = NOON, seconds: int | None = 900, more: str = "") -> str:
    period = f"<duration>{seconds}</duration>" if seconds is not None else ""
    period += f"<start>{start}</start>" if start is not None else ""
    told = f"<timePeriod>{period}</timePeriod>" if period else ""
    return f"<IntervalReading>{more}{told}<value>{value}</value></IntervalReading>"


POINT = entry(
    "<UsagePoint><ServiceCategory><kind>0</kind></ServiceCategory></UsagePoint>",
    self_=f"{ROOT}/UsagePoint/1",
    up=f"{ROOT}/UsagePoint",
    related=(f"{ROOT}/UsagePoint/1/MeterReading", f"{ROOT}/LocalTimeParameters/1"),
)
METER_READING = entry(
    "<MeterReading/>",
    self_=f"{ROOT}/UsagePoint/1/MeterReading/2",
    up=f"{ROOT}/UsagePoint/1/MeterReading",
    related=(f"{ROOT}/UsagePoint/1/MeterReading/2/IntervalBlock", f"{ROOT}/ReadingType/3"),
)
TYPE = entry(
    "<ReadingType><accumulationBehaviour>4</accumulationBehaviour><commodity>1</commodity><currency>840</currency>"
    "<defaultQuality>19</defaultQuality><flowDirection>1</flowDirection><intervalLength>900</intervalLength>"
    "<kind>12</kind><phase>769</phase><powerOfTenMultiplier>-3</powerOfTenMultiplier><uom>72</uom></ReadingType>",
    self_=f"{ROOT}/ReadingType/3",
)
CLOCK = entry(
    "<LocalTimeParameters><dstEndRule>B40E2000</dstEndRule><dstOffset>3600</dstOffset>"
    "<dstStartRule>360E2000</dstStartRule><tzOffset>-18000</tzOffset></LocalTimeParameters>",
    self_=f"{ROOT}/LocalTimeParameters/1",
)


def block(*readings: str, number: int = 4, meter_reading: int = 2, start: int | None = NOON) -> str:
    interval = f"<interval><duration>3600</duration><start>{start}</start></interval>" if start is not None else ""
    base = f"{ROOT}/UsagePoint/1/MeterReading/{meter_reading}/IntervalBlock"
    body = "\n".join(readings)
    return entry(f"<IntervalBlock>{interval}\n{body}\n</IntervalBlock>", self_=f"{base}/{number}", up=base)


def feed(*entries: str) -> str:
    body = "\n".join(entries)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n<id>urn:uuid:0</id>\n'
        + re.sub(r"<content>\n<(\w+)", r'<content>\n<\1 xmlns="http://naesb.org/espi"', body)
        + "\n</feed>\n"
    )


def table(path: Path, name: str = "intervals") -> OpenTable:
    (found,) = [one for one in open_tables(path) if one.head.name == name]
    return found


def rows(path: Path, name: str = "intervals") -> list[Row]:
    found = table(path, name)
    return [row for one in found.source(next(found.headers())).batches() for row in one.rows.to_pylist()]


def column(path: Path, word: str) -> list[str | None]:
    return [one[word] for one in rows(path)]


WHOLE = feed(POINT, CLOCK, METER_READING, TYPE, block(
    reading(1500, more="<cost>907</cost><ReadingQuality><quality>8</quality></ReadingQuality>"),
    reading(250, NOON + 900, more="<ReadingQuality><quality>7</quality></ReadingQuality>"
                                  "<ReadingQuality><quality>10</quality></ReadingQuality>"),
))  # fmt: skip


def test_a_reading_has_the_words_of_all_that_it_belongs_to(write: Write) -> None:
    first, second = rows(write(WHOLE, "usage.xml"))
    assert first == {
        "usage_point": "/espi/1_1/resource/RetailCustomer/7/UsagePoint/1", "usage_point_id": "urn:uuid:1",
        "service_kind": "0", "meter_reading": "/espi/1_1/resource/RetailCustomer/7/UsagePoint/1/MeterReading/2",
        "reading_type": "/espi/1_1/resource/RetailCustomer/7/ReadingType/3", "accumulation": "4", "commodity": "1",
        "currency": "840", "data_qualifier": "", "default_quality": "19", "flow_direction": "1",
        "interval_length": "900", "kind": "12", "phase": "769", "multiplier": "-3", "time_attribute": "", "uom": "72",
        "unit": "Wh", "block": "/espi/1_1/resource/RetailCustomer/7/UsagePoint/1/MeterReading/2/IntervalBlock/4",
        "start_utc": "2026-06-01 12:00:00", "start_standard": "2026-06-01 07:00:00", "seconds": "900", "value": "1.5",
        "raw_value": "1500", "quality": "8", "cost": "907", "tier": "", "tou": "", "cpp": "", "tz_offset": "-18000",
        "dst_offset": "3600", "dst_start_rule": "360E2000", "dst_end_rule": "B40E2000",
    }  # fmt: skip
    assert (second["start_utc"], second["value"], second["quality"]) == ("2026-06-01 12:15:00", "0.25", "7 10")


def test_the_order_of_entries_does_not_matter(write: Write) -> None:
    turned = feed(block(reading(1500), reading(250, NOON + 900)), TYPE, METER_READING, CLOCK, POINT)
    straight = feed(POINT, CLOCK, METER_READING, TYPE, block(reading(1500), reading(250, NOON + 900)))
    assert rows(write(turned, "turned.xml")) == rows(write(straight, "straight.xml"))


def test_prefixes_of_namespaces_do_not_matter(write: Write) -> None:
    prefixed = re.sub(r' xmlns="http://naesb.org/espi"', "", WHOLE)
    prefixed = re.sub(r"(</?)(?!\?|feed|entry|id|link|content)(\w)", r"\1espi:\2", prefixed)
    prefixed = re.sub(r"(</?)(feed|entry|id|link|content)\b", r"\1atom:\2", prefixed)
    prefixed = prefixed.replace(
        'xmlns="http://www.w3.org/2005/Atom"',
        'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:espi="http://naesb.org/espi"',
    )
    assert "<espi:value>1500</espi:value>" in prefixed
    assert rows(write(prefixed, "prefixed.xml")) == rows(write(WHOLE, "plain.xml"))


def test_links_without_host_with_query_and_with_a_slash_lead_to_the_same(write: Write) -> None:
    odd = WHOLE.replace(f'rel="up" href="{ROOT}', 'rel="up" href="/espi/1_1/resource/RetailCustomer/7')
    odd = odd.replace('/MeterReading"/>', '/MeterReading/?published-max=2026"/>')
    assert odd != WHOLE
    assert rows(write(odd, "odd.xml")) == rows(write(WHOLE, "plain.xml"))


def test_a_child_that_names_no_collection_is_found_by_its_address(write: Write) -> None:
    bare = re.sub(r'<link rel="related" href="[^"]*(?:MeterReading|IntervalBlock)"/>', "", WHOLE)
    bare = re.sub(r'<link rel="up" [^>]*>', "", bare)
    assert rows(write(bare, "bare.xml")) == rows(write(WHOLE, "plain.xml"))


@pytest.mark.parametrize(
    ("gone", "blank", "kept"),
    [
        (TYPE, ["uom", "unit", "flow_direction", "multiplier"], ["usage_point", "raw_value", "start_utc"]),
        (POINT, ["usage_point", "service_kind"], ["unit", "raw_value", "start_standard"]),
        (METER_READING, ["usage_point", "meter_reading", "unit", "reading_type"], ["raw_value", "start_utc"]),
    ],
)  # fmt: skip
def test_what_links_do_not_lead_to_is_blank_and_noted(
    write: Write, gone: str, blank: list[str], kept: list[str]
) -> None:
    entries = [one for one in (POINT, CLOCK, METER_READING, TYPE) if one != gone]
    path = write(feed(*entries, block(reading(1500))), "usage.xml")
    (row,) = rows(path)
    assert {row[word] for word in blank} == {""}
    assert "" not in {row[word] for word in kept}
    assert ("unlinked_blocks", {"blocks": "1"}) in [(one.note, one.arguments) for one in table(path).head.notes]


def test_two_reading_types_at_one_place_are_none(write: Write) -> None:
    other = TYPE.replace("<uom>72</uom>", "<uom>38</uom>")
    (row,) = rows(write(feed(POINT, CLOCK, METER_READING, TYPE, other, block(reading(1))), "usage.xml"))
    assert (row["unit"], row["value"]) == ("", "1")
    (row,) = rows(write(feed(POINT, CLOCK, METER_READING, TYPE, TYPE, block(reading(1))), "twice.xml"))
    assert (row["unit"], row["value"]) == ("Wh", "0.001")


def test_without_a_clock_local_time_is_left_open(write: Write) -> None:
    (row,) = rows(write(feed(POINT, METER_READING, TYPE, block(reading(1500))), "usage.xml"))
    assert (row["start_utc"], row["start_standard"], row["tz_offset"]) == ("2026-06-01 12:00:00", None, "")


def test_a_clock_that_no_point_names_is_that_of_all_if_it_is_the_only_one(write: Write) -> None:
    point = POINT.replace(f'<link rel="related" href="{ROOT}/LocalTimeParameters/1"/>', "")
    path = write(feed(point, CLOCK, METER_READING, TYPE, block(reading(1500))), "usage.xml")
    assert column(path, "start_standard") == ["2026-06-01 07:00:00"]
    assert [one.note for one in table(path).head.notes] == ["shared_clock"]
    second = CLOCK.replace("Parameters/1", "Parameters/2").replace("-18000", "-21600")
    path = write(feed(point, CLOCK, second, METER_READING, TYPE, block(reading(1500))), "two.xml")
    assert column(path, "start_standard") == [None]


def test_a_reading_without_a_time_follows_the_one_before_it(write: Write) -> None:
    text = feed(POINT, CLOCK, METER_READING, TYPE, block(*[reading(one, None, None) for one in (1, 2, 3)]))
    path = write(text, "usage.xml")
    assert column(path, "start_utc") == ["2026-06-01 12:00:00", "2026-06-01 12:15:00", "2026-06-01 12:30:00"]
    assert column(path, "seconds") == ["900"] * 3
    nowhere = feed(POINT, CLOCK, METER_READING, TYPE, block(reading(1, None, None), start=None))
    assert column(write(nowhere, "nowhere.xml"), "start_utc") == [""]


@pytest.mark.parametrize("start", ["noon", "99999999999", "-99999999999", "1780315200.5"])
def test_a_moment_that_is_none_stays_as_it_is(write: Write, start: str) -> None:
    text = WHOLE.replace(f"<start>{NOON}</start></timePeriod>", f"<start>{start}</start></timePeriod>")
    (row, _) = rows(write(text, "usage.xml"))
    assert (row["start_utc"], row["start_standard"]) == (start, start)


@pytest.mark.parametrize(
    ("raw", "multiplier", "value"),
    [
        ("1500", "0", "1500"), ("1500", "3", "1500000"), ("1500", "-3", "1.5"), ("15", "-3", "0.015"),
        ("-2500", "-3", "-2.5"), ("0", "-3", "0"), ("12.5", "-1", "1.25"), ("12.5", "3", "12500"), ("x", "-3", "x"),
        ("281474976710655", "-6", "281474976.710655"), ("5", "", "5"), ("5", "many", "5emany"), ("5", "99", "5e99"),
    ],
)  # fmt: skip
def test_the_point_of_a_value_is_moved_exactly(write: Write, raw: str, multiplier: str, value: str) -> None:
    text = WHOLE.replace("<value>1500</value>", f"<value>{raw}</value>")
    text = text.replace("Multiplier>-3<", f"Multiplier>{multiplier}<")
    assert rows(write(text, "usage.xml"))[0]["value"] == value


@pytest.mark.parametrize(("code", "unit"), [("72", "Wh"), ("38", "W"), ("29", "V"), ("169", "therm"), ("9999", "9999")])
def test_units_are_those_of_the_standard(write: Write, code: str, unit: str) -> None:
    assert rows(write(WHOLE.replace("<uom>72</uom>", f"<uom>{code}</uom>"), "usage.xml"))[0]["unit"] == unit


def test_every_unit_has_a_code_of_its_own() -> None:
    assert len(units()) == 30
    assert units()["63"] == "var"


def test_places_are_lines_or_where_readings_share_one_their_numbers(write: Write) -> None:
    found = table(write(WHOLE, "usage.xml"))
    wanted = [number for number, line in enumerate(WHOLE.split("\n"), start=1) if "<IntervalReading>" in line]
    assert [one.lines.tolist() for one in found.source(next(found.headers())).batches()] == [wanted]
    found = table(write(WHOLE.replace("\n", ""), "flat.xml"))
    assert [one.lines.tolist() for one in found.source(next(found.headers())).batches()] == [[1, 2]]


def test_a_summary_is_a_row_with_its_period_and_energy(write: Write) -> None:
    summary = entry(
        f"<ElectricPowerUsageSummary><billingPeriod><duration>2592000</duration><start>{NOON}</start></billingPeriod>"
        "<billLastPeriod>8050000</billLastPeriod><currency>840</currency><overallConsumptionLastPeriod>"
        "<powerOfTenMultiplier>3</powerOfTenMultiplier><uom>72</uom><value>412</value></overallConsumptionLastPeriod>"
        f"<statusTimeStamp>{NOON + 60}</statusTimeStamp></ElectricPowerUsageSummary>",
        self_=f"{ROOT}/UsagePoint/1/ElectricPowerUsageSummary/5",
        up=f"{ROOT}/UsagePoint/1/ElectricPowerUsageSummary",
    )
    point = POINT.replace("</id>", f'</id><link rel="related" href="{ROOT}/UsagePoint/1/ElectricPowerUsageSummary"/>')
    (row,) = rows(write(feed(point, CLOCK, summary), "usage.xml"), "summaries")
    told = ("resource", "usage_point", "start_utc", "start_standard", "end_standard", "status_utc", "value", "unit",
            "cost", "currency", "seconds", "tz_offset")  # fmt: skip
    assert [row[word] for word in told] == [
        "ElectricPowerUsageSummary", "/espi/1_1/resource/RetailCustomer/7/UsagePoint/1", "2026-06-01 12:00:00",
        "2026-06-01 07:00:00", "2026-07-01 07:00:00", "2026-06-01 12:01:00", "412000", "Wh", "8050000", "840",
        "2592000", "-18000",
    ]  # fmt: skip


def test_resources_that_are_not_read_are_named(write: Write) -> None:
    quality = entry("<ElectricPowerQualitySummary/>", self_=f"{ROOT}/UsagePoint/1/ElectricPowerQualitySummary/9")
    path = write(feed(POINT, CLOCK, METER_READING, TYPE, quality, block(reading(1))), "usage.xml")
    assert [(one.note, one.arguments) for one in table(path).head.notes] == [
        ("resources_left_out", {"resource": "ElectricPowerQualitySummary", "entries": "1"})
    ]


def test_a_feed_without_readings_is_empty_and_says_what_it_holds(write: Write) -> None:
    with pytest.raises(EmptyFile, match="only LocalTimeParameters, UsagePoint"):
        open_tables(write(feed(POINT, CLOCK), "usage.xml"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (WHOLE[: len(WHOLE) // 2], "the XML is damaged"),
        (WHOLE.replace("</value>", "</valeu>", 1), "the XML is damaged: mismatched tag"),
        (WHOLE.replace("<feed", '<!DOCTYPE feed [<!ENTITY a "b">]>\n<feed', 1), "DOCTYPE"),
        (WHOLE.replace("<value>1500", "<a>" * 50 + "</a>" * 50 + "<value>1500"), "nested deeper"),
        (WHOLE.replace("<value>1500", f"<value>{'1' * 70_000}"), "longer than the standard knows"),
    ],
)
def test_what_no_feed_is_is_refused_with_its_line(write: Write, text: str, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message) as caught:
        open_tables(write(text, "usage.xml"))
    assert caught.value.faults[0].line > 0


def test_it_is_known_by_its_namespace(write: Write) -> None:
    assert recognise(WHOLE.encode(), "x")
    assert recognise(b"\xef\xbb\xbf" + WHOLE.encode(), "x")
    assert recognise(WHOLE.encode("utf-16"), "x")
    assert not recognise(b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"/>', "usage.xml")
    assert not recognise(b'a,b\n"http://naesb.org/espi",2\n', "usage.csv")
    utf_16 = WHOLE.replace("UTF-8", "UTF-16").encode("utf-16")
    assert rows(write(utf_16, "wide.xml")) == rows(write(WHOLE, "plain.xml"))


def test_a_long_feed_loses_nothing(write: Write) -> None:
    blocks = [
        block(*[reading(number * 96 + one, NOON + number * 86400 + one * 900) for one in range(96)], number=number)
        for number in range(400)
    ]
    path = write(feed(POINT, CLOCK, METER_READING, TYPE, *blocks), "usage.xml")
    assert path.stat().st_size > 4 << 20
    assert column(path, "raw_value") == [str(one) for one in range(400 * 96)]
