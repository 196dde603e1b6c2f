"""From a page's rows to verdicts, in the engine: exclusions, needs, then the three-valued breach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa
import sqlglot
from sqlglot import exp

from jicha.engine.engine import Engine
from jicha.pages.bind import DIALECT, bind, parse
from jicha.pages.page import Page, ParameterValue
from jicha.pages.reach import Hop, links_of
from jicha.schema import table
from jicha.terms.errors import Fault, JichaError
from jicha.terms.verdict import Grain

NOT_JUDGED = "not_judged"
MISSING_VALUE = "missing_value"  # the reason of an unsure whose breach is NULL
_NOT_JUDGED_ROWS = pa.schema(
    [(name, pa.string()) for name in ("subject_kind", "subject_id", "reason")]
    + [(name, pa.date32()) for name in ("valid_from", "valid_to")]
)
RESERVED = ("subject_id", "period", "period_end", "breach", "at_stake_kwh", "at_stake_money")


class TwoVerdicts(JichaError):
    """A page that yields more than one row for a subject and period, or a row about nobody."""


@dataclass(frozen=True, slots=True)
class Window:
    """What a run looks at: periods that start in [start, end), as of ``today``."""

    start: date
    end: date
    today: date

    @property
    def values(self) -> dict[str, ParameterValue]:
        """The parameters that every page has."""
        return {"today": self.today, "run_from": self.start, "run_to": self.end}


def page_sql(page: Page, values: Mapping[str, ParameterValue], window: Window) -> str:
    """The page's SELECT with all values bound."""
    return str(bind(parse(page), all_values(page, values, window)).sql(dialect=DIALECT, copy=False))


def all_values(page: Page, values: Mapping[str, ParameterValue], window: Window) -> dict[str, ParameterValue]:
    """The page's defaults, ``values`` over them, and the parameters that every page has."""
    return {**{one.name: one.default for one in page.params}, **values, **window.values}


def exclude_nobody(engine: Engine) -> None:
    """Stand an empty `not_judged` in for a library that has none."""
    engine.register(NOT_JUDGED, _NOT_JUDGED_ROWS.empty_table())


def prepare_subject(engine: Engine, subject_table: str) -> None:
    """Compute once per run, for one kind of subject: its organisation, and who is not judged and why.

    Leaves the tables ``subject__<table>`` (subject_id, org_id, one id per kind it references) and
    ``excluded__<table>`` (subject_id, reason, valid_from, valid_to). Reads the canonical tables on the way and the
    fact ``not_judged``, which must be there.
    """
    links = links_of(subject_table)
    engine.materialize(f"subject__{subject_table}", _links_sql(subject_table, links.hops, links.org))
    # A subject named there itself is excluded even where its own master row was never delivered.
    ways = [
        f"SELECT n.subject_id, n.reason, n.valid_from, n.valid_to FROM {NOT_JUDGED} AS n "
        f"WHERE n.subject_kind = '{subject_table}'"
    ]
    ways += [
        f"SELECT l.subject_id, n.reason, n.valid_from, n.valid_to FROM {NOT_JUDGED} AS n "
        f"INNER JOIN subject__{subject_table} AS l ON n.subject_kind = '{hop.kind}' AND n.subject_id = l.{hop.alias}_id"
        for hop in links.hops
    ]
    engine.materialize(f"excluded__{subject_table}", " UNION ALL ".join(ways))


def _links_sql(subject_table: str, hops: Sequence[Hop], org: tuple[str, str] | None) -> str:
    key = table(subject_table).primary_key[0]
    columns = [f"s.{key} AS subject_id", f"{f'{org[0]}.{org[1]}' if org else 'NULL'} AS org_id"]
    columns += [f"{hop.from_alias}.{hop.column} AS {hop.alias}_id" for hop in hops]
    joins = [
        f"LEFT JOIN {hop.kind} AS {hop.alias} ON {hop.alias}.{hop.key} = {hop.from_alias}.{hop.column}"
        for hop in hops
        if hop.is_joined
    ]
    if not org:
        columns[1] = "CAST(NULL AS TEXT) AS org_id"
    return f"SELECT {', '.join(columns)} FROM {subject_table} AS s {' '.join(joins)}"


@dataclass(frozen=True, slots=True)
class Judged:
    """Where the verdicts of one page lie: ``narrow`` holds one row each without evidence, for counting and choosing;
    the view ``whole`` adds organisation, amounts and evidence, and is computed only for the rows asked of it.

    Columns of both: subject_id, period_start, period_last, verdict, reason; of ``whole`` also org_id, at_stake_kwh,
    at_stake_money, then the evidence columns under ``ev_<name>``.
    """

    narrow: str
    whole: str


def judge(engine: Engine, page: Page, *, sql: str, values: Mapping[str, ParameterValue], window: Window) -> Judged:
    """Compute the page's rows from its bound ``sql``, judge them, and say where the verdicts lie.

    ``values`` are the parameters that are not at their defaults (needs may name them). Raises TwoVerdicts.
    """
    rows, judged = _places(page)
    engine.materialize(rows, sql)
    columns = engine.query(f"SELECT * FROM {rows} WHERE 1 = 0").column_names
    _refuse_two_verdicts(engine, page, rows, columns)
    engine.materialize(judged.narrow, narrow_sql(page, rows, columns, _unmet(page, values, window), window))
    engine.view(judged.whole, whole_sql(page, rows, columns, judged.narrow))
    return judged


def drop(engine: Engine, page: Page) -> None:
    """Forget what `judge` left."""
    rows, judged = _places(page)
    for name in (judged.whole, judged.narrow, rows):
        engine.drop(name)


def _places(page: Page) -> tuple[str, Judged]:
    name = page.code.lower().replace("-", "_")
    return f"rows__{name}", Judged(f"judged__{name}", f"verdicts__{name}")


