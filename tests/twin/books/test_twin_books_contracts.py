"""Everybody has a contract on every day."""

from __future__ import annotations

from datetime import date, timedelta

from station_by_hand import books_of, home, works
from station_written import FIRST, LAST, newest, written

from jicha.twin.books.contracts import write_contracts


def test_one_contract_holds_for_each_account_on_each_day() -> None:
    held: dict[str, list[tuple[date, date]]] = {}
    for row in newest(written(), "contract"):
        held.setdefault(row["customer_id"], []).append((row["valid_from"], row["valid_to"]))
    for account in written().station.accounts:
        for day in (FIRST, date(2025, 6, 30), LAST):
            if account.opened <= day and (account.closed is None or day < account.closed):
                assert sum(begin <= day < end for begin, end in held[account.number]) == 1


def test_a_contract_that_ends_is_followed_by_another() -> None:
    opened = date(2020, 5, 4)
    books = books_of(works(opened=opened))
    write_contracts(books)
    states = [(row["contract_id"], row["contract_status"], row["valid_to"]) for row in books.records.of("contract")]
    assert states == [
        ("HT98000000012020", "in_force", date(2025, 5, 4)),
        ("HT98000000012020", "ended", date(2025, 5, 4)),
        ("HT98000000012025", "in_force", date(2030, 5, 4)),
    ]
    assert all(row["signed_on"] < row["valid_from"] for row in books.records.of("contract"))


def test_it_says_what_the_file_says() -> None:
    books = books_of(home(), works())
    write_contracts(books)
    terms = {row["customer_id"]: row for row in books.records.of("contract") if row["contract_status"] == "in_force"}
    assert terms["9900000001"]["late_fee_permille"] == 1
    assert terms["9800000001"]["late_fee_permille"] is None
    assert terms["9800000001"]["ratio"] == 200
    attached = [row["attachment"] for row in books.records.of("contract_attachment")]
    assert sorted(set(attached)) == ["boundary", "payment"]


def test_a_closed_account_has_none_any_more() -> None:
    books = books_of(home(closed=date(2025, 8, 15)))
    write_contracts(books)
    newest_row = books.records.of("contract")[-1]
    assert (newest_row["contract_status"], newest_row["valid_to"]) == ("ended", date(2025, 8, 15))
    assert newest_row["valid_to"] - newest_row["valid_from"] > timedelta(0)
