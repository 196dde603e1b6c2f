"""The last WHERE is the population: it must not hang on a row that may be missing, or NULL acquits."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from jicha.pages.check.draft import Draft
from jicha.pages.check.lineage import columns_in, definitions, may_lack_its_row
from jicha.pages.check.query import conjuncts
from jicha.pages.check.types import COMPARISONS
from jicha.terms.errors import Fault


def check(draft: Draft) -> Iterator[Fault]:
    """Conditions that take subjects out of the judgement because something about them is not known."""
    if not draft.is_rule:
        return
    for part in ("where", "having"):
        for condition in conjuncts(draft.root.select.args.get(part)):
            for column, relation, name in columns_in(condition, draft.root):
                if may_lack_its_row(column, draft.root):
                    yield draft.fault(
                        "population-on-missing",
                        column,
                        f"the {part.upper()} tests {relation.alias}.{name}, which is NULL when the LEFT JOIN finds no "
                        "row: such a subject is then not judged at all",
                        "Move the condition into breach; a NULL there gives the verdict unsure.",
                    )
                    break
    yield from _nulls_decided(draft)


def _nulls_decided(draft: Draft) -> Iterator[Fault]:
    """``COALESCE(a > b, FALSE)`` in breach: what is not known would be decided."""
    breach = draft.root.outputs.get("breach")
    for one in definitions(breach, draft.root) if breach is not None else ():
        for node in one.node.find_all(exp.Coalesce):
            if isinstance(node.this.unnest(), (*COMPARISONS, exp.And, exp.Or, exp.Not, exp.Between, exp.In, exp.Like)):
                yield draft.fault(
                    "null-decides",
                    node,
                    "COALESCE of a condition decides what is not known",
                    "Leave it NULL: the verdict is then unsure.",
                )
