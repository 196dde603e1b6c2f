"""A customer with transformers of its own on a line of 10 kV, metered above or below them.

Metered above (supplied and metered high), the customer pays for the loss of its transformers, because its meter of two
elements sees it pass. Metered below (supplied high, metered low), the loss is outside the meter: it belongs to no
registered energy, is billed to the customer by computation from the plate, and stands in the line's balance as the loss
of dedicated transformers. Nothing here is a power flow: the transformers are solved exactly, a year in milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from jicha.terms.errors import JichaError
from jicha.twin.meter import Meter, Phasors, RegisterLaw, Series
from jicha.twin.metering import Metered, metered
from jicha.twin.network import Transformer
from jicha.twin.planted import HOURS, misplanted, planted_at
from jicha.twin.planting import Planting
from jicha.twin.street import HIGH_V, LOW_V, plates
from jicha.twin.transformer import passed, passed_while
from jicha.twin.wiring import Wiring, four_wire, three_wire

_PHASES = np.ones(3, np.bool_)
_SECONDARY_A, _SECONDARY_V = 5.0, 100.0
# Rated primary currents of IEC 61869-2 are these and their decimal multiples.
_CURRENTS_A = (10.0, 12.5, 15.0, 20.0, 25.0, 30.0, 40.0, 50.0, 60.0, 75.0)
_SPARE = 1.25
_LARGE_KVA = 630.0  # from here on GB/T 6451 asks for a short-circuit voltage of 4.5 %, below for 4 %


class NoSuchPlate(JichaError):
    """A transformer that the table of plates does not have."""


class Side(StrEnum):
    """On which side of the transformers a customer is metered."""

    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True, slots=True, eq=False)
class Dedicated:
    """A customer, its transformers, which work in parallel, and its meter with the errors of class and transformers.

    ``current_ratio`` and ``voltage_ratio`` are those of the instrument transformers; what the meter shows is primary.
    """

    number: str
    plates: tuple[Transformer, ...]
    side: Side
    meter: Meter
    current_ratio: float
    voltage_ratio: float

    @property
    def sound(self) -> Wiring:
        """The wiring that its meter should have."""
        return three_wire() if self.side is Side.HIGH else four_wire()

    @property
    def multiplier(self) -> float:
        """What the register is multiplied by."""
        return self.current_ratio * self.voltage_ratio


@dataclass(frozen=True, slots=True, eq=False)
class DedicatedCurves:
    """What happened on each step, and what the meter made of it.

    ``metered``   true at the metering point, then after each cause: with the transformers' loss if metered above, and
                  without it if metered below; what was hooked on ahead of the meter is in what is true
    ``line_va``   what the line gives to the customer, hooks and loss included, W + j var, (steps,)
    ``loss_va``   of each transformer, W + j var, (steps, transformers)
    ``outside_w``  the part of the loss that no meter of the customer should see, (steps,): all of it if metered below
    ``low_v``     phase to neutral at the customer's busbar, V, (steps, 3)
    """

    metered: Metered
    line_va: Phasors
    loss_va: Phasors
    outside_w: Series
    low_v: Phasors

    def unbalanced_w(self) -> Series:
        """What the line gives less what is true at the metering point and the loss outside, (steps,): nothing."""
        true_w: Series = (self.metered.energy_wh[0] - self.metered.export_wh[0]) / HOURS
        return self.line_va.real - true_w - self.outside_w


def dedicated(number: str, rated_kva: Sequence[float], side: Side, meter: Meter | None = None) -> Dedicated:
    """A customer with transformers by their plates, and instrument transformers that carry what these do.

    ``meter`` is an ideal one unless given; its law should be FORWARD. Raises NoSuchPlate.
    """
    own = tuple(_plate(one, number) for one in rated_kva)
    rated_va = sum(one.rated_va for one in own)
    volts = HIGH_V if side is Side.HIGH else LOW_V
    made = Meter(three_wire() if side is Side.HIGH else four_wire(), law=RegisterLaw.FORWARD)
    current_ratio = primary_a(rated_va / (np.sqrt(3) * volts)) / _SECONDARY_A
    return Dedicated(number, own, side, meter or made, current_ratio, HIGH_V / _SECONDARY_V if side is Side.HIGH else 1)


def plates_for(peak_kw: float) -> tuple[float, ...]:
    """Ratings in kVA of the transformers that carry ``peak_kw``: one if the table has it, else as few alike as do."""
    ratings = [one[0] for one in plates()]
    count = int(np.ceil(peak_kw * _SPARE / ratings[-1])) or 1
    return (min(one for one in ratings if one * count >= peak_kw * _SPARE),) * count


def primary_a(amperes: float) -> float:
    """The rated primary current of a current transformer that carries ``amperes``, from the standard series."""
    decade = 10.0 ** np.floor(np.log10(max(amperes, _CURRENTS_A[0]) / _CURRENTS_A[0]))
    ladder = [one * decade for one in _CURRENTS_A] + [_CURRENTS_A[0] * decade * 10]
    return float(next(one for one in ladder if one >= amperes))


def run_dedicated(
    seed: int,
    customer: Dedicated,
    load_va: Phasors,
    high_v: Series,
    plantings: Sequence[Planting] = (),
    *,
    running: NDArray[np.bool_] | None = None,
    inspected: Sequence[int] = (),
) -> DedicatedCurves:
    """Solve the customer and measure it. ``load_va`` (steps, 3) is used at its busbar, ``high_v`` (steps,) the line's.

    ``high_v`` is phase to phase, V. ``running`` (steps, transformers) says which are switched on, all of them unless
    given: one that is suspended has no loss. What a planting takes ahead of a meter of 10 kV is taken at 10 kV, and
    what it takes ahead of one of 0.4 kV at the busbar. Raises NoFlow, Misplanted.
    """
    for one in plantings:
        if one.effect.on_line or one.effect.fed_back or one.effect.generation_meter:
            raise misplanted(one, customer.number, "line or generation of its own", "自有线路或发电")
    acted = planted_at(seed, customer.number, plantings, load_va, _PHASES, inspected=inspected)
    hooked_w = acted.hooked_w.sum(axis=1)
    above = customer.side is Side.HIGH
    at_busbar = acted.own_va if above else acted.own_va + acted.hooked_w
    if running is None:
        through = passed(customer.plates, high_v, at_busbar)
    else:
        through = passed_while(customer.plates, running, high_v, at_busbar)
    volts = through.high_v if above else through.low_v
    dead = volts == 0
    current = through.high_a if above else np.conj(acted.own_va / np.where(dead, 1.0, volts))
    lost_w = through.loss_va.real.sum(axis=1)
    return DedicatedCurves(
        metered(customer.meter, customer.sound, acted.changes, volts, current, hooked_w, hours=HOURS),
        through.taken_va + hooked_w if above else through.taken_va,
        through.loss_va,
        np.zeros_like(lost_w) if above else lost_w,
        through.low_v,
    )


def _plate(rated_kva: float, number: str) -> Transformer:
    for rated, iron, copper, idle in plates():
        if rated == rated_kva:
            short = 0.045 if rated >= _LARGE_KVA else 0.04
            return Transformer(0, 1, HIGH_V, LOW_V, rated * 1000, short, copper, idle / 100, iron)
    known = ", ".join(f"{one[0]:.0f}" for one in plates())
    raise NoSuchPlate(
        f"customer {number}: no transformer of {rated_kva:g} kVA among {known}",
        "Take one or several of these.",
        message_zh=f"客户 {number}：变压器规格表中没有 {rated_kva:g} kVA（现有 {known}）",
        remedy_zh="请选用表中一台或多台变压器。",
    )
