"""Complete lists with words put in: what the CSV files and the workbook's sheets are written from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import pyarrow as pa
import pyarrow.compute as pc

from jicha.audit.results import RunResult
from jicha.press.cause_words import shared_words
from jicha.press.evidence import evidence_line, read_evidence, unit_words
from jicha.press.page_words import PageWords
from jicha.press.run import Background
from jicha.press.say import Language, say, say_or
from jicha.press.totals import family, mapped
from jicha.schema import tables
from jicha.terms.coverage import Coverage
from jicha.terms.money import round_half_up

_ROWS_AT_ONCE = 20_000


class Kind(StrEnum):
    """What the cells of a column are; only text may be taken for a formula, so only text is guarded."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: the id of its heading, kind, unit, decimals and width in characters."""

    name: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    digits: int = 0
    width: int = 12

    def heading(self, language: Language) -> str:
        """The heading with its unit."""
        unit = unit_words(self.unit, language)
        words = say(f"column.{self.name}", language)
        return f"{words} ({unit})" if unit else words


@dataclass(frozen=True, slots=True)
class Listing:
    """A complete list. ``rows`` yields Arrow tables whose columns are ``columns``, in order, a part at a time."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[pa.Table]]


_KWH = Column("kwh", Kind.DECIMAL, "kWh", 3, 16)
_MONEY = Column("money", Kind.DECIMAL, "CNY", 2, 16)
_CODE = Column("code", width=11)
_TITLE = Column("title", width=36)
_FINDINGS = (
    _CODE, _TITLE, Column("severity"), Column("impact"), Column("family", width=14), Column("topic", width=24),
    Column("subject_kind"), Column("subject_id", width=24), Column("period_start", Kind.DATE, width=12),
    Column("org_id"), Column("org", width=18), _KWH, _MONEY, Column("standing"), Column("evidence", width=60),
    Column("cause_id", width=14), Column("finding_id", width=26),
)  # fmt: skip
_CAUSES = (
    Column("cause_id", width=14), _CODE, _TITLE, Column("cause_kind", width=20),
    Column("found", Kind.INTEGER, width=12), Column("tested", Kind.INTEGER, width=12),
    Column("share", Kind.DECIMAL, "%", 1), Column("orgs", width=30), Column("first", Kind.DATE),
    Column("last", Kind.DATE), _KWH, _MONEY, Column("sample", width=40), Column("shared", width=40),
    Column("attributes", width=30), Column("rest_found", Kind.INTEGER), Column("rest_tested", Kind.INTEGER),
    Column("rest_share", Kind.DECIMAL, "%", 1), Column("lift", Kind.DECIMAL, "", 2),
    Column("lift_at_least", Kind.DECIMAL, "", 2), Column("customers", Kind.INTEGER), Column("standing"),
    Column("same_as", width=14), Column("kwh_back", Kind.DECIMAL, "kWh", 3),
    Column("money_back", Kind.DECIMAL, "CNY", 2),
)  # fmt: skip
_COVERAGE = (
    _CODE, _TITLE, *(Column(name, Kind.INTEGER) for name in ("tested", "found", "spared", "unsure", "excluded")),
    Column("unsure_why", width=48), Column("excluded_why", width=48), Column("skipped", width=36),
)  # fmt: skip
_PARAMETERS = (_CODE, _TITLE, Column("parameter", width=24), Column("value", width=18), Column("unit"),
               Column("digest", width=26))  # fmt: skip
_BATCHES = (Column("batch_id", width=30), Column("source", width=24), Column("received_at", width=22),
            Column("rows", Kind.INTEGER))  # fmt: skip


def listings(run: RunResult, background: Background, language: Language) -> tuple[Listing, ...]:
    """Every complete list of a run; the members of causes have one only where there are causes with members."""
    members = [finding_listing("members", run.siblings, background, language)] if run.siblings.num_rows else []
    return (
        finding_listing("findings", run.findings, background, language),
        _causes(run, background, language),
        *members,
        _coverage(run, background, language),
        _parameters(run, background, language),
        _batches(run, background),
    )


def finding_listing(name: str, findings: pa.Table, background: Background, language: Language) -> Listing:
    """The complete list of a table of findings."""

    def rows() -> Iterator[pa.Table]:
        for start in range(0, findings.num_rows, _ROWS_AT_ONCE):
            yield _worded(findings.slice(start, _ROWS_AT_ONCE), background, language)

    return Listing(name, _FINDINGS, rows)


def title(code: str, background: Background, language: Language) -> str:
    """The title of a rule, or its code where no page is known."""
    page = background.pages.get(code)
    return page.title_in(language) if page else code


def reason_words(reason: str, page: PageWords | None, language: Language) -> str:
    """A reason of a need, an exclusion or a skip in words: the page's own, else ours, else as the page wrote it.

    ``reason:argument`` names a table.
    """
    own = page.caption_in(reason, language) if page else None
    name, _, argument = reason.partition(":")
    return own or say_or(
        f"reason.{name}", reason.replace("_", " "), language, argument=subject_words(argument, language)
    )


def _worded(part: pa.Table, background: Background, language: Language) -> pa.Table:
    """One part of the findings with words in place of ids, in the order of _FINDINGS."""

    def words(column: str, of: Callable[[str], str]) -> pa.Array:
        return mapped(part[column], of)

    def topic(code: str) -> str:
        page = background.pages.get(code)
        return page.topic if page else ""

    evidence = [
        evidence_line(read_evidence(text), background.pages.get(code), language)
        for text, code in zip(part["evidence"].to_pylist(), part["code"].to_pylist(), strict=True)
    ]
    columns = {
        "code": part["code"],
        "title": words("code", lambda code: title(code, background, language)),
        "severity": words("severity", lambda key: say(f"severity.{key}", language)),
        "impact": words("impact", lambda key: say(f"impact.{key}", language)),
        "family": words("code", lambda code: family_words(family(code), language)),
        "topic": words("code", topic),
        "subject_kind": words("subject_kind", lambda key: subject_words(key, language)),
        "subject_id": part["subject_id"],
        "period_start": part["period_start"],
        "org_id": part["org_id"],
        "org": words("org_id", lambda key: background.orgs.get(key, "")),
        "kwh": part["at_stake_kwh"],
        "money": part["at_stake_money"],
        "standing": words("standing", lambda key: say(f"standing.{key}", language)),
        "evidence": pa.array(evidence, pa.string()),
        "cause_id": part["cause_id"],
        "finding_id": part["finding_id"],
    }
    return pa.table({column.name: columns[column.name] for column in _FINDINGS})


def family_words(key: str, language: Language) -> str:
    """The name of a rule family, else its letters."""
    return say_or(f"family.{key}", key, language)


def subject_words(kind: str, language: Language) -> str:
    """What a subject is, in words, else the meaning of its table, else the table's name."""
    table = tables().get(kind)
    meaning = (table.meaning_zh if language is Language.ZH else table.meaning) if table else kind
    return say_or(f"subject.{kind}", meaning, language)


