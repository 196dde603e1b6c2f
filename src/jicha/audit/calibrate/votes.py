"""Which bills tell a convention's readings apart, and which reading reproduces each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jicha.audit.calibrate.rerate import Rerated

Mask = npt.NDArray[np.bool_]

# What a convention is about. What only follows from it (the power factor's base, the total) is left out, so that
# another error of the bill does not hide what it says. Tiers may lie within the money for energy.
CONCERNS: Mapping[str, tuple[str, ...]] = {
    "loss_rounding": ("quantity",),
    "price_change": ("energy", "tier", "capacity", "difference", "relief", "surcharge"),
    "money_rounding": ("energy", "tier", "capacity", "difference", "relief", "surcharge"),
    "tier_clearing": ("energy", "tier"),
    "tier_pro_rata": ("energy", "tier"),
    "day_divisor": ("capacity",),
    "demand_over_limit": ("capacity",),
    "power_factor_base": ("power_factor",),
}


@dataclass(frozen=True, slots=True)
class Votes:
    """Bill by bill: whether it tells, which choices reproduce what the convention concerns, and which the whole."""

    tells: Mask
    explained: Mapping[str, Mask]
    whole: Mapping[str, Mask]

    def count(self, choice: str) -> tuple[int, int]:
        """Bills that tell and that a choice reproduces: what is concerned, and all of them that is whole."""
        return int(self.explained[choice].sum()), int((self.whole[choice] & self.tells).sum())

    @property
    def best(self) -> tuple[str, ...]:
        """The choices that explain the most, in their order; none where no bill tells."""
        if not self.tells.any():
            return ()
        counts = {choice: self.count(choice) for choice in self.explained}
        most = max(counts.values())
        return tuple(choice for choice, count in counts.items() if count == most) if most[0] else ()


def votes_of_bills(convention: str, rerated: Mapping[str, Rerated]) -> Votes:
    """Compare the bills as each choice of a convention makes them. A choice that leaves a bill unsure has no vote.

    A bill tells if a component that the convention concerns comes out differently; where the bill states none of
    these components, its total stands in for them.
    """
    first = next(iter(rerated.values()))
    differing = {name: _differs(name, rerated) for name in CONCERNS[convention]}
    stated = _any([one.known[name] for name in CONCERNS[convention] for one in rerated.values()], first)
    differing["total"] = _differs("total", rerated) & ~stated
    tells = _any(list(differing.values()), first)
    explained = {}
    for choice, one in rerated.items():
        fits = tells & one.sure
        for name, differs in differing.items():
            fits &= ~differs | one.agrees(name)
        explained[choice] = fits
    return Votes(tells, explained, {choice: one.whole for choice, one in rerated.items()})


def _differs(name: str, rerated: Mapping[str, Rerated]) -> Mask:
    """Where two choices of those that are sure give different amounts."""
    amounts = np.stack([one.off[name] for one in rerated.values()])
    known = np.stack([one.known[name] & one.sure for one in rerated.values()])
    low = np.where(known, amounts, np.iinfo(np.int64).max).min(axis=0)
    high = np.where(known, amounts, np.iinfo(np.int64).min).max(axis=0)
    found: Mask = low < high
    return found


def _any(masks: list[Mask], like: Rerated) -> Mask:
    found = np.zeros(len(like.sure), bool)
    for mask in masks:
        found |= mask
    return found
