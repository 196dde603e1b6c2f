"""The second joint: one root cause with its siblings and reach."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class CauseKind(StrEnum):
    """Why many finds are taken for one: the rule finds a large part of all it tests, or they share an attribute."""

    SYSTEMIC = "systemic"
    SHARED = "shared"


@dataclass(frozen=True, slots=True, order=True)
class SharedAttribute:
    """What the subjects of a cause have in common: ``name`` is ``table.column``, ``values`` one or a few of its values.

    ``period_start`` is the one name without a table: the period of the find. ``org.parent_org_id`` is the unit above
    the unit of the subject, ``org.parent_org_id.parent_org_id`` the one above that.
    """

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Many finds that have one reason: reported once, with how far it reaches.

    The siblings are kept complete in the run; here stand their counts. Of a systemic cause ``tested`` are all that the
    rule tested. Of a shared one, ``found`` and ``tested`` count what has the ``attributes`` and ``rest_found`` and
    ``rest_tested`` what has not, both without the unsure, which say nothing for either side. ``share`` is
    found / tested. ``lift`` is the share of those with the attributes over that of the rest, None where the rest has no
    find; ``lift_at_least`` is the lower bound of it. ``customers`` counts the customers of the finds (the subjects
    where they have none). ``same_as`` is the larger cause of another rule that is about the same. A cause that is
    ``cleared`` keeps the counts of the run that told it last. ``at_stake_kwh`` and ``at_stake_money`` add up what the
    customers may owe, ``kwh_back`` and ``money_back`` (negative) what they may be owed: the two are never set off.
    """

    cause_id: str
    code: str
    kind: str
    found: int
    tested: int
    share: Decimal
    orgs: tuple[str, ...]
    first: date | None
    last: date | None
    at_stake_kwh: Decimal | None
    at_stake_money: Decimal | None
    sample: tuple[str, ...]
    attributes: tuple[SharedAttribute, ...] = ()
    rest_found: int | None = None
    rest_tested: int | None = None
    lift: Decimal | None = None
    lift_at_least: Decimal | None = None
    customers: int | None = None
    standing: str = "new"
    same_as: str | None = None
    kwh_back: Decimal | None = None
    money_back: Decimal | None = None


def cause_id(kind: str, code: str, attributes: Sequence[SharedAttribute] = ()) -> str:
    """The identity of a cause across runs: what it is about, and neither counts nor window are in it."""
    parts = [kind, code, *(word for one in sorted(attributes) for word in (one.name, *sorted(one.values)))]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]
