"""The findings on one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import find_world
import pytest
from screens import page_of, text_of

from jicha.find.dossier import Dossiers
from jicha.press.dossier import matters
from jicha.press.dossier.matters import print_findings
from jicha.press.run import Background


def told(found: Dossiers, background: Background) -> str:
    page = page_of(found, background)
    print_findings(page, found.files[0])
    return text_of(page)


def test_each_finding_is_told_with_rule_stake_and_standing(
    look: Callable[..., Dossiers], background: Background
) -> None:
    text = told(look("ems:0012"), background)
    assert "2026-03-01 稽查运行的异常 (疑似)  4" in text
    assert "BIL-016  高供高计客户计收变损 (违规)" in text
    assert "电费账单 ems:F14 · 2026-02-01 · 12.00 元 · 新增" in text
    assert "电费账单 ems:F01 · 2026-02-01 · 12.00 元 · 已消除" in text
    assert "台区 ems:T1 · 2026-02-01 · 99.00 元 · 新增 · 周边对象" in text
    assert "张三" not in text


def test_a_run_that_found_nothing_is_not_the_same_as_no_run(
    tmp_path: Path, look: Callable[..., Dossiers], background: Background
) -> None:
    assert "2026-03-01 的稽查运行（2026-02-01 至 2026-03-01）在此未发现异常" in told(look("cis:0012"), background)
    store = find_world.small_store(tmp_path / "s")
    assert "尚未进行稽查运行" in told(find_world.looked_up(store, "cis:0012"), background)


def test_long_lists_are_cut_with_a_count(
    look: Callable[..., Dossiers], background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matters, "_FINDINGS_AT_MOST", 1)
    assert "另有 3 项" in told(look("ems:0012"), background)
