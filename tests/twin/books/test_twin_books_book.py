"""Books: a bill for each point and month, computed again with what it had been kept, and agreed quantities."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from small_utility import busy_run, quiet_run, small_world

from jicha.twin.account import Account, Place, Terms
from jicha.twin.books.billing import Bill
from jicha.twin.books.book import Books
from jicha.twin.books.dials import dials_of
from jicha.twin.prices.book import province_book
from jicha.twin.records import KNOWN_ON

WORLD = small_world()  # January to March 2025
BOOK = province_book(WORLD.seed, WORLD.last)
LONG_AGO = date(2015, 1, 1)
HOME = Account(
    "9900000901", "household",
    {"customer_class": "lv_resident", "supply_voltage": "ac_220_v", "price_class": "residential"},
    (Place("990000090101", "household", 0.4, ((LONG_AGO, Terms("99-HOME")),)),),
)  # fmt: skip


def _books(account: Account, kwh: dict[str, float]) -> Books:
    """Books of one customer whose meters take ``kwh`` on every day."""
    station = replace(WORLD.station(0), areas=(replace(WORLD.station(0).areas[0], accounts=(account,)),), dedicated=())
    books = Books(WORLD, station, BOOK)
    for number, daily in kwh.items():
        taken = np.zeros((WORLD.days, 5))
        taken[:, 2] = daily
        none, ones = np.zeros(WORLD.days), np.ones(WORLD.days)
        books.dials[number] = dials_of(WORLD.first, taken, none, none, ones, 0.0, book_ratio=Decimal(1), used_rates=())
    books.write_bills()
    return books


def _home(daily: float = 10.0) -> Books:
    return _books(HOME, {"990000090101": daily})


def test_a_point_has_a_bill_a_month_whose_readings_follow_each_other() -> None:
    books = _home()
    numbers = books.bill_numbers(HOME.places[0])
    rows = [books.bill_row(one) for one in numbers]
    assert numbers == ["990000090101202501", "990000090101202502", "990000090101202503"]
    assert [row["kwh"] for row in rows] == [310, 280, 310]
    assert [(row["reading_start"], row["reading_end"]) for row in rows] == [(0, 310), (310, 590), (590, 900)]
    assert [row["reading_kwh"] for row in rows] == [310, 280, 310]
    assert [row["total_charge"] for row in rows] == [Decimal("173.60"), Decimal("156.80"), Decimal("173.60")]


def test_a_bill_is_issued_after_its_month_and_known_then() -> None:
    row = _home().bill_row("990000090101202502")
    assert (row["read_on"], row["issued_on"], row[KNOWN_ON]) == (date(2025, 2, 28), date(2025, 3, 4), date(2025, 3, 4))
    assert row["due_on"] > row["issued_on"]


def test_tiers_count_through_the_year() -> None:
    # 31 a day: 961 + 868 = 1,829 before March, 961 in it: 2,520 ends the first tier, 270 cost 0.05 more
    books = _home(31.0)
    march = books.bill_row("990000090101202503")
    assert (march["year_kwh_before"], march["tier_2_kwh"], march["tier_charge"]) == (1829, 270, Decimal("13.50"))


def test_a_bill_computed_by_another_price_keeps_its_energy_and_remembers_the_right_one() -> None:
    books = _home()
    before = books.rebill("990000090101202502", terms=Terms("99-FARM"))
    row = books.bill_row("990000090101202502")
    assert isinstance(before, Bill)
    assert (row["price_code"], row["kwh"], row["total_charge"]) == ("99-FARM", 280, Decimal("148.40"))  # at 0.53
    assert books.right_money("990000090101202502") == Decimal("156.80")
    assert books.right_bill("990000090101202502") is before
    assert row is books.records.of("bill", bill_id="990000090101202502")[0]
    assert sum(line["money"] for line in books.lines["990000090101202502"]) == Decimal("148.40")


def test_a_bill_computed_twice_still_remembers_the_first_and_no_other_bill_moves() -> None:
    books, untouched = _home(31.0), _home(31.0)
    books.rebill("990000090101202502", terms=Terms("99-FARM"))
    books.rebill("990000090101202502", terms=Terms("99-PUMP"))
    first, right = untouched.bills["990000090101202502"], books.right_bill("990000090101202502")
    assert (right.case, right.terms, right.rated.lines) == (first.case, first.terms, first.rated.lines)
    for number in ("990000090101202501", "990000090101202503"):
        assert books.bill_row(number) == untouched.bill_row(number)


def test_computing_a_bill_again_by_its_own_terms_changes_nothing() -> None:
    books, untouched = _home(31.0), _home(31.0)
    books.rebill("990000090101202503", terms=Terms("99-HOME"))
    assert books.bill_row("990000090101202503") == untouched.bill_row("990000090101202503")


def test_a_field_of_the_case_may_be_changed_alone() -> None:
    books = _home()
    books.rebill("990000090101202501", relief_kwh=Decimal(10))
    assert books.bill_row("990000090101202501")["total_charge"] == Decimal("168.00")  # 10 kWh at 0.56 less


def test_lines_and_registers_are_handed_over_once_the_books_are_closed() -> None:
    books = _home()
    assert books.records.of("bill_line") == []
    books.close()
    lines = books.records.of("bill_line")
    assert sum(line["money"] for line in lines) == Decimal("504.00")
    assert {line[KNOWN_ON] for line in lines} == {date(2025, 2, 4), date(2025, 3, 4), date(2025, 4, 4)}
    assert books.records.of("bill_register") == []  # one dial


def test_an_agreed_quantity_is_billed_every_month_and_has_no_readings() -> None:
    lamp = replace(HOME, places=(replace(HOME.places[0], fixed_kwh=120, terms=((LONG_AGO, Terms("99-HOME-FLAT")),)),))
    books = _books(lamp, {})
    rows = [books.bill_row(one) for one in books.bill_numbers(lamp.places[0])]
    assert [row["kwh"] for row in rows] == [120, 120, 120]
    assert {row["total_charge"] for row in rows} == {Decimal("69.60")}  # at 0.58
    assert all("reading_end" not in row for row in rows)


def _behind(**sub: object) -> Account:
    main = replace(HOME.places[0], terms=((LONG_AGO, Terms("99-ONE-LV")),))
    other = replace(main, number="990000090102", parent=main.number, terms=((LONG_AGO, Terms("99-HOME-FLAT")),), **sub)  # type: ignore[arg-type]
    return replace(HOME, places=(main, other))


def test_what_a_meter_behind_counted_is_not_billed_at_the_master() -> None:
    account = _behind()
    books = _books(account, {"990000090101": 10.0, "990000090102": 4.0})
    main, sub = (books.bill_row(books.bill_numbers(place)[0]) for place in account.places)
    assert (main["kwh"], sub["kwh"]) == (186, 124)  # 310 less 124
    assert main["reading_kwh"] == 310


def test_an_agreed_share_of_what_the_master_shows_is_billed_apart() -> None:
    account = _behind(fixed_percent=10)
    books = _books(account, {"990000090101": 10.0})
    main, sub = (books.bill_row(books.bill_numbers(place)[0]) for place in account.places)
    assert (main["kwh"], sub["kwh"]) == (279, 31)


def test_nobody_is_forgotten_in_a_station_and_months_follow_each_other() -> None:
    books = quiet_run().books
    for account in quiet_run().station.accounts:
        for place in account.places:
            rows = [books.bill_row(one) for one in books.bill_numbers(place)]
            assert bool(rows) or place.generates or account.closed is not None or account.cycle_months > 3
            assert all(
                one["period_end"] == after["period_start"] for one, after in itertools.pairwise(rows)
            )  # fmt: skip
            if place.metered and rows:
                assert all(one["reading_end"] == after["reading_start"] for one, after in itertools.pairwise(rows))
                assert rows[0]["period_start"] == max(account.opened, small_world().first)


def test_registers_of_hours_add_up_to_their_total_but_for_what_is_cut() -> None:
    found = 0
    for number, rows in quiet_run().books.registers.items():
        moved = {row["register"]: row["kwh"] / row["ratio"] for row in rows}
        if moved:
            found += 1
            total = moved.pop("active_total")
            assert abs(total - sum(moved.values())) <= Decimal("0.01") * len(moved), number
    assert found


def test_a_bill_whose_dial_went_back_asks_for_no_energy() -> None:
    rewound = [bill for bill in busy_run().books.bills.values() if bill.place.metered and _went_back(bill)]
    assert rewound
    assert all(sum(one.kwh for one in bill.case.energy) == 0 for bill in rewound)


def _went_back(bill: Bill) -> bool:
    dials, case = busy_run().books.dials[bill.place.number], bill.case
    moved = dials.at(case.period_end - timedelta(1))[0] - dials.at(case.period_start - timedelta(1))[0]
    return bool(-(dials.turn // 2) < moved < 0)


@pytest.mark.parametrize("number", ["no_such_bill"])
def test_a_bill_that_does_not_exist_is_refused(number: str) -> None:
    with pytest.raises(KeyError):
        quiet_run().books.bill_row(number)
    with pytest.raises(KeyError):
        quiet_run().books.right_bill(number)
