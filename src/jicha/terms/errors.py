"""The root of every error that a person may see: what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jicha.terms.one_line import one_line


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, as a value: validators return a list of these, so that all are shown at once.

    ``file`` is a path as the user gave it, ``line`` and ``column`` count from 1 (0 = the whole file).
    """

    message: str
    remedy: str
    file: str = ""
    line: int = 0
    column: int = 0
    code: str = ""
    shown: str = ""  # lines of our own to show under the message, such as the SQL it is about

    @property
    def place(self) -> str:
        """``file:line:column``, without the parts that are not known."""
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        what = f" [{self.code}]" if self.code else ""
        message = one_line(f"{where}{self.message}")  # it quotes what was delivered
        lines = f"\n{self.shown}\n" if self.shown else ""
        return f"{message}{lines}{what}. {one_line(self.remedy)}" if self.remedy else f"{message}{lines}{what}"


class JichaError(Exception):
    """Base of our errors; carries the faults as data. The command line prints them and exits with 2."""

    def __init__(self, faults: Iterable[Fault] | Fault | str, remedy: str = "") -> None:
        if isinstance(faults, str):
            faults = Fault(faults, remedy)
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
