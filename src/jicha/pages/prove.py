"""Prove a page: every example leads to what it says, and keeps doing so when the inputs are cut to the page's scope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jicha.engine.engine import Engine
from jicha.pages.examples import WorldData, WorldRows, world_data
from jicha.pages.library import Library
from jicha.pages.page import Expectation, Page, PageKind
from jicha.pages.scope import cut_to_history, cut_to_scope
from jicha.pages.stage import Stage
from jicha.terms.errors import Fault, JichaError
from jicha.terms.verdict import Verdict

VerdictRow = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Proof:
    """What proving one page showed: how many expectations were checked, and what failed."""

    code: str
    checked: int
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        """True when nothing failed and something was checked."""
        return self.checked > 0 and not self.faults


def prove(page: Page, library: Library, engine: Engine) -> Proof:
    """Run all worlds of ``page`` on ``engine``. Errors in the page's SQL become faults of the proof."""
    checked, faults = 0, []
    try:
        stage = Stage(engine, page, library.replacing(page))
        for world in page.worlds:
            data = world_data(page, world, library.replacing(page))
            stage.set_up(data.rows)
            if page.kind is not PageKind.RULE:
                checked += len(data.expected)
                faults += fact_faults(page, data, stage.fact_rows())
                continue
            expectations = list(expected_of(page, world.tables))
            checked += len(expectations)
            verdicts = stage.verdicts()
            faults += verdict_faults(page, expectations, verdicts)
            if not faults:
                faults += _scope_faults(page, stage, data.rows, expectations, verdicts)
    except JichaError as error:
        faults += [
            Fault(one.message, one.remedy, one.file or page.path, one.line, one.column, one.code or "sql-error")
            for one in error.faults
        ]
    if not checked and not faults:
        faults.append(
            Fault(
                "the page has no example with an expectation",
                "Add a table with a column `expect`.",
                page.path,
                page.sql_line,
                code="no-example",
            )
        )
    return Proof(page.code, checked, tuple(faults))


@dataclass(frozen=True, slots=True)
class Expected:
    """One expectation: on a subject, for a period (None: the subject's last), with the line that states it."""

    subject_id: str
    period: date | None
    expectation: Expectation
    line: int


def expected_of(page: Page, example_tables: Iterable[Any]) -> Iterable[Expected]:
    """The expectations of a world's example tables, in order."""
    assert page.subject is not None
    table, key = page.subject
    for example in example_tables:
        for row in example.rows:
            given = {cell.text for cell in row.cells if (cell.table, cell.column) == (table, key) and cell.text}
            subject_id = given.pop() if len(given) == 1 else row.label
            for at, expectation in row.expect:
                day = f"{at}-01" if len(at) == 7 else at
                yield Expected(subject_id, date.fromisoformat(day) if at else None, expectation, row.line)


def verdict_faults(page: Page, expectations: Sequence[Expected], rows: Sequence[VerdictRow]) -> list[Fault]:
    """What differs between the expectations and the verdict rows."""
    by_subject: dict[str, list[VerdictRow]] = {}
    for row in rows:
        by_subject.setdefault(row["subject_id"], []).append(row)
    faults = []
    for expected in expectations:
        got = _row_for(expected, by_subject.get(expected.subject_id, []))
        difference = _difference(expected.expectation, got)
        if difference:
            said = _say(expected.expectation)
            faults.append(
                Fault(
                    f"{page.code}: {expected.subject_id} should be {said}, but is {difference}",
                    "Mend the SQL, or the expectation.",
                    page.path,
                    expected.line,
                    code="wrong-verdict",
                )
            )
    return faults


def _row_for(expected: Expected, rows: Sequence[VerdictRow]) -> VerdictRow | None:
    if expected.period is not None:
        return next((row for row in rows if row["period_start"] == expected.period), None)
    return max(rows, key=lambda row: row["period_start"] or date.min, default=None)


def _difference(expectation: Expectation, row: VerdictRow | None) -> str:
    got = Verdict(row["verdict"]) if row else Verdict.OUT
    reason = (row["reason"] or "") if row else ""
    if got is not expectation.verdict:
        return f"{got} ({reason})" if reason else str(got)
    if expectation.reason and reason != expectation.reason:
        return f"{got} for the reason {reason!r}"
    for amount, name, unit in ((expectation.kwh, "at_stake_kwh", "kWh"), (expectation.money, "at_stake_money", "CNY")):
        if amount is not None and row is not None and (row[name] is None or Decimal(row[name]) != amount.value):
            return f"{got} {row[name]} {unit}"
    return ""


def _say(expectation: Expectation) -> str:
    parts = [str(expectation.verdict), *(str(one) for one in (expectation.kwh, expectation.money) if one is not None)]
    return " ".join([*parts, expectation.reason]).strip()


def fact_faults(page: Page, data: WorldData, rows: Sequence[dict[str, object]]) -> list[Fault]:
    """What differs between the rows a fact must produce and those it does."""
    faults = []
    by_key = {tuple(row[part] for part in page.key): row for row in rows}
    if len(by_key) != len(rows):
        faults.append(
            Fault(
                f"{page.code} yields {len(rows)} rows under {len(by_key)} keys",
                "Make the key unique.",
                page.path,
                page.sql_line,
                code="fact-key",
            )
        )
    for stated, line in data.expected:
        key = tuple(stated[part] for part in page.key)
        got = by_key.pop(key, None)
        if got is None:
            faults.append(
                Fault(
                    f"{page.code} has no row {key}",
                    "Mend the SQL, or the expected row.",
                    page.path,
                    line,
                    code="fact-row",
                )
            )
            continue
        for column, value in stated.items():
            if got[column] != value:
                faults.append(
                    Fault(
                        f"{page.code} {key}: {column} should be {value}, but is {got[column]}",
                        "Mend the SQL, or the expected row.",
                        page.path,
                        line,
                        code="fact-value",
                    )
                )
    if data.expected:
        faults += [
            Fault(
                f"{page.code} has the row {key} that no example states",
                "State it, or mend the SQL.",
                page.path,
                page.sql_line,
                code="fact-row",
            )
            for key in by_key
        ]
    return faults


def _scope_faults(
    page: Page, stage: Stage, rows: WorldRows, expectations: Sequence[Expected], verdicts: Sequence[VerdictRow]
) -> list[Fault]:
    faults = []
    for expected in expectations:
        own = [row for row in verdicts if row["subject_id"] == expected.subject_id]
        judged = _row_for(expected, own)
        cuts = {
            f"scope {page.scope}": cut_to_scope(page, rows, expected.subject_id),
            f"history of {page.history_months} months": cut_to_history(
                page, rows, judged["period_start"] if judged else expected.period
            ),
        }
        for what, kept in cuts.items():
            if kept is None or kept == rows:
                continue
            stage.set_up(kept)
            moved = verdict_faults(page, [expected], stage.verdicts())
            if moved:
                faults.append(
                    Fault(
                        f"{moved[0].message} when the inputs are cut to the {what}",
                        "Widen it in the front matter.",
                        page.path,
                        expected.line,
                        code=f"{what.split()[0]}-too-small",
                    )
                )
    return faults
