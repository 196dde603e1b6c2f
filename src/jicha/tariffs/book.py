"""A price book: every price of a region as dated data with its source, from household tiers to demand with a ratchet.

A datum holds on the days of [``valid_from``, ``valid_to``), the end open where blank. Money is in the currency of the
book. The same form holds Chinese catalogue prices, the components of today's price of commerce and industry, and
foreign tariffs; what a tariff does not have it leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol, TypeVar

from jicha.tariffs.errors import MissingPrice, OverlappingPrices, WrongUnit
from jicha.tariffs.kept import Kept
from jicha.terms.errors import Fault, Words
from jicha.terms.source import Source as Named

PER_UNITS = ("kWh", "kVA/month", "kW/month", "month")  # what a price may be for


class Confidence(StrEnum):
    """How sure a datum is: official text, secondary, partly seen or derived, unconfirmed, from memory."""

    A = "A"
    B = "B"
    C = "C"
    U = "U"
    M = "M"


class Dated(Protocol):
    """Anything that holds from a day to a day."""

    @property
    def valid_from(self) -> date:
        """The first day."""

    @property
    def valid_to(self) -> date | None:
        """The first day after; None while it holds."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from. ``id`` is what a datum names; without a number, the title stands in both languages."""

    id: str
    title: str
    title_zh: str = ""
    document_no: str = ""
    issued_on: date | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """The price of one component in one period, tier, season, or block of an item.

    ``component`` and ``period`` are code lists of the schema. ``unit`` is ``CNY/kWh``, ``CNY/kVA/month``,
    ``CNY/kW/month`` or ``CNY/month`` (a charge whatever is used) in the book's currency. A price for the ``total`` that
    ``floats`` is multiplied by the ratios of the item's calendar. ``months`` bounds it to a season; ``above_kwh`` and
    ``up_to_kwh`` to a block of the billing month's energy (the edge belongs to the lower one).
    ``in_power_factor_base``: whether the power factor adjustment is computed on it.
    """

    component: str
    price: Decimal
    unit: str
    valid_from: date
    valid_to: date | None = None
    period: str = "total"
    floats: bool = False
    in_power_factor_base: bool = True
    months: tuple[int, ...] = ()
    above_kwh: Decimal | None = field(default=None, metadata={"unit": "kWh"})
    up_to_kwh: Decimal | None = field(default=None, metadata={"unit": "kWh"})
    source: str = ""
    confidence: Confidence = Confidence.U


@dataclass(frozen=True, slots=True)
class OverStep:
    """The part of the demand above ``percent`` of the agreed one costs ``factor`` times the price."""

    percent: Decimal = field(metadata={"unit": "%"})
    factor: Decimal


