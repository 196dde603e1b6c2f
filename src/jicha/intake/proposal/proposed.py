"""A proposed profile: its lines, each with what is doubtful about it, and its text in either language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jicha.intake.proposal.doubts import Doubt

_PLAIN = re.compile(r"^[A-Za-z_\u3400-\u9fff][A-Za-z0-9_\u3400-\u9fff]*$")
_RESERVED = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
_WIDTH = 118


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a profile with its doubts, which are written above it."""

    text: str
    doubts: tuple[Doubt, ...] = ()

    def indented(self, by: int) -> Line:
        """The same, further in."""
        return Line(" " * by + self.text, self.doubts)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A profile that reads the files, as a first try, and what a person must look at."""

    lines: tuple[Line, ...]

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """All doubts that a person must decide, in the order of the lines."""
        return tuple(one for line in self.lines for one in line.doubts if one.decides)

    @property
    def found(self) -> tuple[Doubt, ...]:
        """What was found and proved."""
        return tuple(one for line in self.lines for one in line.doubts if not one.decides)

    def text(self, language: str) -> str:
        """The profile as YAML; what was found stands above its line as ``#``, what must be decided as ``# ?``."""
        written = []
        for line in self.lines:
            indent = " " * (len(line.text) - len(line.text.lstrip(" ")))
            for one in line.doubts:
                written.append(f"{indent}#{' ?' if one.decides else ''} {one.said(language)}")
            written.append(line.text)
        return "\n".join(written) + "\n"


def quoted(word: str) -> str:
    """A word as YAML reads it back, whatever signs it has.

    >>> quoted("户号"), quoted("no"), quoted('a "b": c')
    ('户号', '"no"', '"a \\\\"b\\\\": c"')
    """
    if _PLAIN.match(word) and word.casefold() not in _RESERVED:
        return word
    pieces = []
    for sign in word:
        if sign in '"\\':
            pieces.append("\\" + sign)
        elif sign.isprintable():
            pieces.append(sign)
        else:
            code = ord(sign)
            pieces.append(
                f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
            )
    return '"' + "".join(pieces) + '"'


def flow_list(words: Iterable[str]) -> str:
    """Words that are written already, as a list in one line."""
    return f"[{', '.join(words)}]"


def flow_map(pairs: Iterable[tuple[str, str]]) -> str:
    """Words and values that are written already, as a mapping in one line."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"


def wrapped(key: str, words: Sequence[str]) -> list[str]:
    """``key: [..]`` over as many lines as it takes."""
    whole = f"{key}: {flow_list(words)}"
    if len(whole) <= _WIDTH:
        return [whole]
    lines, current = [f"{key}:"], "  ["
    for place, word in enumerate(words):
        piece = word + ("," if place + 1 < len(words) else "]")
        if len(current) + len(piece) + 1 > _WIDTH and current.strip() != "[":
            lines.append(current.rstrip())
            current = "   "
        current += piece + (" " if place + 1 < len(words) else "")
    return [*lines, current.rstrip()]
