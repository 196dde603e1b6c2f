"""What the SELECT must yield: a verdict per subject (rules), or the declared columns (facts and KPIs)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jicha.pages.check.catalogue import Origin
from jicha.pages.check.draft import Draft
from jicha.pages.check.faults import nearest
from jicha.pages.check.lineage import plain_leaf
from jicha.pages.check.sqltype import SqlType
from jicha.terms.errors import Fault
from jicha.terms.verdict import Grain, Severity

RESERVED = ("subject_id", "period", "period_end", "breach", "at_stake_kwh", "at_stake_money")
_FAMILIES = {
    "subject_id": "text",
    "period": "day",
    "period_end": "day",
    "breach": "boolean",
    "at_stake_kwh": "number",
    "at_stake_money": "number",
}
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def check(draft: Draft) -> Iterator[Fault]:
    """Missing, surplus, misnamed and mistyped columns of the last SELECT."""
    for name, node in draft.root.outputs.items():
        if not _NAME.fullmatch(name) and not name.startswith("_"):
            yield draft.fault(
                "bad-column-name",
                node,
                f"the column name {name!r} is not plain",
                "Write lower-case letters, digits and _; words go into captions.",
            )
    if draft.root.is_open:
        return
    if draft.is_rule:
        yield from _missing(draft)
        yield from _types(draft)
        yield from _subject(draft)
    elif draft.has_declared_columns:
        yield from _declared(draft)


def _missing(draft: Draft) -> Iterator[Fault]:
    outputs, select = draft.root.outputs, draft.root.select
    needed = ["subject_id", "breach", *(["period"] if draft.page.grain is Grain.PERIOD else [])]
    for name in needed:
        if name not in outputs:
            why = " (the grain is period)" if name == "period" else ""
            near = nearest(name, outputs, "columns") if name != "period" else ""
            remedy = f"Write `... AS {name}`." if not near.startswith("Did") else f"{near} Write `... AS {name}`."
            yield draft.fault("missing-column", select, f"the page yields no {name}{why}", remedy)
    accuses = draft.page.severity in (Severity.BREACH, Severity.ERROR)
    if accuses and not {"at_stake_kwh", "at_stake_money"} & set(outputs):
        yield draft.fault(
            "missing-column",
            select,
            f"a page of severity {draft.page.severity} says nothing is at stake",
            "Yield at_stake_kwh or at_stake_money, or make it a gap or check.",
        )


def _types(draft: Draft) -> Iterator[Fault]:
    for name, family in _FAMILIES.items():
        node = draft.root.outputs.get(name)
        if node is None:
            continue
        got = draft.types.of(node, draft.root)
        if got.name != "unknown" and got.family != family:
            wanted = SqlType({"number": "integer", "day": "date"}.get(family, family))
            remedy = {
                "boolean": "Write a condition, so that it is true, false or NULL.",
                "day": "Yield the first day of the period as a date: b.month, or month_start(...).",
                "number": "Yield an amount in kWh or CNY.",
                "text": "Yield the key of the subject.",
            }[family]
            yield draft.fault("wrong-type", node, f"{name} is {got}, but must be {wanted}", remedy)


def _subject(draft: Draft) -> Iterator[Fault]:
    node, subject = draft.root.outputs.get("subject_id"), draft.page.subject
    leaf = plain_leaf(node, draft.root) if node is not None else None
    if leaf is None or subject is None or node is None:
        return
    own = (leaf.table.name, leaf.column.name)
    silent = leaf.table.origin is not Origin.CANONICAL and leaf.column.references is None
    if own != subject and leaf.column.references != subject and not silent:
        yield draft.fault(
            "wrong-subject",
            node,
            f"subject_id is {'.'.join(own)}, but the subject is {'.'.join(subject)}",
            "Yield the subject's key, or mend `subject:`.",
        )


def _declared(draft: Draft) -> Iterator[Fault]:
    declared = {one.name: one for one in draft.page.columns}
    for name, node in draft.root.outputs.items():
        column = declared.get(name)
        if column is None:
            yield draft.fault(
                "undeclared-column",
                node,
                f"the SELECT yields {name}, which `columns` does not have",
                nearest(name, declared, "columns"),
            )
            continue
        got, wanted = draft.types.of(node, draft.root), SqlType.of(column.type)
        if not got.is_sure:
            continue
        if got.family != wanted.family or (got.name, wanted.name) == ("decimal", "integer"):
            yield draft.fault(
                "wrong-type",
                node,
                f"{name} is {_precisely(got)}, but `columns` declares {column.type}",
                "Cast it, or mend the declaration.",
            )
        elif wanted.name == "decimal" and got.scale > wanted.scale:
            yield draft.fault(
                "silent-rounding",
                node,
                f"{name} has {got.scale} decimals, but `columns` declares {column.type}",
                f"Write round(..., {wanted.scale}).",
            )
        elif wanted.code_list and got.code_list not in ("", wanted.code_list):
            yield draft.fault(
                "different-codes",
                node,
                f"{name} holds codes of {got.code_list}, but `columns` declares {column.type}",
                "Mend the declaration.",
            )
        elif wanted.code_list:
            yield from _words(draft, name, got, wanted)
    for name, column in declared.items():
        if name not in draft.root.outputs:
            yield Fault(
                f"`columns` declares {name}, which the SELECT does not yield",
                nearest(name, draft.root.outputs, "columns"),
                draft.places.file,
                column.line,
                0,
                "missing-column",
            )


def _words(draft: Draft, name: str, got: SqlType, wanted: SqlType) -> Iterator[Fault]:
    known = draft.world.codes.get(wanted.code_list)
    for word in sorted(got.words - set(known.meanings)) if known else ():
        yield draft.fault(
            "unknown-code",
            draft.root.outputs[name],
            f"{word!r} is not in the code list {wanted.code_list}",
            nearest(word, known.meanings if known else (), "codes"),
        )


def _precisely(got: SqlType) -> str:
    return "a decimal" if got.name == "decimal" else str(got)
