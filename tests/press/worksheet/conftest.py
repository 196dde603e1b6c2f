"""The words of the sheet of these tests, beside those of the project."""

from __future__ import annotations

import pytest
import sheets

from jicha.press import say
from jicha.press.worksheet import ids


@pytest.fixture(autouse=True)
def _words_of_the_test_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {**say.every_word(), **sheets.words()}
    for module in (say, ids):
        monkeypatch.setattr(module, "every_word", lambda: known)
