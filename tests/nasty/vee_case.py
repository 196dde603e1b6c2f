"""A case of the nasty corpus: one Markdown file with the rows given and what must come of them.

Front matter: ``number`` (of the corpus), ``title``, ``title_zh``, and ``audit`` (a month) for a case that goes through
the store and a whole audit. Tables in the grammar of rule pages: heads are ``table.column``. Tables of facts state the
rows the fact must have, all of them; a table of ``rule | subject | period | verdict`` states verdicts,
``rule | subject`` the finds of an audit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import yaml

from jicha.pages.example_tables import read_table
from jicha.pages.examples import WorldData, WorldRows, world_data
from jicha.pages.library import Library
from jicha.pages.page import ExampleTable, Page, World

VERDICTS = ["rule", "subject", "period", "verdict"]
FINDS = ["rule", "subject"]


@dataclass(frozen=True)
class Verdict:
    """What a rule must say of a subject (for the period that begins on a day; None: its only one)."""

    rule: str
    subject: str
    period: date | None
    verdict: str


@dataclass(frozen=True)
class Case:
    """One case."""

    path: Path
    number: int
    title: str
    title_zh: str
    audit: date | None
    given: tuple[ExampleTable, ...]
    facts: tuple[tuple[str, tuple[ExampleTable, ...]], ...]
    verdicts: tuple[Verdict, ...]
    finds: tuple[tuple[str, str], ...]

    def rows(self, library: Library) -> WorldRows:
        """The canonical rows given."""
        return self._data(library.pages["energy_day"], self.given, library).rows

    def of_fact(self, page: Page, tables: tuple[ExampleTable, ...], library: Library) -> WorldData:
        """The given rows, and the rows that a fact must have."""
        return self._data(page, (*self.given, *tables), library)

    def _data(self, page: Page, tables: tuple[ExampleTable, ...], library: Library) -> WorldData:
        return world_data(replace(page, path=str(self.path)), World(self.title, tables, 1), library)


def read_case(path: Path, library: Library) -> Case:
    """Read one file. Raises BadPage at the first cell that does not fit."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    said = yaml.safe_load(front)
    given, facts, verdicts, finds = [], {}, [], []
    first_line = front.count("\n") + 2
    for line, block in blocks(body.splitlines()):
        heads = cells(block[0])
        if heads == VERDICTS:
            verdicts += [Verdict(rule, subject, day(at), says) for rule, subject, at, says in map(cells, block[2:])]
        elif heads == FINDS:
            finds += [(rule, subject) for rule, subject in map(cells, block[2:])]
        else:
            table = read_table(block, str(path), first_line + line)
            name = next((one for one in table.tables if one in library.pages), None)
            if name is None:
                given.append(table)
            else:
                facts.setdefault(name, []).append(table)
    return Case(
        path=path,
        number=said["number"],
        title=said["title"],
        title_zh=said["title_zh"],
        audit=day(str(said["audit"])) if "audit" in said else None,
        given=tuple(given),
        facts=tuple((name, tuple(tables)) for name, tables in facts.items()),
        verdicts=tuple(verdicts),
        finds=tuple(finds),
    )


def blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """The Markdown tables with their first lines."""
    found: list[tuple[int, list[str]]] = []
    inside = False
    for number, line in enumerate(lines):
        if line.startswith("|"):
            if not inside:
                found.append((number, []))
            found[-1][1].append(line)
        inside = line.startswith("|")
    return found


def cells(line: str) -> list[str]:
    """The cells of a row."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def day(text: str) -> date | None:
    """A day, the first of a month, or none."""
    if not text:
        return None
    return date.fromisoformat(text if len(text) > 7 else f"{text}-01")
