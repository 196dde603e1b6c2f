"""The progress of an intake on the screen."""

import io

import pytest
from rich.console import Console

from jicha.cli import screen
from jicha.cli.screen import INTAKE_SHARES, staged_progress
from jicha.press.say import Language


def test_the_shares_of_an_intake_are_a_whole() -> None:
    assert round(sum(INTAKE_SHARES.values()), 9) == 1


def test_the_bar_says_the_stage_and_the_rows_done(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(screen, "Console", lambda **_: Console(file=shown, force_terminal=True, width=90))
    with staged_progress(Language.ZH, INTAKE_SHARES) as advance:
        for stage in INTAKE_SHARES:
            advance(stage, 38_957, 300_000)
    for words in ("打开文件", "读取", "38,957/300,000 行", "比对", "写入", "保存", "处理此前等待的行"):
        assert words in shown.getvalue()


def test_without_a_terminal_nothing_is_drawn(capfd: pytest.CaptureFixture[str]) -> None:
    with staged_progress(Language.EN, INTAKE_SHARES) as advance:
        advance("read", 1, 2)
    assert capfd.readouterr() == ("", "")
