"""The reference pages of the rule library, written from its pages: python -m jicha.pages.render_docs (make docs)."""

from __future__ import annotations

import sys
from pathlib import Path

from jicha.pages.check import Catalogue
from jicha.pages.library import Library
from jicha.pages.render_index import index_markdown, library_index
from jicha.pages.render_markdown import markdown
from jicha.pages.render_reference import reference
from jicha.terms.generated_pages import GeneratedPages

_MARK = "<!-- Generated: change the page and run `make docs`. -->"


def documents(library: Library) -> dict[str, str]:
    """Every generated document: file name -> text. ``README.md`` is the index."""
    world = Catalogue.of(library)
    found = {f"{code}.md": markdown(reference(page, world)) for code, page in library.pages.items()}
    found["README.md"] = index_markdown(library_index(library.pages.values()))
    return {name: f"{_MARK}\n\n{text}" for name, text in sorted(found.items())}


def differences(library: Library, folder: Path) -> list[str]:
    """What in ``folder`` is not as generated."""
    return GeneratedPages(documents(library), _MARK, "page").differences(folder)


def write(library: Library, folder: Path) -> int:
    """Write all documents into ``folder``; returns how many."""
    return GeneratedPages(documents(library), _MARK, "page").write(folder)


def main(arguments: list[str]) -> int:
    """Write the documents of the shipped library into the folder given, or docs/rules here."""
    folder = Path(arguments[0]) if arguments else Path("docs/rules")
    print(f"{write(Library.shipped(), folder)} pages written to {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
