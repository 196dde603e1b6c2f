"""The prices of an item: units, seasons and blocks, days without a price, two-part prices without their other part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jicha.tariffs.book import Book, Item, Price, in_force
from jicha.tariffs.checks.dates import gaps, grouped, overlaps
from jicha.tariffs.checks.places import YEAR, Placed, fault, meet, of_item, of_price, stretches
from jicha.terms.errors import Fault, Words

_OF_ENERGY = ("energy", "market_energy", "transport", "grid_loss", "system_operation", "loss", "subsidy", "other")
_UNITS = {"capacity": "kVA/month", "demand": "kW/month", "standby": "kVA/month"}
# Far above any that was ever published, and far below the same price written in fen.
_MOST_CNY = {"kWh": 3, "kVA/month": 200, "kW/month": 300}
_DIGITS = range(9)  # as many as the store keeps of a price
_COMPLETE = Words("Complete the prices, or correct their dates.", "请补全电价，或改正生效、失效日期。")


def price_faults(book: Book) -> Iterator[Fault]:
    """Faults of the prices of every item by themselves; what they need of a calendar is for ``period_faults``."""
    for item in book.items:
        yield from _own_faults(item)
        yield from _line_faults(item)
        yield from _block_faults(item)
        yield from _life_faults(item)
        yield from _capacity_faults(book, item)


def season_of(price: Price) -> frozenset[int]:
    """The months in which a price holds."""
    return frozenset(price.months or YEAR)


def is_of_energy(price: Price) -> bool:
    """Whether it is a price for a kWh."""
    return price.unit.endswith("/kWh")


def _own_faults(item: Item) -> Iterator[Fault]:
    if item.price_digits not in _DIGITS:
        message = Words(f"price_digits is {item.price_digits}", f"price_digits 为 {item.price_digits}")
        yield fault(of_item(item), message, Words("Give 0 to 8.", "请填写0至8。"))
    for price in item.prices:
        place, per = of_price(item, price), price.unit.partition("/")[2]
        wanted = _UNITS.get(price.component)
        if wanted is None:
            wanted = "kWh" if price.component in _OF_ENERGY and per != "month" else "month"
        if per != wanted:
            message = Words(
                f"{price.component} cannot cost {price.unit}", f"{price.component} 不能以 {price.unit} 计价"
            )
            yield fault(place, message, Words(f"Its unit is per {wanted}.", f"应按 {wanted} 计价。"))
        most = _MOST_CNY.get(per) if price.unit.startswith("CNY/") else None
        if most is not None and abs(price.price) > most:
            message = Words(
                f"{price.price} {price.unit} is above any price and may be in fen",
                f"{price.price} {price.unit} 高于任何电价，可能以分为单位",
            )
            yield fault(place, message, Words("Write it in yuan.", "请以元为单位填写。"))
        if not meet(price, item):
            message = Words("it holds on no day of its item", "在该电价的有效期内不生效")
            yield fault(place, message, Words("Correct the dates.", "请改正生效、失效日期。"))


def _line_faults(item: Item) -> Iterator[Fault]:
    """Two prices of one line on a day of a common month, and a line that stops and begins again."""
    places = [Placed(of_price(item, price), price) for price in item.prices]
    for line in grouped(places, lambda one: (one.component, one.unit, one.period, one.above_kwh or Decimal(0))):
        found = []
        for month in YEAR if any(one.datum.months for one in line) else (1,):
            of_month = [one for one in line if month in season_of(one.datum)]
            found += [*overlaps(of_month), *gaps(of_month)]
        yield from dict.fromkeys(found)


def _block_faults(item: Item) -> Iterator[Fault]:
    """Blocks must begin at 0, each where the one before ends, and the last must be open."""
    energy = [one for one in item.prices if one.above_kwh is not None or one.up_to_kwh is not None]
    for key in dict.fromkeys((one.component, one.period, one.unit) for one in energy):
        line = [one for one in item.prices if (one.component, one.period, one.unit) == key]
        found = []
        for stretch in stretches(line):
            for month in stretch.months:
                held = [one for one in in_force(line, stretch.first) if month in season_of(one)]
                blocks = sorted(held, key=lambda one: one.above_kwh or Decimal(0))
                for wrong in _broken(blocks):
                    place = f"{of_item(item)}.prices[{key[0]} {key[1]}], blocks from {stretch.first}"
                    found.append(fault(place, wrong, Words("Correct the edges.", "请改正分档电量。")))
        yield from dict.fromkeys(found)


def _broken(blocks: Sequence[Price]) -> Iterator[Words]:
    edge: Decimal | None = Decimal(0)
    for one in blocks:
        low = one.above_kwh or Decimal(0)
        if edge is None or low < edge:
            yield Words(f"a block from {low} kWh lies over the one below", f"自 {low} kWh 起的分档与前一档重叠")
        elif low > edge:
            yield Words(f"no block has the kWh from {edge} to {low}", f"{edge} 至 {low} kWh 未划入任何分档")
        if one.up_to_kwh is not None and one.up_to_kwh <= low:
            yield Words(
                f"the block from {low} to {one.up_to_kwh} kWh is empty", f"{low} 至 {one.up_to_kwh} kWh 分档为空"
            )
        edge = one.up_to_kwh
    if blocks and edge is not None:
        yield Words(f"no block has the kWh above {edge}", f"{edge} kWh 以上未划入任何分档")


def _life_faults(item: Item) -> Iterator[Fault]:
    """Days of the item on which no kWh has a price."""
    energy = [one for one in item.prices if is_of_energy(one)]
    if not item.prices:
        yield fault(of_item(item), Words("it has no price", "没有任何价格"), _COMPLETE)
    if not energy:
        return  # a price that does not charge energy
    for stretch in stretches(energy, within=item):
        held = in_force(energy, stretch.first)
        bare = [month for month in stretch.months if not any(month in season_of(one) for one in held)]
        if bare:
            until = f" until {stretch.after}" if stretch.after else " on"
            until_zh = f" 至 {stretch.after}（不含）" if stretch.after else " 起"
            months = "" if len(bare) == len(stretch.months) else f" (months {', '.join(map(str, bare))})"
            months_zh = months.replace("(months ", "（").replace(", ", "、").replace(")", "月）")
            message = Words(
                f"no kWh has a price from {stretch.first}{until}{months}",
                f"{stretch.first}{until_zh}无电度电价{months_zh.strip()}",
            )
            yield fault(of_item(item), message, _COMPLETE)


def _capacity_faults(book: Book, item: Item) -> Iterator[Fault]:
    """A two-part price has both parts, a single-part one has not, and demand is billed by a rule."""
    parts = [one for one in item.prices if one.component in ("capacity", "demand")]
    for stretch in stretches([*parts, *book.capacity_rules], within=item):
        held = in_force(parts, stretch.first)
        day = f" on {stretch.first}"
        if item.strategy == "two_part" and not held and not {"capacity", "demand"} & set(item.lacks):
            message = Words(
                f"it is two-part and has no capacity or demand price{day}",
                f"两部制电价在 {stretch.first} 无容（需）量电价",
            )
            yield fault(of_item(item), message, _COMPLETE)
        if item.strategy == "single_part" and held:
            message = Words(
                f"it is single-part and has a {held[0].component} price{day}",
                f"单一制电价在 {stretch.first} 有容（需）量电价",
            )
            yield fault(of_item(item), message, Words("Correct the strategy.", "请改正定价策略。"))
        demand = any(one.component == "demand" for one in held)
        if demand and item.demand is None and not in_force(book.capacity_rules, stretch.first):
            message = Words(
                f"it charges demand, and no capacity rule holds{day}",
                f"按需量计收，但 {stretch.first} 无容（需）量规则",
            )
            remedy = Words(
                "Complete capacity_rules, or give the item its demand rule.",
                "请补全 capacity_rules，或填写该电价自身的需量规则。",
            )
            yield fault(of_item(item), message, remedy)
    yield from _demand_faults(item)


def _demand_faults(item: Item) -> Iterator[Fault]:
    rule = item.demand
    if rule is None:
        return
    place = f"{of_item(item)}.demand"
    if (rule.ratchet_percent is None) != (rule.ratchet_months == 0):
        message = Words("a ratchet needs its percent and its months", "需量棘轮须同时填写比例和月数")
        yield fault(place, message, Words("Give both, or neither.", "请同时填写，或都不填。"))
    percents = [one.percent for one in rule.over]
    if percents != sorted(set(percents)) or any(one.factor <= 0 for one in rule.over):
        message = Words("the steps above the agreed demand do not rise", "超需量各级比例未递增")
        yield fault(
            place, message, Words("Let percents rise, and give factors above 0.", "请按比例递增填写，倍数应大于0。")
        )
