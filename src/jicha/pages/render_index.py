"""The index of all pages: by family, audit topic, severity and catalogue entry, and the legal index by source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from jicha.pages.page import Page, PageKind
from jicha.pages.render_html import template
from jicha.pages.render_markdown import both, table, text
from jicha.pages.render_reference import every_confidence
from jicha.pages.render_words import Pair, word
from jicha.pages.scaffold import FAMILIES
from jicha.terms.verdict import Severity

_NOTHING = Pair("", "")


@dataclass(frozen=True, slots=True)
class Entry:
    """One page as the index shows it."""

    code: str
    title: Pair
    severity: str
    badges: tuple[Pair, ...]
    topic: str


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong together under one heading."""

    name: Pair
    anchor: str
    entries: tuple[Entry, ...]
    note: Pair = _NOTHING


@dataclass(frozen=True, slots=True)
class Index:
    """All groupings of a library; every rule stands once in each of the first three."""

    families: tuple[Group, ...]
    topics: tuple[Group, ...]
    severities: tuple[Group, ...]
    sources: tuple[Group, ...]
    catalogue: tuple[Group, ...]
    facts: tuple[Entry, ...]
    kpis: tuple[Entry, ...]
    rules: int


def library_index(pages: Iterable[Page]) -> Index:
    """Sort pages into the index."""
    every = sorted(pages, key=lambda page: page.code)
    rules = [page for page in every if page.kind is PageKind.RULE]
    families = {word(f"family.{code}"): [page for page in rules if page.code.startswith(f"{code}-")]
                for code in FAMILIES}  # fmt: skip
    severities = {word(f"severity.{one}"): [page for page in rules if page.severity is one] for one in Severity}
    return Index(
        families=_groups("family", families),
        topics=_groups("topic", _by(rules, _topics)),
        severities=_groups("severity", severities),
        sources=tuple(_noted(group) for group in _groups("source", _by(rules, _sources))),
        catalogue=_groups("catalogue", _by(rules, lambda page: [Pair(one, one) for one in page.catalogue])),
        facts=tuple(_entry(page) for page in every if page.kind is PageKind.FACT),
        kpis=tuple(_entry(page) for page in every if page.kind is PageKind.KPI),
        rules=len(rules),
    )


def index_markdown(index: Index) -> str:
    """The index as Markdown, with links to ``<code>.md``."""
    return "\n".join(_markdown(index)) + "\n"


def index_html(index: Index) -> str:
    """The index as one HTML file, with links to ``<code>.html``."""
    return template("render_index.html.jinja", index=index)


def _topics(page: Page) -> list[Pair]:
    return [Pair(page.topic, page.topic) if page.topic else word("label.no_topic")]


def _sources(page: Page) -> list[Pair]:
    return [Pair(page.source, page.confidence)]


def _noted(group: Group) -> Group:
    """A source with what its confidence means."""
    source, letter = group.name
    sure = every_confidence(letter)
    note = Pair(f"{letter}: {sure.en}", f"{letter}: {sure.zh}")
    return Group(Pair(source, source), group.anchor, group.entries, note)


def _by(pages: Sequence[Page], names: Callable[[Page], list[Pair]]) -> dict[Pair, list[Page]]:
    found: dict[Pair, list[Page]] = {}
    for page in pages:
        for name in names(page):
            found.setdefault(name, []).append(page)
    return dict(sorted(found.items()))


def _groups(kind: str, by_name: dict[Pair, list[Page]]) -> tuple[Group, ...]:
    filled = [(name, pages) for name, pages in by_name.items() if pages]
    return tuple(
        Group(name, f"{kind}-{number}", tuple(map(_entry, pages))) for number, (name, pages) in enumerate(filled, 1)
    )


def _entry(page: Page) -> Entry:
    badges = [word(f"severity.{page.severity}")] if page.severity else []
    badges += [word(f"impact.{page.impact}")] if page.impact else []
    return Entry(page.code, Pair(page.title, page.title_zh), str(page.severity or ""), tuple(badges), page.topic)


def _markdown(index: Index) -> Iterator[str]:
    yield from (f"# {both(word('label.index'))}", "")
    for name, groups in (("by_family", index.families), ("by_severity", index.severities)):
        yield from (f"## {both(word(f'label.{name}'))}", "")
        for group in groups:
            yield from (f"### {text(both(group.name))}", "")
            yield from _entries(group.entries)
            yield ""
    for name, groups in (
        ("by_topic", index.topics),
        ("legal_index", index.sources),
        ("catalogue_index", index.catalogue),
    ):
        yield from (f"## {both(word(f'label.{name}'))}", "")
        rows = [[text(both(group.name)), *_note(group), _links(group.entries)] for group in groups]
        yield from table([""] * (3 if name == "legal_index" else 2), rows)
        yield ""
    for name, entries in (("facts", index.facts), ("kpis", index.kpis)):
        if entries:
            yield from (f"## {both(word(f'label.{name}'))}", "")
            yield from _entries(entries)
            yield ""


def _entries(entries: Sequence[Entry]) -> Iterator[str]:
    heads = [both(word("label.code")), "English", "中文", ""]
    rows = [
        [_link(one.code), text(one.title.en), text(one.title.zh), text(" · ".join(map(both, one.badges)))]
        for one in entries
    ]
    yield from table(heads, rows)


def _note(group: Group) -> list[str]:
    return [text(both(group.note))] if group.note.en else []


def _links(entries: Sequence[Entry]) -> str:
    return " ".join(_link(one.code) for one in entries)


def _link(code: str) -> str:
    return f"[{text(code)}]({code}.md)"
