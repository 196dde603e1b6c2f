"""A frame that was refused: named by its reason, with the place, what was expected there and what was found."""

from __future__ import annotations

from functools import cache

from jicha.intake.frames.words import rows
from jicha.terms.errors import Fault, JichaError


class BadFrame(JichaError):
    """Bytes that are not a whole, undamaged frame. Never guessed at: the sender has to be asked again.

    ``reason`` is an id of faults.csv, ``offset`` counts bytes from 0 in what was given to be parsed.
    """

    def __init__(self, reason: str, offset: int, *, expected: str = "", found: str = "") -> None:
        self.reason, self.offset, self.expected, self.found = reason, offset, expected, found
        words = _faults()[reason]
        message = f"byte {offset}: {self._fill(words['meaning'])}"
        super().__init__(Fault(message, self._fill(words["remedy"]), code=reason))

    @property
    def message(self) -> str:
        """What is wrong and where, in English."""
        return self.faults[0].message

    @property
    def message_zh(self) -> str:
        """What is wrong and where, in Chinese."""
        return f"第 {self.offset} 字节: {self._fill(_faults()[self.reason]['meaning_zh'])}"

    @property
    def remedy_zh(self) -> str:
        """What to do, in Chinese."""
        return self._fill(_faults()[self.reason]["remedy_zh"])

    def _fill(self, words: str) -> str:
        return words.replace("{expected}", self.expected).replace("{found}", self.found)


@cache
def _faults() -> dict[str, dict[str, str]]:
    return {row["reason"]: row for row in rows("faults.csv")}
