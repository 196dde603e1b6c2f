"""What the reference of one page shows, as a value: the writers of Markdown and HTML only set it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from jicha.pages.check import Catalogue
from jicha.pages.check.captions import captions, common_words
from jicha.pages.check.check import draft
from jicha.pages.check.draft import Draft
from jicha.pages.check.outputs import RESERVED
from jicha.pages.check.units import Units
from jicha.pages.page import ExampleTable, Page, PageKind
from jicha.pages.render_prose import Part, parts_of
from jicha.pages.render_words import Pair, word
from jicha.terms.units import NUMBER_UNIT

VERDICTS = ("find", "spare", "unsure", "excluded", "out")


@dataclass(frozen=True, slots=True)
class Line:
    """One property of a page: what it is called, and what it is. ``text`` in both languages, or one for both."""

    label: Pair
    text: Pair


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """A parameter with its default, which carries the unit."""

    name: str
    default: str
    why: str


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need: its reason in words, and the condition."""

    reason: str
    words: Pair
    condition: str


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """An output column: what it means, its unit."""

    name: str
    words: Pair
    unit: str


@dataclass(frozen=True, slots=True)
class ExampleCell:
    """One cell of an example table; ``kind`` is value, null, no_row, label or a verdict."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Example:
    """One example table: the world it stands in (named over its first table), what is said of it, heads, rows."""

    world: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[tuple[ExampleCell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """All that is shown of one page."""

    code: str
    kind: Pair
    is_rule: bool
    title: Pair
    severity: str
    badges: tuple[Pair, ...]
    lines: tuple[Line, ...]
    english: tuple[Part, ...]
    chinese: tuple[Part, ...]
    parameters: tuple[ParameterLine, ...]
    needs: tuple[NeedLine, ...]
    columns: tuple[ColumnLine, ...]
    sql: str
    reads: tuple[str, ...]
    examples: tuple[Example, ...]


def reference(page: Page, world: Catalogue) -> Reference:
    """What the reference of ``page`` shows. A page that does not check is shown as far as it can be read."""
    drafted = draft(page, world)
    words, units, reads = _of_sql(drafted) if isinstance(drafted, Draft) else ({}, {}, ())
    known = {name: Pair(*pair) for name, pair in {**common_words(), **words, **page.captions}.items()}
    return Reference(
        code=page.code,
        kind=word(f"kind.{page.kind}"),
        is_rule=page.kind is PageKind.RULE,
        title=Pair(page.title, page.title_zh),
        severity=str(page.severity or page.kind),
        badges=tuple(_badges(page)),
        lines=tuple(_lines(page, world, reads)),
        english=parts_of(section(page, "English") or page.english),
        chinese=parts_of(section(page, "中文") or page.chinese),
        parameters=tuple(ParameterLine(one.name, str(one.default), one.why) for one in page.params),
        needs=tuple(
            NeedLine(need.reason, known.get(need.reason, Pair(need.reason, need.reason)), need.condition)
            for need in page.needs
        ),
        columns=tuple(_columns(page, known, units)),
        sql=page.sql,
        reads=reads,
        examples=tuple(_examples(page)),
    )


def _of_sql(drafted: Draft) -> tuple[dict[str, tuple[str, str]], dict[str, str], tuple[str, ...]]:
    found = Units(drafted)
    units = {}
    for name, node in drafted.root.outputs.items():
        unit = found.of(node, drafted.root)
        units[name] = "" if unit in (None, NUMBER_UNIT) else str(unit)
    return captions(drafted), units, tuple(drafted.model.reads)


def _badges(page: Page) -> Iterator[Pair]:
    if page.severity:
        yield word(f"severity.{page.severity}")
    if page.impact:
        yield word(f"impact.{page.impact}")


def _lines(page: Page, world: Catalogue, reads: tuple[str, ...]) -> Iterator[Line]:
    def line(label: str, english: str, chinese: str | None = None) -> Line:
        return Line(word(f"label.{label}"), Pair(english, english if chinese is None else chinese))

    if page.topic:
        yield line("topic", page.topic)
    if page.source:
        yield line("source", page.source)
    if page.source or page.kind is PageKind.RULE:
        sure = every_confidence(page.confidence)
        yield line("confidence", f"{page.confidence}: {sure.en}", f"{page.confidence}: {sure.zh}")
    if page.subject:
        table = world.tables.get(page.subject[0])
        column = table.by_name.get(page.subject[1]) if table else None
        yield line("subject", ".".join(page.subject) + (f" ({column.meaning})" if column else ""),
                   ".".join(page.subject) + (f" ({column.meaning_zh})" if column else ""))  # fmt: skip
    if page.kind is PageKind.RULE:
        yield line("grain", *word(f"grain.{page.grain}"))
    if page.key:
        yield line("key", ", ".join(page.key))
    yield line("scope", *word(f"scope.{page.scope}"))
    yield line("history", *history(page))
    if reads:
        yield line("reads", ", ".join(reads))
    if page.keep:
        kept = [Pair(*world.reasons.get(reason, (reason, reason))) for reason in page.keep]
        yield line("keep", ", ".join(one.en for one in kept), ", ".join(one.zh for one in kept))
    if page.catalogue:
        yield line("catalogue", ", ".join(page.catalogue))
    yield line("version", f"{page.version} ({page.since})")


def every_confidence(letter: str) -> Pair:
    """What a confidence letter means; an unknown one means nothing."""
    return word(f"confidence.{letter}") if letter in ("A", "B", "C", "U") else Pair("", "")


def history(page: Page) -> Pair:
    """How far a page looks back."""
    if page.history_months is None:
        return word("label.all_past")
    months = word("label.months")
    english = months.en if page.history_months != 1 else "month"
    return Pair(f"{page.history_months} {english}", f"{page.history_months}{months.zh}")


def _columns(page: Page, known: dict[str, Pair], units: dict[str, str]) -> Iterator[ColumnLine]:
    if page.kind is not PageKind.RULE:
        for one in page.columns:
            yield ColumnLine(one.name, Pair(one.meaning, one.meaning_zh), one.unit)
        return
    for name, unit in units.items():
        if name in RESERVED and not name.startswith("at_stake"):
            continue
        yield ColumnLine(name, known.get(name, Pair(name, name)), unit)


def section(page: Page, heading: str) -> str:
    """What stands under ``## heading``, before the SQL; notes between the examples are not part of it."""
    lines = page.text.splitlines()
    if f"## {heading}" not in lines:
        return ""
    after = lines[lines.index(f"## {heading}") + 1 :]
    return "\n".join(takewhile(lambda line: not line.startswith(("## ", "```")), after)).strip()


