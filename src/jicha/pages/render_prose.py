"""The prose of a page taken apart: what it finds, innocent causes, and what to check at the desk and in the field."""

from __future__ import annotations

import re
from dataclasses import dataclass

# The words with which authors begin a part, by part. A colon follows.
_MARKS = {
    "innocent": ("Innocent causes", "Innocent", "Innocent explanations", "正常情况", "无辜情形"),
    "check": ("Check", "To check", "核查要点", "核查", "核实要点"),
    "desk": ("At the desk", "Desk", "Desk check", "案头核查", "案头"),
    "field": ("In the field", "Field", "Field check", "On site", "现场核查", "现场"),
}
_PART_OF = {mark.lower(): part for part, marks in _MARKS.items() for mark in marks}
_MARK = re.compile(
    rf"(?:^|(?<=[\s.;。;；]))({'|'.join(sorted(map(re.escape, _PART_OF), key=len, reverse=True))})\s*[:：]\s*",
    re.IGNORECASE,
)
_BRACKETS = r"[(（][^()（）]*[)）]"
# Up to a full stop, and up to a semicolon, neither inside brackets; the point of 1.5 is no full stop.
_SENTENCE = re.compile(rf"(?:{_BRACKETS}|[^。.]|\.(?=\S))+[。.]?")
_ITEM = re.compile(rf"(?:{_BRACKETS}|[^;；])+")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the prose: ``why`` (paragraphs), or a list of innocent causes or checks."""

    name: str
    text: str

    @property
    def items(self) -> tuple[str, ...]:
        """The single causes or checks: the first sentence, at its semicolons."""
        found = (item.strip(" .。") for item in _ITEM.findall(self._sentences()[0]))
        return tuple(item for item in found if item)

    @property
    def rest(self) -> str:
        """What is said after the list."""
        return "".join(self._sentences()[1:]).strip()

    def _sentences(self) -> list[str]:
        return _SENTENCE.findall(" ".join(self.text.split())) or [""]


def parts_of(prose: str) -> tuple[Part, ...]:
    """The parts of a section in their order; what stands before the first mark is ``why``."""
    pieces = _MARK.split(prose)
    found = [("why", pieces[0])]
    found += [(_PART_OF[mark.lower()], text) for mark, text in zip(pieces[1::2], pieces[2::2], strict=True)]
    return tuple(Part(name, text.strip()) for name, text in found if text.strip())
