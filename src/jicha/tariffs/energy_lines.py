"""The lines of a bill that follow energy: every component by period of the day, block and tier; funds; relief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial

from jicha.tariffs.bill_sheet import BillSheet
from jicha.tariffs.book import Book, Item, Price, Surcharge, Tier, in_force, the_one
from jicha.tariffs.case import PERIODS, Case
from jicha.tariffs.conventions import Settled
from jicha.tariffs.errors import MissingInput, MissingPrice, OverlappingPrices
from jicha.tariffs.kept import Kept
from jicha.tariffs.line import Line, decimal_of, put_months, rounded
from jicha.tariffs.price_of_day import Slot, energy_price, energy_slots, price_changes
from jicha.tariffs.spans import Piece, Quote, change_days, day_of_bill_month, pieces, stamp_of
from jicha.terms.errors import Fault, Words

_EXEMPT = "surcharge_exempt"


@dataclass(frozen=True, slots=True)
class Priced:
    """The energy of one price of the bill: its item, the step that holds its total, and the stem of its names.

    ``kept`` has what follows from the item over the days of the bill, whatever its energy.
    """

    item: Item
    total: str
    stem: str
    kept: Kept = field(default_factory=Kept)


def energy_lines(sheet: BillSheet, case: Case, book: Book, settled: Settled, priced: Priced) -> Iterator[Line]:
    """One line for each component, period of the day and block of the price. Raises MissingInput, MissingPrice."""
    kept = priced.kept
    slots = kept.of("slots", lambda: tuple(energy_slots(book, priced.item, case)))
    _check_periods(sheet, priced, slots)
    for slot in slots:
        quantity = _quantity(sheet, priced, slot.period)
        if slot.is_block:
            quantity = _block(sheet, case, slot.price, quantity)
        slot_name = slot.name
        name = f"{priced.stem}_{slot_name}"
        spans = kept.of(("spans", slot_name), partial(_spans, case, book, settled, priced.item, slot))
        _check_hours(sheet, case, spans, slot, quantity)
        price, unit = f"{name}_price", f"{book.currency}/kWh"
        about = f"component_{slot.price.component}.period_{slot.period}"
        sheet.put(kept.of(("stamp", name), partial(stamp_of, price, spans, unit, book, about=about)))
        factor = ""
        if slot.price.component == "market_energy" and case.purchase_ratio != 1:
            if case.purchase_ratio <= 0:  # a blank that came as a zero would give the energy away
                raise MissingInput("purchase_ratio", "what the purchase price is multiplied by", "购电价格倍数")
            if not sheet.holds("purchase_ratio"):
                sheet.given("purchase_ratio", case.purchase_ratio, origin="case")
            factor = " * purchase_ratio"
        sheet.step(
            name,
            rounded(f"{quantity} * {price}{factor}", settled),
            book.currency,
            about=about,
            word="line_money" if priced.stem == "main" else "part_money",
        )
        yield _line(sheet, name, slot.price.component, priced, quantity, price, slot.period, slot.price)


def tier_lines(sheet: BillSheet, case: Case, book: Book, settled: Settled, priced: Priced) -> Iterator[Line]:
    """What each higher tier costs more, on the energy of the cycle; negative energy gives back from the highest tier.

    Raises MissingInput, MissingPrice, OverlappingPrices, Unsettled.
    """
    if not priced.item.tiered:
        return
    tiers = priced.kept.of(("tiers", case.household), partial(_tiers, case, book, settled))
    if tiers[0].cycle == "year" and case.used_before is None:
        raise MissingInput("used_before", "the energy of the tier year before this bill", "本期前的阶梯年度累计电量")
    sheet.given("used_before", case.used_before or Decimal(0), "kWh", origin="case")
    sheet.step("used_after", f"used_before + {priced.total}", "kWh")
    edges = ["", *(_edge(sheet, case, book, settled, one) for one in tiers[1:])]
    for number, tier in enumerate(tiers[1:], start=1):
        upper = edges[number + 1] if number + 1 < len(tiers) else None
        after, before = (f"min({one}, {upper})" if upper else one for one in ("used_after", "used_before"))
        quantity = f"tier_{tier.tier}_kwh"
        formula = f"max({after}, {edges[number]}) - max({before}, {edges[number]})"
        sheet.step(quantity, formula, "kWh", about=str(tier.tier), word="tier_kwh")
        price, name = f"tier_{tier.tier}_extra", f"tier_{tier.tier}_money"
        source = book.source_of(tier)
        unit = f"{book.currency}/kWh"
        sheet.given(
            price,
            tier.extra,
            unit,
            origin="price",
            source=source,
            confidence=tier.confidence,
            about=str(tier.tier),
            word="tier_extra",
        )
        sheet.step(
            name, rounded(f"{quantity} * {price}", settled), book.currency, about=str(tier.tier), word="tier_money"
        )
        yield Line(
            name,
            "tier",
            priced.item.code,
            decimal_of(sheet, name, 2),
            decimal_of(sheet, quantity, 3),
            "kWh",
            tier.extra,
            tier=tier.tier,
        )


def surcharge_lines(sheet: BillSheet, case: Case, book: Book, settled: Settled, priced: Priced) -> Iterator[Line]:
    """The funds and surcharges of the price's class, each rounded by itself; none where the price contains them.

    Raises OverlappingPrices, Unsettled; MissingInput for an exemption that names no fund.
    """
    if priced.item.surcharges_included:
        return
    if _EXEMPT in case.preferences and not case.exempt_from:
        raise MissingInput("exempt_from", "which funds the customer need not pay", "免征的代征项目")
    for item, rates in priced.kept.of("funds", partial(_funds, book, priced.item)):
        if item in case.exempt_from:
            continue
        spans = priced.kept.of(("fund", item), partial(_fund_spans, rates, case, settled))
        if not any(one.price for one in spans):
            continue
        name = f"{priced.stem}_{item}"
        price = f"{name}_rate"
        about, word = f"fund_{item}", "surcharge_money" if priced.stem == "main" else "part_surcharge_money"
        unit = f"{book.currency}/kWh"
        stamp = partial(stamp_of, price, spans, unit, book, about=about, word="surcharge_rate")
        sheet.put(priced.kept.of(("stamp", name), stamp))
        formula = rounded(f"{priced.total} * {price}", settled)
        sheet.step(name, formula, book.currency, about=about, word=word)
        yield Line(
            name,
            "surcharge",
            priced.item.code,
            decimal_of(sheet, name, 2),
            decimal_of(sheet, priced.total, 3),
            "kWh",
            decimal_of(sheet, price, 8),
            surcharge_item=item,
        )


def _spans(case: Case, book: Book, settled: Settled, item: Item, slot: Slot) -> list[Piece]:
    return pieces(partial(energy_price, book, item, slot), price_changes(book, item, case), case, settled)


def _funds(book: Book, item: Item) -> list[tuple[str, list[Surcharge]]]:
    """The funds of the item's class by name, each with its rates."""
    held = [one for one in book.surcharges if not one.classes or item.price_class in one.classes]
    return [(fund, [one for one in held if one.item == fund]) for fund in sorted({one.item for one in held})]


