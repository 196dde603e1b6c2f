"""The look-up pages of the shipped price books, every datum by date: ``python -m jicha.tariffs.docs`` (make docs)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from jicha.schema import code_list, table
from jicha.tariffs.book import Book, CapacityRule, Confidence, Item, Price
from jicha.tariffs.book_file import load_book, shipped
from jicha.tariffs.checks.places import DatedAndSourced, sourced
from jicha.tariffs.hours import hours_text
from jicha.terms.generated_pages import GeneratedPages

FOLDER = "tariffs"
_MARK = "<!-- Generated: change the price book and run `make docs`. -->"
_MARKS = {
    Confidence.A: ("official text or table", "官方文本或官方表"),
    Confidence.B: ("published text", "公开文本"),
    Confidence.C: ("partly read, derived, or sources differ: to be confirmed", "部分见到、推导或来源不一致，待确认"),
    Confidence.U: ("unconfirmed: never to be taken for law", "未证实，不得作为依据"),
    Confidence.M: ("from memory, unconfirmed: never to be taken for law", "凭记忆，未证实，不得作为依据"),
}
_PROVEN = (Confidence.A, Confidence.B)
_DATED = "from 生效 | to 失效（不含） | source 来源 | mark 可信度 |"
_D = TypeVar("_D", bound=DatedAndSourced)


def pages() -> dict[str, str]:
    """Every generated page: path under docs/ -> text."""
    return pages_of([load_book(name) for name in shipped()])


def pages_of(books: Iterable[Book]) -> dict[str, str]:
    """The pages of some books, and their index."""
    listed = list(books)
    found = {f"{FOLDER}/{one.book}.md": "\n".join([*_page(one), ""]) for one in listed}
    return found | {f"{FOLDER}/README.md": "\n".join([*_index(listed), ""])}


def differences(folder: Path) -> list[str]:
    """What in ``folder`` (docs/) is not as generated."""
    return GeneratedPages(pages(), _MARK, "price book").differences(folder)


def write(folder: Path) -> int:
    """Write all pages under ``folder`` (docs/); returns how many."""
    return GeneratedPages(pages(), _MARK, "price book").write(folder)


def _index(books: list[Book]) -> Iterator[str]:
    yield from ("# Price books · 电价本", "", _MARK, "")
    yield (
        "What was charged where, since when, by what source. The same is asked with `jicha tariffs ask`, and loaded "
        "into a store with `jicha tariffs load`. A datum holds from its first day to the day before its end."
    )
    yield ""
    yield (
        "各地电价及其生效日期和来源。查询用 `jicha tariffs ask`，入库用 `jicha tariffs load`。"
        "每条数据自生效日起执行，至失效日前一日止。"
    )
    yield ""
    yield from _legend()
    yield from (
        "",
        "| book 电价本 | region 区域 | name 名称 | prices 电价 | last change 最近变动 | proven 有文本证实 |",
    )
    yield "|---|---|---|---|---|---|"
    for one in books:
        data = [placed.datum for placed in sourced(one)]
        proven = sum(datum.confidence in _PROVEN for datum in data)
        last = max((datum.valid_from for datum in data), default=None)
        name = f"{one.name} · {one.name_zh}"
        yield _row(
            [
                f"[{one.book}]({one.book}.md)",
                one.region,
                name,
                str(len(one.items)),
                _day(last),
                f"{proven} / {len(data)}",
            ]
        )


def _page(book: Book) -> Iterator[str]:
    yield from (f"# {book.name} · {book.name_zh}", "", _MARK, "")
    yield f"* Region · 区域: `{book.region}`; currency · 币种: {book.currency}"
    yield "* All price books · 全部电价本: [index](README.md)"
    yield ""
    yield from _legend()
    yield from (
        "",
        "## Sources · 来源",
        "",
        "| id | title 标题 | document 文号 | issued 发文日期 | seen 见于 |",
        "|---|---|---|---|---|",
    )
    for source in book.sources:
        title = " · ".join(filter(None, (source.title, source.title_zh)))
        yield _row([source.id, title, source.document_no, _day(source.issued_on), _plain(source.seen)])
    yield from ("", "## Prices · 电价")
    for item in book.items:
        yield from ("", *_item(book, item))
    yield from _list(
        book, "Hours of time of use · 分时时段", "calendar 方案 | months 月份 | days 日类型 | hours 时段",
        book.calendars,
        lambda one: [
            one.calendar, _months(one.months), _words("day_kind", *one.days),
            "<br>".join(f"{_words('tou_period', period)}: {hours}" for period, hours in hours_text(one)),
        ],
    )  # fmt: skip
    yield from _list(
        book, "Ratios of time of use · 分时浮动比例", "calendar 方案 | period 时段 | ratio 系数", book.ratios,
        lambda one: [one.calendar, _words("tou_period", one.period), _number(one.ratio)],
    )  # fmt: skip
    yield from _list(
        book, "Tiers · 阶梯",
        f"household 户型 | tier 档 | cycle 周期 | above 起始 kWh | extra 加价 {book.currency}/kWh",
        book.tiers,
        lambda one: [_words("household_size", one.household), str(one.tier), _words("tier_cycle", one.cycle),
                     _number(one.above_kwh), _number(one.extra)],
    )  # fmt: skip
    yield from _list(
        book, "Funds and surcharges · 政府性基金及附加",
        f"fund 项目 | classes 用电类别 | rate 标准 {book.currency}/kWh",
        book.surcharges,
        lambda one: [_words("surcharge_item", one.item), _words("price_class", *one.classes) or "all 全部",
                     _number(one.rate) if one.allowed else "may not be charged 不得征收"],
    )  # fmt: skip
    yield from _list(
        book, "Capacity and demand · 容（需）量规则", "rules 规则", book.capacity_rules, lambda one: [_rule(one)]
    )
    yield from _list(
        book, "Waivers · 减免", "component 项目 | customers 用户 | waived 减免 %", book.waivers,
        lambda one: [_words("bill_component", one.component), _words("preference_kind", one.preference),
                     _number(one.percent)],
    )  # fmt: skip
    yield from _list(
        book, "Who must have it · 执行范围",
        "scheme 机制 | class 用电类别 | industry 行业 | kVA | duty 要求", book.scopes,
        lambda one: [_words("price_scheme", one.scheme), _words("price_class", one.price_class), one.industry,
                     f"≥ {_number(one.capacity_from)}" + (f", < {_number(one.capacity_to)}" if one.capacity_to else ""),
                     _words("scope_duty", one.duty)],
    )  # fmt: skip


def _item(book: Book, item: Item) -> Iterator[str]:
    facts = [
        ("Class · 类别", _words("price_class", item.price_class)),
        ("Kind · 定价策略", _words("price_strategy", item.strategy)),
        ("Voltage · 电压", _words("voltage", *item.voltages)),
        ("Codes · 电价码", ", ".join(item.codes)),
        ("Time of use · 分时", item.calendar if item.time_of_use else ""),
        ("Tiers · 阶梯", "yes 是" if item.tiered else ""),
        ("Funds and surcharges · 基金附加", "included 已含" if item.surcharges_included else ""),
        ("Not known, so no bill is computed · 未知，故不计算账单", _words("bill_component", *item.lacks)),
        ("Days · 有效期", f"{item.valid_from} – {item.valid_to}" if item.valid_to else ""),
    ]
    yield f"### {item.code} {item.name} · {item.name_zh}"
    yield ""
    yield from (f"* {word}: {text}" for word, text in facts if text)
    yield from _demand(item)
    yield ""
    yield f"| component 项目 | period 时段 | price 价格 | unit 单位 | notes 说明 | {_DATED}"
    yield "|---|---|---|---|---|---|---|---|---|"
    lines = list(dict.fromkeys(_line_of(one) for one in item.prices))
    for one in sorted(item.prices, key=lambda one: (lines.index(_line_of(one)), one.valid_from)):
        cells = [
            _words("bill_component", one.component),
            _words("tou_period", one.period),
            _number(one.price),
            one.unit,
        ]
        yield _row([*cells, _notes(one), *_dated(book, one)])


def _line_of(price: Price) -> tuple[object, ...]:
    return price.component, price.period, price.above_kwh, price.months


def _demand(item: Item) -> Iterator[str]:
    rule = item.demand
    if rule is None:
        return
    if rule.ratchet_percent is not None:
        months = rule.ratchet_months
        yield (
            f"* Demand · 需量: at least {_number(rule.ratchet_percent)} % of the highest of {months} months · "
            f"不低于前 {months} 个月最大需量的 {_number(rule.ratchet_percent)}%"
        )
    if rule.least_kw is not None:
        yield f"* Demand · 需量: at least {_number(rule.least_kw)} kW · 不低于 {_number(rule.least_kw)} kW"
    for one in rule.over:
        percent, factor = _number(one.percent), _number(one.factor)
        yield (
            f"* Demand · 需量: above {percent} % of the agreed one, {factor} times the price · "
            f"超过约定需量 {percent}% 的部分按 {factor} 倍计收"
        )


def _list(book: Book, title: str, heads: str, data: Iterable[_D], cells: Callable[[_D], list[str]]) -> Iterator[str]:
    """A chapter with one table; nothing where the book has no such data."""
    held = list(data)
    if not held:
        return
    yield from ("", f"## {title}", "", f"| {heads} | {_DATED}", "|---" * (heads.count("|") + 5) + "|")
    for one in held:
        yield _row([*cells(one), *_dated(book, one)])


def _dated(book: Book, datum: DatedAndSourced) -> list[str]:
    return [_day(datum.valid_from), _day(datum.valid_to), book.document_of(datum), _mark(datum.confidence)]


def _rule(rule: CapacityRule) -> str:
    columns = table("capacity_rule").by_name
    found = []
    for one in fields(rule):
        value = getattr(rule, one.name)
        if one.name in columns and isinstance(value, int | Decimal):
            unit = str(one.metadata.get("unit", ""))
            found.append(f"{columns[one.name].meaning} {columns[one.name].meaning_zh}: {value} {unit}".strip())
    return "<br>".join(found)


def _notes(price: Price) -> str:
    notes = [
        "floats 浮动" if price.floats else "",
        "" if price.in_power_factor_base else "no power factor 不参与力调",
        f"months 月份 {_months(price.months)}" if price.months else "",
        f"above {_number(price.above_kwh)} kWh 以上" if price.above_kwh is not None else "",
        f"up to {_number(price.up_to_kwh)} kWh 及以下" if price.up_to_kwh is not None else "",
    ]
    return "; ".join(filter(None, notes))


def _legend() -> Iterator[str]:
    yield "| mark 可信度 | | |"
    yield "|---|---|---|"
    yield from (_row([_mark(one), *words]) for one, words in _MARKS.items())


def _mark(confidence: str) -> str:
    """What no text proves stands out."""
    return str(confidence) if confidence in _PROVEN else f"**{confidence}**"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _words(name: str, *codes: str) -> str:
    known: Mapping[str, tuple[str, str]] = code_list(name).meanings
    return "; ".join(" ".join(known.get(code, (code, ""))).strip() for code in codes)


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _day(day: date | None) -> str:
    return "" if day is None else str(day)


def _months(months: tuple[int, ...]) -> str:
    return ", ".join(str(one) for one in sorted(months))


def _plain(text: str) -> str:
    """Addresses as text: a page of reference is not a list of links."""
    return text.replace("<", "&lt;")


if __name__ == "__main__":
    print(f"{write(Path(sys.argv[1] if len(sys.argv) > 1 else 'docs'))} pages of price books written")
