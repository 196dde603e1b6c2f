"""Generated pages are written, compared, and taken away."""

from pathlib import Path

from jicha.terms.generated_pages import GeneratedPages

MARK = "<!-- made -->"
PAGES = GeneratedPages({"a/one.md": f"{MARK} 1", "b/two.md": f"{MARK} 2"}, MARK, "thing")


def test_what_was_written_has_no_differences(tmp_path: Path) -> None:
    assert PAGES.write(tmp_path) == 2
    assert PAGES.differences(tmp_path) == []


def test_each_difference_is_named(tmp_path: Path) -> None:
    PAGES.write(tmp_path)
    (tmp_path / "a/one.md").write_text(f"{MARK} other")
    (tmp_path / "b/two.md").unlink()
    (tmp_path / "b/old.md").write_text(f"{MARK} old")
    (tmp_path / "b/by_hand.md").write_text("mine")
    assert PAGES.differences(tmp_path) == [
        "a/one.md is not as generated", "b/old.md belongs to no thing", "b/two.md is missing"
    ]  # fmt: skip
    PAGES.write(tmp_path)
    assert PAGES.differences(tmp_path) == []
    assert (tmp_path / "b/by_hand.md").read_text() == "mine"
    assert not (tmp_path / "b/old.md").exists()
