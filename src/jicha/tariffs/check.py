"""Whether a price book holds together: all that would make a bill wrong, or unsure for no reason, by its place."""

from __future__ import annotations

from dataclasses import replace

from jicha.tariffs.biller import Rated
from jicha.tariffs.book import Book
from jicha.tariffs.book_file import book_text, read_book, shipped
from jicha.tariffs.checks.codes import code_faults
from jicha.tariffs.checks.dates import date_faults
from jicha.tariffs.checks.periods import period_faults
from jicha.tariffs.checks.prices import price_faults
from jicha.tariffs.checks.rules import rule_faults
from jicha.tariffs.checks.sources import source_faults
from jicha.tariffs.checks.tiers import tier_faults
from jicha.tariffs.checks.written import written_faults
from jicha.terms.errors import Fault
from jicha.terms.worksheet import Remark

_CHECKS = (code_faults, date_faults, price_faults, period_faults, tier_faults, rule_faults, source_faults)


def check(book: Book) -> tuple[Fault, ...]:
    """All that is wrong with a book; empty when it holds together. Each fault begins with its place in the book.

    Whether a confidence was written at all only the text can tell: see ``check_file``.
    """
    return tuple(dict.fromkeys(fault for one in _CHECKS for fault in one(book)))


def told_of_faults(rated: Rated, name: str) -> Rated:
    """A bill by a book of one's own, with a warning where the book has faults: its money may be wrong by them."""
    faults = 0 if name in shipped() else len(check_file(name))
    if not faults:
        return rated
    warning = Remark("book_faults", {"book": name, "number": str(faults)}, warns=True)
    return replace(rated, sheet=replace(rated.sheet, remarks=(*rated.sheet.remarks, warning)))


def check_file(name: str) -> tuple[Fault, ...]:
    """All that is wrong with a shipped book, or with one in a file. Raises BadBook for what is no book at all."""
    text, file = book_text(name)
    faults = [replace(one, file=file) for one in check(read_book(text, file))]
    return (*written_faults(text, file), *faults)
