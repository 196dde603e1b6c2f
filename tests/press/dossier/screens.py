"""A page on a screen of some width whose text can be read."""

from __future__ import annotations

import io

from rich.console import Console

from jicha.find.dossier import Dossiers
from jicha.press.dossier.page import Page
from jicha.press.run import Background
from jicha.press.say import Language


def page_of(found: Dossiers, background: Background, *, width: int = 100, sources: bool = False) -> Page:
    """A Chinese page."""
    screen = Console(file=io.StringIO(), width=width, highlight=False)
    return Page(found, background, Language.ZH, screen, sources)


def text_of(page: Page) -> str:
    """What was printed."""
    assert isinstance(page.screen.file, io.StringIO)
    return page.screen.file.getvalue()
