"""The capacity or demand charge of a month: machine by machine, or by agreed and measured demand."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from functools import partial

from jicha.tariffs.bill_sheet import BillSheet
from jicha.tariffs.book import Book, CapacityRule, Item, Price, Waiver, in_force, the_one
from jicha.tariffs.case import BadCase, Case
from jicha.tariffs.conventions import Settled
from jicha.tariffs.energy_lines import Priced
from jicha.tariffs.errors import MissingInput, MissingPrice
from jicha.tariffs.line import Line, decimal_of, put_one_month, rounded
from jicha.tariffs.machines import is_steady, machines
from jicha.tariffs.resale import own_demand
from jicha.tariffs.spans import Piece, Quote, change_days, month_starts, pieces, put_price, stamp_of
from jicha.terms.sheet import Sheet

CALENDAR_DAYS_FROM = date(2024, 6, 1)  # the rules of 2024 divide by the days of the month, those of 1996 by 30
_THIRTY = 30
_MONTH_DAYS = range(28, 32)  # of a bill for a whole month, wherever in the month it begins


def capacity_line(sheet: BillSheet, case: Case, book: Book, settled: Settled, main: Priced) -> Line | None:
    """The line of a two-part price; None for a single-part one, or where nothing is charged.

    Raises MissingInput, MissingPrice, Unsettled, BadCase.
    """
    if main.item.strategy != "two_part" or case.capacity_mode in ("none", "waived"):
        return None
    if case.days >= _MONTH_DAYS.stop:
        raise BadCase(
            f"a capacity or demand charge over {case.days} days is not computed",
            "Compute each month as a bill of its own.",
            message_zh=f"暂不计算 {case.days} 天账期的容（需）量电费",
            remedy_zh="请按月拆分后分别计算。",
        )
    if case.capacity_mode == "capacity":
        return _by_capacity(sheet, case, book, settled, main)
    if case.capacity_mode in ("demand_contract", "demand_actual"):
        return _by_demand(sheet, case, book, settled, main)
    raise BadCase(
        f"{case.capacity_mode} is not computed",
        "Compute that agreement by hand.",
        message_zh=f"暂不计算 {case.capacity_mode} 方式",
        remedy_zh="请人工计算该约定。",
    )


def _by_capacity(sheet: BillSheet, case: Case, book: Book, settled: Settled, main: Priced) -> Line:
    if not case.capacity:
        raise MissingInput("capacity", "the capacity in operation", "运行容量")
    price, datum = _price(sheet, case, book, settled, main, component="capacity")
    factor = _waived(sheet, case, book, settled, component="capacity")
    _capacity_billed(sheet, case, settled)
    return _line(sheet, book, settled, datum, f"capacity_billed * {price} * one_month{factor}", main.item)


def _capacity_billed(sheet: Sheet, case: Case, settled: Settled) -> None:
    """A machine that does not change in a month counts for the month, whatever its days; another for its days.

    Where all together do not change, those of the first day stand for the ones that took their places.
    """
    whole: list[str] = []
    by_days: list[str] = []
    held = machines(case)
    steady = case.days in _MONTH_DAYS and is_steady(held)
    for machine, spans in held.items():
        for one in spans[:1] if steady else spans:
            name, about = f"capacity_{len(whole) + len(by_days) + 1}", f"{machine} {one.valid_from}".strip()
            sheet.given(name, one.kva, "kVA", origin="case", about=about, word="capacity_since")
            if steady or (len(spans) == 1 and case.days in _MONTH_DAYS):
                whole.append(name)
                continue
            days = (one.valid_to - one.valid_from).days
            sheet.given(f"{name}_days", days, "day", origin="case", about=about, word="capacity_days")
            by_days.append(f"{name} * {name}_days")
    counted = []
    if whole:
        sheet.step("capacity_whole", " + ".join(whole), "kVA")
        counted.append("capacity_whole")
    if by_days:
        divisor = _divisor(sheet, case, settled)
        sheet.step("capacity_part_days", " + ".join(by_days), "kVA*day")
        sheet.step("capacity_part", f"capacity_part_days / {divisor}", "kVA")
        counted.append("capacity_part")
    sheet.step("capacity_billed", " + ".join(counted), "kVA")


def _by_demand(sheet: BillSheet, case: Case, book: Book, settled: Settled, main: Priced) -> Line:
    rule = _rule(book, case)
    _demand_billed(sheet, case, settled, main.item, rule)
    price, datum = _price(sheet, case, book, settled, main, component="demand")
    factor = _discount(sheet, case, book, rule) + _waived(sheet, case, book, settled, component="demand")
    if case.days not in _MONTH_DAYS:
        factor += f" * period_days / {_divisor(sheet, case, settled)}"
    return _line(sheet, book, settled, datum, f"demand_billed * {price} * one_month{factor}", main.item)


def _demand_billed(sheet: Sheet, case: Case, settled: Settled, item: Item, rule: CapacityRule | None) -> None:
    if case.demand_actual is None:
        raise MissingInput("demand_actual", "the highest demand measured", "实际最大需量")
    sheet.given("demand_actual", case.demand_actual, "kW", origin="case")
    demand = own_demand(sheet, case.resale, case.period_start)
    own = item.demand
    if case.capacity_mode == "demand_actual":
        least = [demand]
        if own is not None and own.ratchet_percent is not None:
            if case.demand_before is None:
                raise MissingInput("demand_before", "the highest demand of the months before", "前期最大需量")
            sheet.given("demand_before", case.demand_before, "kW", origin="case")
            sheet.given("ratchet_percent", own.ratchet_percent, "%", origin="price")
            sheet.step("demand_ratchet", "demand_before * percent(ratchet_percent)", "kW")
            least.append("demand_ratchet")
        if own is not None and own.least_kw is not None:
            sheet.given("demand_least", own.least_kw, "kW", origin="price")
            least.append("demand_least")
        sheet.step("demand_billed", f"max({', '.join(least)})", "kW")
        return
    if case.demand_contract is None:
        raise MissingInput("demand_contract", "the demand agreed", "合同(核定)最大需量")
    sheet.given("demand_contract", case.demand_contract, "kW", origin="contract")
    if own is not None and own.over:
        _over_steps(sheet, item, demand)
    else:
        _over_limit(sheet, demand, settled, rule)


def _over_steps(sheet: Sheet, item: Item, demand: str) -> None:
    """Each part above a step costs its own factor; the agreed demand is billed whatever was used."""
    steps = sorted(item.demand.over if item.demand else (), key=lambda one: one.percent)
    edges = []
    for number, one in enumerate(steps, start=1):
        sheet.given(f"over_{number}_percent", one.percent, "%", origin="price", word="over_percent")
        sheet.given(f"over_{number}_factor", one.factor, origin="price", word="over_factor")
        edges.append(f"demand_contract * percent(over_{number}_percent)")
    parts = ["demand_contract"]
    for number, edge in enumerate(edges, start=1):
        top = f"min({demand}, {edges[number]})" if number < len(edges) else demand
        name = f"demand_over_{number}"
        sheet.step(name, f"max({top} - {edge}, {demand} - {demand})", "kW", word="demand_over")
        parts.append(f"{name} * over_{number}_factor")
    sheet.step("demand_billed", " + ".join(parts), "kW")


def _over_limit(sheet: Sheet, demand: str, settled: Settled, rule: CapacityRule | None) -> None:
    if rule is None or rule.demand_limit_percent is None or rule.over_factor is None:
        raise MissingPrice(
            "no rule on demand above the agreed one",
            "Complete capacity_rules of the price book.",
            message_zh="缺少超合同需量的计收规则",
            remedy_zh="请补全电价本的 capacity_rules。",
        )
    sheet.given("demand_limit_percent", rule.demand_limit_percent, "%", origin="price", confidence=rule.confidence)
    limit = sheet.step("demand_limit", "demand_contract * percent(demand_limit_percent)", "kW")
    if sheet.value(demand) <= limit:
        sheet.step("demand_billed", "demand_contract", "kW")
        return
    sheet.given("over_factor", rule.over_factor, origin="price", confidence=rule.confidence)
    start = "demand_limit" if settled.choice("demand_over_limit") == "over_from_limit" else "demand_contract"
    sheet.step("demand_billed", f"{start} + over_factor * ({demand} - demand_limit)", "kW")


def _discount(sheet: Sheet, case: Case, book: Book, rule: CapacityRule | None) -> str:
    """The reduced demand price of a month in which much energy was used for each kVA."""
    if rule is None or rule.discount_kwh_per_kva is None or rule.discount_percent is None:
        return ""
    if case.contract_capacity is None:
        raise MissingInput("contract_capacity", "the capacity of the contract", "合同容量")
    energy = "supplied_kwh"
    if case.customer_kwh is not None:
        sheet.given("customer_kwh", case.customer_kwh, "kWh", origin="case")
        energy = "customer_kwh"
    sheet.given("contract_capacity", case.contract_capacity, "kVA", origin="contract")
    sheet.given(
        "discount_kwh_per_kva",
        rule.discount_kwh_per_kva,
        "kWh/kVA",
        origin="price",
        confidence=rule.confidence,
        source=book.source_of(rule),
    )
    if sheet.step("kwh_per_kva", f"{energy} / contract_capacity", "kWh/kVA") < sheet.value("discount_kwh_per_kva"):
        return ""
    sheet.given("discount_percent", rule.discount_percent, "%", origin="price", confidence=rule.confidence)
    return " * percent(discount_percent)"


def _waived(sheet: Sheet, case: Case, book: Book, settled: Settled, *, component: str) -> str:
    """What is kept of the charge where the customer need not pay all of it."""
    of_case = [one for one in book.waivers if one.component == component and one.preference in case.preferences]
    if not of_case:
        return ""

    def kept_on(day: date, waivers: list[Waiver] = of_case) -> Quote:
        most = max(in_force(waivers, day), key=lambda one: one.percent, default=None)
        return Quote(100 - most.percent, most) if most else Quote(Decimal(100), waivers[0])

    spans = pieces(kept_on, change_days(of_case), case, settled)
    if all(one.price == 100 for one in spans):
        return ""
    put_price(sheet, f"{component}_kept", spans, "%", book, word="kept_percent")
    return f" * percent({component}_kept)"


def _divisor(sheet: Sheet, case: Case, settled: Settled) -> str:
    reading = settled.choice("day_divisor")
    calendar = reading == "divisor_calendar" or (
        reading == "divisor_by_edition" and case.period_start >= CALENDAR_DAYS_FROM
    )
    # A bill of a whole month has the days of that month; one of a part of a month does not show them.
    in_month = case.days if case.days in _MONTH_DAYS else monthrange(case.bill_month.year, case.bill_month.month)[1]
    sheet.given("days_divisor", in_month if calendar else _THIRTY, "day", origin="convention", source=reading)
    return "days_divisor"


def _price(
    sheet: BillSheet, case: Case, book: Book, settled: Settled, main: Priced, *, component: str
) -> tuple[str, Price]:
    unit = f"{book.currency}/{'kVA' if component == 'capacity' else 'kW'}/month"
    spans, datum = main.kept.of(component, partial(_price_spans, case, settled, main.item, component, unit))
    put_one_month(sheet)
    name = f"{component}_price"
    sheet.put(main.kept.of(("stamp", name), partial(stamp_of, name, spans, unit, book, word=name)))
    return name, datum


def _price_spans(case: Case, settled: Settled, item: Item, component: str, unit: str) -> tuple[list[Piece], Price]:
    held = [one for one in item.prices if one.component == component and one.unit == unit]

    def datum_on(day: date) -> Price:
        of_season = [one for one in held if not one.months or day.month in one.months]
        return the_one(of_season, day, f"{component} price of {item.code}")

    def price_on(day: date) -> Quote:
        return Quote(datum_on(day).price, datum_on(day))

    spans = pieces(price_on, [*change_days(held), *month_starts(case)], case, settled)
    return spans, datum_on(spans[-1].start)


def _rule(book: Book, case: Case) -> CapacityRule | None:
    if not in_force(book.capacity_rules, case.period_start):
        return None
    return the_one(book.capacity_rules, case.period_start, "rule of capacity")


def _line(sheet: Sheet, book: Book, settled: Settled, datum: Price, formula: str, item: Item) -> Line:
    component = datum.component
    name = f"{component}_money"
    sheet.step(name, rounded(formula, settled), book.currency)
    return Line(
        name,
        component,
        item.code,
        decimal_of(sheet, name, 2),
        decimal_of(sheet, f"{component}_billed", 3),
        "kVA" if component == "capacity" else "kW",
        decimal_of(sheet, f"{component}_price", 8),
        in_power_factor_base=datum.in_power_factor_base,
    )
