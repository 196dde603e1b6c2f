"""What one bill costs with the exact scalar biller, by kind of bill, beside a plain loop over decimals.

Run `python bench/bench_biller.py [bills of a kind]`. The book is a shipped one whose gaps are filled with round prices,
so that its bills can be computed. `bill` is the biller as it is used for many bills of one book; `and sheet` the same
with every worksheet written out; `first` a bill by a book that has kept nothing yet. The loop multiplies and rounds as
many products of decimals as the bill has lines, and twelve for the last column: what a script would do that knows all
its prices beforehand, and shows nothing. Processor time, best of three, all in one process. Fails if a bill by what the
book keeps differs from one by a book that keeps nothing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import Any

from jicha.tariffs.biller import rate
from jicha.tariffs.book import Book, Item, Price
from jicha.tariffs.book_file import load_book
from jicha.tariffs.case import PERIODS, CapacityPiece, Case, Loss, PeriodEnergy
from jicha.tariffs.conventions import CHOICES, Settled

FIRST, AFTER = date(2026, 8, 1), date(2026, 9, 1)
SETTLED = Settled.of({name: choices[0] for name, choices in CHOICES.items()})
COMPONENTS = 12
_FLOATS = ("market_energy",)


def main(bills: int) -> int:
    """Print the table; how many bills differed."""
    book, faults = filled(load_book("cn_36")), 0
    print(f"{bills:,} bills of each kind, microseconds a bill\n")
    print(f"| kind | lines | case | bill | and sheet | first | loop of its lines | bills in loops of {COMPONENTS} |")
    print("|---|" + 7 * "---:|")
    loop = spent(lambda number: looped(number, COMPONENTS), bills)
    for name, told in kinds().items():

        def case(number: int, told: Mapping[str, Any] = told) -> Case:
            return Case(period_start=FIRST, period_end=AFTER, region="36", **told, energy=energy(number, told))

        faults += sum(
            repr(rate(case(one), book, SETTLED)) != repr(rate(case(one), replace(book), SETTLED)) for one in range(9)
        )
        lines = len(rate(case(1), book, SETTLED).lines)
        bill = spent(lambda number: rate(case(number), book, SETTLED), bills)
        sheet = spent(lambda number: rate(case(number), book, SETTLED).sheet, bills // 4)
        anew = spent(lambda number: rate(case(number), replace(book), SETTLED), bills // 20)
        own = spent(partial(looped, count=lines), bills)
        figures = (spent(case, bills), bill, sheet, anew, own)
        print(f"| {name} | {lines} | {' | '.join(f'{one:,.0f}' for one in figures)} | {bill / loop:,.1f} |")
    print(f"\nloop of {COMPONENTS}: {loop:,.0f} microseconds; bills that differ by what is kept: {faults}")
    return faults


def kinds() -> dict[str, dict[str, Any]]:
    """What the kinds of bill have beside their days and energy."""
    capacity = {"capacity_mode": "capacity", "capacity": (CapacityPiece(Decimal(315), FIRST, AFTER, "T1"),)}
    factor = {"kvarh": Decimal(3000), "power_factor_standard": "std_090"}
    loss = Loss("iron_copper", no_load_loss_w=Decimal(500), hours=Decimal(744), copper_percent=Decimal("1.5"))
    demand = {"capacity_mode": "demand_contract", "demand_contract": Decimal(250), "demand_actual": Decimal(280)}
    return {
        "household, one price": {"price_code": "36-HOME-FLAT"},
        "household, tiers": {"price_code": "36-HOME", "used_before": Decimal(2100)},
        "household, tiers, funds": {"price_code": "HOME-F", "used_before": Decimal(2100)},
        "household, tiers, hours, funds": {"price_code": "HOME-T", "used_before": Decimal(2100)},
        "commerce, one part": {"price_code": "36-TD1-LV"},
        "commerce, one part, hours": {"price_code": "TD1-T"},
        "two parts, capacity, power factor, loss": {"price_code": "TD2-T", "loss": loss, **capacity, **factor},
        "two parts, demand, power factor": {
            "price_code": "TD2-T", "contract_capacity": Decimal(315), **demand, **factor,
        },
    }  # fmt: skip


def energy(number: int, told: Mapping[str, Any]) -> tuple[PeriodEnergy, ...]:
    """The energy of a bill, another for each."""
    periods = PERIODS if told["price_code"].endswith("-T") else ("total",)
    return tuple(PeriodEnergy(one, Decimal(10000 + number).scaleb(-2)) for one in periods)


def filled(book: Book) -> Book:
    """The book without gaps, and with prices by the hour for a household, for commerce and for a two-part customer."""
    full = {one.code: _filled(one) for one in book.items}
    funded = replace(full["36-HOME"], code="HOME-F", surcharges_included=False)
    floating = tuple(replace(one, floats=True) for one in funded.prices)
    others = (
        funded,
        replace(funded, code="HOME-T", prices=floating, time_of_use=True, calendar="business"),
        replace(full["36-TD1-LV"], code="TD1-T", time_of_use=True, calendar="business"),
        replace(full["36-TD2-10KV"], code="TD2-T", time_of_use=True, calendar="business"),
    )
    return replace(book, items=(*full.values(), *others))


def _filled(item: Item) -> Item:
    lacks = [one for one in item.lacks if one not in ("capacity", "demand")]
    added = [Price(one, Decimal("0.0412"), "CNY/kWh", FIRST, floats=one in _FLOATS) for one in lacks]
    return replace(item, lacks=(), prices=(*item.prices, *added))


def looped(number: int, count: int) -> Decimal:
    """So many products of decimals, each rounded to the fen, and their sum."""
    cent, total, used = Decimal("0.01"), Decimal(0), Decimal(10000 + number).scaleb(-2)
    for component in range(count):
        total += (used * Decimal(f"0.0{component + 11}")).quantize(cent, ROUND_HALF_UP)
    return total


def spent(work: Callable[[int], object], times: int) -> float:
    """Microseconds of the processor for one of ``times`` calls; the best of three rounds."""
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        for number in range(times):
            work(number)
        best = min(best, time.process_time() - started)
    return best / times * 1e6


if __name__ == "__main__":
    sys.exit(min(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000), 1))
