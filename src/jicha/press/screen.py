"""Standard output for text that must not be cut: as wide as the terminal is, and in a pipe without end."""

from __future__ import annotations

import os

from rich.console import Console

_NO_END = 1 << 24  # characters of a line: more than any row has


def open_screen() -> Console:
    """Standard output as wide as the terminal or as COLUMNS says; else every text stays on one line."""
    console = Console(highlight=False)
    if console.is_terminal or "COLUMNS" in os.environ:
        return console
    return Console(highlight=False, width=_NO_END)
