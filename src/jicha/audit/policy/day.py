"""One day of the watches on price policies: audit the bills since the first day, and say how far it is executed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import pyarrow as pa

from jicha.audit.policy.watch import Execution, PolicyWatch, Watched, WatchEnd, keep, watches
from jicha.audit.results import RunResult
from jicha.audit.run import audit_with
from jicha.engine.duckdb import DuckDbEngine
from jicha.pages.judge import Window
from jicha.pages.library import Library
from jicha.store.disk_faults import naming_disk_faults
from jicha.store.store import Store
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.money import round_half_up
from jicha.terms.period import add_months

EXECUTED, UNBILLED = "policy_execution", "policy_unbilled"
_UNSURE_PART = 20  # where more than one bill in twenty is unsure, all of the rest says little of the whole
_ALL = Decimal(100)
_LONGEST_CYCLE = 2  # months; a bill over more of them is a case of its own, and would draw years into every day

Progress = Callable[[str, int, int], None]


class DayToCome(JichaError):
    """A day that has not come: it would end watches whose cycles are not over, and stand before the days that come."""


class DayState(StrEnum):
    """What a day did to a watch."""

    RAN = "ran"
    DONE = "done"  # it ran on that day, or on a later one, already
    NOT_BEGUN = "not_begun"
    WITHDRAWN = "withdrawn"  # the store has no such prices any more: nothing was run, and the watch ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is not executed of one unit and price: bills at other prices, unsure ones, and money in CNY."""

    org_id: str | None
    price_code: str | None
    bills_due: int
    bills_executed: int
    bills_wrong: int
    bills_unsure: int
    wrong_money: Decimal


@dataclass(frozen=True, slots=True)
class WatchDay:
    """A watch after a day, with all its days; ``run`` and ``parts`` only where it ran now.

    ``parts`` are the units and prices with wrong or unsure bills, most wrong first. ``until`` is the day on which a
    later edition of the book began, even if it changes other prices: bills from then on are due to carry that one, and
    are not counted here.
    """

    watched: Watched
    state: DayState
    run: RunResult | None = None
    parts: tuple[Part, ...] = ()
    until: date | None = None


def watch_day(
    root: Path,
    today: date,
    *,
    library: Library,
    received_at: datetime,
    progress: Progress = lambda what, done, total: None,
) -> tuple[WatchDay, ...]:
    """Run the rules of every open watch over the days since its policy began, once for ``today``.

    A watch that ran on ``today`` already is left as it is. It ends when every bill that could be judged is executed and
    every point was billed, when its cycles are over, or when its prices were withdrawn. Empty where no watch is open.
    Raises DayToCome.
    """
    if today > (received_at + timedelta(days=1)).date():  # local days may be ahead of UTC by a part of one
        message = Words(f"{today} has not come yet", f"{today} 尚未到来")
        raise DayToCome(Fault.of(message, Words("Give the day of today: --today DAY.", "请用 --today 给出当日日期。")))
    with naming_disk_faults(root):
        store = Store.open(root)
        return tuple(
            _watch_day(store, one, today, library=library, received_at=received_at, progress=progress)
            for one in watches(store)
            if one.watch.closed_on is None or any(day.day == today for day in one.days)
        )


def _watch_day(
    store: Store, watched: Watched, today: date, *, library: Library, received_at: datetime, progress: Progress
) -> WatchDay:
    watch = watched.watch
    if today < watch.valid_from:
        return WatchDay(watched, DayState.NOT_BEGUN)
    if watched.days and watched.days[-1].day >= today:
        return WatchDay(watched, DayState.DONE)
    is_there, until = _edition(store, watch.book_id)
    if not is_there:
        closed = replace(watch, closed_on=today, watch_end=WatchEnd.WITHDRAWN)
        keep(store, received_at=_after(store, received_at), watch=closed)
        return WatchDay(Watched(closed, watched.days), DayState.WITHDRAWN)
    window = Window(first_month(store, watch.valid_from), today + timedelta(days=1), today)
    found = audit_with(
        store, library, window, figures=(EXECUTED, UNBILLED), codes=_known(library, watch), progress=progress
    )
    parts = _parts(watch, found.figures[EXECUTED])
    execution = _execution(watch, today, found.run.meta.run_id, parts, found.figures[UNBILLED])
    end = end_of(watch, execution)
    closed = replace(watch, closed_on=today, watch_end=end) if end else watch
    # Two watches may be kept at one moment: each is received a little after the one before it.
    keep(
        store,
        received_at=_after(store, received_at),
        watch=closed if end else None,
        day=(watch.watch_id, execution),
    )
    told = tuple(sorted((part for part in parts if part.bills_wrong or part.bills_unsure), key=_worst))
    later = until if until and until <= today else None
    return WatchDay(Watched(closed, (*watched.days, execution)), DayState.RAN, found.run, told, later)


