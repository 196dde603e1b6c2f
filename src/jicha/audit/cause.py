"""Fold what has one reason: finds that share what the spared do not, and a rule that finds a tenth of all it tests."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from jicha.audit.merge import Standings
from jicha.audit.rank import ranked
from jicha.audit.results import LAYOUT, RunResult
from jicha.audit.shared import Explanation, overlap
from jicha.audit.tally import Tally
from jicha.audit.together import Folding, together
from jicha.terms.cause import Cause, CauseKind, cause_id
from jicha.terms.money import round_half_up
from jicha.terms.verdict import Standing

SYSTEMIC_SHARE = Decimal("0.1")
SYSTEMIC_COUNT = 100  # below it a tenth may be chance, and each can still be looked at
_SAMPLE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """``findings`` without the ``siblings`` of ``causes``; all that stands after the run with the cause of each.

    ``causes`` are those of this run, and those that went; ``open_causes`` are what the next run compares with.
    """

    findings: pa.Table
    siblings: pa.Table
    causes: tuple[Cause, ...]
    open_causes: tuple[Cause, ...]
    open_after: pa.Table


def fold_causes(found: Standings, tallies: Sequence[Tally], before: RunResult | None) -> Folded:
    """Take finds that have one reason out of the findings.

    What a shared attribute explains comes first: it says more. Where a rule still finds a tenth of what is left, that
    is one systemic cause. A cause keeps its identity while what it names overlaps with a cause of the run before.
    """
    earlier = before.open_causes if before else ()
    foldings: list[Folding] = []
    of_find: dict[str, str] = {}
    for one in tallies:
        rows = found.table.filter(pc.and_(pc.equal(found.table["code"], one.page.code), _is_found(found.table)))
        for cause, members in _causes_of(one, rows, [known for known in earlier if known.code == one.page.code]):
            foldings.append(Folding(cause, members))
            of_find |= dict.fromkeys(members["finding_id"].to_pylist(), cause.cause_id)
    causes = together(foldings)
    table, open_after = (_with_causes(rows, of_find) for rows in (found.table, found.open_after))
    is_sibling = pc.and_(_is_found(table), pc.is_valid(table["cause_id"]))
    gone, standing = _earlier(earlier, causes, before, table, open_after, {one.page.code for one in tallies})
    return Folded(
        findings=table.filter(pc.invert(is_sibling)),
        siblings=table.filter(is_sibling),
        causes=(*causes, *gone),
        open_causes=(*causes, *standing),
        open_after=open_after,
    )


def _causes_of(one: Tally, rows: pa.Table, earlier: Sequence[Cause]) -> Iterator[tuple[Cause, pa.Table]]:
    """The causes of one rule with their members, shared ones first."""
    unclaimed = {known.cause_id: known for known in earlier}
    used: set[str] = set(unclaimed)
    left, tested = rows, one.coverage.tested
    for explained in _exact_first(one.explained, earlier):
        known = next((had for had in unclaimed.values() if _continues(explained, had)), None)
        number = known.cause_id if known else _fresh(one.page.code, explained, used)
        unclaimed.pop(number, None)
        used.add(number)
        is_member = pc.is_in(left["finding_id"], pa.array(sorted(explained.members), pa.string()))
        members = left.filter(is_member)
        left, tested = left.filter(pc.invert(is_member)), tested - explained.contrast.tested
        yield _shared(number, one, explained, members, _standing(known)), members
    if left.num_rows >= SYSTEMIC_COUNT and left.num_rows >= SYSTEMIC_SHARE * tested:
        number = cause_id(CauseKind.SYSTEMIC, one.page.code)
        yield _systemic(number, one, tested, left, _standing(unclaimed.get(number))), left


def _exact_first(explained: Sequence[Explanation], earlier: Sequence[Cause]) -> Sequence[Explanation]:
    """Those that name just what an earlier cause names claim its identity before those that overlap with it."""
    named = [known.attributes for known in earlier]
    return sorted(explained, key=lambda one: one.attributes not in named)  # stable: else the sharpest first


def _continues(explained: Explanation, known: Cause) -> bool:
    return known.kind == CauseKind.SHARED and overlap(explained.attributes, known.attributes)


def _fresh(code: str, explained: Explanation, used: Collection[str]) -> str:
    """An identity of its own: that of its attributes, unless a cause that has moved on since still bears it."""
    number, kind = cause_id(CauseKind.SHARED, code, explained.attributes), str(CauseKind.SHARED)
    while number in used:
        kind += "'"
        number = cause_id(kind, code, explained.attributes)
    return number


def _standing(known: Cause | None) -> str:
    return str(Standing.RECURRING if known else Standing.NEW)


def _earlier(
    earlier: Sequence[Cause],
    causes: Sequence[Cause],
    before: RunResult | None,
    table: pa.Table,
    open_after: pa.Table,
    tested: Collection[str],
) -> tuple[list[Cause], list[Cause]]:
    """The causes that stood before and are none now: those told as gone or not retested, and those that still stand.

    One is cleared when its rule ran and no find of it stands any more. Where its finds are still found, but under
    other causes or single, it is not told at all: its finds are.
    """
    told: list[Cause] = []
    standing: list[Cause] = []
    now = {one.cause_id for one in causes}
    found = table.filter(_is_found(table))["finding_id"]
    for one in earlier:
        if one.cause_id in now:
            continue
        if pc.any(pc.equal(open_after["cause_id"], one.cause_id)).as_py():
            standing.append(one)
            untested = table.filter(pc.equal(table["standing"], str(Standing.NOT_RETESTED)))
            if pc.any(pc.equal(untested["cause_id"], one.cause_id)).as_py():
                told.append(replace(one, standing=str(Standing.NOT_RETESTED)))
        elif one.code in tested and before is not None:
            had = before.open_after.filter(pc.equal(before.open_after["cause_id"], one.cause_id))["finding_id"]
            if not pc.any(pc.is_in(had, found.combine_chunks())).as_py():
                told.append(replace(one, standing=str(Standing.CLEARED)))
    return told, standing


def _with_causes(rows: pa.Table, of_find: dict[str, str]) -> pa.Table:
    """The rows with the causes of this run; what was not found now keeps the cause it had."""
    ids = pa.array(list(of_find), pa.string())
    now = pa.array(list(of_find.values()), pa.string()).take(pc.index_in(rows["finding_id"], ids).combine_chunks())
    column = pc.coalesce(now, rows["cause_id"].combine_chunks())
    return rows.set_column(LAYOUT.get_field_index("cause_id"), "cause_id", column)


def _is_found(rows: pa.Table) -> pa.ChunkedArray:
    return pc.is_in(rows["standing"], pa.array([str(Standing.NEW), str(Standing.RECURRING)]))


def _systemic(number: str, one: Tally, tested: int, members: pa.Table, standing: str) -> Cause:
    rows = ranked(members)
    return Cause(
        cause_id=number,
        code=one.page.code,
        kind=str(CauseKind.SYSTEMIC),
        found=rows.num_rows,
        tested=tested,
        share=_share(rows.num_rows, tested),
        **_reach(rows),
        standing=standing,
    )


def _shared(number: str, one: Tally, explained: Explanation, members: pa.Table, standing: str) -> Cause:
    contrast = explained.contrast
    return Cause(
        cause_id=number,
        code=one.page.code,
        kind=str(CauseKind.SHARED),
        found=contrast.found,
        tested=contrast.tested,
        share=_share(contrast.found, contrast.tested),
        **_reach(ranked(members)),
        attributes=explained.attributes,
        rest_found=contrast.rest_found,
        rest_tested=contrast.rest_tested,
        lift=contrast.lift,
        lift_at_least=contrast.lift_at_least,
        customers=contrast.owners,
        standing=standing,
    )


def _share(found: int, tested: int) -> Decimal:
    return round_half_up(Decimal(found) / Decimal(tested), 4)


def _reach(rows: pa.Table) -> dict[str, Any]:
    days = pc.min_max(rows["period_start"]).as_py()
    return {
        "orgs": tuple(sorted(org for org in pc.unique(rows["org_id"].combine_chunks()).to_pylist() if org)),
        "first": days["min"],
        "last": days["max"],
        "at_stake_kwh": _sum(rows["at_stake_kwh"], pc.greater_equal),
        "at_stake_money": _sum(rows["at_stake_money"], pc.greater_equal),
        "kwh_back": _sum(rows["at_stake_kwh"], pc.less),
        "money_back": _sum(rows["at_stake_money"], pc.less),
        "sample": tuple(rows["subject_id"].slice(0, _SAMPLE).to_pylist()),
    }


def _sum(stakes: pa.ChunkedArray, than_nothing: Callable[..., Any]) -> Decimal | None:
    """The stakes on one side of nothing; None where there are none."""
    found: Decimal | None = pc.sum(stakes.filter(than_nothing(stakes, pa.scalar(Decimal(0), stakes.type)))).as_py()
    return found