def _fund_spans(rates: list[Surcharge], case: Case, settled: Settled) -> list[Piece]:
    def rate_on(day: date) -> Quote:
        today = in_force(rates, day)
        found = [one for one in today if one.classes] or today  # what is said of the class goes before the general
        if not found:
            return Quote(Decimal(0), rates[-1])
        rate = the_one(found, day, f"rate of {rates[0].item}")
        return Quote(rate.rate if rate.allowed else Decimal(0), rate)

    return pieces(rate_on, change_days(rates), case, settled)


def _periods_of(slots: Sequence[Slot]) -> list[tuple[str, frozenset[str]]]:
    """The components by name, and the periods that each has a price in."""
    components = sorted({one.price.component for one in slots})
    return [(name, frozenset(one.period for one in slots if one.price.component == name)) for name in components]


def _check_periods(sheet: BillSheet, priced: Priced, slots: Sequence[Slot]) -> None:
    """See that energy of every period has a price: what no line takes would be given away. Raises MissingPrice."""
    used = [one for one in PERIODS if sheet.holds(_of(priced, one)) and not sheet.is_zero(_of(priced, one))]
    for component, periods in priced.kept.of("periods", partial(_periods_of, slots)):
        left = [] if "total" in periods else [one for one in used if one not in periods]
        if left:
            en = f"{priced.item.code} has no price of {component} in {left[0]} hours, and the bill has energy there"
            zh = f"{priced.item.code} 没有 {component} 的 {left[0]} 时段价格，而账单有该时段电量"
            remedy = Words("Complete the price book, or check the meter's periods.", "请补全电价本，或核对计量时段。")
            raise MissingPrice(Fault.of(Words(en, zh), remedy))


def _check_hours(sheet: BillSheet, case: Case, spans: Sequence[Piece], slot: Slot, quantity: str) -> None:
    """See that energy of hours that only some days have is not spread over several prices of them: nobody knows how.

    Raises MissingInput.
    """
    is_part = len(spans) > 1 and sum(one.days for one in spans) < case.days
    if is_part and sheet.value(quantity):
        en, zh = f"the energy of {slot.period} hours at each of their prices", f"{slot.period}时段在各价格期间的电量"
        raise MissingInput("readings of the day of the change", en, zh)


def _of(priced: Priced, period: str) -> str:
    return priced.total if period == "total" else priced.total.replace("_kwh", f"_{period}_kwh")


def _quantity(sheet: BillSheet, priced: Priced, period: str) -> str:
    name = _of(priced, period)
    # Flat hours have the rest of a total: without one, and without a register of their own, nothing is known of them.
    told = period != "flat" or any(sheet.holds(f"metered_{one}_kwh") for one in ("flat", "total"))
    if not sheet.holds(name) or not told:
        raise MissingInput(f"energy of {period}", f"the energy of {period} hours", f"{period}时段电量")
    return name


