"""Items of a frame that are no data items: an operator, a time of a command, a result."""

from __future__ import annotations

from jicha.intake.frames.frame import Item, Value
from jicha.intake.frames.words import Note, word


def named(what: str, value: Value = None, raw: str = "", note: Note | None = None) -> Item:
    """An item that is no data item: an operator, a time of a command."""
    name, name_zh = word("field", what)
    return Item("", name, name_zh, value, raw=raw, note=note)


def secret(what: str = "password") -> Item:
    """A password or key. It is neither shown nor kept."""
    return named(what, note=Note("secret"))
