"""The reference documents of pages: each page, and all of them with an index, as Markdown and as HTML."""

from __future__ import annotations

from pathlib import Path

from jicha.pages import render_docs
from jicha.pages.check import Catalogue
from jicha.pages.library import Library
from jicha.pages.page import Page
from jicha.pages.render_html import html
from jicha.pages.render_index import index_html, library_index
from jicha.pages.render_markdown import markdown
from jicha.pages.render_reference import reference


def render_markdown(page: Page, world: Catalogue | None = None) -> str:
    """The reference of one page as Markdown.

    ``world`` holds the tables and facts it reads, for words and units; without it, those that come with jicha.
    """
    return markdown(reference(page, world or Catalogue.of(Library.shipped())))


def render_html(page: Page, world: Catalogue | None = None) -> str:
    """The reference of one page as one HTML file without scripts, to be read, sent and printed."""
    return html(reference(page, world or Catalogue.of(Library.shipped())))


def write_markdown(library: Library, folder: Path) -> int:
    """Write ``<code>.md`` for every page, and ``README.md`` as their index; gives how many."""
    return render_docs.write(library, folder)


def write_html(library: Library, folder: Path) -> list[Path]:
    """Write ``<code>.html`` for every page, and ``index.html``. Gives the files, sorted."""
    world = Catalogue.of(library)
    texts = {
        f"{code}.html": html(reference(page, world), index_file="index.html") for code, page in library.pages.items()
    }
    texts["index.html"] = index_html(library_index(library.pages.values()))
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in sorted(texts)]
