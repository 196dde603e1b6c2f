"""Funds, waivers and scopes: two that hold for one case, shares that are none, what is no fund at all."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jicha.tariffs.book import Book, Scope, Surcharge, Waiver
from jicha.tariffs.checks.dates import gaps, grouped, overlaps
from jicha.tariffs.checks.places import Placed, fault, meet, placed
from jicha.tariffs.funds import classes_of
from jicha.terms.errors import Fault, Words

_HUNDRED = 100
_MOST_CNY_A_KWH = Decimal("0.2")  # the dearest there was is 0.02
_OF_A_CUSTOMER = "difference_price"  # its rate is a customer's, and comes with the list of those customers


def rule_faults(book: Book) -> Iterator[Fault]:
    """Faults of surcharges, waivers, scopes, and of the percents of capacity rules."""
    funds = placed(book, Surcharge)
    for rates in grouped(funds, lambda one: one.item):
        yield from _fund_faults(book, rates)
    waivers = placed(book, Waiver)
    for same in grouped(waivers, lambda one: (one.component, one.preference)):
        yield from overlaps(same)  # a gap is none: what was waived may be charged again, and waived anew
    for waiver in waivers:
        if not 0 < waiver.datum.percent <= _HUNDRED:
            message = Words(f"{waiver.datum.percent} % cannot be waived", f"减免比例 {waiver.datum.percent}% 有误")
            yield fault(waiver.place, message, Words("Give more than 0, at most 100.", "应大于0且不超过100。"))
    scopes = placed(book, Scope)
    for alike in grouped(scopes, lambda one: (one.scheme, one.price_class, one.industry)):
        yield from _scope_faults(alike)
    for rule in book.capacity_rules:
        over = (rule.demand_limit_percent is None) != (rule.over_factor is None)
        less = (rule.discount_kwh_per_kva is None) != (rule.discount_percent is None)
        if over or less:
            message = Words("a limit stands without what follows from it", "只有界限而无相应的计收规则")
            remedy = Words(
                "Give demand_limit_percent with over_factor, discount_kwh_per_kva with discount_percent.",
                "demand_limit_percent 与 over_factor、discount_kwh_per_kva 与 discount_percent 应成对填写。",
            )
            yield fault(f"capacity_rules[@{rule.valid_from}]", message, remedy)


def _fund_faults(book: Book, rates: list[Placed[Surcharge]]) -> Iterator[Fault]:
    if rates[0].datum.item == _OF_A_CUSTOMER:
        message = Words("the differential price is no fund", "差别电价不是基金附加")
        remedy = Words("Deliver it as difference_price_list.", "请按 difference_price_list 导入。")
        yield fault(rates[0].place, message, remedy)
    for one in rates:
        if one.datum.rate < 0:
            message = Words(f"{one.datum.rate} cannot be its rate", f"征收标准 {one.datum.rate} 有误")
            yield fault(one.place, message, Words("A rate is not negative.", "征收标准不应为负。"))
        if book.currency == "CNY" and one.datum.rate > _MOST_CNY_A_KWH:
            message = Words(
                f"{one.datum.rate} a kWh is above any fund and may be in fen",
                f"每千瓦时 {one.datum.rate} 高于任何基金，可能以分为单位",
            )
            yield fault(one.place, message, Words("Write it in yuan.", "请以元为单位填写。"))
    yield from _two_for_a_class(rates)
    for name in classes_of(book):
        yield from gaps([one for one in rates if not one.datum.classes or name in one.datum.classes])


def _two_for_a_class(rates: list[Placed[Surcharge]]) -> Iterator[Fault]:
    """What is said of a class goes before the general, so only two of a kind collide."""
    for number, one in enumerate(rates):
        for other in rates[number + 1 :]:
            both = set(one.datum.classes) & set(other.datum.classes)
            general = not one.datum.classes and not other.datum.classes
            if both or general:
                yield from overlaps([one, other])


def _scope_faults(alike: list[Placed[Scope]]) -> Iterator[Fault]:
    for one in alike:
        if one.datum.capacity_to is not None and one.datum.capacity_to <= one.datum.capacity_from:
            message = Words("it is for no capacity", "容量范围为空")
            yield fault(
                one.place,
                message,
                Words("Let capacity_to be above capacity_from.", "capacity_to 应大于 capacity_from。"),
            )
    for number, one in enumerate(alike):
        for other in alike[number + 1 :]:
            if meet(one.datum, other.datum) and _same_capacity(one.datum, other.datum):
                message = Words(f"it lies over {one.place}", f"与 {one.place} 重叠")
                yield fault(other.place, message, Words("Let one of them end.", "请让其中一条失效，或改正容量范围。"))


def _same_capacity(one: Scope, other: Scope) -> bool:
    return (one.capacity_to is None or other.capacity_from < one.capacity_to) and (
        other.capacity_to is None or one.capacity_from < other.capacity_to
    )