def _examples(page: Page) -> Iterator[Example]:
    lines = page.text.splitlines()
    for world in page.worlds:
        for number, table in enumerate(world.tables):
            yield _example("" if number else world.name, table, lines)


def _example(world: str, table: ExampleTable, lines: list[str]) -> Example:
    """The table as it is written, each cell with what it stands for."""
    heads = split_row(lines[table.line - 1])
    rows = []
    for row in table.rows:
        cells = zip(heads, split_row(lines[row.line - 1]), strict=False)
        rows.append(tuple(_cell(head, text, number) for number, (head, text) in enumerate(cells)))
    before = takewhile(lambda line: not line.startswith(("#", "```", "|")), reversed(lines[: table.line - 1]))
    note = "\n".join(reversed(list(before))).strip()
    return Example(world, note, tuple(heads), tuple(rows))


def _cell(head: str, text: str, number: int) -> ExampleCell:
    if head.partition("@")[0] == "expect":
        verdict = text.partition(" ")[0]
        return ExampleCell(text, verdict if verdict in VERDICTS else "value")
    if text == "-":
        return ExampleCell("", "no_row")
    if not text:
        return ExampleCell("", "null")
    return ExampleCell(text, "label" if number == 0 else "value")


def split_row(line: str) -> list[str]:
    r"""The cells of a Markdown table row; ``\|`` is a bar inside a cell."""
    return [cell.replace(r"\|", "|").strip() for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]
