"""The generated documents of a library: all there, the same twice, and nothing left over."""

from __future__ import annotations

from pathlib import Path

import pytest

from jicha.pages.library import Library
from jicha.pages.read import read_text
from jicha.pages.render_docs import differences, documents, main, write


@pytest.fixture
def library(loss_page: str) -> Library:
    return Library.of([read_text(loss_page, "rules/billing/BIL-016.md")])


def test_every_page_has_a_document_and_the_index_names_it(library: Library) -> None:
    found = documents(library)
    assert set(found) == {"BIL-016.md", "README.md"}
    assert "[BIL-016](BIL-016.md)" in found["README.md"]
    assert found == documents(library)


def test_what_is_written_is_as_generated_and_stale_documents_go(library: Library, tmp_path: Path) -> None:
    (tmp_path / "by-hand.md").write_text("Mine.\n", encoding="utf-8")
    assert differences(library, tmp_path) == ["BIL-016.md is missing", "README.md is missing"]
    assert write(library, tmp_path) == 2
    assert differences(library, tmp_path) == []
    (tmp_path / "BIL-016.md").rename(tmp_path / "BIL-099.md")
    assert differences(library, tmp_path) == ["BIL-016.md is missing", "BIL-099.md belongs to no page"]
    write(library, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["BIL-016.md", "README.md", "by-hand.md"]


def test_the_command_writes_the_shipped_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 0
    shipped = Library.shipped()
    assert capsys.readouterr().out == f"{len(shipped.pages) + 1} pages written to {tmp_path}\n"
    assert differences(shipped, tmp_path) == []
