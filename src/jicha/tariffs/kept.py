"""What was worked out once and holds for every bill, kept with what it belongs to and bounded in number."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

_T = TypeVar("_T")
_MOST = 1024  # of a book: its prices by the different periods of a month's bills; a few KB each
_NONE = object()


class Kept:
    """Results by their keys. When it is full it starts anew, so that it never outgrows ``most``.

    What raises is not kept: it raises again, with the words of its own bill. A key must tell apart whatever the result
    depends on; decimals do not (0.10 equals 0.1 and is written otherwise), so put their text into a key.

    >>> kept = Kept()
    >>> kept.of("days", lambda: 31), kept.of("days", lambda: 30)
    (31, 31)
    """

    __slots__ = ("_held", "_most")

    def __init__(self, most: int = _MOST) -> None:
        self._held: dict[Hashable, object] = {}
        self._most = most

    def __len__(self) -> int:
        return len(self._held)

    def of(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """The result of that key, made where it is not there yet. Raises what ``make`` raises."""
        found = self._held.get(key, _NONE)
        if found is _NONE:
            found = make()
            if len(self._held) >= self._most:
                self._held = {}  # another thread may still read the old one
            self._held[key] = found
        return cast(_T, found)

    def clear(self) -> None:
        """Forget everything."""
        self._held = {}
