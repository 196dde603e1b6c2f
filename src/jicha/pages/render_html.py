"""The reference of a page as one HTML file: no scripts, nothing loaded from elsewhere, everything escaped."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from jicha.pages.render_reference import ExampleCell, Reference
from jicha.pages.render_words import word

_SQL = re.compile(
    r"(?P<string>'(?:[^']|'')*')|(?P<parameter>:[a-z_]\w*)|(?P<comment>--[^\n]*)|(?P<keyword>\b(?:WITH|AS|SELECT|FROM|"
    r"LEFT|INNER|JOIN|ON|WHERE|GROUP|BY|HAVING|UNION|ALL|AND|OR|NOT|NULL|IS|IN|BETWEEN|LIKE|CASE|WHEN|THEN|ELSE|END|"
    r"CAST|DATE|OVER|PARTITION|ORDER|ROWS|RANGE|PRECEDING|FOLLOWING|CURRENT|ROW|FILTER|DISTINCT|TRUE|FALSE|DESC)\b)",
    re.IGNORECASE,
)
_INLINE = re.compile(r"`(?P<code>[^`]+)`|\*\*(?P<strong>[^*]+)\*\*|\*(?P<em>[^*\s][^*]*)\*")
_NUMBER = re.compile(r"[+-]?\d[\d ]*(?:\.\d+)?")


def html(shown: Reference, *, index_file: str = "") -> str:
    """The whole reference; ``index_file`` is where its link to all pages leads."""
    return template("render_page.html.jinja", page=shown, index_file=index_file)


def template(name: str, **values: object) -> str:
    """Fill one of the templates that lie beside this file."""
    return _environment().get_template(name).render(css=Markup(_read("render.css")), **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_read), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(
        word=word, paragraphs=_paragraphs, inline=_inline, coloured=_coloured, example_head=_example_head,
        example_cell=_example_cell,
    )  # fmt: skip
    return environment


def _read(name: str) -> str:
    return (files("jicha.pages") / name).read_text(encoding="utf-8")


def _paragraphs(prose: str) -> Markup:
    """Paragraphs and lists of the author's Markdown."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", prose) if block.strip()]
    return Markup("\n").join(_block(block.splitlines()) for block in blocks)


def _block(lines: list[str]) -> Markup:
    if all(re.match(r"[-*] ", line) for line in lines):
        items = Markup("").join(Markup("<li>{}</li>").format(_inline(line[2:])) for line in lines)
        return Markup("<ul>{}</ul>").format(items)
    return Markup("<p>{}</p>").format(_inline(_joined(lines)))


def _joined(lines: list[str]) -> str:
    """Lines of one paragraph; between Chinese letters a line break is no blank."""
    return re.sub(r"(?<=[\u3000-\u9fff，。；：])\n(?=[\u3000-\u9fff])", "", "\n".join(lines)).replace("\n", " ")


def _inline(words: str) -> Markup:
    """`code`, **strong** and *stressed* words; all else as it is written."""
    found, last = Markup(""), 0
    for match in _INLINE.finditer(words):
        found += escape(words[last : match.start()])
        tag = match.lastgroup or "span"
        found += Markup(f"<{tag}>{{}}</{tag}>").format(match[tag])
        last = match.end()
    return found + escape(words[last:])


def _coloured(sql: str) -> Markup:
    found, last = Markup(""), 0
    for match in _SQL.finditer(sql):
        found += escape(sql[last : match.start()])
        found += Markup('<span class="{}">{}</span>').format(match.lastgroup, match[0])
        last = match.end()
    return found + escape(sql[last:])


def _example_head(name: str) -> Markup:
    """``bill.kwh@2025-12``: the column under the small name of its table, and over the place in the series."""
    where, _, at = name.partition("@")
    table, _, column = where.rpartition(".")
    kind = "expect" if column == "expect" else "head"
    return Markup('<th class="{}"><span class="of">{}</span>{}<span class="of">{}</span></th>').format(
        kind, table, column, f"@{at}" if at else ""
    )


def _example_cell(cell: ExampleCell) -> Markup:
    if cell.kind in ("null", "no_row"):
        pair = word(f"label.{cell.kind}")
        return Markup('<td class="{}"><span class="en">{}</span><span class="zh"> {}</span></td>').format(
            cell.kind, pair.en, pair.zh
        )
    if cell.kind in ("value", "label"):
        kind = "number" if _NUMBER.fullmatch(cell.text) else cell.kind
        return Markup('<td class="{}">{}</td>').format(kind, cell.text)
    return Markup('<td class="expect"><span class="verdict {}">{}</span></td>').format(cell.kind, cell.text)
