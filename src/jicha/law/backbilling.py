"""What every back-billing of a metering error shares: the time, what was counted in it, both editions, and the money.

A case gives what was counted reading by reading. Each reading is cut where the edition or the price changes; the energy
to be collected or given back is computed piece by piece and the money rounded to the fen once. Where the meter ran fast
the same sheet is a refund: a utility owes that as surely as it may collect the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from jicha.law.act_period import edition_on
from jicha.law.ceiling import Connection, ceiling
from jicha.law.counted import not_negative, positive
from jicha.law.datum import datum, in_edition, put
from jicha.law.no_range import no_range
from jicha.law.priced import Portion, Rate, RatePrice, Slice, charge, cut, note_days
from jicha.law.settings import Settings
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.period import add_months
from jicha.terms.sheet import Sheet


class Begins(StrEnum):
    """What the time of a back-billing begins with; each kind of error allows its own."""

    VERIFICATION = "verification"  # the last one that found the device in order
    SERVICE = "service"  # the device, or its wires, were put in
    LOAD_INCREASE = "load_increase"
    READING_RECORD = "reading_record"
    RECORDER = "recorder"  # of lost voltage
    DETERMINED = "determined"  # the real day could be found out


class BadReadings(JichaError):
    """Readings that leave days out, overlap, or are none; or a time that begins with what this error does not allow."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was counted (with the ratio that was billed) on the days [start, end), in one rate."""

    start: date
    end: date
    kwh: Decimal = field(metadata={"unit": "kWh"})
    rate: Rate | None = None

    def __post_init__(self) -> None:
        not_negative(kwh=self.kwh)
        if self.start >= self.end:
            raise _bad(f"{self.start} to {self.end} has no day", f"{self.start} 至 {self.end} 没有任何一天")


@dataclass(frozen=True, slots=True)
class Billing:
    """The whole time of the error as readings without holes, what it begins with, and the prices. Raises BadReadings.

    The first day is that of the last verification (or what ``begins`` says), the last that of the correction.
    """

    begins: Begins
    readings: tuple[Reading, ...]
    prices: tuple[RatePrice, ...]
    normal_month_kwh: Decimal | None = field(default=None, metadata={"unit": "kWh/month"})
    connection: Connection | None = None

    def __post_init__(self) -> None:
        positive(normal_month_kwh=self.normal_month_kwh)
        check_readings(self.readings)

    @property
    def start(self) -> date:
        """The first day of the error."""
        return min(one.start for one in self.readings)

    @property
    def end(self) -> date:
        """The day after its last."""
        return max(one.end for one in self.readings)


def check_readings(readings: Sequence[Reading]) -> None:
    """Refuse readings with holes or overlaps, and rates that cover different days. Raises BadReadings."""
    if not readings:
        raise _bad("there is no reading", "没有抄表记录")
    spans = set()
    for rate in {one.rate for one in readings}:
        rows = sorted((one for one in readings if one.rate == rate), key=lambda one: one.start)
        for earlier, later in pairwise(rows):
            if earlier.end != later.start:
                text = f"{earlier.end}, {later.start}"
                raise _bad(f"readings do not follow each other: {text}", f"抄表记录不连续：{text}")
        spans.add((rows[0].start, rows[-1].end))
    if len(spans) > 1:
        raise _bad("the rates cover different days", "各时段的抄表记录起止日期不一致")


def note_readings(sheet: Sheet, readings: Sequence[Reading]) -> tuple[Portion, ...]:
    """Write what was counted as ``counted_1`` ..., reading by reading."""
    found = []
    for number, one in enumerate(readings, start=1):
        portion = Portion(f"counted_{number}", one.start, one.end, one.rate)
        word = f"metering_counted_{one.rate}" if one.rate else "metering_counted"
        sheet.given(portion.name, one.kwh, "kWh", origin="case", word=word, about=portion.about)
        found.append(portion)
    return tuple(found)


def back_bill(
    sheet: Sheet,
    billing: Billing,
    *,
    kind: str,
    begins: Collection[Begins],
    settings: Settings,
    energy: Callable[[Slice], str] | None = None,
) -> tuple[str, ...]:
    """Write the energy and the money to be collected, or given back, and name these results.

    ``kind`` names the datum ``<kind>_share``: the part of the time that counts. Without ``energy``, which gives the
    formula of the difference of a slice in kWh, it is the step ``difference_rate`` times what was counted. Raises
    BadReadings where the time begins with what this error does not allow.
    """
    if billing.begins not in begins:
        allowed = ", ".join(begins)
        raise _bad(
            f"the time of this error does not begin with {billing.begins}",
            f"此类差错的退补时间不能自 {billing.begins} 起算",
            Words(f"Write one of {allowed}.", f"可选：{allowed}。"),
        )
    sheet.remark(f"metering_begins_{billing.begins}", day=str(billing.start))
    own = energy or (lambda one: f"difference_rate * {one.energy()}")
    slices = cut(note_readings(sheet, billing.readings), billing.prices)
    note_days(sheet, slices)
    for edition in dict.fromkeys(one.edition for one in slices):
        put(sheet, f"share_{edition}", in_edition(f"{kind}_share", edition, settings), about=edition)
    for one in slices:
        found = in_edition(f"{kind}_share", one.edition, settings)
        sheet.step(
            f"difference_{one.number}",
            _shared(own(one), f"share_{one.edition}"),
            "kWh",
            source=found.source,
            confidence=found.confidence,
            word=one.word("metering_difference"),
            about=one.about,
        )
    charge(sheet, slices, billing.prices, energy="difference")
    return _results(sheet, billing, slices, settings)


