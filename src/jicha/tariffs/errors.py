"""What can be wrong with prices: none or two for a day, a unit that is none, a reading that nobody has settled."""

from __future__ import annotations

from jicha.terms.errors import Fault, JichaError, Words


class MissingPrice(JichaError):
    """Days without a price: no bill is computed for them."""


class OverlappingPrices(JichaError):
    """Two prices for one day: nobody can say which."""


class WrongUnit(JichaError):
    """A price in a unit that no charge is computed in: its line would be left out of every bill."""


class MissingInput(JichaError):
    """Something that the bill depends on is not known: it is not computed, and nobody is accused."""

    def __init__(self, name: str, en: str, zh: str) -> None:
        self.name = name
        super().__init__(Fault.of(Words(f"{en} is not known", f"缺少{zh}"), Words(f"Give {name}.", f"请提供 {name}。")))


class Unsettled(JichaError):
    """A rule that regions read in several ways, and no person has confirmed how this one does."""

    def __init__(self, convention: str, choices: tuple[str, ...]) -> None:
        self.convention = convention
        listed = ", ".join(choices)
        super().__init__(
            Fault.of(
                Words(f"the convention {convention} is not settled", f"口径 {convention} 尚未确认"),
                Words(
                    f"Confirm one of {listed}; `jicha tariffs calibrate` says which your bills follow.",
                    f"请确认其中之一：{listed}；`jicha tariffs calibrate` 可查明现有账单采用的口径。",
                ),
            )
        )
