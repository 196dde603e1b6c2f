"""One transformer area over a window of curves: loads and plantings in, one consistent electrical world out.

Everything that a meter shows, every register and the area's loss come from the same flow. The load of the network is
always the true one, whatever meters make of it, so that a theft lowers its neighbours' voltages and raises the supply.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jicha.terms.errors import JichaError
from jicha.twin.flow import Flow, solve
from jicha.twin.generation import FeedIn, Generation
from jicha.twin.meter import Meter, RegisterLaw, Series
from jicha.twin.metering import Metered, metered
from jicha.twin.planted import HOURS as HOURS
from jicha.twin.planted import STEPS_OF_A_DAY as STEPS_OF_A_DAY
from jicha.twin.planted import Planted, misplanted, planted_at
from jicha.twin.planting import Planting
from jicha.twin.street import Street
from jicha.twin.tap import Tap, tap_of
from jicha.twin.wiring import Wiring

_HAIR_W = 1e-6


class FedInAstray(JichaError):
    """Generation that no register of its customer counts for what it is."""


@dataclass(frozen=True, slots=True, eq=False)
class Customer:
    """A customer of the area: its number, the wiring it should have, its meter with its own class error, its panels."""

    number: str
    sound: Wiring
    meter: Meter
    generation: Generation | None = None


@dataclass(frozen=True, slots=True, eq=False)
class AreaCurves:
    """What happened on each step, and what each meter made of it.

    ``supply_w``   true power at the busbar of the transformer, (steps,); negative where the area feeds back
    ``loss_w``     summed over the lines behind it, (steps,)
    ``unmetered_w``  taken by nobody's hooks and lamps, (steps,)
    ``metered``    one for each customer: its supply meter, net of generation of which only the surplus is fed in
    ``generation``  one for each customer: its meter of generation, forwards what is produced; None where it has none
    ``fed_in_w``   truly produced at points of their own, (steps,)
    """

    flow: Flow
    supply_w: Series
    loss_w: Series
    unmetered_w: Series
    metered: tuple[Metered, ...]
    generation: tuple[Metered | None, ...]
    fed_in_w: Series

    @property
    def generated_w(self) -> Series:
        """All that is truly produced in the area, (steps,)."""
        return self._sum(self.generation)

    @property
    def used_w(self) -> Series:
        """All that customers truly use, whatever the meters and their panels make of it, (steps,)."""
        return self._sum(self.metered) + self.generated_w - self.fed_in_w

    def unbalanced_w(self) -> Series:
        """Supply and feed-in less true use, unmetered and loss, (steps,): nothing, but for the flow's tolerance."""
        return self.supply_w + self.fed_in_w - self._sum(self.metered) - self.unmetered_w - self.loss_w

    def _sum(self, meters: Sequence[Metered | None]) -> Series:
        total = np.zeros_like(self.supply_w)
        for one in meters:
            if one is not None:
                total += (one.energy_wh[0] - one.export_wh[0]) / HOURS
        return total


