"""The progress of an intake on the screen, and in which language an error is said."""

import io

import pytest
from rich.console import Console

from jicha.cli import screen
from jicha.cli.screen import INTAKE_SHARES, complain, language_of, staged_progress
from jicha.press.say import Language
from jicha.terms.errors import JichaError


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


def test_an_error_is_said_in_the_language_of_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    error = JichaError("the file is empty", "Export it again.", message_zh="文件是空的", remedy_zh="请重新导出。")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    for asked, said in ((None, "文件是空的。请重新导出。"), ("en", "the file is empty. Export it again.")):
        language_of(asked)
        complain(error)
        assert capsys.readouterr().err.strip() == said
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    language_of("zh")  # what was asked for beats the terminal
    complain(error)
    assert capsys.readouterr().err.strip() == "文件是空的。请重新导出。"


def test_an_unknown_language_is_refused_in_that_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    language_of(None)
    with pytest.raises(JichaError) as caught:
        language_of("fr")
    complain(caught.value)
    assert "不支持的语言：fr" in capsys.readouterr().err