def _block(sheet: BillSheet, case: Case, price: Price, quantity: str) -> str:
    low = price.above_kwh or Decimal(0)
    name = f"{quantity[:-4]}_above_{_digits(low)}_kwh"
    if sheet.holds(name):
        return name
    top = quantity
    if price.up_to_kwh is not None:
        top = f"min({quantity}, {_edge_of_block(sheet, case, price.up_to_kwh)})"
    edge = _edge_of_block(sheet, case, low)
    sheet.step(name, f"max({top} - {edge}, {quantity} - {quantity})", "kWh", about=_digits(low), word="block_kwh")
    return name


def _edge_of_block(sheet: BillSheet, case: Case, kwh: Decimal) -> str:
    """Where a block of a month's energy begins or ends; on a bill for several months, so many times as high."""
    name = f"edge_{_digits(kwh)}"
    if sheet.holds(name):
        return name
    if not put_months(sheet, case):
        sheet.given(name, kwh, "kWh", origin="price", word="block_edge")
        return name
    sheet.given(f"{name}_full", kwh, "kWh", origin="price", word="block_edge")
    sheet.step(name, f"{name}_full * months_billed / one_month", "kWh", word="block_edge")
    return name


def _tiers(case: Case, book: Book, settled: Settled) -> list[Tier]:
    """The tiers of the bill, rising. Raises MissingPrice, OverlappingPrices, MissingInput, Unsettled."""

    def on(day: date) -> list[Tier]:
        found = [one for one in in_force(book.tiers, day) if one.household == case.household]
        return sorted(found, key=lambda one: one.tier)

    changes = [day for day in change_days(book.tiers) if case.period_start < day < case.period_end]
    tiers = on(case.period_start)
    if any(_figures(on(day)) != _figures(tiers) for day in changes):
        reading = settled.choice("price_change")
        if reading == "by_days":
            raise MissingInput("readings", "the register on the day on which the tiers change", "阶梯调整当日的表码")
        tiers = tiers if reading == "from_next_bill" else on(day_of_bill_month(case))
    if not tiers:
        raise MissingPrice(
            f"no tiers of {case.household} households on {case.period_start}", "Complete the price book."
        )
    if len({one.tier for one in tiers}) < len(tiers):
        raise OverlappingPrices(f"a tier stands twice on {case.period_start}", "Correct the price book.")
    return tiers


def _figures(tiers: Sequence[Tier]) -> list[tuple[object, ...]]:
    """What of tiers a bill depends on: the same in a new document is no change."""
    return [(one.tier, one.cycle, one.above_kwh, one.extra) for one in tiers]


def _edge(sheet: BillSheet, case: Case, book: Book, settled: Settled, tier: Tier) -> str:
    name, months, about = f"tier_{tier.tier}_above", 12, str(tier.tier)
    if tier.cycle == "month" and put_months(sheet, case):
        return _edge_of_months(sheet, case, book, tier)
    cut = tier.cycle == "year" and case.months_in_cycle < months
    cut = cut and settled.choice("tier_pro_rata") == "by_months_begun"
    sheet.given(
        f"{name}_full" if cut else name,
        tier.above_kwh,
        "kWh",
        origin="price",
        source=book.source_of(tier),
        confidence=tier.confidence,
        about=about,
        word="tier_edge_full" if cut else "tier_edge",
    )
    if cut:
        if not sheet.holds("months_in_cycle"):
            sheet.given("months_in_cycle", case.months_in_cycle, "month", origin="case")
            sheet.given("months_of_year", months, "month", origin="definition")
        formula = f"round({name}_full * months_in_cycle / months_of_year, 3)"
        sheet.step(name, formula, "kWh", about=about, word="tier_edge")
    return name


def _edge_of_months(sheet: BillSheet, case: Case, book: Book, tier: Tier) -> str:
    """Where a tier of the month begins on a bill for several: so many times as high."""
    name, about = f"tier_{tier.tier}_above", str(tier.tier)
    source, confidence = book.source_of(tier), tier.confidence
    told = {"origin": "price", "source": source, "confidence": confidence, "about": about}
    sheet.given(f"{name}_full", tier.above_kwh, "kWh", word="tier_edge_full", **told)
    put_months(sheet, case)
    sheet.step(name, f"{name}_full * months_billed / one_month", "kWh", about=about, word="tier_edge")
    return name


def _line(
    sheet: BillSheet, name: str, component: str, priced: Priced, quantity: str, price: str, period: str, datum: Price
) -> Line:
    return Line(
        name,
        component,
        priced.item.code,
        decimal_of(sheet, name, 2),
        decimal_of(sheet, quantity, 3),
        "kWh",
        decimal_of(sheet, price, 8),
        period=period,
        in_power_factor_base=datum.in_power_factor_base,
    )


def _digits(value: Decimal) -> str:
    return format(value.normalize(), "f").replace(".", "_")
