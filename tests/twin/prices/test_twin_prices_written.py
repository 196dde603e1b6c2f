"""The prices as files: the book that is read again is the one that was written, and readings are confirmed."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jicha.tariffs.book_file import load_book
from jicha.tariffs.check import check_file
from jicha.twin.prices.book import REGION, SETTLED, province_book
from jicha.twin.prices.written import BOOK, CONFIRMED_BY, READINGS, write_prices

ORIGINAL = province_book(5, date(2025, 12, 31))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the prices of a province."""
    out: Path = tmp_path_factory.mktemp("town") / "prices"
    write_prices(out, ORIGINAL, SETTLED, region=REGION, since=date(2012, 1, 1))
    return out


def test_a_book_written_and_read_again_is_equal(folder: Path) -> None:
    again = load_book(str(folder / BOOK))
    assert again == ORIGINAL
    assert again != replace(ORIGINAL, name="another")


def test_what_is_written_has_no_fault_that_a_check_of_the_file_sees(folder: Path) -> None:
    assert check_file(str(folder / BOOK)) == ()


def test_prices_keep_their_digits(folder: Path) -> None:
    again = load_book(str(folder / BOOK))
    texts = [str(price.price) for item in again.items for price in item.prices]
    assert texts == [str(price.price) for item in ORIGINAL.items for price in item.prices]


def test_every_reading_is_confirmed_by_a_person_since_a_day(folder: Path) -> None:
    with (folder / READINGS).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["convention"]: row["choice"] for row in rows} == dict(SETTLED.choices)
    assert {(row["region"], row["valid_from"], row["confirmed_by"]) for row in rows} == {
        (REGION, "2012-01-01", CONFIRMED_BY)
    }


def test_the_same_book_is_the_same_to_the_byte(folder: Path, tmp_path: Path) -> None:
    write_prices(tmp_path / "again", ORIGINAL, SETTLED, region=REGION, since=date(2012, 1, 1))
    for name in (BOOK, READINGS):
        assert (tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes()
