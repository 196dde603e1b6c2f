"""A price policy arrives: its book is checked and loaded, who is touched is said, and a watch on it begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from jicha.audit.policy.watch import PolicyWatch, WatchEnd, keep, watches
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

MOST_CYCLES = 120  # months; a price that has not arrived after ten years is no matter of a watch
_PRICES = "price_component"  # a rule that reads it, through its facts, is about prices


class NoPolicy(JichaError):
    """A book that changes nothing on the day or holds for nobody, a watch of no cycle, or one that nobody asks for."""


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
    """What the policy changes and whom it touches, what was loaded, and the watch; ``is_new`` where it was written.

    ``before`` is the watch of the same edition that was there, as it was.
    """

    book: Book
    changes: tuple[Change, ...]
    touched: Touched
    loaded: Loaded
    watch: PolicyWatch
    is_new: bool
    before: PolicyWatch | None = None


def begin(root: Path, policy: Policy, *, library: Library, received_at: datetime, instead: bool = False) -> Begun:
    """Check the book, compare it with the day before, load it, and keep a watch on its edition.

    The same again changes nothing, save that a watch whose prices had been withdrawn goes on. Raises BadBook with all
    that is wrong with the book, NoPolicy, UnknownRule, and what loading raises.
    """
    faults = check_file(policy.book)
    if faults:
        raise BadBook(faults)
    book = load_book(policy.book)
    changes = changes_on(book, policy.valid_from) if policy.valid_from > date.min else ()  # it has no day before it
    _refuse_nothing(book, policy, changes)
    _refuse_to_come(policy, received_at)
    codes = codes_touched(book, changes, policy.valid_from)
    rules = _rules(library, policy.rules)
    with naming_disk_faults(root):
        store = Store.open(root)
        found = touched(root, book.region, codes, policy.valid_from)
        _refuse_foreign(book, policy, found)
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
        if before and _same_matter(before, watch) and before.watch_end is not WatchEnd.WITHDRAWN:
            return Begun(book, changes, found, loaded, before, False, before)
        keep(store, received_at=received_at, watch=watch)
        return Begun(book, changes, found, loaded, watch, True, before)


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
    if not 1 <= policy.cycles <= MOST_CYCLES:
        message = Words(f"{policy.cycles} cycles cannot be watched", f"跟踪周期数 {policy.cycles} 无效")
        remedy = Words(f"Give --cycles of 1 to {MOST_CYCLES}.", f"请给出1至{MOST_CYCLES}的 --cycles。")
        raise NoPolicy(Fault.of(message, remedy))
    if not changes:
        days = sorted({day for item in book.items for day in change_days([item, *item.prices])})
        listed = ", ".join(map(str, days[-5:]))
        message = Words(
            f"{book.book} changes nothing on {policy.valid_from}", f"{book.book} 在 {policy.valid_from} 无任何变化"
        )
        remedy = Words(f"It changes prices on: {listed}.", f"其电价变动日：{listed}。")
        raise NoPolicy(Fault.of(message, remedy))


def _refuse_to_come(policy: Policy, received_at: datetime) -> None:
    """Local days may be ahead of UTC by a part of one."""
    if policy.opened_on > (received_at + timedelta(days=1)).date():
        message = Words(f"{policy.opened_on} has not come yet", f"{policy.opened_on} 尚未到来")
        raise NoPolicy(Fault.of(message, Words("Give the day of asking: --on DAY.", "请用 --on 给出发起日期。")))


def _refuse_foreign(book: Book, policy: Policy, found: Touched) -> None:
    if not found.units:
        message = Words(
            f"the prices of region {book.region} hold for no unit of the store on {policy.valid_from}",
            f"{policy.valid_from} 库中没有执行区域 {book.region} 电价的供电单位",
        )
        remedy = Words(
            f"Is it the right book? If so, load it and say whose prices they are: jicha tariffs load, "
            f"jicha tariffs use {book.region} --org UNIT.",
            "请核对电价本是否正确；确认无误的，先导入并指定供电单位：jicha tariffs load，"
            f"jicha tariffs use {book.region} --org 供电单位。",
        )
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
