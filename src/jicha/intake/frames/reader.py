"""Bytes read from the front, where running out of them is a named fault with its place."""

from __future__ import annotations

from jicha.intake.frames.bad_frame import BadFrame

_DEEPEST = 12


class Reader:
    """A window on some bytes. ``base`` is where the first of them lies in the bytes that the caller was given."""

    __slots__ = ("at", "base", "data", "depth", "end")

    def __init__(self, data: bytes, base: int = 0) -> None:
        self.data, self.base, self.at, self.end = data, base, 0, len(data)
        self.depth = 0

    @property
    def offset(self) -> int:
        """Where the next byte lies in the bytes that the caller was given."""
        return self.base + self.at

    @property
    def left(self) -> int:
        """How many bytes are left."""
        return self.end - self.at

    def take(self, count: int) -> bytes:
        """The next bytes. Raises BadFrame."""
        after = self.at + count
        if after > self.end:
            raise BadFrame("content_ends", self.offset, expected=str(count), found=str(self.left))
        taken = self.data[self.at : after]
        self.at = after
        return taken

    def byte(self) -> int:
        """The next byte as a number. Raises BadFrame."""
        if self.at >= self.end:
            raise BadFrame("content_ends", self.offset, expected="1", found="0")
        self.at += 1
        return self.data[self.at - 1]

    def number(self, size: int, *, signed: bool = False) -> int:
        """The next bytes as one number, highest byte first. Raises BadFrame."""
        return int.from_bytes(self.take(size), "big", signed=signed)

    def length(self) -> int:
        """A length as A-XDR and BER write it: one byte, or 8n and n bytes. Raises BadFrame."""
        first = self.byte()
        if first < 0x80:
            return first
        size = first & 0x7F
        if not 1 <= size <= 4:
            raise BadFrame("unknown_choice", self.offset - 1, expected="length", found=f"{first:02X}")
        return self.number(size)

    def text(self) -> bytes:
        """Bytes with their length before them. Raises BadFrame."""
        return self.take(self.length())

    def choice(self, of: str, allowed: tuple[int, ...]) -> int:
        """A choice byte that must be one of those allowed. Raises BadFrame."""
        at = self.offset
        chosen = self.byte()
        if chosen not in allowed:
            raise BadFrame("unknown_choice", at, expected=of, found=f"{chosen:02X}")
        return chosen

    def deeper(self) -> None:
        """Go into nested data, not deeper than any honest device builds it. Raises BadFrame."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise BadFrame("too_deep", self.offset, expected=str(_DEEPEST))

    def inner(self, content: bytes) -> Reader:
        """A reader of bytes that this one just took."""
        inside = Reader(content, self.offset - len(content))
        inside.depth = self.depth
        return inside

    def finish(self) -> None:
        """Nothing may be left. Raises BadFrame."""
        if self.at != self.end:
            raise BadFrame("content_left", self.offset, found=str(self.left))
