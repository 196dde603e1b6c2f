"""What every test of the press shares: a small run, and the rule that no id may lack words."""

from __future__ import annotations

import press_runs
import pytest

from jicha.audit.results import RunResult
from jicha.press import say as words
from jicha.press.run import Background


class MissingWords(AssertionError):
    """An id without words, which at run time would be printed as it is."""


@pytest.fixture(autouse=True)
def _missing_words_are_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(word_id: str) -> str:
        raise MissingWords(word_id)

    monkeypatch.setattr(words, "unknown", refuse)


@pytest.fixture
def run() -> RunResult:
    """The small run."""
    return press_runs.small_run()


@pytest.fixture
def background() -> Background:
    """Words of two pages, two units, one delivery, one feed."""
    return press_runs.BACKGROUND
