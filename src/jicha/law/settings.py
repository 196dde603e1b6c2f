"""What a utility has settled for itself: numbers that no text of ours proves, and readings that provinces differ in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jicha.terms.errors import Fault, JichaError, Words


class BadSettings(JichaError):
    """A setting that names nothing known, or moves what the text of a regulation fixes."""


@dataclass(frozen=True, slots=True)
class Override:
    """Another value for a datum, in the datum's own unit. ``source`` says who confirmed it and by which paper.

    ``edition`` blank means every edition in which the datum may be set. Raises BadSettings without a source.
    """

    datum: str
    value: Decimal
    source: str
    edition: str = ""

    def __post_init__(self) -> None:
        _sourced(self.datum, self.source)


@dataclass(frozen=True, slots=True)
class Choice:
    """A reading that was chosen, with the person or paper that chose it. Raises BadSettings without a source."""

    convention: str
    choice: str
    source: str

    def __post_init__(self) -> None:
        _sourced(self.convention, self.source)


@dataclass(frozen=True, slots=True)
class Settings:
    """All that is settled; what is not in it takes our default, and the sheet says so."""

    data: tuple[Override, ...] = ()
    conventions: tuple[Choice, ...] = ()

    def __post_init__(self) -> None:
        _once([f"{one.datum} {one.edition}".rstrip() for one in self.data])
        _once([one.convention for one in self.conventions])

    def override(self, datum: str, edition: str) -> Override | None:
        """The setting for a datum in an edition; one for that edition wins over one for all."""
        found = [one for one in self.data if one.datum == datum and one.edition in ("", edition)]
        return max(found, key=lambda one: one.edition, default=None)

    def choice(self, convention: str) -> Choice | None:
        """The setting for a convention."""
        return next((one for one in self.conventions if one.convention == convention), None)


def _once(names: list[str]) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        message = Words(f"{twice} is set twice", f"{twice} 重复设置")
        raise BadSettings(Fault.of(message, Words("Leave one of them.", "请只保留一项。")))


def _sourced(name: str, source: str) -> None:
    if not source.strip():
        message = Words(f"{name} is set without a source", f"{name} 的设置未注明依据")
        remedy = Words(
            "Say in source who confirmed it and by which paper.", "请在 source 中写明由谁、依据何种文件确认。"
        )
        raise BadSettings(Fault.of(message, remedy))


NO_SETTINGS = Settings()  # at the end: it is checked by the functions above
