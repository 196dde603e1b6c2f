"""The library: pages found by folder, duplicates refused, facts in order."""

from pathlib import Path

import pytest

from jicha.pages.library import BadLibrary, Library, read_folder
from jicha.pages.page import Page
from jicha.pages.read import read_text


def _fact(name: str, reads: str) -> Page:
    text = (
        f"---\nfact: {name}\ntitle: t\ntitle_zh: 题\nkey: [id]\ncolumns:\n  id: [text, '', a, 甲]\n---\n"
        f"```sql\nSELECT x.id FROM {reads} AS x\n```\n"
    )
    return read_text(text, f"{name}.md")


def test_a_code_twice_is_refused(loss_page: str) -> None:
    with pytest.raises(BadLibrary, match=r"stands in a\.md too"):
        Library.of([read_text(loss_page, "a.md"), read_text(loss_page, "b.md")])


def test_facts_come_after_those_they_read() -> None:
    library = Library.of([_fact("top", "middle"), _fact("middle", "base"), _fact("base", "bill")])
    assert [page.code for page in library.facts_for([_fact("user", "top")])] == ["base", "middle", "top"]
    assert library.tables_for([_fact("user", "top")]) == {"bill"}


def test_facts_in_a_circle_are_refused() -> None:
    library = Library.of([_fact("one", "two"), _fact("two", "one")])
    with pytest.raises(BadLibrary, match="need each other: one -> two -> one"):
        library.facts_for([library.pages["one"]])


def test_pages_are_found_by_folder_and_drafts_are_not(tmp_path: Path, loss_page: str) -> None:
    (tmp_path / "billing").mkdir()
    (tmp_path / "billing" / "BIL-016.md").write_text(loss_page, encoding="utf-8")
    (tmp_path / "billing" / "_draft.md").write_text("not a page", encoding="utf-8")
    assert [page.code for page in read_folder(tmp_path)] == ["BIL-016"]


def test_the_shipped_library_holds_together() -> None:
    library = Library.shipped()
    library.facts_for(library.rules)
    assert library.rules
