"""Read one Markdown file into a Page. Nothing is checked against the schema and nothing is run here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from jicha.pages import front as front_matter
from jicha.pages.example_tables import read_table
from jicha.pages.front import BadPage, Front, read_front
from jicha.pages.page import ExampleTable, Page, PageKind, World
from jicha.terms.errors import Fault
from jicha.terms.verdict import Grain, Impact, Scope, Severity

TODAY = date(2026, 1, 31)  # the day on which examples are judged, unless the page says another
_KNOWN = (
    "code",
    "fact",
    "kpi",
    "title",
    "title_zh",
    "topic",
    "subject",
    "catalogue",
    "severity",
    "impact",
    "source",
    "confidence",
    "since",
    "version",
    "scope",
    "history",
    "grain",
    "needs",
    "keep",
    "params",
    "columns",
    "key",
    "captions",
    "equivalent",
    "today",
    "partition_by",
    "unit",
)
_WORLD = re.compile(r"^###\s+Examples:\s*(?P<name>.+?)\s*$")
_HEADING = re.compile(r"^##\s+(?P<name>.+?)\s*$")
_FENCE = re.compile(r"^```(?P<language>\w*)\s*$")


def read_page(path: Path) -> Page:
    """Read the page at ``path`` (UTF-8). Raises BadPage with file, line and remedy."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadPage(Fault(f"not UTF-8 at byte {error.start}", "Save the page as UTF-8.", str(path))) from error
    return read_text(text, str(path))


def read_text(text: str, path: str) -> Page:
    """Read the text of a page; ``path`` is what faults name. Raises BadPage."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != "---":
        raise BadPage(Fault("the page does not begin with front matter", "Begin with a line ---.", path, 1))
    try:
        end = next(number for number, line in enumerate(lines[1:], start=1) if line.strip() == "---")
    except StopIteration:
        raise BadPage(Fault("the front matter does not end", "Close it with a line ---.", path, 1)) from None
    front = read_front("\n".join(lines[1:end]), path, 2)
    body = _read_body(lines[end + 1 :], path, end + 2)
    return _page(front, body, text)


@dataclass(frozen=True, slots=True)
class _Body:
    sections: dict[str, str]
    sql: str
    sql_line: int
    worlds: tuple[World, ...]


def _read_body(lines: Sequence[str], path: str, first_line: int) -> _Body:
    sections: dict[str, list[str]] = {}
    worlds: dict[str, tuple[int, list[ExampleTable]]] = {}
    section, world, sql, sql_line = "", "", None, 0
    blocks = _blocks(lines, path, first_line)
    for kind, line, content in blocks:
        if kind == "sql":
            if sql is not None:
                raise BadPage(Fault("a page has one SQL block", "Put shared rows into a fact.", path, line - 1))
            sql, sql_line = "\n".join(content), line
        elif kind == "table" and sql is not None:
            worlds.setdefault(world, (line, []))[1].append(read_table(content, path, line))
        elif kind == "text" and (match := _WORLD.match(content[0])):
            world = match["name"]
            if world in worlds:
                raise BadPage(Fault(f"the world {world!r} stands twice", "Name each world once.", path, line))
            worlds[world] = (line, [])
        elif kind == "text" and (match := _HEADING.match(content[0])):
            section = match["name"]
        elif sql is None:  # prose between example tables explains them, and belongs to no section
            sections.setdefault(section, []).extend(content)
    found = tuple(World(name, tuple(tables), line) for name, (line, tables) in worlds.items() if tables)
    return _Body({name: "\n".join(text).strip() for name, text in sections.items()}, sql or "", sql_line, found)


def _blocks(lines: Sequence[str], path: str, first_line: int) -> Iterator[tuple[str, int, list[str]]]:
    number = 0
    while number < len(lines):
        line = lines[number]
        start = number
        if match := _FENCE.match(line):
            number += 1
            while number < len(lines) and not lines[number].startswith("```"):
                number += 1
            if number == len(lines):
                raise BadPage(Fault("a code block does not end", "Close it with ```.", path, first_line + start))
            kind, content = match["language"] or "code", list(lines[start + 1 : number])
            number += 1
            yield ("sql", first_line + start + 1, content) if kind == "sql" else ("code", first_line + start, content)
        elif line.startswith("|"):
            while number < len(lines) and lines[number].startswith("|"):
                number += 1
            yield "table", first_line + start, list(lines[start:number])
        else:
            number += 1
            yield "text", first_line + start, [line]


def _page(front: Front, body: _Body, text: str) -> Page:
    for key in front.values:
        if key not in _KNOWN:
            raise front.fault(key, f"unknown key {key!r} in the front matter", _nearest(key))
    kinds = [kind for kind in ("code", "fact", "kpi") if kind in front.values]
    if len(kinds) != 1:
        raise front.fault("code", "the front matter must say what this page is", "Give one of code, fact, kpi.")
    kind = {"code": PageKind.RULE, "fact": PageKind.FACT, "kpi": PageKind.KPI}[kinds[0]]
    if not body.sql:
        raise front.fault(kinds[0], "the page has no SQL", "Add a block ```sql with one SELECT.")
    version = front.text("version", "1")
    if not version.isdigit():
        raise front.fault("version", f"version {version!r} is not a whole number", "Write `version: 1`.")
    today = front.text("today", TODAY.isoformat())
    return Page(
        kind=kind,
        code=front.text(kinds[0]),
        path=front.path,
        text=text,
        title=front.text("title"),
        title_zh=front.text("title_zh"),
        topic=front.text("topic", ""),
        subject=front_matter.subject(front),
        catalogue=front.words("catalogue"),
        severity=_word(front, "severity", Severity) if kind is PageKind.RULE else None,
        impact=_word(front, "impact", Impact) if kind is PageKind.RULE else None,
        source=front.text("source", ""),
        confidence=front.text("confidence", "U"),
        since=front.text("since", "0.1.0"),
        version=int(version),
        scope=_word(front, "scope", Scope, Scope.ALL),
        history_months=front_matter.history_months(front),
        grain=_word(front, "grain", Grain, Grain.PERIOD),
        needs=front_matter.needs(front),
        keep=front.words("keep"),
        params=front_matter.parameters(front),
        columns=front_matter.columns(front),
        key=front.words("key"),
        captions=front_matter.captions(front),
        equivalent=front_matter.equivalents(front),
        today=_date(front, "today", today),
        english=body.sections.get("English", ""),
        chinese=body.sections.get("中文", ""),
        sql=body.sql,
        sql_line=body.sql_line,
        worlds=body.worlds,
        partition_by=front.words("partition_by"),
    )


def _nearest(word: str) -> str:
    near = get_close_matches(word, _KNOWN, 1)
    return f"Did you mean {near[0]!r}?" if near else f"Known keys: {', '.join(_KNOWN)}."


def _word(front: Front, key: str, words: Any, default: Any = None) -> Any:
    text = front.text(key, default)
    try:
        return words(text)
    except ValueError as error:
        raise front.fault(key, f"unknown {key} {text!r}", f"Write one of {', '.join(words)}.") from error


def _date(front: Front, key: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise front.fault(key, f"{text!r} is not a date", "Write it as 2026-01-31.") from error