def narrow_sql(page: Page, rows: str, columns: Sequence[str], unmet: str, window: Window) -> str:
    """The SELECT that judges the rows of table ``rows``; ``unmet`` is the SQL of the first need that fails."""
    assert page.subject is not None
    has_period = "period" in columns
    start = "r.period" if has_period else "CAST(NULL AS DATE)"
    today = f"DATE '{window.today.isoformat()}'"
    tomorrow = f"DATE '{(window.today + timedelta(days=1)).isoformat()}'"
    # The span an exclusion must touch: the row's own period, or the day of the run for a state.
    key = f"COALESCE({start}, {today})"
    month_end = f"add_months({start}, 1)" if has_period else tomorrow
    own_end = "r.period_end, " if "period_end" in columns else ""
    span_to = f"COALESCE({own_end}{month_end}, {tomorrow})"
    kept = "".join(f" AND e.reason <> {exp.Literal.string(reason).sql(dialect=DIALECT)}" for reason in page.keep)
    return (
        f"WITH unmet_rows AS (SELECT o.*, {unmet} AS unmet FROM {rows} AS o), "
        f"excluded_rows AS (SELECT r.subject_id, {key} AS period_key, MIN(e.reason) AS reason FROM {rows} AS r "
        f"INNER JOIN excluded__{page.subject[0]} AS e ON e.subject_id = r.subject_id{kept} "
        f"AND COALESCE(e.valid_from, DATE '1000-01-01') < {span_to} "
        f"AND COALESCE(e.valid_to, DATE '9999-01-01') > {key} GROUP BY r.subject_id, {key}) "
        f"SELECT r.subject_id AS subject_id, {start} AS period_start, add_days({span_to}, -1) AS period_last, "
        "CASE WHEN x.reason IS NOT NULL THEN 'excluded' WHEN r.unmet IS NOT NULL OR r.breach IS NULL THEN 'unsure' "
        "WHEN r.breach THEN 'find' ELSE 'spare' END AS verdict, "
        "CASE WHEN x.reason IS NOT NULL THEN x.reason WHEN r.unmet IS NOT NULL THEN r.unmet "
        f"WHEN r.breach IS NULL THEN '{MISSING_VALUE}' END AS reason "
        f"FROM unmet_rows AS r LEFT JOIN excluded_rows AS x ON x.subject_id = r.subject_id AND x.period_key = {key}"
    )


def whole_sql(page: Page, rows: str, columns: Sequence[str], narrow: str) -> str:
    """The SELECT that puts organisation, amounts and evidence beside the verdicts of table ``narrow``."""
    assert page.subject is not None
    none = "DATE '1000-01-01'"
    same_period = f" AND COALESCE(r.period, {none}) = COALESCE(j.period_start, {none})" if "period" in columns else ""
    selected = [
        "j.subject_id AS subject_id",
        "j.period_start AS period_start",
        "j.period_last AS period_last",
        "l.org_id AS org_id",
        "j.verdict AS verdict",
        "j.reason AS reason",
        *(_amount(name, digits, columns) for name, digits in (("at_stake_kwh", 3), ("at_stake_money", 2))),
        *(f"r.{name} AS ev_{name}" for name in columns if name not in RESERVED),
    ]
    return (
        f"SELECT {', '.join(selected)} FROM {narrow} AS j "
        f"INNER JOIN {rows} AS r ON r.subject_id = j.subject_id{same_period} "
        f"LEFT JOIN subject__{page.subject[0]} AS l ON l.subject_id = j.subject_id"
    )


def _amount(name: str, digits: int, columns: Sequence[str]) -> str:
    """An amount in the layout's own type, whatever exact type the page computed it in."""
    value = f"ROUND(CAST(r.{name} AS DECIMAL(30, 6)), {digits})" if name in columns else "NULL"
    return f"CAST({value} AS DECIMAL(18, {digits})) AS {name}"


def _unmet(page: Page, values: Mapping[str, ParameterValue], window: Window) -> str:
    """The reason of the first need that is not TRUE, else NULL."""
    cases = []
    for need in page.needs:
        condition = parse_condition(page, need.condition)
        bound = bind(condition, all_values(page, values, window))
        reason = exp.Literal.string(need.reason).sql(dialect=DIALECT)
        cases.append(f"WHEN NOT COALESCE({bound.sql(dialect=DIALECT)}, FALSE) THEN {reason}")
    return f"CASE {' '.join(cases)} END" if cases else "CAST(NULL AS TEXT)"


def parse_condition(page: Page, text: str) -> exp.Expr:
    """A need's condition as a tree. Raises JichaError with the page's place."""
    try:
        return sqlglot.parse_one(text, dialect=DIALECT)
    except sqlglot.ParseError as error:
        raise JichaError(
            Fault(f"the need {text!r} cannot be parsed", "Write `months_before = 3`.", page.path, code="bad-need")
        ) from error


def _refuse_two_verdicts(engine: Engine, page: Page, rows: str, columns: Sequence[str]) -> None:
    period = ", period" if "period" in columns else ""
    needs_period = " OR period IS NULL" if page.grain is Grain.PERIOD and period else ""
    double = engine.query(
        f"SELECT subject_id{period}, COUNT(*) AS n FROM {rows} GROUP BY subject_id{period} "
        f"HAVING COUNT(*) > 1 OR subject_id IS NULL{needs_period} LIMIT 3"
    ).to_pylist()
    if double:
        raise TwoVerdicts(
            Fault(
                f"{page.code} yields {double[0]['n']} rows for {double[0]}",
                "Join on the full key, so that each subject and period has one row, and give every "
                "row a subject and a period.",
                page.path,
                page.sql_line,
                code="two-verdicts",
            )
        )
