"""Which page reads which: rules read facts, facts read canonical tables, in no circle; nobody reads a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlglot import exp

from jicha.pages.check.catalogue import Catalogue, Origin
from jicha.pages.check.draft import Draft
from jicha.pages.check.parse import tables_read
from jicha.pages.page import Page, PageKind
from jicha.terms.errors import Fault


def check(draft: Draft) -> Iterator[Fault]:
    """A page that reads itself, a KPI where it may not, or a fact that is made of it."""
    own = draft.page.code.lower()
    for name, node in draft.model.reads.items():
        table = draft.world.tables[name]
        if name == own:
            yield draft.fault("reads-itself", node, f"the page {name} reads itself", "Read what it is made of.")
        elif table.origin is Origin.KPI and draft.page.kind is not PageKind.KPI:
            yield draft.fault(
                "reads-kpi",
                node,
                f"{name} is a KPI; only KPIs read KPIs",
                "Move the shared rows into a fact, and read that in both.",
            )
        else:
            yield from _circle(draft, name, node)


def _circle(draft: Draft, name: str, node: exp.Expr) -> Iterator[Fault]:
    way = _way(draft.world, name, draft.page.code.lower())
    if way:
        yield draft.fault(
            "page-circle",
            node,
            f"facts need each other: {' -> '.join([way[-1], *way])}",
            "Let one of them read the canonical tables instead.",
        )


def _way(world: Catalogue, start: str, end: str) -> list[str]:
    """The facts from ``start`` to ``end``, each reading the next; empty when there is no way."""
    waiting, seen = [[start]], {start}
    while waiting:
        way = waiting.pop(0)
        table = world.tables.get(way[-1])
        for name in sorted(table.reads) if table else ():
            if name == end:
                return [*way, name]
            if name not in seen:
                seen.add(name)
                waiting.append([*way, name])
    return []


def check_unread(pages: Sequence[Page], *, read_elsewhere: frozenset[str] = frozenset()) -> Iterator[Fault]:
    """Facts that no page reads, and that are not among ``read_elsewhere`` (what the code itself reads)."""
    read = {name for page in pages for name in tables_read(page.sql) if name != page.code} | read_elsewhere
    for page in pages:
        if page.kind is PageKind.FACT and page.code not in read:
            yield Fault(
                f"no page reads the fact {page.code}", "Use it in a rule, or delete it.", page.path, 1, 1, "fact-unread"
            )
