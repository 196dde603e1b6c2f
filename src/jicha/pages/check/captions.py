"""Words in two languages for every column and reason that a person will read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from jicha.pages.check.catalogue import Catalogue, SourceColumn
from jicha.pages.check.draft import Draft
from jicha.pages.check.lineage import plain_leaf
from jicha.pages.page import Page
from jicha.terms.errors import Fault

Words = tuple[str, str]


def check(draft: Draft) -> Iterator[Fault]:
    """Output columns of a rule, and reasons of needs, that have no words."""
    known = captions(draft)
    for name, node in draft.root.outputs.items() if draft.is_rule and not draft.root.is_open else ():
        if name not in known and not name.startswith("_"):
            yield draft.fault(
                "no-caption",
                node,
                f"the column {name} has no words in two languages",
                f"Add them: `captions: {{{name}: [English, 中文]}}`.",
            )
    for need in draft.page.needs:
        if need.reason not in known:
            yield Fault(
                f"the reason {need.reason} has no words in two languages",
                f"Add them: `captions: {{{need.reason}: [English, 中文]}}`.",
                draft.places.file,
                need.line,
                0,
                "no-caption",
            )
    for name in draft.page.captions if draft.is_rule else ():
        if name not in draft.root.outputs and name not in {need.reason for need in draft.page.needs}:
            yield draft.places.in_front(
                "unused-caption", name, f"the page yields no {name} to be captioned", "Drop the caption."
            )


def captions(draft: Draft) -> dict[str, Words]:
    """The words for the columns and reasons of a page: its own, else those of the schema, else the common ones."""
    found = dict(common_words())
    for name, node in draft.root.outputs.items():
        leaf = plain_leaf(node, draft.root)
        column = leaf.column if leaf else _of_same_name(name, draft.model.reads, draft.world)
        if column and name not in common_words():
            found[name] = (column.meaning, column.meaning_zh)
    found |= draft.page.captions
    names = {*draft.root.outputs, *(need.reason for need in draft.page.needs)}
    return {name: words for name, words in found.items() if name in names and all(words)}


def _of_same_name(name: str, reads: Iterable[str], world: Catalogue) -> SourceColumn | None:
    return next((world.tables[table].by_name[name] for table in reads if name in world.tables[table].by_name), None)


@cache
def common_words() -> Mapping[str, Words]:
    """The columns and reasons that many pages share."""
    text = (files("jicha.pages.check") / "words.csv").read_text(encoding="utf-8")
    return {row["id"]: (row["english"], row["chinese"]) for row in csv.DictReader(text.splitlines())}


def declared_words(page: Page) -> dict[str, Words]:
    """The words for the declared columns of a fact or KPI."""
    return {one.name: (one.meaning, one.meaning_zh) for one in page.columns}
