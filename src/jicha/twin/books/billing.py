"""The monthly bill of a point: its terms and what its registers and machines say, through the exact biller."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from jicha.tariffs.biller import Rated, item_of, rate
from jicha.tariffs.book import Book, Item
from jicha.tariffs.case import CapacityPiece, Case, Loss, PeriodEnergy
from jicha.twin.account import Account, Machine, Place, Terms
from jicha.twin.prices.book import REGION, SETTLED, month_after
from jicha.twin.street import plates

COPPER_PERCENT = Decimal(2)  # of the energy, as copper loss by the method of iron and copper
_HOURS_OF_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Metered:
    """What the registers say of a bill's days: kWh in all and by rate (those that the meter has), kvarh, highest kW."""

    total: Decimal
    rates: tuple[tuple[str, Decimal], ...] = ()
    kvarh: Decimal | None = None
    highest_kw: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Bill:
    """A computed bill: ``case`` is what it was computed from."""

    account: Account
    place: Place
    terms: Terms
    case: Case
    item: Item
    rated: Rated


def periods(account: Account, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The days [start, end) of each bill that an account has in [``first``, ``last``]; a bill ends with a month."""
    start = max(first, account.opened)
    closed = account.closed or date.max
    while start < closed:
        end = month_after(start)
        for _ in range(account.cycle_months - 1):
            end = month_after(end)
        end = min(end, closed)
        if end > last + timedelta(1):  # not over yet
            return
        yield start, end
        start = end


def bill_of(
    account: Account,
    place: Place,
    start: date,
    end: date,
    metered: Metered,
    book: Book,
    *,
    used_before: Decimal,
    behind_kwh: Decimal = Decimal(0),
    capacity_here: bool = True,
) -> Bill:
    """The right bill of the days [``start``, ``end``).

    ``used_before`` is the energy of the year until then, ``behind_kwh`` what meters behind this one counted.
    ``capacity_here``: whether the customer's capacity is charged at this point.
    """
    terms = place.terms_on(start)
    return priced(account, place, terms, case_of(
        account, place, terms, start, end, metered, book,
        used_before=used_before, behind_kwh=behind_kwh, capacity_here=capacity_here,
    ), book)  # fmt: skip


def priced(account: Account, place: Place, terms: Terms, case: Case, book: Book) -> Bill:
    """A case through the exact biller."""
    return Bill(account, place, terms, case, item_of(case, book, SETTLED), rate(case, book, SETTLED))


def case_of(
    account: Account,
    place: Place,
    terms: Terms,
    start: date,
    end: date,
    metered: Metered,
    book: Book,
    *,
    used_before: Decimal,
    behind_kwh: Decimal = Decimal(0),
    capacity_here: bool = True,
) -> Case:
    """What the biller is told of a bill."""
    item = book.item(terms.price_code, start)
    by_hours = item.time_of_use and metered.rates
    energy = metered.rates if by_hours else (("total", metered.total),)
    lossy = terms.loss != "none" and place.side == "lv_metered_hv_supplied"
    loss = _loss(account, terms, start, end) if lossy else None
    # Nothing was used, so there is no power factor, and nothing to assess.
    idle = not metered.total and (loss is None or not loss.hours)
    assessed = terms.standard != "not_assessed" and not idle
    return Case(
        terms.price_code,
        start,
        end,
        region=REGION,
        energy=tuple(PeriodEnergy(name, kwh) for name, kwh in energy),
        kvarh=metered.kvarh if assessed or lossy else None,
        loss=loss,
        sub_kwh=behind_kwh,
        capacity_mode=terms.mode if capacity_here else "none",
        capacity=capacity_pieces(account.machines, start, end) if terms.mode == "capacity" and capacity_here else (),
        demand_contract=terms.demand_contract,
        demand_actual=metered.highest_kw if terms.mode.startswith("demand") else None,
        contract_capacity=account.file.get("contract_capacity"),
        power_factor_standard=terms.standard if assessed else "not_assessed",
        power_factor_mode=terms.power_factor_mode,
        household=terms.household,
        used_before=used_before if item.tiered else None,
        months_in_cycle=_months_in_year(account, start),
        months_billed=account.cycle_months,
        preferences=terms.preferences,
        exempt_from=terms.exempt_from,
        purchase_ratio=terms.purchase_ratio,
        difference_price=terms.difference_price,
        relief_kwh=terms.relief_kwh,
    )


def capacity_pieces(machines: Sequence[Machine], start: date, end: date) -> tuple[CapacityPiece, ...]:
    """The capacity in operation on the days of a bill, machine by machine where one of them changes."""
    edges = {
        edge for one in machines for span in one.sealed for edge in span if start < edge < end
    }  # days on which something changes
    if not edges:
        running = sum(one.kva for one in machines if one.running(start))
        return (CapacityPiece(Decimal(running), start, end),)
    pieces = []
    for one in machines:
        days = sorted({start, end, *(edge for span in one.sealed for edge in span if start < edge < end)})
        pieces += [
            CapacityPiece(Decimal(one.kva if one.running(begin) else 0), begin, after, one.number)
            for begin, after in pairwise(days)
        ]
    return tuple(pieces)


def running_kva(account: Account, day: date) -> Decimal | None:
    """The capacity in operation on a day: of its machines, or what its file says where it has none."""
    if not account.machines:
        return account.file.get("running_capacity")
    return Decimal(sum(one.kva for one in account.machines if one.running(day)))


def no_load_loss_w(machine: Machine) -> Decimal:
    """The no-load loss on the plate of a machine, W."""
    return next(Decimal(str(iron)) for rated, iron, _, _ in plates() if rated >= machine.kva)


def _loss(account: Account, terms: Terms, start: date, end: date) -> Loss:
    """Iron loss of the hours in which each machine runs, and a share of the energy as copper loss."""
    days = (end - start).days
    ran = {
        one.number: days - sum(max((min(until, end) - max(since, start)).days, 0) for since, until in one.sealed)
        for one in account.machines
    }
    hours = Decimal(_HOURS_OF_A_DAY * max(ran.values()))
    watts = sum((no_load_loss_w(one) * ran[one.number] for one in account.machines), Decimal(0))
    mean = watts / max(ran.values()) if hours else watts
    return Loss(terms.loss, hours=hours, no_load_loss_w=mean, copper_percent=COPPER_PERCENT)


def _months_in_year(account: Account, start: date) -> int:
    """Months of the tier year in which the account exists, counted as begun."""
    begin = account.opened.month if account.opened.year == start.year else 1
    return 13 - begin
