"""An ESPI feed as a stream: entries with links and values, readings in order, nothing that no feed has."""

from __future__ import annotations

import io

import pytest

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.formats import espi_feed
from jicha.intake.sources.formats.espi_feed import Reading, plain_href, survey, walk

HEAD = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:e="http://naesb.org/espi">\n'
BLOCK = """<entry><id>urn:uuid:4</id><link rel="self" href="https://u.example/B/4/"/><link rel="up" href="/B?min=1"/>
<content><e:IntervalBlock><e:interval><e:duration>1800</e:duration><e:start>1780290000</e:start></e:interval>
<e:IntervalReading><e:timePeriod><e:duration>900</e:duration></e:timePeriod><e:value> 7 </e:value></e:IntervalReading>
<e:IntervalReading><e:ReadingQuality><e:quality>8</e:quality></e:ReadingQuality>
<e:ReadingQuality><e:quality>10</e:quality></e:ReadingQuality><e:value>9</e:value></e:IntervalReading>
</e:IntervalBlock></content></entry>
"""
POINT = """<entry><id>urn:uuid:1</id><link rel="self" href="/P/1"/><link rel="related" href="/P/1/M"/>
<link rel="related" href="/L/1"/><link rel="alternate" href="/elsewhere"/>
<content><e:UsagePoint><e:ServiceCategory><e:kind>0</e:kind></e:ServiceCategory></e:UsagePoint></content></entry>
"""


def feed(*entries: str, head: str = HEAD) -> io.BytesIO:
    return io.BytesIO((head + "".join(entries) + "</feed>").encode())


def test_an_entry_has_its_links_its_resource_and_its_values() -> None:
    found = survey(feed(POINT, BLOCK), "x.xml")
    point, block = found.entries
    assert (point.id, point.self_, point.up, point.related) == ("urn:uuid:1", "/P/1", "", ["/P/1/M", "/L/1"])
    assert (point.kind, point.line, point.values) == ("UsagePoint", 4, {"ServiceCategory/kind": "0"})
    assert (block.number, block.self_, block.up, block.kind, block.values) == (1, "/B/4", "/B", "IntervalBlock", {})
    assert (found.kinds, found.readings, found.by_line) == ({"UsagePoint": 1, "IntervalBlock": 1}, 2, True)


def test_a_reading_has_its_values_by_path_and_where_it_stands() -> None:
    assert list(walk(feed(POINT, BLOCK), "x.xml")) == [
        Reading(1, "1780290000", 0, 7, {"timePeriod/duration": "900", "value": "7"}),
        Reading(1, "1780290000", 1, 8, {"ReadingQuality/quality": "8 10", "value": "9"}),
    ]


def test_a_second_block_in_one_entry_counts_from_its_own_start() -> None:
    second = BLOCK[BLOCK.index("<e:IntervalBlock>") : BLOCK.index("</content>")].replace("1780290000", "1780376400")
    both = BLOCK.replace("</content>", f"{second}</content>")
    told = [(one.entry, one.block_start, one.place) for one in walk(feed(both), "x.xml")]
    assert told == [(0, "1780290000", 0), (0, "1780290000", 1), (0, "1780376400", 0), (0, "1780376400", 1)]


def test_readings_outside_of_a_block_are_none() -> None:
    assert survey(feed(BLOCK.replace("IntervalBlock", "SomethingElse")), "x.xml").readings == 0


def test_where_two_readings_share_a_line_lines_do_not_tell_them_apart() -> None:
    one_line = BLOCK.replace("\n", "")
    assert not survey(feed(one_line), "x.xml").by_line


def test_the_encoding_is_the_one_declared() -> None:
    head = f'<?xml version="1.0" encoding="ISO-8859-1"?>{HEAD}'
    assert survey(feed(POINT, head=head), "x.xml").encoding == "iso-8859-1"
    assert survey(feed(POINT), "x.xml").encoding == "utf-8"


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        (HEAD + POINT, "the XML is damaged", 5),
        (HEAD + POINT.replace("</e:UsagePoint>", "</e:Other>") + "</feed>", "the XML is damaged", 4),
        (f'<!DOCTYPE feed [<!ENTITY a "b">]>\n{HEAD}</feed>', "DOCTYPE", 1),
        (f"{HEAD}{'<a>' * 40}{'</a>' * 40}</feed>", "nested deeper", 2),
        (f"{HEAD}<entry><id>{'x' * 65_537}</id></entry></feed>", "longer than the standard knows", 2),
    ],
)
def test_what_no_feed_has_is_refused_with_its_line(text: str, message: str, line: int) -> None:
    with pytest.raises(UnreadableFile, match=message) as caught:
        survey(io.BytesIO(text.encode()), "x.xml")
    assert caught.value.faults[0].line == line


def test_entries_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espi_feed, "_MOST_ENTRIES", 2)
    assert len(survey(feed(POINT, POINT), "x.xml").entries) == 2
    with pytest.raises(UnreadableFile, match="more than 2 entries"):
        survey(feed(POINT, POINT, POINT), "x.xml")


@pytest.mark.parametrize(
    ("href", "plain"),
    [
        ("https://u.example/espi/P/1", "/espi/P/1"), ("http://u.example:8080/espi/P/1/", "/espi/P/1"),
        ("/espi/P/1?published-min=2026", "/espi/P/1"), (" P/1#top ", "P/1"), ("https://u.example", ""), ("", ""),
    ],
)  # fmt: skip
def test_two_spellings_of_one_address_are_one(href: str, plain: str) -> None:
    assert plain_href(href) == plain
