"""A page as a value: what the reader makes of one Markdown file, before anything is checked or run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pyarrow as pa

from jicha.schema import ColumnType
from jicha.terms.units import Quantity
from jicha.terms.verdict import Grain, Impact, Scope, Severity, Verdict


class PageKind(StrEnum):
    """What a page yields: verdicts, shared rows, or one figure."""

    RULE = "rule"
    FACT = "fact"
    KPI = "kpi"


ParameterValue = Quantity | str | date


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named, dated, per-organisation choice: ``tolerance: 0.01 kWh``."""

    name: str
    default: ParameterValue
    why: str
    line: int


@dataclass(frozen=True, slots=True)
class Need:
    """A condition over the output columns without which nothing may be said: ``months: months_before = 3``."""

    reason: str
    condition: str
    line: int


@dataclass(frozen=True, slots=True)
class OutputColumn:
    """A declared column of a fact or KPI (rules declare theirs by the SELECT)."""

    name: str
    type: ColumnType
    unit: str
    meaning: str
    meaning_zh: str
    references: tuple[str, str] | None
    line: int


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A mutant that cannot be killed, and why: ``operator`` and ``text`` as `jicha rules prove` prints them."""

    mutant: str
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Expectation:
    """What an example row must lead to. Amounts None = not stated (any value passes)."""

    verdict: Verdict
    kwh: Quantity | None = None
    money: Quantity | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of an example: ``text`` None is NULL (blank); ``at`` is the place in a series (``2025-12``) or ""."""

    table: str
    column: str
    at: str
    text: str | None
    column_no: int


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """One line of an example table: its label, cells, the rows it lacks (``-``), and what must come out.

    ``absent`` holds (table, at) with ``at`` as in `Cell`; ``expect`` pairs the period a verdict is for ("" = the
    subject's last one) with the verdict.
    """

    label: str
    cells: tuple[Cell, ...]
    absent: frozenset[tuple[str, str]]
    expect: tuple[tuple[str, Expectation], ...]
    line: int


@dataclass(frozen=True, slots=True)
class ExampleTable:
    """One Markdown table of a world; ``tables`` are those its header names, also the page's own fact or KPI."""

    rows: tuple[ExampleRow, ...]
    tables: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class World:
    """Example rows that exist together. Peers of one world do not reach into another."""

    name: str
    tables: tuple[ExampleTable, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One rule, fact or KPI.

    ``code`` is the rule code (BIL-016) or the fact's or KPI's table name. ``sql`` is the page's SELECT as written
    (a kernel's SELECT yields the kernel's input). Lines count from 1 in ``path``.
    """

    kind: PageKind
    code: str
    path: str
    text: str
    title: str
    title_zh: str
    topic: str
    subject: tuple[str, str] | None  # (table, key column)
    catalogue: tuple[str, ...]
    severity: Severity | None
    impact: Impact | None
    source: str
    confidence: str
    since: str
    version: int
    scope: Scope
    history_months: int | None  # None: the whole past
    grain: Grain
    needs: tuple[Need, ...]
    keep: tuple[str, ...]
    params: tuple[Parameter, ...]
    columns: tuple[OutputColumn, ...]
    key: tuple[str, ...]
    captions: dict[str, tuple[str, str]]  # evidence column -> (English, Chinese)
    equivalent: tuple[Equivalent, ...]
    today: date
    english: str
    chinese: str
    sql: str
    sql_line: int
    worlds: tuple[World, ...]
    partition_by: tuple[str, ...] = ()  # kernels: the columns their input is cut by
    kernel: Callable[[pa.Table], pa.Table] | None = None  # kernels: the pure function from input to rows
