"""What transformers Dyn11 do between 10 kV and their low-voltage busbar, exactly and without a power flow.

With a given voltage above and constant power below, each phase of the busbar is one source behind one impedance, and
its voltage the larger root of a quadratic. The circuit is the one of ``flow``: short-circuit impedance in series, and
half of the magnetising admittance at either end; tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jicha.terms.errors import JichaError
from jicha.twin.flow import NoFlow
from jicha.twin.meter import Phasors, Series
from jicha.twin.network import Floats, Transformer

_THIRD = np.exp(-2j * np.pi / 3)
_TURNS = np.array([1.0, _THIRD, _THIRD**2])  # phases a, b, c of a symmetrical system
_AHEAD = np.exp(1j * np.pi / 6)  # the low side of clock 11 against the high one


class NotParallel(JichaError):
    """Transformers that may not be switched together."""


@dataclass(frozen=True, slots=True, eq=False)
class Passed:
    """What passes transformers in parallel, on each step.

    ``low_v``      phase to neutral at the busbar, V, (steps, 3)
    ``high_v``, ``high_a``  phase to neutral above, V, and what the transformers draw there, A, each (steps, 3)
    ``taken_va``   W + j var drawn from above, all phases, (steps,)
    ``loss_va``    W + j var that each transformer keeps, iron and copper, (steps, transformers)
    """

    low_v: Phasors
    high_v: Phasors
    high_a: Phasors
    taken_va: Phasors
    loss_va: Phasors


def passed(plates: Sequence[Transformer], high_v: Series, load_va: Phasors) -> Passed:
    """The state for ``high_v`` (steps,) V phase to phase, symmetrical, and ``load_va`` (steps, 3) at the busbar.

    Transformers share the load by their impedances. Raises NotParallel, and NoFlow where no voltage carries the load.
    """
    ratio = _common_ratio(plates)
    series = np.array([1 / short_circuit_ohm(one) for one in plates])
    shunt = np.array([magnetising_siemens(one) / 2 for one in plates])
    through, half = series.sum(), shunt.sum()
    # Each phase is turned back to the angle of its own voltage without load, which is then a real number.
    idle = (high_v * (ratio / np.sqrt(3)))[:, np.newaxis]
    low, ohm = idle * (through / (through + half)), 1 / (through + half)
    dropped = ohm * np.conj(load_va)
    middle = _square(low) - 2 * dropped.real
    beneath = np.square(middle) - 4 * _square(dropped)
    if not ((beneath >= 0) & (middle > 0)).all():
        step = int(np.flatnonzero(~((beneath >= 0) & (middle > 0)).all(axis=1))[0])
        kw, kva = load_va[step].real.sum() / 1000, sum(one.rated_va for one in plates) / 1000
        raise NoFlow(
            f"step {step}: {kw:.0f} kW is more than transformers of {kva:.0f} kVA carry at any voltage",
            "Give the customer a larger transformer or a smaller load.",
            message_zh=f"第 {step} 步：{kw:.0f} kW 超出 {kva:.0f} kVA 变压器的承载能力",
            remedy_zh="请加大变压器容量或减小负荷。",
        )
    volts = np.conj(((middle + np.sqrt(beneath)) / 2 + dropped) / low)
    across = idle - volts
    lost = _square(across).sum(axis=1)[:, np.newaxis] * np.conj(series)
    held = (3 * _square(idle[:, 0]) + _square(volts).sum(axis=1))[:, np.newaxis] * np.conj(shunt)
    winding = across * through * (_TURNS * _AHEAD * ratio / np.sqrt(3))  # in the delta, where a lies between A and B
    above = (high_v / np.sqrt(3))[:, np.newaxis] * _TURNS
    drawn = winding - winding[:, [2, 0, 1]] + above * (half * ratio**2)
    # What is taken comes from the currents above and not from load and loss, so that their balance says something.
    taken = (above * np.conj(drawn)).sum(axis=1)
    return Passed(volts * (_TURNS * _AHEAD), above, drawn, taken, lost + held)


def passed_while(plates: Sequence[Transformer], running: NDArray[np.bool_], high_v: Series, load_va: Phasors) -> Passed:
    """As ``passed``, with those transformers switched on that ``running`` (steps, transformers) says.

    What is off takes nothing, its core neither; the busbar is dead where all are. Raises NoFlow for a load there.
    """
    steps = high_v.size
    whole = Passed(
        np.zeros((steps, 3), np.complex128),
        (high_v / np.sqrt(3))[:, np.newaxis] * _TURNS,
        np.zeros((steps, 3), np.complex128),
        np.zeros(steps, np.complex128),
        np.zeros((steps, len(plates)), np.complex128),
    )
    for on in np.unique(running, axis=0):
        places = np.flatnonzero((running == on).all(axis=1))
        own = [plate for plate, one in zip(plates, on, strict=True) if one]
        if own:
            part = passed(own, high_v[places], load_va[places])
            whole.low_v[places], whole.high_a[places], whole.taken_va[places] = part.low_v, part.high_a, part.taken_va
            whole.loss_va[places[:, np.newaxis], np.flatnonzero(on)] = part.loss_va
        elif load_va[places].any():
            raise NoFlow(
                "there is a load while every transformer is off",
                "Take its load away, or leave a transformer on.",
                message_zh="变压器全部停运时仍有负荷",
                remedy_zh="请取消该时段的负荷，或保留一台变压器运行。",
            )
    return whole


def drawn_va(plate: Transformer, high_v: Phasors, low_v: Phasors) -> Phasors:
    """What a transformer draws from above by the voltages at its ends, W + j var of all phases, (steps,).

    Both are phase to neutral, V, (steps, 3), as a flow has them. Raises NotParallel for another clock than 11.
    """
    ratio = _common_ratio([plate])
    across = (high_v - high_v[:, [1, 2, 0]]) * (ratio / np.sqrt(3)) - low_v
    winding = across * (ratio / np.sqrt(3) / short_circuit_ohm(plate))
    current = winding - winding[:, [2, 0, 1]] + high_v * (magnetising_siemens(plate) / 2 * ratio**2)
    drawn: Phasors = (high_v * np.conj(current)).sum(axis=1)
    return drawn


def loss_at_load_w(plate: Transformer, phase_va: Series | Phasors, voltage_pu: Series | float = 1.0) -> Series:
    """Iron and copper loss by the plate alone, (steps,) W: iron by the voltage squared, copper by the load squared.

    ``phase_va`` (steps, 3) passes the busbar, complex or as its size; ``voltage_pu`` is that of the busbar. Against the
    flow: energy within 1 %, the most uneven steps within 4 %, as one voltage stands for three.
    """
    squares = _square(phase_va).sum(axis=1) * (3 / plate.rated_va**2)
    square_pu = np.square(np.asarray(voltage_pu, np.float64))
    loss: Series = plate.no_load_loss_w * square_pu + plate.load_loss_w * squares / square_pu
    return loss


def short_circuit_ohm(plate: Transformer) -> complex:
    """Series impedance at the low side, ohm per phase."""
    base = plate.low_v**2 / plate.rated_va
    real = plate.load_loss_w / plate.rated_va
    return base * complex(real, np.sqrt(plate.short_circuit_voltage**2 - real**2))


def magnetising_siemens(plate: Transformer) -> complex:
    """The whole admittance of the core at the low side, siemens per phase."""
    base = plate.rated_va / plate.low_v**2
    real = plate.no_load_loss_w / plate.rated_va
    return base * complex(real, -np.sqrt(max(plate.no_load_current**2 - real**2, 0.0)))


def _square(values: Series | Phasors) -> Floats:
    if np.iscomplexobj(values):
        return np.square(values.real) + np.square(values.imag)
    return np.square(np.asarray(values, np.float64))


def _common_ratio(plates: Sequence[Transformer]) -> float:
    kinds = {(one.high_v, one.low_v, one.clock) for one in plates}
    if len(kinds) == 1 and (plate := next(iter(plates))).clock == 11:
        return plate.low_v / plate.high_v
    told = ", ".join(f"{high:.0f}/{low:.0f} V clock {clock}" for high, low, clock in sorted(kinds)) or "none"
    raise NotParallel(
        f"transformers of one busbar must have one ratio and clock 11: {told}",
        "Give the customer transformers of one kind, at least one.",
        message_zh=f"同一母线的变压器须变比相同且联结组为 Dyn11：{told}",
        remedy_zh="请为该客户配置至少一台、且规格一致的变压器。",
    )
