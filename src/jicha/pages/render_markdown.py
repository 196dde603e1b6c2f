"""The reference of a page as Markdown, English beside Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from jicha.pages.render_prose import Part
from jicha.pages.render_reference import Example, ExampleCell, Reference
from jicha.pages.render_words import Pair, word


def markdown(shown: Reference) -> str:
    """The whole reference, with a line break at the end."""
    return "\n".join(_blocks(shown)) + "\n"


def _blocks(shown: Reference) -> Iterator[str]:
    yield from (f"# {shown.code} {text(shown.title.en)}", "", f"**{text(shown.title.zh)}**", "")
    if shown.badges:
        yield from (" · ".join(text(both(one)) for one in shown.badges), "")
    yield from table(["", "", ""], [[text(both(one.label)), *_two(one.text)] for one in shown.lines])
    for language, parts in (("English", shown.english), ("中文", shown.chinese)):
        yield from _prose(language, parts)
    if shown.parameters:
        yield from _heading("parameters")
        rows = [[code(one.name), text(one.default), text(one.why)] for one in shown.parameters]
        yield from table(_heads("parameter", "default", "why"), rows)
    if shown.needs:
        yield from _heading("needs")
        rows = [[code(one.reason), text(one.words.en), text(one.words.zh), code(one.condition)] for one in shown.needs]
        yield from table([*_heads("reason"), "English", "中文", *_heads("need")], rows)
    if shown.columns:
        yield from _heading("columns")
        rows = [[code(one.name), text(one.words.en), text(one.words.zh), text(one.unit)] for one in shown.columns]
        yield from table([*_heads("column"), "English", "中文", *_heads("unit")], rows)
    yield from _heading("sql")
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", shown.sql)), default=0))
    yield from (f"{fence}sql", shown.sql, fence)
    yield from _heading("examples")
    for example in shown.examples:
        yield from _example(example)


def _prose(language: str, parts: Sequence[Part]) -> Iterator[str]:
    yield ""
    yield f"## {language}"
    for part in parts:
        yield ""
        if part.name == "why":
            yield escaped(part.text)
            continue
        name = word(f"part.{part.name}")
        yield f"**{name.en if language == 'English' else name.zh}**"
        yield ""
        box = "" if part.name == "innocent" else "[ ] "
        for item in part.items:
            yield f"- {box}{escaped(item)}"
        if part.rest:
            yield from ("", escaped(part.rest))


def _example(example: Example) -> Iterator[str]:
    if example.world:
        yield from (f"### {text(example.world)}", "")
    if example.note:
        yield from (escaped(example.note), "")
    yield from table([text(head) for head in example.heads], [[_cell(one) for one in row] for row in example.rows])
    yield ""


def _cell(cell: ExampleCell) -> str:
    if cell.kind in ("null", "no_row"):
        return f"*{both(word(f'label.{cell.kind}'))}*"
    return f"**{text(cell.text)}**" if cell.kind == "find" else text(cell.text)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table of cells that are ready to be set."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def text(words: str) -> str:
    """Words inside a table cell or a heading: one line, no bar that would end the cell, no HTML."""
    return escaped(" ".join(words.split())).replace("|", "\\|")


def code(words: str) -> str:
    """A word of the page's own language, set as code inside a table cell."""
    return f"`{' '.join(words.split()).replace('|', chr(92) + '|').replace('`', chr(39))}`"


def escaped(words: str) -> str:
    """Prose without HTML of its own: what looks like a tag is shown, not obeyed."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def both(pair: Pair) -> str:
    """English and Chinese in one line."""
    return pair.en if pair.en == pair.zh else f"{pair.en} {pair.zh}"


def _two(pair: Pair) -> list[str]:
    return [text(pair.en), "" if pair.en == pair.zh else text(pair.zh)]


def _heads(*names: str) -> list[str]:
    return [both(word(f"label.{name}")) for name in names]


def _heading(name: str) -> Iterator[str]:
    yield ""
    yield f"## {both(word(f'label.{name}'))}"
    yield ""
