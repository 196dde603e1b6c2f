"""A sound book has no fault, and each fault is told once. Every kind is planted in the tests of its own module."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from region_book import BOOK, REGION, changed
from worked_bills import BILLS, SETTLED
from worked_bills import BOOK as WORKED

from jicha.tariffs.biller import rate
from jicha.tariffs.book_file import read_book, shipped
from jicha.tariffs.check import check, check_file, told_of_faults
from jicha.terms.worksheet import Remark


def test_a_sound_book_has_no_fault() -> None:
    assert check(BOOK) == ()


def test_an_item_may_end_and_a_component_may_begin_or_end_with_it() -> None:
    shop = next(one for one in BOOK.items if one.code == "SHOP")
    assert shop.valid_to is not None
    assert [one.component for one in shop.prices] == ["energy", "market_energy", "transport"]
    assert check(replace(BOOK, items=(shop,), calendars=(), ratios=())) == ()


def test_every_fault_is_told_once_however_many_days_it_lasts() -> None:
    faults = check(read_book(changed(("source: heard", "source: rumour"))))
    assert len(faults) == 1


def test_a_file_is_checked_with_what_only_its_text_shows(tmp_path: Path) -> None:
    path = tmp_path / "hill.yaml"
    path.write_text(changed(("source: heard, confidence: M", "source: rumour")), encoding="utf-8")
    missing, unlisted = check_file(str(path))
    assert (missing.message, missing.file) == ("its confidence is missing", str(path))
    assert REGION.splitlines()[missing.line - 1].strip().startswith("- {component: demand")
    assert "rumour is not listed" in str(unlisted)
    assert unlisted.file == str(path)


def test_every_book_that_ships_holds_together() -> None:
    assert [str(one) for name in shipped() for one in check_file(name)] == []


def test_a_bill_by_a_book_with_faults_says_so(tmp_path: Path) -> None:
    sound, unsound = tmp_path / "sound.yaml", tmp_path / "unsound.yaml"
    sound.write_text(REGION, encoding="utf-8")
    unsound.write_text(changed(("source: heard", "source: rumour")), encoding="utf-8")
    rated = rate(BILLS["household"], WORKED, SETTLED)
    assert told_of_faults(rated, str(sound)) == rated
    assert told_of_faults(rated, "cn_36") == rated
    told = told_of_faults(rated, str(unsound))
    assert told.lines == rated.lines
    warning = Remark("book_faults", {"book": str(unsound), "number": "1"}, warns=True)
    assert told.sheet.remarks == (*rated.sheet.remarks, warning)