def until_settled_counted(sheet: Sheet, billing: Billing, settings: Settings) -> None:
    """Say that the customer pays what the meter counts until the matter is settled (errors of the device)."""
    _until_settled(sheet, "metering_until_settled_counted", "meter_error_share", billing, settings)


def until_settled_normal(sheet: Sheet, billing: Billing, settings: Settings) -> tuple[str, ...]:
    """Say that the customer pays a normal month until the matter is settled (wiring, ratio, fuse); write it."""
    _until_settled(sheet, "metering_until_settled_normal", "wiring_error_share", billing, settings)
    if billing.normal_month_kwh is None:
        return ()
    sheet.given("normal_month", billing.normal_month_kwh, "kWh/month", origin="case", word="metering_normal_month")
    sheet.step("pay_meanwhile", "normal_month", "kWh/month", word="metering_pay_meanwhile")
    return ("pay_meanwhile",)


def _until_settled(sheet: Sheet, word: str, datum_id: str, billing: Billing, settings: Settings) -> None:
    """Only the 1996 text on it was to be had; after its repeal the sheet says so beside it."""
    sheet.remark(word, source=in_edition(datum_id, "1996", settings).source)
    if edition_on(billing.end - timedelta(days=1)).edition != "1996":
        sheet.remark("metering_until_settled_unproven")


def _shared(difference: str, share: str) -> str:
    return f"({difference}) * {share}" if " + " in difference or " - " in difference else f"{difference} * {share}"


def _results(sheet: Sheet, billing: Billing, slices: Sequence[Slice], settings: Settings) -> tuple[str, ...]:
    every = " + ".join(f"difference_{one.number}" for one in slices)
    sheet.step("difference", every, "kWh", word="metering_difference_total")
    sheet.remark("metering_rounded_once")
    results = _energy(sheet, billing), _money(sheet)
    if {"collect", "refund"} <= {one.removesuffix("_kwh") for one in results}:
        sheet.remark("metering_rates_part_ways", warns=True)
    limit = datum("refund_limitation", billing.end, settings)
    if add_months(billing.start, int(limit.value * 12)) < billing.end:
        put(sheet, "limitation", limit)
        sheet.remark("metering_beyond_limitation", warns=True, day=str(billing.start))
    return results


def _energy(sheet: Sheet, billing: Billing) -> str:
    if sheet.value("difference") < 0:
        sheet.step("refund_kwh", "-difference", "kWh", word="metering_refund_kwh")
        no_range(sheet, "refund")
        return "refund_kwh"
    sheet.step("collect_kwh", "difference", "kWh", word="metering_collect_kwh")
    _ceiling(sheet, billing)
    return "collect_kwh"


def _money(sheet: Sheet) -> str:
    """Where rates differ in price, money may go the other way than energy: each has its own sign."""
    if sheet.value("difference_exact") < 0:
        sheet.step("refund", "round(-difference_exact, 2)", "CNY", word="metering_refund")
        sheet.remark("metering_is_refund")
        return "refund"
    sheet.step("collect", "round(difference_exact, 2)", "CNY", word="metering_collect")
    return "collect"


def _ceiling(sheet: Sheet, billing: Billing) -> None:
    """What the connection could carry round the clock, less what was counted: no correction can ask for more."""
    if billing.connection is None:
        sheet.remark("connection_unknown")
    else:
        every = " + ".join(f"counted_{number}" for number, _ in enumerate(billing.readings, start=1))
        sheet.step("metered", every, "kWh", word="metering_counted_total")
        sheet.given("days", (billing.end - billing.start).days, "day", origin="case", word="metering_days")
        ceiling(sheet, billing.connection, energy="collect_kwh", days="days", metered=Decimal(0))


def _bad(en: str, zh: str, remedy: Words | None = None) -> BadReadings:
    otherwise = Words("Give every day of the time once.", "请使退补期间的每一天恰好出现一次。")
    return BadReadings(Fault.of(Words(en, zh), remedy or otherwise))
