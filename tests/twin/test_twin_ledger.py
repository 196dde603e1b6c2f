"""The ledger of truth: stages telescope to the last decimal, honest points lose nothing, money is the biller's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
import pytest
from small_utility import QUIET, busy_run, quiet_run, small_world

from jicha.twin.account import Account, Place, Terms
from jicha.twin.books.billing import Bill, Metered, bill_of
from jicha.twin.books.book import Books
from jicha.twin.books.dials import dials_of
from jicha.twin.chosen import chosen_at
from jicha.twin.ledger import STAGES, ledger_rows
from jicha.twin.mounted import mounted
from jicha.twin.prices.book import province_book
from jicha.twin.rates import RATES
from jicha.twin.seen import Seen
from jicha.twin.station_run import Run, run_station

Row = dict[str, Any]
HONEST = ("class", "register")  # what a sound meter takes: its error, and what its display cuts off


@cache
def _rows(busy: bool) -> tuple[Row, ...]:
    run = busy_run() if busy else quiet_run()
    return tuple(ledger_rows(run.books, run.seen))


def _by_point(rows: tuple[Row, ...], seen: Seen) -> list[Row]:
    return [row for row in rows if row["point_id"] == seen.place.number]


def _sum(rows: list[Row], name: str) -> Decimal:
    return sum((row[name] for row in rows), Decimal(0))


@pytest.mark.parametrize("busy", [False, True])
@pytest.mark.parametrize("unit", ["kwh", "money"])
def test_what_was_used_less_what_every_stage_took_is_what_was_billed(busy: bool, unit: str) -> None:
    for row in _rows(busy):
        taken = sum((row[f"{stage}_{unit}"] for stage in STAGES), Decimal(0))
        assert row[f"true_{unit}"] - taken == row[f"billed_{unit}"]


@pytest.mark.parametrize("busy", [False, True])
def test_every_bill_of_a_metered_point_has_its_row_and_says_what_the_bill_says(busy: bool) -> None:
    run = busy_run() if busy else quiet_run()
    expected = {
        (row["point_id"], row["month"]): row["total_charge"]
        for one in run.seen
        if one.account is not None
        for row in map(run.books.bill_row, run.books.bill_numbers(one.place))
    }
    assert {(row["point_id"], row["month"]): row["billed_money"] for row in _rows(busy)} == expected


def _touched(run: Run) -> set[str]:
    """Points at which something is planted, and those under whose number another meter is read."""
    planted = {one.place.number for one in run.seen if one.chosen}
    return planted | {one.place.number for one in run.seen if one.account is not None and _reads_another(one)}


def _reads_another(one: Seen) -> bool:
    counted, days = one.chain_kwh[4].sum(), one.chain_kwh.shape[1]
    after = one.dials.first.fromordinal(one.dials.first.toordinal() + days)
    shown = (one.dials.daily(one.dials.first, after).sum(axis=1) * one.true_ratio).sum()
    return bool(abs(shown - counted) > 0.1 * one.place.multiplier)


def _honest(run: Run, rows: tuple[Row, ...]) -> Iterator[tuple[Seen, Row]]:
    touched = _touched(run)
    for one in run.seen:
        if one.account is not None and one.place.number not in touched:
            for row in _by_point(rows, one):
                yield one, row


@pytest.mark.parametrize("busy", [False, True])
def test_an_honest_point_loses_the_error_of_its_class_and_what_the_display_cuts(busy: bool) -> None:
    found = list(_honest(busy_run() if busy else quiet_run(), _rows(busy)))
    assert len(found) > 30
    for one, row in found:
        for stage in STAGES:
            if stage not in HONEST:
                assert row[f"{stage}_kwh"] == 0, (stage, row)
            assert row[f"{stage}_money"] == 0
        assert abs(row["class_kwh"]) <= row["true_kwh"] * Decimal("0.012")
        assert abs(row["register_kwh"]) < Decimal("0.05") * one.place.multiplier
        assert row["true_money"] == row["billed_money"]


def test_what_is_planted_is_seen_in_its_own_stage() -> None:
    stage_of = {
        "bypass_single_phase": "bypass", "hook_ahead": "bypass", "magnet": "wiring", "meter_stopped": "fault",
        "register_rewound": "register", "register_cleared": "register", "meter_neutral_open": "wiring",
    }  # fmt: skip
    checked = 0
    for one in busy_run().seen:
        for each in one.chosen if one.account is not None else ():
            stage = stage_of.get(each.kind.code)
            rows = [row for row in _by_point(_rows(True), one) if row["month"] >= each.starts_on.replace(day=1)]
            if stage is None or not rows or _sum(rows, "true_kwh") == 0:
                continue
            others = [other for other in STAGES if other not in (stage, *HONEST, "bill")]
            checked += 1
            assert abs(_sum(rows, f"{stage}_kwh")) > Decimal("0.1"), (each.kind.code, rows)
            assert all(_sum(rows, f"{other}_kwh") == 0 for other in others), (each.kind.code, rows)
    assert checked >= 5


def _right_bill(run: Run, one: Seen, bill: Bill, used: Decimal) -> Bill:
    """What the exact biller makes of what was truly used, to hundredths as dials have it."""
    first = one.dials.first
    days = slice((bill.case.period_start - first).days, (bill.case.period_end - first).days)
    energy = one.chain_kwh[0, days].sum(axis=0)
    micro = [Decimal(round(float(kwh) * 1e6)) / 1_000_000 for kwh in (*energy, energy.sum())]
    rates = tuple((RATES[rate], round(micro[rate], 2)) for rate in one.dials.used_rates) if one.dials.by_hours else ()
    metered = Metered(round(micro[-1], 2), rates, bill.case.kvarh, bill.case.demand_actual)
    return bill_of(
        bill.account, bill.place, bill.case.period_start, bill.case.period_end, metered, run.books.prices,
        used_before=used, behind_kwh=bill.case.sub_kwh,
    )  # fmt: skip


def test_the_money_of_a_planted_point_is_that_of_the_exact_biller_on_what_was_used_less_the_bill() -> None:
    run, checked = busy_run(), 0
    for one in run.seen:
        if one.account is None or not one.chosen or one.place.number != one.account.places[0].number:
            continue
        used = Decimal(0)
        for number, row in zip(run.books.bill_numbers(one.place), _by_point(_rows(True), one), strict=True):
            bill = run.books.bills[number]
            right = _right_bill(run, one, bill, used).rated.total
            used += row["true_kwh"]
            assert row["true_money"] == right
            lost = sum((row[f"{stage}_money"] for stage in STAGES), Decimal(0))
            assert lost == right - bill.rated.total
            checked += 1
    assert checked > 20


def test_who_takes_energy_past_his_meter_saves_money_and_whose_meter_creeps_pays_too_much() -> None:
    signs = {"bypass_single_phase": 1, "meter_stopped": 1, "magnet": 1, "meter_creeping": -1}
    found = {
        each.kind.code: _sum(_by_point(_rows(True), one), "true_money")
        - _sum(_by_point(_rows(True), one), "billed_money")
        for one in busy_run().seen
        for each in one.chosen
        if each.kind.code in signs and one.account is not None
    }
    assert found
    assert {code: money * signs[code] > 0 for code, money in found.items()} == dict.fromkeys(found, True)


def test_a_bill_computed_wrongly_takes_its_money_at_the_last_stage() -> None:
    run = run_station(small_world(customers=20), 0)
    one = next(each for each in run.seen if each.account is not None and each.account.archetype == "household")
    number = run.books.bill_numbers(one.place)[1]
    before = run.books.right_money(number)
    run.books.rebill(number, terms=Terms("99-FARM"))
    rows = [row for row in ledger_rows(run.books, run.seen) if row["point_id"] == one.place.number]
    assert rows[1]["true_money"] == before
    assert rows[1]["bill_money"] == before - run.books.bill_row(number)["total_charge"] > 0
    assert [row["bill_money"] for row in (rows[0], rows[2])] == [0, 0]


def test_a_register_that_went_back_takes_no_more_than_was_used() -> None:
    kinds = {"register_rewound", "register_cleared"}
    found = [one for one in busy_run().seen if {each.kind.code for each in one.chosen} & kinds]
    assert found
    for one in found:
        for row in _by_point(_rows(True), one):
            assert row["bill_kwh"] == 0
            assert row["register_kwh"] <= row["true_kwh"] - row["class_kwh"]


def test_of_two_whose_meters_are_exchanged_both_are_priced_by_what_they_used() -> None:
    run = busy_run()
    touched = _touched(run)
    others = [one for one in run.seen if one.place.number in touched and not one.chosen and one.account is not None]
    assert len(others) == 1
    for row in _by_point(_rows(True), others[0]):
        assert abs(row["register_kwh"]) > 10
        assert row["register_money"] * row["register_kwh"] > 0


def test_tiers_of_the_year_count_what_was_truly_used() -> None:
    # 40 a day, of which 20 past the meter. Truly 1,240 + 1,120 + 1,240: 2,520 ends the first tier, and in March 1,080
    # cost 0.05 more: 694.40 + 54.00. The meter's 620 cost 347.20.
    world = small_world(f"{QUIET}theft: {{share: 1, mix: [{{kind: bypass_single_phase}}]}}")
    place = Place("990000090101", "household", 0.8, ((date(2015, 1, 1), Terms("99-HOME")),))
    file = {"customer_class": "lv_resident", "supply_voltage": "ac_220_v", "price_class": "residential"}
    account = Account("9900000901", "household", file, (place,))
    station = world.station(0)
    books = Books(
        world, replace(station, areas=(replace(station.areas[0], accounts=(account,)),), dedicated=()),
        province_book(world.seed, world.last),
    )  # fmt: skip
    chain = np.zeros((5, world.days, 5))
    chain[:, :, 2] = 20.0
    chain[0, :, 2] = 40.0
    none, ones = np.zeros(world.days), np.ones(world.days)
    dials = dials_of(world.first, chain[4], none, none, ones, 0.0, book_ratio=Decimal(1), used_rates=())
    books.dials[place.number] = dials
    books.write_bills()
    own = mounted(world.seed, place, 0)
    chosen = tuple(chosen_at(world, account, place, 0, (0,), "a"))
    rows = list(ledger_rows(books, [Seen(account, place, "a", "a", (0,), 0, own, chain, ones, dials, None, chosen)]))
    assert [row["true_kwh"] for row in rows] == [1240, 1120, 1240]
    assert [row["true_money"] for row in rows] == [Decimal("694.40"), Decimal("627.20"), Decimal("748.40")]
    assert rows[2]["bypass_money"] == Decimal("748.40") - Decimal("347.20")
    assert rows[2]["billed_money"] == Decimal("347.20")
