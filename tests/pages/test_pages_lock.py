"""The lock: logic cannot move under the same version."""

import importlib
import linecache
import sys
from pathlib import Path

import pytest

from jicha.pages.lock import BadLock, code_of, lock_faults, logic_digest, read_lock, write_lock
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


def test_the_code_of_a_kernel_is_that_of_its_room_without_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a kernel imports from its own room decides too; docstrings, comments and other rooms do not."""
    room = tmp_path / "made" / "room"
    room.mkdir(parents=True)

    def code(helper: str) -> dict[str, str]:
        (room / "kernel.py").write_text(
            '"""A page."""\nfrom made.room.helper import half\nfrom jicha.terms.errors import Fault\n\n'
            'def kernel(x):\n    """Words."""\n    return half(x)  # a comment\n',
            encoding="utf-8",
        )
        (room / "helper.py").write_text(helper, encoding="utf-8")
        for name in [one for one in sys.modules if one.startswith("made")]:
            del sys.modules[name]
        importlib.invalidate_caches()
        linecache.clearcache()
        return code_of("made.room.kernel")

    monkeypatch.syspath_prepend(tmp_path)
    first = code("def half(x):\n    return x / 2\n")
    assert set(first) == {"made.room.kernel", "made.room.helper"}
    assert "Words" not in first["made.room.kernel"]
    assert code('"""Other words."""\n\ndef half(x):  # here\n    return x / 2\n') == first
    assert code("def half(x):\n    return x / 3\n") != first
