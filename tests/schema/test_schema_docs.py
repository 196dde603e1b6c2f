"""The reference pages under docs/ are the ones that the CSVs make, and a page that is not is named."""

from __future__ import annotations

from pathlib import Path

from jicha.schema import code_lists, tables
from jicha.schema.docs import differences, main, pages, write

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_committed_pages_are_as_generated() -> None:
    assert differences(DOCS) == []


def test_a_page_that_was_changed_lost_or_left_over_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    assert differences(tmp_path) == []
    bill, seal = tmp_path / "schema" / "bill.md", tmp_path / "schema" / "seal.md"
    (tmp_path / "schema" / "gone.md").write_text(seal.read_text(encoding="utf-8"), encoding="utf-8")
    bill.write_text(bill.read_text(encoding="utf-8").replace("energy", "work"), encoding="utf-8")
    seal.unlink()
    assert differences(tmp_path) == [
        "schema/bill.md is not as generated",
        "schema/gone.md belongs to no table",
        "schema/seal.md is missing",
    ]


def test_writing_takes_away_what_is_no_longer_due_and_leaves_what_a_person_wrote(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "schema" / "notes.md").write_text("# By hand\n", encoding="utf-8")
    (tmp_path / "schema" / "gone.md").write_text(pages()["schema/seal.md"], encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    assert differences(tmp_path) == []
    assert (tmp_path / "schema" / "notes.md").is_file()
    assert not (tmp_path / "schema" / "gone.md").exists()


def test_every_table_column_and_code_stands_in_the_pages() -> None:
    written = pages()
    for one in tables().values():
        page = written[f"schema/{one.name}.md"]
        assert one.meaning in page
        assert one.meaning_zh in page
        assert all(column.meaning in page and column.meaning_zh in page for column in one.columns)
        assert f"[{one.name}]({one.name}.md)" in written["schema/README.md"]
    codes = written["codes/README.md"]
    assert all(f"## {one.name}\n" in codes for one in code_lists().values())
    assert all(f"| `{code}` |" in codes for one in code_lists().values() for code in one.meanings)


def test_a_row_of_a_page_has_as_many_cells_as_its_head() -> None:
    for path, text in pages().items():
        tables_of_page = [block for block in text.split("\n\n") if block.startswith("| ")]
        for block in tables_of_page:
            assert len({line.count("|") for line in block.splitlines()}) == 1, path
