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
# Up to a semicolon or full stop, not counting those in brackets and in numbers like 1.5.
_ITEM = re.compile(r"(?:[(（][^()（）]*[)）]|[^;；。.]|\.(?=\S))+")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the prose: ``why`` (paragraphs), or a list of innocent causes or checks."""

    name: str
    text: str

    @property
    def items(self) -> tuple[str, ...]:
        """The single causes or checks, which authors separate by semicolons or full stops."""
        flat = " ".join(self.text.split())
        return tuple(item.strip() for item in _ITEM.findall(flat) if item.strip())


def parts_of(prose: str) -> tuple[Part, ...]:
    """The parts of a section in their order; what stands before the first mark is ``why``."""
    pieces = _MARK.split(prose)
    found = [("why", pieces[0])]
    found += [(_PART_OF[mark.lower()], text) for mark, text in zip(pieces[1::2], pieces[2::2], strict=True)]
    return tuple(Part(name, text.strip()) for name, text in found if text.strip())
