"""All pages found by folder, and the order in which facts must be computed."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from jicha.pages.bind import tables_of
from jicha.pages.page import Page, PageKind
from jicha.pages.read import read_page, read_text
from jicha.terms.errors import Fault, JichaError


class BadLibrary(JichaError):
    """Pages that cannot stand together: a code twice, or facts that need each other in a circle."""


@dataclass(frozen=True)
class Library:
    """Pages by code. Rules, facts and KPIs share one name space."""

    pages: Mapping[str, Page]

    @classmethod
    def of(cls, pages: Iterable[Page]) -> Library:
        """Build from pages; two of one code refuse. Raises BadLibrary."""
        found: dict[str, Page] = {}
        for page in pages:
            if page.code in found:
                raise BadLibrary(
                    Fault(
                        f"{page.code} stands in {found[page.code].path} too",
                        "Give one of them another code.",
                        page.path,
                        1,
                        code="duplicate-page",
                    )
                )
            found[page.code] = page
        return cls(MappingProxyType(dict(sorted(found.items()))))

    @classmethod
    def shipped(cls) -> Library:
        """The pages that come with jicha."""
        root = Path(str(files("jicha")))
        pages = [page for folder in ("rules", "facts", "kpis") for page in read_folder(root / folder)]
        return cls.of([*pages, *_kernels(root / "facts")])

    def with_pages(self, pages: Iterable[Page]) -> Library:
        """This library and more pages (a pack of the utility's own). Raises BadLibrary."""
        return Library.of([*self.pages.values(), *pages])

    def replacing(self, page: Page) -> Library:
        """This library with ``page`` in the place of the one of its code, or added."""
        return Library(MappingProxyType({**self.pages, page.code: page}))

    def of_kind(self, kind: PageKind) -> tuple[Page, ...]:
        """The pages of one kind by code."""
        return tuple(page for page in self.pages.values() if page.kind is kind)

    @cached_property
    def rules(self) -> tuple[Page, ...]:
        """All rules by code."""
        return self.of_kind(PageKind.RULE)

    def facts_for(self, pages: Sequence[Page]) -> tuple[Page, ...]:
        """The facts (and KPIs) that ``pages`` read, each after those it reads itself. Raises BadLibrary on a circle."""
        ordered: dict[str, Page] = {}
        for page in pages:
            self._collect(page, (page.code,), ordered)
        return tuple(ordered.values())

    def _collect(self, page: Page, way: tuple[str, ...], ordered: dict[str, Page]) -> None:
        for name in sorted(tables_of(page.sql)):
            fact = self.pages.get(name)
            if fact is None or name in ordered:
                continue
            if name in way:
                circle = " -> ".join([*way[way.index(name) :], name])
                raise BadLibrary(
                    Fault(
                        f"facts need each other: {circle}",
                        "Break the circle.",
                        page.path,
                        page.sql_line,
                        code="page-circle",
                    )
                )
            self._collect(fact, (*way, name), ordered)
            ordered[name] = fact

    def tables_for(self, pages: Sequence[Page]) -> frozenset[str]:
        """The canonical tables that ``pages`` and the facts under them read."""
        every = [*pages, *self.facts_for(pages)]
        return frozenset(name for page in every for name in tables_of(page.sql)) - self.pages.keys()


def read_folder(folder: Path) -> list[Page]:
    """All Markdown pages under ``folder``, by path. Raises BadPage at the first that cannot be read."""
    return [read_page(path) for path in sorted(folder.rglob("*.md")) if path.name[:1] not in "_."]


def _kernels(folder: Path) -> list[Page]:
    pages = []
    for path in sorted(folder.glob("*.py")):
        if path.stem == "__init__":
            continue
        module = importlib.import_module(f"jicha.facts.{path.stem}")
        pages.append(replace(read_text(module.__doc__ or "", str(path)), kernel=module.kernel))
    return pages
