"""Reading sections and who reads them."""

from __future__ import annotations

from datetime import date

from station_written import by_key, fresh, newest, written

from jicha.twin.books.sections import Section, sections_of


def test_each_area_has_a_section_and_the_line_another() -> None:
    books, customers = written(), by_key("customer")
    for area in books.station.areas:
        assert len({customers[one.number]["section_id"] for one in area.accounts}) == 1
    assert len(by_key("reading_section")) == len(books.station.areas) + 1


def test_no_reader_has_a_section_for_two_years() -> None:
    for row in newest(written(), "section_assignment"):
        until = row["assigned_to"] or written().world.last
        assert (until - row["assigned_from"]).days < 730


def test_a_bill_names_the_reader_of_its_day() -> None:
    section = Section("s", "", "c", "e", ((date(2024, 9, 1), "one"), (date(2026, 3, 1), "two")))
    assert section.reader_on(date(2026, 2, 28)) == "one"
    assert section.reader_on(date(2026, 3, 1)) == "two"
    sections = sections_of(written())
    for number, bill in written().bills.items():
        row = written().bill_row(number)
        if row.get("read_on"):
            assert row["reader_id"] == sections[bill.account.number].reader_on(row["read_on"])
        else:
            assert row.get("reader_id") is None
        assert row["clerk_id"]
        assert row["reviewer_id"] not in (row["clerk_id"], row.get("reader_id"))


def test_sections_do_not_depend_on_the_build() -> None:
    assert {one: made.number for one, made in sections_of(fresh()).items()} == {
        one: made.number for one, made in sections_of(written()).items()
    }
