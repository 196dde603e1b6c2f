"""All checks of a page, in the order in which a reader mends them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jicha.pages.check import (
    absence,
    captions,
    front,
    graph,
    grouping,
    joins,
    names,
    needs,
    numbers,
    outputs,
    population,
    portable,
    units,
    windows,
)
from jicha.pages.check.catalogue import Catalogue
from jicha.pages.check.draft import Check, Draft
from jicha.pages.check.faults import PageFault
from jicha.pages.check.parse import parse_rows, parse_rule
from jicha.pages.check.place import Places
from jicha.pages.check.query import build
from jicha.pages.check.types import Types
from jicha.pages.judge import NOT_JUDGED
from jicha.pages.page import Page, PageKind
from jicha.terms.errors import Fault

_CHECKS: tuple[Check, ...] = (
    names.check,
    portable.check,
    outputs.check,
    grouping.check,
    numbers.check,
    windows.check,
    units.check,
    joins.check,
    population.check,
    absence.check,
    needs.check,
    graph.check,
    captions.check,
)


def check(page: Page, world: Catalogue) -> list[PageFault]:
    """Everything that is wrong with a page, each fault once, by its place in the file.

    Nothing is run. A fault of level ``warning`` does not refuse the page.
    """
    found = [*front.check(page, world)]
    drafted = draft(page, world)
    if isinstance(drafted, list):
        found += drafted
    else:
        found += _in_sql(drafted)
    every = dict.fromkeys(map(PageFault.graded, found))
    return sorted(every, key=lambda fault: (fault.line, fault.column, fault.code))


def check_all(pages: Sequence[Page], *, read_elsewhere: frozenset[str] = frozenset({NOT_JUDGED})) -> list[PageFault]:
    """Check pages together: each against the canonical tables and the facts among them, then the graph.

    ``read_elsewhere`` are facts that code reads, so that no page has to: the judge reads ``not_judged``.
    """
    world = Catalogue.of(pages)
    found = [fault for page in pages for fault in check(page, world)]
    return found + [PageFault.graded(one) for one in graph.check_unread(pages, read_elsewhere=read_elsewhere)]


def draft(page: Page, world: Catalogue) -> Draft | list[Fault]:
    """A page's SQL parsed, bound and typed; or why it cannot be read."""
    places = Places.of(page)
    tree = parse_rule(places) if page.kind is PageKind.RULE else parse_rows(places)
    if isinstance(tree, list):
        return tree
    model = build(tree, world)
    types = Types(model, places, parameters=page.params, codes=world.codes)
    return Draft(page, world, places, model, types)


def _in_sql(drafted: Draft) -> Iterator[Fault]:
    yield from drafted.types.faults
    for one in _CHECKS:
        yield from one(drafted)
