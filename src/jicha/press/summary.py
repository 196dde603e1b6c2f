"""One run in figures: everything the terminal, the workbook's first sheet and the report say in numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jicha.audit.results import RunResult
from jicha.press.ranking import Top, top
from jicha.press.totals import Amounts, Group, counted_once, cross, groups, live, prepared, total
from jicha.terms.cause import Cause
from jicha.terms.coverage import Coverage
from jicha.terms.period import Period
from jicha.terms.verdict import Impact, Severity, Standing

_HOLDS = (Standing.NEW, Standing.RECURRING)


@dataclass(frozen=True, slots=True)
class Reason:
    """How many subjects one rule did not judge for one reason."""

    code: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The figures of one run. Groups are over single findings that hold now; finds folded into causes stand apart.

    ``causes`` are those that hold now; ``causes_beside`` what other rules found of the same, by its number (it is told
    with it); ``causes_gone`` those that were cleared, or could not be tested again.
    """

    run_id: str
    window: Period
    today: date
    total: Amounts
    once: Amounts
    folded: int
    standings: dict[str, int]
    by_severity: tuple[Group, ...]
    by_impact: tuple[Group, ...]
    by_family: tuple[Group, ...]
    by_rule: tuple[Group, ...]
    by_org: tuple[Group, ...]
    by_month: tuple[Group, ...]
    families: dict[tuple[str, str], int]  # (family, severity) -> findings
    months: dict[tuple[str, str], int]
    orgs: dict[tuple[str, str], int]
    causes: tuple[Cause, ...]
    causes_beside: Mapping[str, tuple[Cause, ...]]
    causes_gone: tuple[Cause, ...]
    coverage: tuple[Coverage, ...]
    tested: int
    spared: int
    found: int
    unsure: tuple[Reason, ...]
    excluded: tuple[Reason, ...]
    skipped: tuple[Coverage, ...]
    top: tuple[Top, ...]

    @property
    def unsure_count(self) -> int:
        """Subjects tested for which nothing could be said."""
        return self.tested - self.found - self.spared

    @property
    def excluded_count(self) -> int:
        """Subjects not tested because a fact says that they cannot be judged."""
        return sum(reason.count for reason in self.excluded)


def summarise(run: RunResult, *, limit: int = 30, per_rule: int = 3) -> Summary:
    """Work the figures out of a run; ``limit`` and ``per_rule`` choose the findings shown one by one."""
    findings = prepared(live(run.findings))
    causes = sorted(run.causes, key=lambda cause: (-cause.found, cause.code, cause.cause_id))
    held = [one for one in causes if one.standing in _HOLDS]
    numbers = {one.cause_id for one in held}
    coverage = tuple(sorted(run.coverage, key=lambda one: one.code))
    ran = [one for one in coverage if not one.skipped]
    return Summary(
        run_id=run.meta.run_id,
        window=run.meta.window,
        today=run.meta.today,
        total=total(findings),
        once=counted_once(findings),
        folded=live(run.siblings).num_rows,
        standings={group.key: group.amounts.findings for group in groups(prepared(run.findings), "standing")},
        by_severity=_in_order(groups(findings, "severity"), [str(one) for one in Severity]),
        by_impact=_in_order(groups(findings, "impact"), [str(one) for one in Impact]),
        by_family=_largest(groups(findings, "family")),
        by_rule=_largest(groups(findings, "code")),
        by_org=_largest(groups(findings, "org_id")),
        by_month=groups(findings, "month"),
        families=cross(findings, "family", "severity"),
        months=cross(findings, "month", "severity"),
        orgs=cross(findings, "org_id", "severity"),
        causes=tuple(one for one in held if one.same_as not in numbers),
        causes_beside={
            one.cause_id: tuple(other for other in held if other.same_as == one.cause_id)
            for one in held
            if one.same_as not in numbers
        },
        causes_gone=tuple(one for one in causes if one.standing not in _HOLDS),
        coverage=coverage,
        tested=sum(one.tested for one in ran),
        spared=sum(one.spared for one in ran),
        found=sum(one.found for one in ran),
        unsure=_reasons((one.code, one.unsure.items()) for one in ran),
        excluded=_reasons((one.code, one.excluded.items()) for one in ran),
        skipped=tuple(one for one in coverage if one.skipped),
        top=top(findings, limit=limit, per_rule=per_rule),
    )


def _in_order(found: Sequence[Group], order: Sequence[str]) -> tuple[Group, ...]:
    """The groups in the order of the words; a word without findings stands with nothing, an unknown key last."""
    by_key = {group.key: group for group in found}
    known = [by_key.get(key, Group(key, Amounts())) for key in order]
    return (*known, *(group for group in found if group.key not in order))


def _largest(found: Iterable[Group]) -> tuple[Group, ...]:
    return tuple(sorted(found, key=lambda group: (-group.amounts.findings, group.key)))


def _reasons(by_code: Iterable[tuple[str, Iterable[tuple[str, int]]]]) -> tuple[Reason, ...]:
    return tuple(Reason(code, reason, number) for code, items in by_code for reason, number in sorted(items) if number)
