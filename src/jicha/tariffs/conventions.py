"""Readings of a rule that provinces differ in: named choices that a person confirms, never a default that accuses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from jicha.tariffs.errors import Unsettled
from jicha.terms.errors import Fault, JichaError, Words

CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "demand_over_limit": ("over_from_contract", "over_from_limit"),
        "day_divisor": ("divisor_by_edition", "divisor_thirty", "divisor_calendar"),
        "power_factor_base": ("base_without_funds", "base_by_component", "base_with_funds"),
        "threshold_160": ("inclusive", "exclusive"),
        "tier_clearing": ("calendar_year", "bill_month"),
        "tier_pro_rata": ("by_months_begun", "not_cut"),
        "price_change": ("by_days", "from_next_bill", "from_bill_month"),
        "loss_rounding": ("to_kwh", "exact"),
        "money_rounding": ("half_up", "cut_off"),
        "late_fee_year_end": ("split_at_year_end", "whole_at_later_rate"),
    }
)


class UnknownChoice(JichaError):
    """A convention or a choice that does not exist."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The choices that hold for a region; what is not in it is not settled."""

    choices: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, choices: Mapping[str, str]) -> Settled:
        """Check the words. Raises UnknownChoice."""
        for convention, choice in choices.items():
            known = CHOICES.get(convention)
            if known is None:
                raise _unknown(f"there is no convention {convention}", f"没有口径 {convention}", CHOICES)
            if choice not in known:
                raise _unknown(f"{convention} has no choice {choice}", f"口径 {convention} 没有选项 {choice}", known)
        return cls(MappingProxyType(dict(choices)))

    def choice(self, convention: str) -> str:
        """What was chosen. Raises Unsettled."""
        found = self.choices.get(convention)
        if found is None:
            raise Unsettled(convention, CHOICES[convention])
        return found

    def but(self, convention: str, choice: str) -> Settled:
        """The same with one choice changed. Raises UnknownChoice."""
        return Settled.of({**self.choices, convention: choice})


def _unknown(en: str, zh: str, known: Iterable[str]) -> UnknownChoice:
    listed = ", ".join(known)
    return UnknownChoice(Fault.of(Words(en, zh), Words(f"Known: {listed}.", f"可用：{listed}。")))
