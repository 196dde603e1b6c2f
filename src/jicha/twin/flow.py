"""Unbalanced power flow of one area over many steps, by power-grid-model.

Iterative current to 1e-10 is the model of record; it agrees with Newton within 1e-7 V. The linear methods are never
used: their loss is wrong by tens of per cent. A step that does not converge is an error of whoever built the network.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from power_grid_model import (
    CalculationMethod,
    ComponentType,
    DatasetType,
    LoadGenType,
    PowerGridModel,
    WindingType,
    initialize_array,
)
from power_grid_model.errors import PowerGridError

from jicha.terms.errors import JichaError
from jicha.twin.network import Floats, Network

_TOLERANCE = 1e-10
_ITERATIONS = 100


class NoFlow(JichaError):
    """A step for which the network cannot carry its loads."""


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """One result for each step.

    ``voltage``        phase to neutral, V, complex, (steps, nodes, 3)
    ``source_w``       taken from the network above, all phases, (steps,)
    ``transformer_in_w``, ``transformer_out_w``  into and out of each transformer, (steps, transformers)
    ``line_loss_w``    in to one end plus in to the other, of each line, (steps, lines)
    ``transformer_out_va``  out of each transformer by phase, W + j var, (steps, transformers, 3)
    """

    voltage: NDArray[np.complex128]
    source_w: Floats
    transformer_in_w: Floats
    transformer_out_w: Floats
    line_loss_w: Floats
    transformer_out_va: NDArray[np.complex128]


def solve(network: Network, active_w: Floats, reactive_var: Floats, *, threads: int = -1) -> Flow:
    """The flow for constant powers of each load's phases, both of shape (steps, loads, 3). Raises NoFlow.

    ``threads``: -1 works in this thread alone, 0 with all of the machine.
    """
    steps = active_w.shape[0]
    model = PowerGridModel(_input(network))
    loads = _loads(network)
    update = initialize_array(DatasetType.update, ComponentType.asym_load, (steps, len(loads)))
    update["id"] = loads["id"]
    update["p_specified"], update["q_specified"] = active_w, reactive_var
    try:
        found = model.calculate_power_flow(
            symmetric=False,
            error_tolerance=_TOLERANCE,
            max_iterations=_ITERATIONS,
            calculation_method=CalculationMethod.iterative_current,
            update_data={ComponentType.asym_load: update},
            threading=threads,
            output_component_types={
                ComponentType.node: ["u", "u_angle"],
                ComponentType.source: ["p"],
                ComponentType.transformer: ["p_from", "p_to", "q_to"],
                ComponentType.line: ["p_from", "p_to"],
            },
        )
    except PowerGridError as error:
        raise NoFlow(
            f"the network does not carry its loads: {str(error).splitlines()[0]}",
            "Give it thicker lines or a larger transformer, or fewer customers.",
            message_zh="网络无法承载其负荷（潮流不收敛）",
            remedy_zh="请加大导线截面或变压器容量，或减少客户。",
        ) from error
    nodes, lines, transformers = (
        found[one] for one in (ComponentType.node, ComponentType.line, ComponentType.transformer)
    )
    return Flow(
        nodes["u"] * np.exp(1j * nodes["u_angle"]),
        found[ComponentType.source]["p"][:, 0].sum(axis=-1),
        transformers["p_from"].sum(axis=-1),
        -transformers["p_to"].sum(axis=-1),
        (lines["p_from"] + lines["p_to"]).sum(axis=-1),
        -(transformers["p_to"] + 1j * transformers["q_to"]),
    )


def _input(network: Network) -> dict[ComponentType, NDArray[np.void]]:
    """Ids: nodes from 0, then the source, the transformers, the lines and the loads."""
    node = initialize_array(DatasetType.input, ComponentType.node, network.rated_v.size)
    node["id"] = np.arange(node.size)
    node["u_rated"] = network.rated_v
    source = initialize_array(DatasetType.input, ComponentType.source, 1)
    own = network.source
    source["id"], source["node"], source["status"] = node.size, own.node, 1
    source["u_ref"], source["sk"], source["rx_ratio"] = own.voltage_pu, own.short_circuit_va, own.r_to_x
    source["z01_ratio"] = 1.0
    return {
        ComponentType.node: node,
        ComponentType.source: source,
        ComponentType.transformer: _transformers(network),
        ComponentType.line: _lines(network),
        ComponentType.asym_load: _loads(network),
    }


def _transformers(network: Network) -> NDArray[np.void]:
    plates = network.transformers
    table = initialize_array(DatasetType.input, ComponentType.transformer, len(plates))
    table["id"] = network.rated_v.size + 1 + np.arange(len(plates))
    for column, values in {
        "from_node": [one.high for one in plates],
        "to_node": [one.low for one in plates],
        "u1": [one.high_v for one in plates],
        "u2": [one.low_v for one in plates],
        "sn": [one.rated_va for one in plates],
        "uk": [one.short_circuit_voltage for one in plates],
        "pk": [one.load_loss_w for one in plates],
        "i0": [one.no_load_current for one in plates],
        "p0": [one.no_load_loss_w for one in plates],
        "clock": [one.clock for one in plates],
    }.items():
        table[column] = values
    table["from_status"] = table["to_status"] = 1
    table["winding_from"], table["winding_to"] = WindingType.delta, WindingType.wye_n
    table["tap_side"], table["tap_pos"], table["tap_min"], table["tap_max"], table["tap_size"] = 0, 0, 0, 0, 0.0
    return table


def _lines(network: Network) -> NDArray[np.void]:
    lines = network.lines
    table = initialize_array(DatasetType.input, ComponentType.line, lines.start.size)
    table["id"] = network.rated_v.size + 1 + len(network.transformers) + np.arange(table.size)
    table["from_node"], table["to_node"] = lines.start, lines.end
    table["from_status"] = table["to_status"] = 1
    table["r1"], table["x1"], table["r0"], table["x0"] = lines.r1, lines.x1, lines.r0, lines.x0
    table["c1"] = table["c0"] = table["tan1"] = table["tan0"] = 0.0
    return table


def _loads(network: Network) -> NDArray[np.void]:
    table = initialize_array(DatasetType.input, ComponentType.asym_load, network.load_node.size)
    first = network.rated_v.size + 1 + len(network.transformers) + network.lines.start.size
    table["id"] = first + np.arange(table.size)
    table["node"] = network.load_node
    table["status"], table["type"] = 1, LoadGenType.const_power
    table["p_specified"] = table["q_specified"] = 0.0
    return table