def _causes(run: RunResult, background: Background, language: Language) -> Listing:
    causes = sorted(run.causes, key=lambda cause: (-cause.found, cause.code, cause.cause_id))
    rows = [
        {
            "cause_id": one.cause_id,
            "code": one.code,
            "title": title(one.code, background, language),
            "cause_kind": say_or(f"cause.{one.kind}", one.kind, language),
            "found": one.found,
            "tested": one.tested,
            "share": one.share * 100,
            "orgs": ", ".join(one.orgs),
            "first": one.first,
            "last": one.last,
            "kwh": one.at_stake_kwh,
            "money": one.at_stake_money,
            "sample": ", ".join(one.sample),
            "shared": shared_words(one, background, language),
            "attributes": "; ".join(f"{shared.name}={'|'.join(shared.values)}" for shared in one.attributes),
            "rest_found": one.rest_found,
            "rest_tested": one.rest_tested,
            "rest_share": round_half_up(Decimal(100 * (one.rest_found or 0)) / one.rest_tested, 1)
            if one.rest_tested
            else None,
            "lift": one.lift,
            "lift_at_least": one.lift_at_least,
            "customers": one.customers,
            "standing": say(f"standing.{one.standing}", language),
            "same_as": one.same_as,
            "kwh_back": one.kwh_back,
            "money_back": one.money_back,
        }
        for one in causes
    ]
    return _small("causes", _CAUSES, rows)


def _coverage(run: RunResult, background: Background, language: Language) -> Listing:
    def why(one: Coverage, reasons: Mapping[str, int]) -> str:
        counts = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
        page = background.pages.get(one.code)
        return "; ".join(f"{reason_words(reason, page, language)}: {number}" for reason, number in counts)

    rows = [
        {
            "code": one.code,
            "title": title(one.code, background, language),
            "tested": one.tested,
            "found": one.found,
            "spared": one.spared,
            "unsure": sum(one.unsure.values()),
            "excluded": sum(one.excluded.values()),
            "unsure_why": why(one, one.unsure),
            "excluded_why": why(one, one.excluded),
            "skipped": reason_words(one.skipped, None, language) if one.skipped else "",
        }
        for one in sorted(run.coverage, key=lambda one: one.code)
    ]
    return _small("coverage", _COVERAGE, rows)


def _parameters(run: RunResult, background: Background, language: Language) -> Listing:
    rows: list[dict[str, object]] = []
    for code, digest in sorted(run.meta.rule_digests.items()):
        same: dict[str, object] = {"code": code, "title": title(code, background, language), "digest": digest}
        settings = run.meta.parameters.get(code, ())
        rows += [
            same | {"parameter": one.name, "value": one.value, "unit": unit_words(one.unit, language)}
            for one in settings
        ] or [same]
    return _small("parameters", _PARAMETERS, rows)


def _batches(run: RunResult, background: Background) -> Listing:
    known = {line.batch_id: line for line in background.batches}
    rows: list[dict[str, object]] = []
    for batch_id in run.meta.batches:
        line = known.get(batch_id)
        received = line.received_at.isoformat(sep=" ", timespec="seconds") if line and line.received_at else ""
        rows.append({"batch_id": batch_id, "source": line.source if line else "", "received_at": received,
                     "rows": line.rows if line else None})  # fmt: skip
    return _small("batches", _BATCHES, rows)


def _small(name: str, columns: tuple[Column, ...], rows: Sequence[Mapping[str, object]]) -> Listing:
    types = {
        Kind.TEXT: lambda column: pa.string(),
        Kind.INTEGER: lambda column: pa.int64(),
        Kind.DECIMAL: lambda column: pa.decimal128(38, column.digits),
        Kind.DATE: lambda column: pa.date32(),
    }
    fields = [(column.name, types[column.kind](column)) for column in columns]
    table = pa.table(
        {
            field: _cast([row.get(field) for row in rows], arrow_type)
            for field, arrow_type in fields
        }
    )  # fmt: skip
    return Listing(name, columns, lambda: iter([table]))


def _cast(values: list[object], arrow_type: pa.DataType) -> pa.Array:
    """An Arrow array; decimals are rounded to the column's digits."""
    if pa.types.is_decimal(arrow_type):
        return pc.round(pa.array(values, pa.decimal128(38, 12)), arrow_type.scale, "half_towards_infinity").cast(
            arrow_type
        )
    return pa.array(values, arrow_type)
