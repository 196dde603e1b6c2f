"""A text that a line rests on, named in two languages: a reader of either must be able to look it up."""

from __future__ import annotations

from dataclasses import dataclass

_BETWEEN = " ‖ "
_REPEALED = "废止 repealed"


@dataclass(frozen=True, slots=True)
class Source:
    """Title and place in a text, as it calls itself (``zh``) and in English; the day since when it is repealed.

    On a sheet it stands as one text, which `parse_source` reads again.

    >>> str(Source("供电营业规则(1996) 第102条", "Rules of supply (1996), Art. 102", "2024-06-01"))
    '供电营业规则(1996) 第102条 ‖ Rules of supply (1996), Art. 102 ‖ 2024-06-01 废止 repealed'
    """

    zh: str
    en: str
    repealed_on: str = ""

    def __str__(self) -> str:
        repealed = [f"{self.repealed_on} {_REPEALED}"] if self.repealed_on else []
        return _BETWEEN.join([self.zh, self.en, *repealed])


def parse_source(text: str) -> Source | None:
    """The source that a text of a sheet names in two languages; None for a text in one."""
    parts = text.split(_BETWEEN)
    if len(parts) == 2:
        return Source(*parts)
    if len(parts) == 3 and parts[2].endswith(_REPEALED):
        return Source(parts[0], parts[1], parts[2].removesuffix(_REPEALED).rstrip())
    return None
