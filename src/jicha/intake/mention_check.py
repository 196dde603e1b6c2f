"""That it makes no difference whether an object is mentioned beside its full row, before it or after it.

Within one delivery a mention yields to a full row and says nothing, and of several mentions one is kept; in deliveries
of their own each is heard. Both ways come to one state only if whatever may meet agrees, which a profile can be held
to before it reads anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from jicha.intake.expression import Expression
from jicha.intake.marked_yaml import Marked
from jicha.intake.profile import FileKind, Kind, Target
from jicha.intake.transforms.constant import Constant
from jicha.intake.transforms.identifier import Identifier
from jicha.schema import tables
from jicha.terms.errors import Fault


@dataclass(frozen=True, slots=True)
class PlacedTarget:
    """A target, where it stands in the profile, and the kind of file that it is of."""

    node: Marked
    target: Target
    kind: FileKind


def disagreements(placed: Sequence[PlacedTarget]) -> Iterator[Fault]:
    """The faults of a profile's targets that may tell of one object and do not agree."""
    mentions = [one for one in placed if one.target.kind is Kind.MENTIONS]
    for one, other in combinations(mentions, 2):
        if _may_meet(one, other):
            yield from _of_mentions(one, other)
    for mention in mentions:
        for full in placed:
            if full.target.kind is Kind.ROWS and _may_meet(mention, full):
                yield from _of_full_row(mention, full)


def _of_full_row(mention: PlacedTarget, full: PlacedTarget) -> Iterator[Fault]:
    table = full.target.table
    if not full.target.corrections:
        message = f"{table} is also mentioned, and a row that comes after its mention would be kept out"
        yield full.node.fault(message, "Add corrections: yes.")
    for name in mention.target.columns:
        spoken = full.target.columns.get(name)
        if spoken is None or (tables()[table].by_name[name].nullable and spoken.silent(frozenset(full.kind.optional))):
            message = f"{table}.{name} is said by a mention, but not by every full row (line {full.node.line})"
            yield mention.node.fault(message, "Leave it out of the mention, or map it in the full row too.")


def _of_mentions(one: PlacedTarget, other: PlacedTarget) -> Iterator[Fault]:
    table, left, right = one.target.table, one.target.columns, other.target.columns
    for name in sorted({*left, *right}):
        if name not in left or name not in right or _is_other_constant(left[name], right[name]):
            message = f"{table}.{name} is not what another mention says of it (line {one.node.line})"
            yield other.node.fault(message, "Let all mentions of one table say the same.")


def _is_other_constant(one: Expression, other: Expression) -> bool:
    return one != other and isinstance(one.transform, Constant) and isinstance(other.transform, Constant)


def _may_meet(one: PlacedTarget, other: PlacedTarget) -> bool:
    """Whether they may give one key: not if their identifiers have other parts, or one always names a single object."""
    if one.target.table != other.target.table:
        return False
    keys = [(one.target.columns[name], other.target.columns[name]) for name in tables()[one.target.table].primary_key]
    return all(
        left == right if _is_single(left, one.kind) or _is_single(right, other.kind) else _parts(left) == _parts(right)
        for left, right in keys
    )


def _is_single(key: Expression, kind: FileKind) -> bool:
    return set(key.reads) <= set(kind.constants)


def _parts(key: Expression) -> int:
    return len(key.transform.parts) if isinstance(key.transform, Identifier) else 1
