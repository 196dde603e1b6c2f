"""What one run will do: which rules over which window, with which values where, on which batches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import jicha
from jicha.pages.judge import NOT_JUDGED, Window
from jicha.pages.library import Library
from jicha.pages.lock import logic_digest
from jicha.pages.page import Page
from jicha.pages.parameters import Segment, Setting, segments
from jicha.pages.reach import links_of
from jicha.schema import tables
from jicha.store.snapshot import Snapshot
from jicha.terms.errors import Fault, JichaError


class UnknownRule(JichaError):
    """A rule that the library does not hold."""


@dataclass(frozen=True, slots=True)
class PlannedRule:
    """One rule and the groups of values it runs with; ``skipped`` says why it will not run."""

    page: Page
    segments: tuple[Segment, ...]
    skipped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A run before it runs. ``key`` is the same for the same pages, values, window, day and data."""

    key: str
    window: Window
    rules: tuple[PlannedRule, ...]
    facts: tuple[Page, ...]
    tables: tuple[str, ...]
    digests: Mapping[str, str]

    @property
    def running(self) -> tuple[PlannedRule, ...]:
        """The rules that will run."""
        return tuple(rule for rule in self.rules if not rule.skipped)


def plan(
    library: Library,
    snapshot: Snapshot,
    window: Window,
    *,
    codes: Sequence[str] = (),
    settings: Sequence[Setting] = (),
    parents: Mapping[str, str | None] | None = None,
) -> Plan:
    """Plan the rules ``codes`` (all if none are named) over ``window``. Raises UnknownRule and BadParameter."""
    chosen = _chosen(library, codes)
    planned = tuple(
        PlannedRule(page, segments(page, settings, parents or {}), _why_not(page, snapshot)) for page in chosen
    )
    running = [rule.page for rule in planned if not rule.skipped]
    guard = [library.pages[NOT_JUDGED]] if NOT_JUDGED in library.pages else []
    facts = library.facts_for([*running, *guard])
    facts += tuple(page for page in guard if page not in facts)
    on_the_way = {
        name
        for page in running
        if page.subject
        for name in (page.subject[0], *(hop.kind for hop in links_of(page.subject[0]).hops if hop.is_joined))
    }
    read = sorted((library.tables_for([*running, *facts]) | on_the_way) & tables().keys())
    digests = {page.code: logic_digest(page) for page in (*chosen, *facts)}
    return Plan(
        key=_key(planned, digests, snapshot, window),
        window=window,
        rules=planned,
        facts=facts,
        tables=tuple(read),
        digests=digests,
    )


def _chosen(library: Library, codes: Sequence[str]) -> tuple[Page, ...]:
    known = {page.code: page for page in library.rules}
    faults = []
    for code in codes:
        if code not in known:
            near = get_close_matches(code, known, 1)
            said = f"no rule is called {code}", f"Did you mean {near[0]}?" if near else "See: jicha rules list."
            chinese = f"是否应为 {near[0]}？" if near else "规则清单见：jicha rules list。"
            fault = Fault(*said, code="unknown-rule", message_zh=f"没有编号为 {code} 的规则", remedy_zh=chinese)
            faults.append(fault)
    if faults:
        raise UnknownRule(faults)
    return tuple(known[code] for code in sorted(set(codes))) if codes else library.rules


def _why_not(page: Page, snapshot: Snapshot) -> str:
    assert page.subject is not None
    return "" if snapshot.row_counts.get(page.subject[0]) else f"not_delivered:{page.subject[0]}"


def _key(planned: Sequence[PlannedRule], digests: Mapping[str, str], snapshot: Snapshot, window: Window) -> str:
    what = {
        "version": jicha.__version__,
        "window": [window.start, window.end, window.today],
        "snapshot": snapshot.digest,
        "digests": dict(digests),
        "values": [[rule.page.code, [[one.values, one.places] for one in rule.segments]] for rule in planned],
    }
    return hashlib.sha256(json.dumps(what, sort_keys=True, default=str).encode()).hexdigest()[:24]
