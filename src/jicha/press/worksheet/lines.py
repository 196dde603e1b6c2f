"""Lines of text for readers of two scripts: wide signs count for two, and a line may break between them."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len, get_character_cell_size

_NEVER_FIRST = frozenset("，。、；：？！）》」』】％‰”’,.;:?!)]}%")
_NEVER_LAST = frozenset("（《「『【“‘([{")


def wrapped(text: str, width: int) -> list[str]:
    """Text in lines of at most ``width`` columns, broken at blanks and between wide signs.

    No line begins with a closing sign or ends with an opening one; what is longer than a line is cut.

    >>> wrapped("电费按第103条计算。", 12)
    ['电费按第103', '条计算。']
    """
    lines, line = [], ""
    for piece in _pieces(text):
        if cell_len(line + piece.rstrip()) <= width:
            line += piece
            continue
        lines += [line.rstrip()] if line.strip() else []
        line = piece.lstrip()
        while cell_len(line.rstrip()) > width:
            cut = _fitting(line, width)
            lines, line = [*lines, line[:cut]], line[cut:]
    return [*lines, line.rstrip()] if line.strip() else lines or [""]


def apart(left: str, right: str, width: int) -> list[str]:
    """Two texts at the two ends of a line; the left one goes on below where it is long.

    >>> apart("天数", "180 天", 14)
    ['天数    180 天']
    """
    room = width - cell_len(right) - 2
    if room < width // 3:
        return [*wrapped(left, width), *(" " * max(width - cell_len(one), 0) + one for one in wrapped(right, width))]
    first, *rest = wrapped(left, room)
    return [first + " " * (width - cell_len(first) - cell_len(right)) + right, *rest]


def _pieces(text: str) -> Iterator[str]:
    """What must stay together: a word with the blank after it, or one wide sign with its punctuation."""
    piece = ""
    for sign in text:
        if piece and _may_break(piece[-1], sign):
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after in _NEVER_FIRST or before in _NEVER_LAST or after == " ":
        return False
    return before == " " or get_character_cell_size(before) == 2 or get_character_cell_size(after) == 2


def _fitting(text: str, width: int) -> int:
    size = 0
    for place, sign in enumerate(text):
        size += get_character_cell_size(sign)
        if size > width:
            return max(place, 1)
    return len(text)
