"""The lock: logic cannot move under the same version."""

from pathlib import Path

import pytest

from jicha.pages.lock import BadLock, lock_faults, logic_digest, read_lock, write_lock
from jicha.pages.read import read_text


def test_prose_layout_and_examples_do_not_move_the_digest(loss_page: str) -> None:
    page = read_text(loss_page, "p.md")
    other = loss_page.replace("Why, innocent", "Other words, innocent").replace(
        "FROM bill AS b LEFT", "FROM bill AS b\n  LEFT"
    )
    assert logic_digest(read_text(other, "q.md")) == logic_digest(page)


@pytest.mark.parametrize(
    ("before", "after"),
    [("> :tolerance", ">= :tolerance"), ("0.01 kWh ", "0.02 kWh "), ("severity: breach", "severity: check"),
     ("scope: point", "scope: area"), ("needs: []", "keep: [suspended]")],
)  # fmt: skip
def test_logic_moved_without_a_new_version_fails(tmp_path: Path, loss_page: str, before: str, after: str) -> None:
    lock = tmp_path / "rules.lock"
    page = read_text(loss_page, "p.md")
    write_lock([page], lock)
    assert lock_faults([page], read_lock(lock)) == []
    moved = read_text(loss_page.replace(before, after, 1), "p.md")
    assert [fault.code for fault in lock_faults([moved], read_lock(lock))] == ["logic-moved"]
    newer = read_text(loss_page.replace(before, after, 1).replace("since: 0.1.0", "version: 2"), "p.md")
    assert [fault.code for fault in lock_faults([newer], read_lock(lock))] == ["not-locked"]


def test_a_page_that_is_gone_and_one_not_locked_are_told(tmp_path: Path, loss_page: str) -> None:
    lock = tmp_path / "rules.lock"
    page = read_text(loss_page, "p.md")
    assert [fault.code for fault in lock_faults([page], {})] == ["not-locked"]
    write_lock([page], lock)
    assert [fault.code for fault in lock_faults([], read_lock(lock))] == ["page-gone"]


def test_a_lock_that_is_not_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rules.lock").write_text("BIL-016 one\n")
    with pytest.raises(BadLock, match=r"rules\.lock:1"):
        read_lock(tmp_path / "rules.lock")
