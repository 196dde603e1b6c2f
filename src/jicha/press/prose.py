"""The prose of a page as HTML: paragraphs, lists, **bold**, `code`; everything else is text and is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup, escape

_ITEM = re.compile(r"^\s*(?:[-*]|\d+\.)\s+")
_BETWEEN_CJK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])")
_INLINE = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|`(?P<code>[^`]+)`")


def prose(markdown: str) -> Markup:
    """A few lines of a page's Markdown as HTML. Headings lose their marks and become paragraphs."""
    blocks = re.split(r"\n\s*\n", markdown.strip())
    return Markup("\n").join(part for block in blocks if block.strip() for part in _block(block))


def _block(block: str) -> Iterator[Markup]:
    lines = _joined(block.splitlines())
    for is_item, group in groupby(lines, key=lambda line: bool(_ITEM.match(line))):
        if is_item:
            items = Markup("").join(Markup("<li>{}</li>").format(_inline(_ITEM.sub("", one))) for one in group)
            yield Markup("<ul>{}</ul>").format(items)
        else:
            yield Markup("<p>{}</p>").format(_inline(" ".join(line.strip().lstrip("# ") for line in group)))


def _joined(lines: list[str]) -> list[str]:
    """Lines that go on from an item above them are joined to it."""
    found: list[str] = []
    for line in lines:
        if found and _ITEM.match(found[-1]) and not _ITEM.match(line) and line.startswith(" "):
            found[-1] += " " + line.strip()
        else:
            found.append(line)
    return found


def _inline(text: str) -> Markup:
    text = _BETWEEN_CJK.sub("", text)  # a line break inside a Chinese sentence is no blank
    parts, end = Markup(""), 0
    for match in _INLINE.finditer(text):
        parts += escape(text[end : match.start()])
        tag = "strong" if match["bold"] else "code"
        parts += Markup("<{0}>{1}</{0}>").format(Markup(tag), match["bold"] or match["code"])
        end = match.end()
    return parts + escape(text[end:])
