"""A pipe has no width, unless somebody gives it one."""

import pytest

from jicha.press.screen import open_screen


def test_a_pipe_cuts_and_folds_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    open_screen().print("电" * 5000)
    assert capsys.readouterr().out == "电" * 5000 + "\n"


def test_columns_gives_a_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert open_screen().width == 60
