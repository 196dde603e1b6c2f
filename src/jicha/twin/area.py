"""One transformer area over a window of curves: loads and plantings in, one consistent electrical world out.

Everything that a meter shows, every register and the area's loss come from the same flow. The load of the network is
always the true one, whatever meters make of it, so that a theft lowers its neighbours' voltages and raises the supply.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jicha.twin.flow import Flow, solve
from jicha.twin.meter import Meter, Series
from jicha.twin.metering import Change, Metered, metered
from jicha.twin.network import Network
from jicha.twin.planting import Planting
from jicha.twin.streams import Stream
from jicha.twin.street import Street
from jicha.twin.wiring import Wiring

HOURS = 0.25
STEPS_OF_A_DAY = 96


@dataclass(frozen=True, slots=True, eq=False)
class Customer:
    """A customer of the area: its number, the wiring it should have, and its meter with its own class error."""

    number: str
    sound: Wiring
    meter: Meter


@dataclass(frozen=True, slots=True, eq=False)
class AreaCurves:
    """What happened on each step, and what each meter made of it.

    ``supply_w``   true power at the busbar of the transformer, (steps,)
    ``loss_w``     summed over the lines behind it, (steps,)
    ``unmetered_w``  taken by nobody's hooks and lamps, (steps,)
    ``metered``    one for each customer
    """

    flow: Flow
    supply_w: Series
    loss_w: Series
    unmetered_w: Series
    metered: tuple[Metered, ...]

    def unbalanced_w(self) -> Series:
        """Supply less true use, unmetered and loss, (steps,): nothing, but for the tolerance of the flow."""
        used = np.zeros_like(self.supply_w)
        for one in self.metered:
            used += one.energy_wh[0] / HOURS
        return self.supply_w - used - self.unmetered_w - self.loss_w


def run_area(
    seed: int,
    area: str,
    street: Street,
    customers: Sequence[Customer],
    load_va: NDArray[np.complex128],
    plantings: Sequence[Planting] = (),
    *,
    inspected: Sequence[int] = (),
) -> AreaCurves:
    """Solve the area and measure it. ``load_va`` (steps, customers, 3) is what is used behind each meter.

    Raises NoFlow.
    """
    steps = load_va.shape[0]
    own = load_va.copy()
    hooked_w = np.zeros((steps, len(customers), 3))
    changes: list[list[Change]] = [[] for _ in customers]
    taps = [
        (one, *_on_line(seed, area, number, street, one, steps))
        for number, one in enumerate(plantings)
        if one.effect.on_line
    ]
    for number, one in enumerate(plantings):
        customer, effect = one.customer, one.effect
        if effect.on_line:
            continue
        in_force = one.mask(steps, STEPS_OF_A_DAY, Stream(seed, f"{area}/{number}", "switched"), inspected)
        if effect.meter is not None:
            changes[customer].append(Change(in_force, effect.meter))
        if effect.past is not None:
            past = effect.past(own[:, customer].real) * in_force[:, np.newaxis]
            own[:, customer] -= past
            hooked_w[:, customer] += past
        if effect.hooked is not None and not effect.fed_back:
            watts = np.resize(effect.hooked(STEPS_OF_A_DAY), steps) * in_force
            tied = street.phases[customer]
            hooked_w[:, customer] += watts[:, np.newaxis] * tied / tied.sum()
    flow = _solve(street, own + hooked_w, [(node, watts) for _, node, watts in taps])
    node_voltage = flow.voltage[:, street.network.load_node]
    current = np.conj(own / node_voltage)
    return AreaCurves(
        flow,
        flow.transformer_out_w[:, 0],
        flow.line_loss_w.sum(axis=1),
        np.sum([watts for _, _, watts in taps], axis=(0, 2)) if taps else np.zeros(steps),
        tuple(
            metered(
                one.meter, one.sound, changes[place], node_voltage[:, place], current[:, place],
                hooked_w[:, place].sum(axis=1), hours=HOURS,
            )
            for place, one in enumerate(customers)
        ),
    )  # fmt: skip


def _on_line(
    seed: int, area: str, number: int, street: Street, planting: Planting, steps: int
) -> tuple[int, NDArray[np.float64]]:
    """The node of a trunk on which it hangs, and what it takes of each phase, (steps, 3) W."""
    stream = Stream(seed, f"{area}/{number}", "tap")
    node = street.trunk_node[int(stream.uniform(1)[0] * street.trunk_node.size)]
    in_force = planting.mask(steps, STEPS_OF_A_DAY, Stream(seed, f"{area}/{number}", "switched"))
    assert planting.effect.hooked is not None
    watts = np.resize(planting.effect.hooked(STEPS_OF_A_DAY), steps) * in_force
    taken = np.zeros((steps, 3))
    taken[:, int(stream.uniform(1, 1)[0] * 3)] = watts
    return int(node), taken


def _solve(street: Street, load_va: NDArray[np.complex128], taps: Sequence[tuple[int, NDArray[np.float64]]]) -> Flow:
    network = street.network
    if taps:
        nodes = np.concatenate([network.load_node, np.array([node for node, _ in taps], np.int32)])
        network = Network(network.rated_v, network.source, network.transformers, network.lines, nodes)
        load_va = np.concatenate([load_va, np.stack([watts for _, watts in taps], axis=1)], axis=1)
    return solve(network, load_va.real, load_va.imag)
