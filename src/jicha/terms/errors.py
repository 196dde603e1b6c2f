"""The root of every error that a person may see: what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from jicha.terms.one_line import one_line


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in both languages. Without a full stop at its end where it is a message; with it in a remedy."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, as a value: validators return a list of these, so that all are shown at once.

    ``file`` is a path as the user gave it, ``line`` and ``column`` count from 1 (0 = the whole file). What a clerk
    meets is said in both languages; for technicians the Chinese words may be blank, and the English ones stand in.
    """

    message: str
    remedy: str
    file: str = ""
    line: int = 0
    column: int = 0
    code: str = ""
    shown: str = ""  # lines of our own to show under the message, such as the SQL it is about
    message_zh: str = field(default="", kw_only=True)
    remedy_zh: str = field(default="", kw_only=True)

    @classmethod
    def of(cls, message: Words, remedy: Words, file: str = "", line: int = 0, column: int = 0) -> Fault:
        """A fault that is said in both languages."""
        return cls(message.en, remedy.en, file, line, column, message_zh=message.zh, remedy_zh=remedy.zh)

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

    @property
    def chinese(self) -> str:
        """The same to a Chinese reader, with the English words where there are no others."""
        if not self.message_zh:
            return str(self)
        places = [f"第{number}{what}" for number, what in ((self.line, "行"), (self.column, "列")) if number]
        where = " ".join([self.file, "".join(places)]).strip()
        message = one_line(f"{where}：{self.message_zh}" if where else self.message_zh)
        return f"{message}。{one_line(self.remedy_zh)}"


class JichaError(Exception):
    """Base of our errors; carries the faults as data. The command line prints them and exits with 2."""

    def __init__(
        self, faults: Iterable[Fault] | Fault | str, remedy: str = "", *, message_zh: str = "", remedy_zh: str = ""
    ) -> None:
        if isinstance(faults, str):
            faults = Fault(faults, remedy, message_zh=message_zh, remedy_zh=remedy_zh)
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[Callable[..., JichaError], tuple[object, ...]]:
        """Errors cross from one process to another whatever their own constructors ask for."""
        return _made_again, (type(self), self.args, self.__dict__)


def _made_again(kind: type[JichaError], args: tuple[object, ...], held: dict[str, object]) -> JichaError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(held)
    return error


class Refused(JichaError):
    """What was delivered is not accepted as it is and needs a person; neither the command nor the store is at fault."""
