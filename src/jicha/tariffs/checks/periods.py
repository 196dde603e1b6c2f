"""Time of use: hours that leave no minute of any day without a period, and the prices and ratios that they need."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.tariffs.book import Book, Calendar, Item, Price, in_force
from jicha.tariffs.checks.places import Stretch, fault, of_item, stretches
from jicha.tariffs.checks.prices import is_of_energy
from jicha.tariffs.hours import periods_of, segments
from jicha.tariffs.time_of_use import BadPeriods
from jicha.terms.errors import Fault, Words

DAY_KINDS = ("workday", "weekend", "holiday")  # every day is of one; a special holiday may have hours of its own


def period_faults(book: Book) -> Iterator[Fault]:
    """Faults of calendars, and of items that follow one."""
    for one in book.calendars:
        place = f"calendars[{one.calendar} {','.join(map(str, one.months))} @{one.valid_from}]"
        try:
            segments(one)
        except BadPeriods as error:
            for wrong in error.faults:
                yield fault(place, Words(wrong.message, wrong.message_zh), Words(wrong.remedy, wrong.remedy_zh))
    for name in dict.fromkeys(one.calendar for one in book.calendars):
        yield from _covered(name, [one for one in book.calendars if one.calendar == name])
    for ratio in book.ratios:
        if ratio.ratio < 0:
            place = f"ratios[{ratio.calendar} {ratio.period} @{ratio.valid_from}]"
            remedy = Words("Correct it.", "请改正。")
            yield fault(place, Words(f"the ratio is {ratio.ratio}", f"浮动系数为 {ratio.ratio}"), remedy)
    for item in book.items:
        yield from _item_faults(book, item)


def _covered(name: str, held: list[Calendar]) -> Iterator[Fault]:
    """Each month and kind of day must have its hours once, from the first day of the calendar to its end."""
    found = []
    last = None if any(one.valid_to is None for one in held) else max(one.valid_to for one in held if one.valid_to)
    for stretch in stretches(held):
        if last is not None and stretch.first >= last:
            continue
        today = in_force(held, stretch.first)
        for kind in dict.fromkeys((*DAY_KINDS, *(kind for one in held for kind in one.days))):
            for month in stretch.months:
                times = sum(month in one.months and kind in one.days for one in today)
                if times == 1 or (times == 0 and kind not in DAY_KINDS):
                    continue
                how, how_zh = ("no hours", "没有时段") if times == 0 else ("hours twice", "有多套时段")
                message = Words(
                    f"month {month} has {how} for a {kind} from {stretch.first} on",
                    f"{stretch.first} 起 {month}月（{kind}）{how_zh}",
                )
                remedy = Words("Give each month and kind of day its hours once.", "请让每月、每种日类型恰有一套时段。")
                found.append(fault(f"calendars[{name}]", message, remedy))
    yield from dict.fromkeys(found)


def _item_faults(book: Book, item: Item) -> Iterator[Fault]:
    energy = [one for one in item.prices if is_of_energy(one)]
    of_the_day = [one for one in energy if one.period != "total"]
    if not item.time_of_use:
        if of_the_day:
            message = Words("it has prices of periods and is not time-of-use", "非分时电价却有分时段价格")
            yield fault(of_item(item), message, Words("Write time_of_use: true.", "请写 time_of_use: true。"))
        return
    floating = [one for one in energy if one.floats and one.period == "total"]
    if energy and not of_the_day and not floating:
        message = Words("it is time-of-use, and no price differs by period", "分时电价没有任何分时段价格")
        yield fault(
            of_item(item),
            message,
            Words("Give prices of periods, or floats: true.", "请填写分时段价格，或 floats: true。"),
        )
    if floating and not item.calendar:
        message = Words("its prices float, and it names no calendar", "价格浮动，但未指定分时方案")
        yield fault(of_item(item), message, Words("Name a calendar.", "请填写 calendar。"))
        return
    held = [one for one in book.calendars if one.calendar == item.calendar]
    if item.calendar and not held:
        message = Words(f"the book has no hours of {item.calendar}", f"电价本中没有 {item.calendar} 的时段")
        yield fault(of_item(item), message, Words("Complete calendars.", "请补全 calendars。"))
    ratios = [one for one in book.ratios if one.calendar == item.calendar]
    for stretch in stretches([*energy, *held, *ratios], within=item):
        needed = periods_of(held, stretch.first)
        here = in_force(energy, stretch.first)
        for component in dict.fromkeys(one.component for one in here):
            line = [one for one in here if one.component == component]
            with_ratio = {one.period for one in in_force(ratios, stretch.first)}
            yield from _needed(item, stretch, line, needed, with_ratio)


def _needed(
    item: Item, stretch: Stretch, line: list[Price], needed: tuple[str, ...], with_ratio: set[str]
) -> Iterator[Fault]:
    """What the periods of a stretch lack of one component: prices of their own, or ratios of a floating one."""
    component, day = line[0].component, stretch.first
    stated = {one.period for one in line}
    floats = any(one.floats and one.period == "total" for one in line)
    if "total" in stated and not floats and len(stated) > 1:
        message = Words(
            f"{component} has a price for the whole day and prices of periods on {day}",
            f"{component} 在 {day} 既有全天价格又有分时段价格",
        )
        yield fault(of_item(item), message, Words("Keep one of them.", "请只保留一种。"))
    if floats and not needed and not with_ratio:
        message = Words(f"{component} floats, and no ratio holds on {day}", f"{component} 浮动，但 {day} 无浮动比例")
        yield fault(of_item(item), message, Words("Complete ratios.", "请补全 ratios。"))
    if floats or "total" not in stated:
        what, zh = ("ratio", "浮动比例") if floats else ("price", "价格")
        for period in needed:
            if period not in stated and not (floats and period in with_ratio):
                message = Words(
                    f"{component} has no {what} in {period} hours on {day}",
                    f"{component} 的 {period} 时段在 {day} 无{zh}",
                )
                remedy = Words("Complete ratios or prices.", "请补全浮动比例或价格。")
                yield fault(of_item(item), message, remedy)
