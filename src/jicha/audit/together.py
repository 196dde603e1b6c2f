"""Causes of several rules that are one: the same attribute, and mostly the same bills."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from jicha.terms.cause import Cause
from jicha.terms.verdict import Severity

_PART = 2  # one in so many of the smaller cause's subjects must be in the larger
_GRAVITY = [str(severity) for severity in Severity]

_Found = tuple[str, str, object]  # subject kind, subject, period


@dataclass(frozen=True, slots=True)
class Folding:
    """A cause and its members, in the layout of findings."""

    cause: Cause
    members: pa.Table


def together(foldings: Sequence[Folding]) -> tuple[Cause, ...]:
    """The causes in their order, each that is the same as a larger one of another rule with ``same_as`` of it.

    Of several rules that find one forgotten price the one with most finds leads, then the graver, then by code.
    """
    leaders: list[tuple[Cause, frozenset[_Found]]] = []
    same_as: dict[str, str] = {}
    for one in sorted(foldings, key=_rank):
        found = frozenset(_found(one.members))
        leader = next((cause for cause, other in leaders if _is_same(one.cause, found, cause, other)), None)
        if leader is None:
            leaders.append((one.cause, found))
        else:
            same_as[one.cause.cause_id] = leader.cause_id
    return tuple(replace(one.cause, same_as=same_as.get(one.cause.cause_id)) for one in foldings)


def _is_same(one: Cause, found: frozenset[_Found], leader: Cause, other: frozenset[_Found]) -> bool:
    is_about = bool(one.attributes) and one.attributes == leader.attributes and one.code != leader.code
    return is_about and _PART * len(found & other) >= len(found)


def _rank(one: Folding) -> tuple[int, int, str, str]:
    severity = one.members["severity"][0].as_py()
    return (-one.cause.found, _GRAVITY.index(severity), one.cause.code, one.cause.cause_id)


def _found(members: pa.Table) -> Iterator[_Found]:
    columns = (members[name].to_pylist() for name in ("subject_kind", "subject_id", "period_start"))
    yield from zip(*columns, strict=True)
