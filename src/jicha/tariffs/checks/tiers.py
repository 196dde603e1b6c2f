"""Tiers: numbered from 1, each from more energy on than the one before and never cheaper, for every tiered price."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from jicha.tariffs.book import Book, Tier, in_force
from jicha.tariffs.checks.places import fault, of_item, stretches
from jicha.terms.errors import Fault, Words


def tier_faults(book: Book) -> Iterator[Fault]:
    """Faults of the tiers of each kind of household; that two are one on a day is for ``date_faults``."""
    for household in dict.fromkeys(one.household for one in book.tiers):
        held = [one for one in book.tiers if one.household == household]
        for stretch in stretches(held):
            tiers = sorted(in_force(held, stretch.first), key=lambda one: one.tier)
            for wrong in _broken(tiers):
                yield fault(f"tiers[{household} @{stretch.first}]", wrong, Words("Correct the tiers.", "请改正阶梯。"))
    ordinary = [one for one in book.tiers if one.household == "ordinary"]
    for item in (one for one in book.items if one.tiered):
        for stretch in stretches(ordinary, within=item):
            if not in_force(ordinary, stretch.first):
                message = Words(
                    f"it is tiered, and no tiers hold on {stretch.first}", f"为阶梯电价，但 {stretch.first} 无阶梯标准"
                )
                yield fault(of_item(item), message, Words("Complete tiers.", "请补全 tiers。"))


def _broken(tiers: list[Tier]) -> Iterator[Words]:
    numbers = [one.tier for one in tiers]
    if numbers and sorted(set(numbers)) != list(range(1, max(numbers) + 1)):
        yield Words(f"tiers {numbers} are not numbered from 1 on", f"阶梯编号 {numbers} 未从1起连续")
    if tiers and (tiers[0].above_kwh != 0 or tiers[0].extra != 0):
        yield Words("the first tier is not from 0 kWh at no extra", "第一档应自0 kWh起且不加价")
    if len({one.cycle for one in tiers}) > 1:
        yield Words("tiers are counted by the month and by the year", "阶梯同时按月和按年计量")
    for below, above in pairwise(tiers):
        if above.tier == below.tier:
            continue
        if above.above_kwh <= below.above_kwh:
            yield Words(
                f"tier {above.tier} begins at {above.above_kwh} kWh and tier {below.tier} at {below.above_kwh}",
                f"第{above.tier}档自 {above.above_kwh} kWh 起，不高于第{below.tier}档的 {below.above_kwh}",
            )
        if above.extra < below.extra:
            yield Words(
                f"tier {above.tier} is cheaper than tier {below.tier}", f"第{above.tier}档加价低于第{below.tier}档"
            )