@dataclass(frozen=True, slots=True)
class DemandRule:
    """How demand becomes billed demand, where the region's capacity rule does not say.

    ``ratchet_percent`` of the highest demand of the months before (which months those are the case says) is the least
    that is billed; ``least_kw`` another least. ``over`` are the steps above the agreed demand.
    """

    ratchet_percent: Decimal | None = field(default=None, metadata={"unit": "%"})
    ratchet_months: int = 0
    least_kw: Decimal | None = field(default=None, metadata={"unit": "kW"})
    over: tuple[OverStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One price that a customer can have.

    ``codes`` are those a utility writes for it, besides ``code``. A floated price is rounded to ``price_digits``.
    ``surcharges_included``: the price contains the funds and surcharges, and no line of theirs is added. ``lacks``
    names components that its customers pay too and that the book does not know (the month's purchase price beside a
    published price of transmission): no bill is computed without them.
    """

    code: str
    name: str
    name_zh: str
    price_class: str
    strategy: str
    valid_from: date
    valid_to: date | None = None
    voltages: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    time_of_use: bool = False
    calendar: str = ""
    tiered: bool = False
    flat_household: bool = False
    surcharges_included: bool = False
    price_digits: int = 8
    demand: DemandRule | None = None
    lacks: tuple[str, ...] = ()
    prices: tuple[Price, ...] = ()


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of a period of the day, as ``22:00-08:00``; over midnight where the end is before the start."""

    period: str
    spans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The hours of one calendar in some months and kinds of days.

    ``rest`` is the period of every minute that no span names; blank where the spans must cover the day. Where two
    spans meet, the one that stands later in ``hours`` wins if ``later_wins`` (a deep valley laid over a valley), and
    otherwise the calendar is refused.
    """

    calendar: str
    valid_from: date
    hours: tuple[Hours, ...]
    valid_to: date | None = None
    months: tuple[int, ...] = tuple(range(1, 13))
    days: tuple[str, ...] = ("workday", "weekend", "holiday")
    rest: str = ""
    later_wins: bool = False
    source: str = ""
    confidence: Confidence = Confidence.U


@dataclass(frozen=True, slots=True)
class Ratio:
    """The ratio of a period's floating price to the flat one."""

    calendar: str
    period: str
    ratio: Decimal
    valid_from: date
    valid_to: date | None = None
    source: str = ""
    confidence: Confidence = Confidence.U


@dataclass(frozen=True, slots=True)
class Tier:
    """A block of a tier price: above ``above_kwh`` of the cycle each kWh costs ``extra`` more than in the first."""

    tier: int
    above_kwh: Decimal = field(metadata={"unit": "kWh"})
    extra: Decimal
    valid_from: date
    valid_to: date | None = None
    household: str = "ordinary"
    cycle: str = "year"
    source: str = ""
    confidence: Confidence = Confidence.U


@dataclass(frozen=True, slots=True)
class Surcharge:
    """The lawful rate of a fund or surcharge for some classes of use; ``allowed`` false where it may not be charged.

    ``ended``: it may not be charged because the fund came to its end on ``valid_from``, for everybody; what was lawful
    before, often at rates of each city, the book need not know. Without it the classes are free of the fund.
    """

    item: str
    rate: Decimal
    valid_from: date
    valid_to: date | None = None
    classes: tuple[str, ...] = ()
    allowed: bool = True
    ended: bool = False
    source: str = ""
    confidence: Confidence = Confidence.U


@dataclass(frozen=True, slots=True)
class CapacityRule:
    """What a region asks of capacity and demand charges; the fields are those of the table ``capacity_rule``."""

    valid_from: date
    valid_to: date | None = None
    least_demand_percent: Decimal | None = field(default=None, metadata={"unit": "%"})
    demand_limit_percent: Decimal | None = field(default=None, metadata={"unit": "%"})
    over_factor: Decimal | None = None
    discount_kwh_per_kva: Decimal | None = field(default=None, metadata={"unit": "kWh/kVA"})
    discount_percent: Decimal | None = field(default=None, metadata={"unit": "%"})
    least_idle_days: int | None = field(default=None, metadata={"unit": "day"})
    source: str = ""
    confidence: Confidence = Confidence.U


@dataclass(frozen=True, slots=True)
class Waiver:
    """A component that a kind of customer need not pay from a day to a day."""

    component: str
    preference: str
    valid_from: date
    valid_to: date | None = None
    percent: Decimal = field(default=Decimal(100), metadata={"unit": "%"})
    source: str = ""
    confidence: Confidence = Confidence.U


@dataclass(frozen=True, slots=True)
class Scope:
    """Who must, may or must not have a kind of price; the fields are those of the table ``price_scope``."""

    scheme: str
    price_class: str
    duty: str
    valid_from: date
    valid_to: date | None = None
    industry: str = "*"
    capacity_from: Decimal = field(default=Decimal(0), metadata={"unit": "kVA"})
    capacity_to: Decimal | None = field(default=None, metadata={"unit": "kVA"})
    source: str = ""
    confidence: Confidence = Confidence.U


@dataclass(frozen=True)
class Book:
    """All prices of one region. Raises WrongUnit for a price that no line is made of.

    ``kept`` is what billers worked out of it that does not change with a bill; it is no part of the book's figures, and
    neither compared nor copied.
    """

    book: str
    region: str
    name: str
    name_zh: str
    currency: str = "CNY"
    sources: tuple[Source, ...] = ()
    items: tuple[Item, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    ratios: tuple[Ratio, ...] = ()
    tiers: tuple[Tier, ...] = ()
    surcharges: tuple[Surcharge, ...] = ()
    capacity_rules: tuple[CapacityRule, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    scopes: tuple[Scope, ...] = ()

    def __post_init__(self) -> None:
        units = tuple(f"{self.currency}/{one}" for one in PER_UNITS)
        wrong = [(item, price) for item in self.items for price in item.prices if price.unit not in units]
        if wrong:
            remedy = Words(f"Write one of {', '.join(units)}.", f"请写作其中之一：{'，'.join(units)}。")
            raise WrongUnit(
                Fault.of(
                    Words(
                        f"{item.code}: {price.unit} is no unit of a price", f"{item.code}：{price.unit} 不是电价单位"
                    ),
                    remedy,
                )
                for item, price in wrong
            )

    def __getstate__(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self)}

    @cached_property
    def kept(self) -> Kept:
        """Where billers keep what follows from this book alone."""
        return Kept()

    def item(self, code: str, day: date) -> Item:
        """The price of that code (ours or the utility's) on a day. Raises MissingPrice, OverlappingPrices."""
        named = [one for one in self.items if code == one.code or code in one.codes]
        return the_one(named, day, f"price {code}")

    def source_of(self, datum: object) -> str:
        """What a datum rests on, for readers of either language: the document, or else the title (`terms.source`)."""
        wanted = getattr(datum, "source", "")
        named = self._names_of_sources.get(wanted)
        return str(wanted) if named is None else named

    def document_of(self, datum: object) -> str:
        """The number of the document that a datum rests on, or else its title in English."""
        found = self._source(datum)
        return str(getattr(datum, "source", "")) if found is None else found.document_no or found.title

    @cached_property
    def _names_of_sources(self) -> dict[str, str]:
        named = {}
        for one in reversed(self.sources):  # of two with one id the first holds
            by_title = str(Named(one.title_zh, one.title)) if one.title_zh else one.title
            named[one.id] = one.document_no or by_title
        return named

    def _source(self, datum: object) -> Source | None:
        wanted = getattr(datum, "source", "")
        return next((one for one in self.sources if one.id == wanted), None)


_D = TypeVar("_D", bound=Dated)


def in_force(data: Iterable[_D], day: date) -> list[_D]:
    """Those that hold on a day."""
    return [one for one in data if one.valid_from <= day and (one.valid_to is None or day < one.valid_to)]


def the_one(data: Iterable[_D], day: date, what: str) -> _D:
    """The only one that holds on a day. Raises MissingPrice, OverlappingPrices, naming ``what``."""
    found = in_force(data, day)
    if not found:
        raise MissingPrice(
            f"no {what} holds on {day}",
            "Complete the price book.",
            message_zh=f"{day} 无有效的 {what}",
            remedy_zh="请补全电价本。",
        )
    if len(found) > 1:
        raise OverlappingPrices(
            f"more than one {what} holds on {day}",
            "Correct the price book.",
            message_zh=f"{day} 有多条有效的 {what}",
            remedy_zh="请改正电价本。",
        )
    return found[0]