def _edition(store: Store, book_id: str) -> tuple[bool, date | None]:
    """Whether an edition is still among the prices in force, and its first day out.

    Another book may have been loaded in its place.
    """
    with DuckDbEngine() as engine:
        store.snapshot().open(engine, ("price_book",))
        rows = engine.query("SELECT b.book_id, b.valid_to FROM price_book AS b WHERE b.book_status = 'in_force'")
    found = [row["valid_to"] for row in rows.to_pylist() if row["book_id"] == book_id]
    return bool(found), found[0] if found else None


def first_month(store: Store, valid_from: date) -> date:
    """The first month whose bills have a day in the policy; one over its first day may stand under an earlier one."""
    first = valid_from.replace(day=1)
    with DuckDbEngine() as engine:
        store.snapshot().open(engine, ("bill",))
        (row,) = engine.query(
            f"SELECT MIN(b.month) AS month FROM bill AS b WHERE b.period_start < DATE '{valid_from}' "
            f"AND b.period_end > DATE '{valid_from}' AND b.month >= DATE '{add_months(first, -_LONGEST_CYCLE)}'"
        ).to_pylist()
    return min(first, row["month"] or first)


def end_of(watch: PolicyWatch, day: Execution) -> WatchEnd | None:
    """Why the watch ends on that day; None while it goes on."""
    whole = day.share_percent is not None and day.bills_wrong == 0 and day.points_unbilled == 0
    if whole and _UNSURE_PART * day.bills_unsure <= day.bills_due:
        return WatchEnd.EXECUTED
    return WatchEnd.CYCLES_OVER if day.day >= watch.over_on else None


def _known(library: Library, watch: PolicyWatch) -> tuple[str, ...]:
    """Its rules that the library still has."""
    return tuple(code for code in watch.rules if code in library.pages)


def _parts(watch: PolicyWatch, rows: pa.Table) -> tuple[Part, ...]:
    """The figures of the watched edition and the prices that it changes, by unit and price."""
    found: dict[tuple[Any, Any], Part] = {}
    for row in rows.to_pylist():
        if not _is_watched(watch, row):
            continue
        key = (row["org_id"], row["price_code"])
        before = found.get(key)
        one = Part(
            org_id=row["org_id"],
            price_code=row["price_code"],
            bills_due=row["bills_due"] + (before.bills_due if before else 0),
            bills_executed=row["bills_carrying"] + row["bills_put_right"] + (before.bills_executed if before else 0),
            bills_wrong=row["bills_wrong"] + (before.bills_wrong if before else 0),
            bills_unsure=row["bills_unsure"] + (before.bills_unsure if before else 0),
            wrong_money=row["wrong_money"] + (before.wrong_money if before else 0),
        )
        found[key] = one
    return tuple(found.values())


def _is_watched(watch: PolicyWatch, row: dict[str, Any]) -> bool:
    return row["book_id"] == watch.book_id and (not watch.price_codes or row["price_code"] in watch.price_codes)


def _execution(watch: PolicyWatch, day: date, run_id: str, parts: Sequence[Part], unbilled: pa.Table) -> Execution:
    executed, wrong = sum(one.bills_executed for one in parts), sum(one.bills_wrong for one in parts)
    judged = executed + wrong
    points = [row for row in unbilled.to_pylist() if _is_watched(watch, row)]
    return Execution(
        day=day,
        run_id=run_id,
        bills_due=sum(one.bills_due for one in parts),
        bills_executed=executed,
        bills_wrong=wrong,
        bills_unsure=sum(one.bills_unsure for one in parts),
        points_unbilled=sum(row["points_unbilled"] for row in points) if points else None,
        share_percent=round_half_up(_ALL * executed / judged, 3) if judged else None,
        wrong_money=sum((one.wrong_money for one in parts), Decimal("0.00")),
    )


def _worst(part: Part) -> tuple[Any, ...]:
    return (-part.bills_wrong, -part.bills_unsure, part.org_id or "", part.price_code or "")


def _after(store: Store, received_at: datetime) -> datetime:
    """That moment, or the one after the last of ours where several watches are kept in one go."""
    ours = [one.received_at for one in store.snapshot().batches if one.delivery.profile == "policy_watch"]
    return max([received_at, *(moment + timedelta(microseconds=1) for moment in ours)])
