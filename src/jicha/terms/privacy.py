"""How private a column is; everything that shows data masks from this one place."""

from __future__ import annotations

from enum import IntEnum


class Privacy(IntEnum):
    """Ordered: a reader cleared for a level sees it and all below it."""

    PUBLIC = 0
    INTERNAL = 1
    PERSONAL = 2
    SENSITIVE = 3
