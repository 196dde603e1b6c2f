"""What quality each value has: worked by hand for days of four values, which a heading of six hours would give."""

from __future__ import annotations

import io

import numpy as np
import pyarrow as pa
import pytest

from jicha.intake.sources.formats.nem12_blocks import Block, blocks
from jicha.intake.sources.formats.nem12_quality import Qualities, qualities_of

REGISTER = "200,4001234567,E1,1,E1,N1,M0042,kWh,360,20260801"


def day(quality: str, reason: str = "", told: str = "") -> str:
    return f"300,20260601,1,2,3,4,{quality},{reason},{told},,"


def block_of(*records: str) -> Block:
    """The block of these records; the register behind them begins the next one."""
    text = "\n".join(["100,NEM12,202607010900,A,B", REGISTER, *records, REGISTER, day("A"), "900", ""])
    return next(blocks(io.BytesIO(text.encode()), "utf-8", "x.csv", "NEM12"))


def found(*records: str) -> tuple[Block, Qualities]:
    block = block_of(*records)
    days = block.of(300)
    fields = [block.cut.text(one).split(",") for one in days.tolist()]
    stated = [pa.array([one[place] for one in fields], pa.string()) for place in (6, 7, 8)]
    return block, qualities_of(block, days, np.full(len(days), 4), stated)


def of_each_value(*records: str) -> list[tuple[str, ...]]:
    _, made = found(*records)
    assert made.faults == ()
    return list(zip(*[text.take(pa.array(made.place)).to_pylist() for text in made.texts], strict=True))


def test_a_day_without_ranges_has_the_quality_that_it_states() -> None:
    assert of_each_value(day("S14", "9", "read by hand")) == [("S14", "9", "read by hand")] * 4


def test_a_value_has_the_quality_of_the_range_in_which_it_lies() -> None:
    told = of_each_value(day("V"), "400,1,1,A,,", "400,2,3,S14,9,read by hand", "400,4,4,N", day("A"))
    hand = ("S14", "9", "read by hand")
    assert told == [("A", "", ""), hand, hand, ("N", "", ""), *[("A", "", "")] * 4]


@pytest.mark.parametrize("quality", ["A", "N", "E52", "S14", "F", "A77", "E"])
def test_a_range_may_have_each_quality_but_a_varying_one(quality: str) -> None:
    assert of_each_value(day("V"), f"400,1,4,{quality},,") == [(quality, "", "")] * 4


@pytest.mark.parametrize(
    "ranges",
    [
        [], ["400,1,3,A,,"], ["400,2,4,A,,"], ["400,1,5,A,,"], ["400,0,4,A,,"], ["400,1,2,A,,", "400,4,4,A,,"],
        ["400,1,2,A,,", "400,2,4,A,,"], ["400,3,4,A,,", "400,1,2,A,,"], ["400,1,4,V,,"], ["400,1,4,X,,"],
        ["400,1,4,,,"], ["400,1,4"], ["400,1,4,A,,,,"], ["400,1,4,A,,", "400,1,x,A,,"], ["400,4,1,A,,"],
    ],
)  # fmt: skip
def test_a_value_without_a_quality_or_with_two_makes_its_day_a_fault(ranges: list[str]) -> None:
    block, made = found(day("A"), day("V"), *ranges, day("A"))
    (record,) = [one for one, _, _ in made.faults]
    assert made.faults == ((record, "quality_gap", "4"),)
    assert (int(block.cut.lines[record]), block.cut.text(record)) == (4, day("V"))


def test_ranges_of_a_day_that_is_left_out_touch_no_other() -> None:
    block = block_of(day("V"), "400,1,9,A,,", day("V"), "400,1,4,N,,", day("A"))
    days = block.of(300)
    made = qualities_of(block, days[1:], np.array([4, 4]), [pa.array(["V", "A"]), *[pa.array(["", ""])] * 2])
    assert made.faults == ()
    assert made.texts[0].take(pa.array(made.place)).to_pylist() == ["N"] * 4 + ["A"] * 4
