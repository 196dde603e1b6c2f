"""Which resource belongs to which: by related links, by links up, by addresses; to two places is to none."""

from __future__ import annotations

import pytest

from jicha.intake.sources.formats.espi_feed import Entry
from jicha.intake.sources.formats.espi_links import Links


def chain(prefix: str = "", clock: str = "L/1") -> list[Entry]:
    """A point with a clock, its reading of a type, and a block below that."""
    point, reading = f"{prefix}P/1", f"{prefix}P/1/M/2"
    related = [f"{point}/M", *([f"{prefix}{clock}"] if clock else [])]
    return [
        Entry(0, self_=point, up=f"{prefix}P", related=related, kind="UsagePoint"),
        Entry(1, self_=reading, up=f"{point}/M", related=[f"{reading}/B", f"{prefix}T/3"], kind="MeterReading"),
        Entry(2, self_=f"{prefix}T/3", kind="ReadingType", values={"uom": "72"}),
        Entry(3, self_=f"{prefix}L/1", kind="LocalTimeParameters", values={"tzOffset": "-18000"}),
        Entry(4, self_=f"{reading}/B/4", up=f"{reading}/B", kind="IntervalBlock"),
    ]


def owners(entries: list[Entry], number: int = 4) -> tuple[int, int, int, int]:
    """The numbers of reading, type, point and clock; -1 for none."""
    found = Links(entries).owners[number]
    return found.reading.number, found.type.number, found.point.number, found.clock.number


def test_a_block_belongs_to_all_that_its_links_lead_to() -> None:
    assert owners(chain()) == (1, 2, 0, 3)
    assert owners(list(reversed(chain()))) == (1, 2, 0, 3)
    assert (Links(chain()).unlinked, Links(chain()).shared_clock) == (0, False)


def test_without_links_up_and_to_collections_the_address_leads() -> None:
    entries = chain()
    entries[0].related, entries[1].related = ["L/1"], ["T/3"]
    for one in entries:
        one.up = ""
    assert owners(entries) == (1, 2, 0, 3)


@pytest.mark.parametrize(
    ("gone", "left", "unlinked"),
    [(0, (1, 2, -1, 3), 1), (1, (-1, -1, -1, 3), 1), (2, (1, -1, 0, 3), 1), (3, (1, 2, 0, -1), 0)],
)
def test_what_is_not_there_is_nobody(gone: int, left: tuple[int, int, int, int], unlinked: int) -> None:
    entries = [one for one in chain() if one.number != gone]
    assert owners(entries) == left
    assert Links(entries).unlinked == unlinked


def test_two_that_say_different_things_are_nobody_and_a_repeated_one_is_itself() -> None:
    repeated = Entry(9, self_="T/3", kind="ReadingType", values={"uom": "72"})
    assert owners([*chain(), repeated])[1] == 2
    repeated.values["uom"] = "38"
    assert owners([*chain(), repeated])[1] == -1


def test_the_blocks_of_one_customer_are_not_those_of_another() -> None:
    second = chain("other/")
    for one in second:
        one.number += 10
    entries = [*chain(), *second]
    assert (owners(entries), owners(entries, 14)) == ((1, 2, 0, 3), (11, 12, 10, 13))


def test_a_clock_that_nobody_names_is_everybodys_only_while_it_is_the_only_one() -> None:
    links = Links(chain(clock=""))
    assert (links.owners[4].clock.number, links.shared_clock) == (3, True)
    second = Entry(9, self_="L/2", kind="LocalTimeParameters", values={"tzOffset": "-21600"})
    links = Links([*chain(clock=""), second])
    assert (links.owners[4].clock.number, links.shared_clock) == (-1, False)


@pytest.mark.parametrize("kind", ["UsageSummary", "ElectricPowerUsageSummary"])
def test_a_summary_belongs_to_its_point(kind: str) -> None:
    entries = [*chain(), Entry(5, self_="P/1/UsageSummary/9", up="P/1/UsageSummary", kind=kind)]
    assert owners(entries, 5) == (-1, -1, 0, 3)
