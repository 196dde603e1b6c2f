"""A score in words of both languages."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO
from pathlib import Path

from known_truth import JANUARY, MARCH, finding, findings, truth_of
from rich.console import Console

from jicha.press.say import Language
from jicha.press.score import print_score
from jicha.twin.scorer.score import score

ROWS = (
    finding("BIL-016", ("bill", "b1"), JANUARY, money=Decimal("78.60")), finding("Y", ("staff", "s1")),
    finding("X", ("customer", "c1"), MARCH, probability=0.9), finding("X", ("customer", "c3"), MARCH, probability=0.6),
)  # fmt: skip


def printed(folder: Path, language: Language) -> str:
    out = StringIO()
    print_score(score(findings(*ROWS), truth_of(folder)), language, console=Console(file=out, width=250))
    return out.getvalue()


def test_it_is_told_in_english(tmp_path: Path) -> None:
    told = printed(tmp_path, Language.EN)
    assert "scenario clean, seed 7: 181 days (2026-01-01 to 2026-06-30), 20 customers in 2 areas" in told
    assert "1/2  50.0 % (9.5–90.5)" in told  # BIL-016
    assert "78.6 %" in told
    assert "1 findings are on subjects that the truth does not know (Member of staff 1)" in told
    assert "50 (50 to 50)" in told
    assert "75.0 % (at best 75.0 %)" in told or "75.0 %, at best 75.0 %" in told


def test_it_is_told_in_chinese(tmp_path: Path) -> None:
    told = printed(tmp_path, Language.ZH)
    assert "场景 clean，种子 7；181 天" in told
    for heading in ("规则与其植入的差错", "全部窃电", "被误判的正常用户", "疑似排序", "平均精确率"):
        assert heading in told


def test_tables_without_rows_are_left_out(tmp_path: Path) -> None:
    out = StringIO()
    empty = truth_of(tmp_path, plantings=[], lives=[], errors=[])
    print_score(score(findings(), empty), Language.EN, console=Console(file=out, width=250))
    assert "Honest customers" in out.getvalue()
    assert "Order of the suspicions" not in out.getvalue()
    assert "Rules and what" not in out.getvalue()
