"""Lists of books, what a load did, and who settled what."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

from price_store import book_file, made, moment
from region_book import BOOK, changed
from rich.console import Console

from jicha.press.say import Language
from jicha.press.tariffs.books import load_words, print_books, reading_words, region_words
from jicha.tariffs.deliver import load_prices


def test_a_book_is_listed_with_how_many_of_its_data_a_text_proves() -> None:
    text = io.StringIO()
    print_books([BOOK], Language.ZH, console=Console(file=text, width=160))
    assert text.getvalue().splitlines()[-1].split() == [
        "hill", "99", "山省电价", "3", "2019-01-01", "2025-06-01", "26", "/", "31",
    ]  # fmt: skip


def test_a_load_says_what_it_wrote_and_that_it_wrote_nothing(tmp_path: Path) -> None:
    root = made(tmp_path / "store")
    first = load_prices(root, book_file(tmp_path), received_at=moment(2))
    told = load_words(first, Language.EN).splitlines()
    assert told[0].startswith("hill: region 99 has 5 editions of its prices now (batch ")
    assert "  price_book: 5 added, 0 changed, 0 taken away, 0 as before" in told
    changed_once = load_prices(
        root, book_file(tmp_path, changed(("price: 0.54", "price: 0.53"))), received_at=moment(3)
    )
    assert load_words(changed_once, Language.ZH).splitlines()[1:] == [
        "  price_component：新增 0，更改 12，撤销 0，未变 73"
    ]
    again = load_prices(root, book_file(tmp_path, changed(("price: 0.54", "price: 0.53"))), received_at=moment(4))
    assert load_words(again, Language.EN) == (
        "hill: the store holds these prices of region 99 already. Nothing was written"
    )
    partly = replace(first, book=replace(BOOK, items=(replace(BOOK.items[0], lacks=("loss",)), BOOK.items[1])))
    assert load_words(partly, Language.EN).splitlines()[-1].endswith("only a part of their price: HOME")


def test_a_reading_and_a_region_are_told_with_their_days_and_the_person() -> None:
    row = {"choice": "divisor_thirty", "valid_from": date(2019, 1, 1), "valid_to": None, "confirmed_by": "李明",
           "confirmed_on": date(2026, 1, 5), "region": "99"}  # fmt: skip
    assert reading_words(row, Language.EN) == (
        "  before: Thirty days in every month, since 2019-01-01, confirmed by 李明 on 2026-01-05"
    )
    nobody = reading_words(row | {"confirmed_by": None, "confirmed_on": None}, Language.ZH)
    assert nobody == "  原有：按30天，2019-01-01 起，由 （无人） 于 – 确认"
    assert region_words([row], Language.EN) == "  before: 99, since 2019-01-01"
