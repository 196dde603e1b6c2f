"""What a book says of a whole region, as rows: ratios, hours, funds, tiers, demand, waivers, scopes; and its fees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from jicha.schema import code_list
from jicha.tariffs.book import Book, Surcharge
from jicha.tariffs.checks.places import DatedAndSourced
from jicha.tariffs.compiled_values import exact, known_confidence
from jicha.tariffs.fees import fees_of
from jicha.tariffs.funds import classes_of, for_class, funds_of, rate_on
from jicha.tariffs.hours import segments
from jicha.tariffs.spans import change_days

_Row = dict[str, Any]
_CLEARED_MONTHLY = "monthly"


def rule_rows(book: Book) -> Iterator[tuple[str, _Row]]:
    """The name of a table with a row of it, one after the other. Raises BadPeriods, OverlappingPrices, ValueError."""
    for ratio in book.ratios:
        row: _Row = {"period_table": ratio.calendar, "period_of_day": ratio.period, "ratio": exact(ratio.ratio, 6)}
        yield "price_ratio", row | _same(book, ratio)
    yield from _hours(book)
    for fund in funds_of(book):
        for price_class in _asked_of(book, fund):
            yield from _fund(book, fund, price_class)
    yield from _fees(book)
    for tier in book.tiers:
        row = {
            "household_size": tier.household,
            "tier": tier.tier,
            "cycle": tier.cycle,
            "kwh_above": exact(tier.above_kwh, 3),
            "extra_price": exact(tier.extra, 8),
            # how a tier year is cleared is a convention that a person confirms, and not a thing of the book
            "clearing": _CLEARED_MONTHLY if tier.cycle == "month" else None,
        }
        yield "tier_rule", row | _same(book, tier)
    for rule in book.capacity_rules:
        row = {
            "least_demand_percent": exact(rule.least_demand_percent, 3),
            "demand_limit_percent": exact(rule.demand_limit_percent, 3),
            "over_factor": exact(rule.over_factor, 3),
            "discount_kwh_per_kva": exact(rule.discount_kwh_per_kva, 3),
            "discount_percent": exact(rule.discount_percent, 3),
            "least_idle_days": rule.least_idle_days,
        }
        yield "capacity_rule", row | _same(book, rule)
    for waiver in book.waivers:
        row = {
            "component": waiver.component,
            "preference_kind": waiver.preference,
            "waived_percent": exact(waiver.percent, 3),
        }
        yield "component_waiver", row | _same(book, waiver)
    for scope in book.scopes:
        row = {
            "scheme": scope.scheme,
            "price_class": scope.price_class,
            "industry_prefix": scope.industry,
            "capacity_from": exact(scope.capacity_from, 3),
            "capacity_to": exact(scope.capacity_to, 3),
            "duty": scope.duty,
        }
        yield "price_scope", row | _same(book, scope)


def _hours(book: Book) -> Iterator[tuple[str, _Row]]:
    for calendar in book.calendars:
        cut = segments(calendar)
        for month in calendar.months:
            for kind in calendar.days:
                for one in cut:
                    row = {
                        "period_table": calendar.calendar,
                        "calendar_month": month,
                        "day_kind": kind,
                        "minute_from": one.minute_from,
                        "minute_to": one.minute_to,
                        "period_of_day": one.period,
                    }
                    yield "period_table", row | _same(book, calendar)


def _asked_of(book: Book, fund: str) -> tuple[str, ...]:
    """The classes that a fund has rows for: those of the book, and every class where it has come to its end.

    Its end strikes bills of classes too whose prices the book does not hold (farming in most of them).
    """
    if any(one.ended and not one.classes for one in book.surcharges if one.item == fund):
        return tuple(sorted(code_list("price_class").meanings))
    return classes_of(book)


def _fees(book: Book) -> Iterator[tuple[str, _Row]]:
    """The list of fees of the country for the region of the book, once for each voltage: an end strikes all of them."""
    for fee in fees_of(book):
        for voltage in code_list("voltage").meanings:
            row = {
                "region": book.region,
                "fee_kind": fee.fee_kind,
                "supply_voltage": voltage,
                "valid_from": fee.valid_from,
                "valid_to": fee.valid_to,
                "allowed": fee.allowed,
                "refundable": fee.refundable,
                "document_no": fee.document_no or None,
                "confidence": known_confidence(fee.confidence),
            }
            yield "fee_standard", row


def _fund(book: Book, fund: str, price_class: str) -> Iterator[tuple[str, _Row]]:
    """The rates of a fund for one class, what holds of the class before the general, neighbours of one datum joined."""
    rates = for_class(book, fund, price_class)
    days = sorted(set(change_days(rates)))
    found: list[tuple[Surcharge, date, date | None]] = []
    for first, after in zip(days, [*days[1:], None], strict=False):  # a class that no rate is for has no days
        rate = rate_on(rates, first)
        if rate is None:
            continue
        if found and found[-1][0] == rate and found[-1][2] == first:
            found[-1] = (rate, found[-1][1], after)
        else:
            found.append((rate, first, after))
    for rate, first, after in found:
        row = {
            "item": fund,
            "price_class": price_class,
            "rate": exact(rate.rate, 8),
            "allowed": rate.allowed,
            "ended": None if rate.allowed else rate.ended,
        }
        yield "surcharge_rate", row | _same(book, rate) | {"valid_from": first, "valid_to": after}


def _same(book: Book, datum: DatedAndSourced) -> _Row:
    return {
        "region": book.region,
        "valid_from": datum.valid_from,
        "valid_to": datum.valid_to,
        "document_no": book.document_of(datum) or None,
        "confidence": known_confidence(datum.confidence),
    }
