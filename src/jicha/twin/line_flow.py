"""A line of 10 kV over many steps: what its head gives, what its sections lose, the voltage at each transformer.

The flow is symmetrical: behind transformers Dyn11 the unevenness of an area mostly stays below, and each tap counts by
its three phases together. Losses of the transformers themselves are no part of it: they are in what a tap takes.
On days without a flow the loss is fitted like that of an area.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from power_grid_model import (
    CalculationMethod,
    ComponentType,
    DatasetType,
    LoadGenType,
    PowerGridModel,
    initialize_array,
)
from power_grid_model.errors import PowerGridError

from jicha.twin.flow import NoFlow
from jicha.twin.line import Line
from jicha.twin.meter import Phasors, Series
from jicha.twin.network import Floats
from jicha.twin.streams import Stream
from jicha.twin.street import HIGH_V
from jicha.twin.surrogate import SAMPLES, LossModel, scaled, spread_steps

_TOLERANCE = 1e-11
_ITERATIONS = 100
_STIFF_VA = 1e18  # the voltage given is that of the busbar itself


@dataclass(frozen=True, slots=True, eq=False)
class LineCurves:
    """One result for each step.

    ``supply_va``  given by the head of the line, W + j var, (steps,); negative where it feeds back
    ``loss_w``     of each section, (steps, sections)
    ``taken_va``   as it was given, (steps, taps)
    ``tap_v``      phase to phase at each tap, V, (steps, taps)
    """

    supply_va: Phasors
    loss_w: Series
    taken_va: Phasors
    tap_v: Series

    def unbalanced_w(self) -> Series:
        """What the head gives less what is taken and lost, (steps,): nothing, but for the flow's tolerance."""
        balance: Series = self.supply_va.real - self.taken_va.real.sum(axis=1) - self.loss_w.sum(axis=1)
        return balance


def run_line(line: Line, busbar_pu: Series, taken_va: Phasors, *, threads: int = -1) -> LineCurves:
    """Solve the line. ``busbar_pu`` (steps,) of 10 kV at the substation, ``taken_va`` (steps, taps) W + j var.

    ``threads`` as for ``flow.solve``. Raises NoFlow.
    """
    model = PowerGridModel(_input(line))
    loads = _loads(line)
    update = initialize_array(DatasetType.update, ComponentType.sym_load, taken_va.shape)
    update["id"], update["p_specified"], update["q_specified"] = loads["id"], taken_va.real, taken_va.imag
    source = initialize_array(DatasetType.update, ComponentType.source, (taken_va.shape[0], 1))
    source["id"], source["u_ref"] = line.nodes, busbar_pu[:, np.newaxis]
    try:
        found = model.calculate_power_flow(
            symmetric=True,
            error_tolerance=_TOLERANCE,
            max_iterations=_ITERATIONS,
            calculation_method=CalculationMethod.iterative_current,
            update_data={ComponentType.sym_load: update, ComponentType.source: source},
            threading=threads,
            output_component_types={
                ComponentType.node: ["u"],
                ComponentType.source: ["p", "q"],
                ComponentType.line: ["p_from", "p_to"],
            },
        )
    except PowerGridError as error:
        raise NoFlow(
            f"the line does not carry what hangs on it: {str(error).splitlines()[0]}",
            "Give it thicker wires, or fewer transformers.",
            message_zh="10 kV 线路无法承载其负荷（潮流不收敛）",
            remedy_zh="请加大导线截面，或减少所带变压器。",
        ) from error
    head, sections = found[ComponentType.source], found[ComponentType.line]
    return LineCurves(
        head["p"][:, 0] + 1j * head["q"][:, 0],
        sections["p_from"] + sections["p_to"],
        taken_va,
        found[ComponentType.node]["u"][:, line.tap_node],
    )


def fitted_line_loss(
    seed: int, entity: str, line: Line, busbar_pu: Series, taken_va: Phasors, *, samples: int = SAMPLES
) -> LossModel:
    """The model of the line's loss by what its taps take, of which ``loss_w`` then wants W as (steps, taps).

    The main line and the branches have a factor each, and the charging of cables is the constant. Raises NoFlow.
    """
    picked = spread_steps(Stream(seed, entity, "loss sample"), taken_va.real.sum(axis=1), samples)
    curves = run_line(line, busbar_pu[picked], taken_va[picked])
    squares = line.behind() * (np.sqrt(line.ohm) / HIGH_V)[:, np.newaxis]
    branch = (np.arange(line.end.size) >= line.main).astype(np.intp)
    load_w: Floats = np.ascontiguousarray(taken_va[picked].real)
    return scaled(squares[:, :, np.newaxis], branch, load_w, curves.loss_w.sum(axis=1))


def _input(line: Line) -> dict[ComponentType, np.ndarray]:
    """Ids: nodes from 0, then the source, the sections and the loads."""
    node = initialize_array(DatasetType.input, ComponentType.node, line.nodes)
    node["id"], node["u_rated"] = np.arange(node.size), HIGH_V
    source = initialize_array(DatasetType.input, ComponentType.source, 1)
    source["id"], source["node"], source["status"] = node.size, 0, 1
    source["u_ref"], source["sk"], source["rx_ratio"], source["z01_ratio"] = 1.0, _STIFF_VA, 0.1, 1.0
    section = initialize_array(DatasetType.input, ComponentType.line, line.end.size)
    section["id"] = node.size + 1 + np.arange(section.size)
    section["from_node"], section["to_node"] = line.start, line.end
    section["from_status"] = section["to_status"] = 1
    section["r1"], section["x1"], section["c1"], section["tan1"] = line.ohm, line.reactance_ohm, line.farad, 0.0
    return {
        ComponentType.node: node,
        ComponentType.source: source,
        ComponentType.line: section,
        ComponentType.sym_load: _loads(line),
    }


def _loads(line: Line) -> np.ndarray:
    table = initialize_array(DatasetType.input, ComponentType.sym_load, line.tap_node.size)
    table["id"] = line.nodes + 1 + line.end.size + np.arange(table.size)
    table["node"], table["status"], table["type"] = line.tap_node, 1, LoadGenType.const_power
    table["p_specified"] = table["q_specified"] = 0.0
    return table
