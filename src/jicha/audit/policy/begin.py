"""A price policy arrives: its book is checked and loaded, who is touched is said, and a watch on it begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from jicha.audit.policy.watch import PolicyWatch, keep, watches
from jicha.pages.library import Library
from jicha.store.disk_faults import naming_disk_faults
from jicha.store.store import Store
from jicha.tariffs.book import Book
from jicha.tariffs.book_file import BadBook, load_book
from jicha.tariffs.check import check_file
from jicha.tariffs.compile import book_id
from jicha.tariffs.deliver import Loaded, load_prices
from jicha.tariffs.diff import Change, changes_on
from jicha.tariffs.editions import editions
from jicha.tariffs.spans import change_days
from jicha.tariffs.touched import Touched, codes_touched, touched
from jicha.terms.errors import Fault, JichaError, Words

_PRICES = "price_component"  # a rule that reads it, through its facts, is about prices


class NoPolicy(JichaError):
    """A book that changes nothing on the day, a watch of no cycle, or one that nobody asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What is asked: a book (a shipped one, or a file), its new first day, for how many cycles, and by whom.

    ``rules`` are those that run every day; without any, all that rest on the prices of the book.
    """

    book: str
    valid_from: date
    cycles: int
    opened_by: str
    opened_on: date
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """What the policy changes and whom it touches, what was loaded, and the watch; ``is_new`` where there was none."""

    book: Book
    changes: tuple[Change, ...]
    touched: Touched
    loaded: Loaded
    watch: PolicyWatch
    is_new: bool


def begin(root: Path, policy: Policy, *, library: Library, received_at: datetime, instead: bool = False) -> Begun:
    """Check the book, compare it with the day before, load it, and keep a watch on its edition.

    The same again changes nothing. Raises BadBook with all that is wrong with the book, NoPolicy, UnknownRule, and what
    loading raises.
    """
    faults = check_file(policy.book)
    if faults:
        raise BadBook(faults)
    book = load_book(policy.book)
    changes = changes_on(book, policy.valid_from)
    _refuse_nothing(book, policy, changes)
    codes = codes_touched(book, changes, policy.valid_from)
    rules = _rules(library, policy.rules)
    with naming_disk_faults(root):
        store = Store.open(root)
        found = touched(root, book.region, codes, policy.valid_from)
        loaded = load_prices(root, policy.book, received_at=received_at, instead=instead)
        number = f"{book.region}@{policy.valid_from}"
        watch = PolicyWatch(
            watch_id=number,
            book_id=_edition(book, policy.valid_from),
            region=book.region,
            valid_from=policy.valid_from,
            cycles=policy.cycles,
            rules=rules,
            price_codes=codes,
            opened_by=policy.opened_by.strip(),
            opened_on=policy.opened_on,
        )
        before = next((one.watch for one in watches(store) if one.watch.watch_id == number), None)
        if before and _same_matter(before, watch):
            return Begun(book, changes, found, loaded, before, False)
        keep(store, received_at=received_at, watch=watch)
        return Begun(book, changes, found, loaded, watch, True)


def price_rules(library: Library) -> tuple[str, ...]:
    """The rules whose verdict rests on the prices of a book, through the facts that they read."""
    return tuple(page.code for page in library.rules if _PRICES in library.tables_for([page]))


def _rules(library: Library, asked: Sequence[str]) -> tuple[str, ...]:
    known = {page.code for page in library.rules}
    unknown = [code for code in asked if code not in known]
    if unknown:
        message = Words(f"no rule is called {', '.join(unknown)}", f"没有规则 {'，'.join(unknown)}")
        raise NoPolicy(Fault.of(message, Words("See: jicha rules list.", "规则清单见：jicha rules list。")))
    return tuple(sorted(set(asked))) or price_rules(library)


def _refuse_nothing(book: Book, policy: Policy, changes: Sequence[Change]) -> None:
    if not policy.opened_by.strip():
        message = Words("nobody is named who asks for it", "未写明发起人")
        raise NoPolicy(Fault.of(message, Words("Give --by NAME.", "请用 --by 写明发起人姓名。")))
    if policy.cycles < 1:
        message = Words(f"{policy.cycles} cycles are none", f"跟踪周期数 {policy.cycles} 无效")
        raise NoPolicy(Fault.of(message, Words("Give --cycles 1 or more.", "请给出不小于1的 --cycles。")))
    if not changes:
        days = sorted({day for item in book.items for day in change_days([item, *item.prices])})
        listed = ", ".join(map(str, days[-5:]))
        message = Words(
            f"{book.book} changes nothing on {policy.valid_from}", f"{book.book} 在 {policy.valid_from} 无任何变化"
        )
        remedy = Words(f"It changes prices on: {listed}.", f"其电价变动日：{listed}。")
        raise NoPolicy(Fault.of(message, remedy))


def _edition(book: Book, day: date) -> str:
    """The number of the edition that holds on the day; a change of funds or tiers alone begins none of its own."""
    held = [one for one in editions(book) if one.valid_from <= day and (one.valid_to is None or day < one.valid_to)]
    if not held:
        message = Words(f"{book.book} has no price on {day}", f"{book.book} 在 {day} 没有电价")
        raise NoPolicy(Fault.of(message, Words("Complete the book.", "请补全电价本。")))
    return book_id(book, held[0])


def _same_matter(before: PolicyWatch, asked: PolicyWatch) -> bool:
    return all(
        getattr(before, name) == getattr(asked, name)
        for name in ("book_id", "valid_from", "cycles", "rules", "price_codes", "opened_by")
    )
