"""The pages of the shipped profiles are the ones that the profiles make, and a page that is not is named."""

from __future__ import annotations

from pathlib import Path

from jicha.intake.docs import differences, main, pages, write
from jicha.intake.matching import known_profiles

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_committed_pages_are_as_generated() -> None:
    assert differences(DOCS) == []


def test_every_word_of_every_kind_stands_on_its_page_with_where_it_goes() -> None:
    written = pages()
    for profile in known_profiles():
        page = written[f"profiles/{profile.name}.md"]
        assert profile.description in page
        assert profile.description_zh in page
        for kind in profile.files:
            assert f"## {kind.name}\n" in page
            lone = [word for word in (*kind.header, *kind.optional) if not word[-1].isdigit()]
            assert [word for word in lone if f"\n| {word} |" not in page] == []
            assert [one.column for one in kind.ignored if f"not read: {one.because}" not in page] == []
    seals = written["profiles/cn_seal.md"]
    assert "| 施封日期 |  | 加封日期, 加封时间, 施封时间 | `seal.point_id`, `seal.applied_on` |" in seals
    assert "| P1 ... P96 (96) | yes 是 |  | `curve.slots` |" in written["profiles/cn_curve_96.md"]


def test_a_page_that_was_changed_lost_or_left_over_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    assert differences(tmp_path) == []
    seal, event = tmp_path / "profiles" / "cn_seal.md", tmp_path / "profiles" / "cn_event.md"
    (tmp_path / "profiles" / "gone.md").write_text(seal.read_text(encoding="utf-8"), encoding="utf-8")
    seal.write_text(seal.read_text(encoding="utf-8").replace("封印编号", "封号"), encoding="utf-8")
    event.unlink()
    assert differences(tmp_path) == [
        "profiles/cn_event.md is missing",
        "profiles/cn_seal.md is not as generated",
        "profiles/gone.md belongs to no profile",
    ]


def test_writing_takes_away_what_is_no_longer_due_and_leaves_what_a_person_wrote(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "profiles" / "notes.md").write_text("# By hand\n", encoding="utf-8")
    (tmp_path / "profiles" / "gone.md").write_text(pages()["profiles/cn_seal.md"], encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    assert differences(tmp_path) == []
    assert (tmp_path / "profiles" / "notes.md").is_file()
    assert not (tmp_path / "profiles" / "gone.md").exists()