def run_area(
    seed: int,
    area: str,
    street: Street,
    customers: Sequence[Customer],
    load_va: NDArray[np.complex128],
    plantings: Sequence[Planting] = (),
    *,
    generation_va: NDArray[np.complex128] | None = None,
    first: int = 0,
    inspected: Mapping[str, Sequence[int]] | None = None,
    live: NDArray[np.bool_] | None = None,
) -> AreaCurves:
    """Solve the area and measure it. ``load_va`` (steps, customers, 3) is what each customer uses.

    The steps are those of the window from ``first`` on, by which plantings count, and ``inspected`` its days on which
    somebody came to look, by the customer's number. On steps that are not ``live``, (steps,), nothing planted acts;
    loads are then given as nothing.
    ``generation_va``, of the same shape, is what its panels give; nothing at customers without ``generation``.
    Raises NoFlow, FedInAstray, Misplanted.
    """
    steps = load_va.shape[0]
    taps = [tap_of(seed, area, street, one, steps, first=first, live=live) for one in plantings if one.effect.on_line]
    acted = [
        planted_at(
            seed,
            area,
            [one for one in plantings if one.customer == place and not one.effect.on_line],
            load_va[:, place],
            street.phases[place],
            first=first,
            inspected=(inspected or {}).get(customer.number, ()),
            live=live,
        )
        for place, customer in enumerate(customers)
    ]
    given = np.zeros_like(load_va) if generation_va is None else generation_va
    _check(customers, acted, given, plantings)
    at_node = np.stack([one.own_va + one.hooked_w for one in acted], axis=1) - given
    flow = _solve(street, at_node, taps)
    volts = flow.voltage[:, street.network.load_node]
    meters, produced, fed_in_w = list[Metered](), list[Metered | None](), np.zeros(steps)
    for place, (one, own) in enumerate(zip(customers, acted, strict=True)):
        net_va, panels = own.own_va, one.generation
        produced.append(None)
        if panels is not None:
            gave = _produced(panels, own, volts[:, place], given[:, place])
            produced[-1] = gave
            if panels.feed_in is FeedIn.SURPLUS:
                net_va = net_va - given[:, place]
            else:
                fed_in_w += (gave.energy_wh[0] - gave.export_wh[0]) / HOURS
        current = np.conj(net_va / volts[:, place])
        hooked_w = own.hooked_w.sum(axis=1)
        meters.append(metered(one.meter, one.sound, own.changes, volts[:, place], current, hooked_w, hours=HOURS))
    return AreaCurves(
        flow,
        flow.transformer_out_w[:, 0],
        flow.line_loss_w.sum(axis=1),
        np.sum([one.watts for one in taps], axis=(0, 2)) if taps else np.zeros(steps),
        tuple(meters),
        tuple(produced),
        fed_in_w,
    )


def _produced(
    panels: Generation, own: Planted, volts: NDArray[np.complex128], given_va: NDArray[np.complex128]
) -> Metered:
    """What the meter of the generation makes of what the panels give and of what goes round through it."""
    current = np.conj((given_va + own.fed_back_w) / volts)
    round_w = -own.fed_back_w.sum(axis=1)
    return metered(panels.meter, panels.sound, own.generation_changes, volts, current, round_w, hours=HOURS)


def _check(
    customers: Sequence[Customer],
    acted: Sequence[Planted],
    given_va: NDArray[np.complex128],
    plantings: Sequence[Planting],
) -> None:
    for planting in plantings:
        effect = planting.effect
        if (effect.fed_back or effect.generation_meter) and customers[planting.customer].generation is None:
            raise misplanted(planting, customers[planting.customer].number, "meter of generation", "发电计量表")
    for place, one in enumerate(customers):
        net_va = acted[place].own_va
        if one.generation is None and given_va[:, place].any():
            raise FedInAstray(
                f"customer {one.number} generates and has no meter of generation",
                "Give it a generation, or nothing to generate.",
                message_zh=f"客户 {one.number} 有发电出力，但没有发电计量表",
                remedy_zh="请为其配置发电计量，或取消发电出力。",
            )
        if one.generation is not None and one.generation.feed_in is FeedIn.SURPLUS:
            net_va = net_va - given_va[:, place]
        if one.meter.law is RegisterLaw.SUM and (net_va.real.sum(axis=1) < -_HAIR_W).any():
            raise FedInAstray(
                f"customer {one.number} feeds in, and its meter adds both ways into one register",
                "Give it a meter that counts forwards and backwards apart.",
                message_zh=f"客户 {one.number} 有上网电量，但其电能表将正反向电量合并计量",
                remedy_zh="请为其配置正反向分别计量的双向电能表。",
            )


def _solve(street: Street, load_va: NDArray[np.complex128], taps: Sequence[Tap]) -> Flow:
    network = street.network
    if taps:
        nodes = np.concatenate([network.load_node, np.array([one.node for one in taps], np.int32)])
        network = replace(network, load_node=nodes)
        load_va = np.concatenate([load_va, np.stack([one.watts for one in taps], axis=1)], axis=1)
    return solve(network, load_va.real, load_va.imag)
