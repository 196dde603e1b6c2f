"""Bills rated again as hypothetical readings make them, beside what was billed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jicha.engine.engine import Engine
from jicha.facts.registers.exact import whole
from jicha.pages.page import Page
from jicha.pages.stage import keep_fact

EXPECTED = "expected_bill"
COMPONENTS = ("quantity", "energy", "tier", "capacity", "power_factor", "difference", "relief", "surcharge", "total")
NOT_COMPUTED = "not_computed"  # nothing is missing that has a name, and yet there is no total

_COLUMNS = ", ".join(f"e.{name}_difference" for name in COMPONENTS[1:])
_SQL = (
    "SELECT e.bill_id, e.unsure, e.total_money, b.kwh - e.expected_kwh AS quantity_difference, "
    f"{_COLUMNS} FROM expected_bill AS e LEFT JOIN bill AS b ON b.bill_id = e.bill_id ORDER BY e.bill_id"
)


@dataclass(frozen=True, slots=True)
class Rerated:
    """Bills in the order of their ids: why unsure, and by component billed less expected (fen; quantity in Wh)."""

    bill_id: pa.StringArray
    unsure: pa.StringArray
    sure: npt.NDArray[np.bool_]
    off: Mapping[str, npt.NDArray[np.int64]]
    known: Mapping[str, npt.NDArray[np.bool_]]

    def agrees(self, component: str) -> npt.NDArray[np.bool_]:
        """Where what was billed is known and the same to the fen."""
        found: npt.NDArray[np.bool_] = self.known[component] & (self.off[component] == 0)
        return found

    @property
    def whole(self) -> npt.NDArray[np.bool_]:
        """The bills whose total, and every component they state, is the same to the fen."""
        found = self.sure & self.agrees("total")
        for name in COMPONENTS:
            found &= ~self.known[name] | (self.off[name] == 0)
        return found

    def with_these(self, others: Rerated) -> Rerated:
        """The same bills, with those of ``others`` in their place."""
        at = pc.is_in(self.bill_id, value_set=others.bill_id).to_numpy(zero_copy_only=False)
        return Rerated(
            bill_id=self.bill_id,
            unsure=pc.replace_with_mask(self.unsure, pa.array(at), others.unsure),
            sure=_put(self.sure, at, others.sure),
            off={name: _put(values, at, others.off[name]) for name, values in self.off.items()},
            known={name: _put(values, at, others.known[name]) for name, values in self.known.items()},
        )


def _put(values: npt.NDArray[Any], at: npt.NDArray[np.bool_], others: npt.NDArray[Any]) -> npt.NDArray[Any]:
    found = values.copy()
    found[at] = others
    return found


def rerate(engine: Engine, page: Page, sql: str) -> Rerated:
    """Compute ``expected_bill`` by its page's bound ``sql`` over what stands in the engine, and read it."""
    keep_fact(engine, page, sql)
    rows = engine.query(_SQL)
    unsure = rows["unsure"].combine_chunks()
    blank = pc.and_(pc.is_null(unsure), pc.is_null(rows["total_money"].combine_chunks()))
    unsure = pc.if_else(blank, NOT_COMPUTED, unsure)
    amounts = {name: whole(rows[f"{name}_difference"]) for name in COMPONENTS}
    return Rerated(
        bill_id=rows["bill_id"].combine_chunks(),
        unsure=unsure,
        sure=pc.is_null(unsure).to_numpy(zero_copy_only=False),
        off={name: one.values for name, one in amounts.items()},
        known={name: one.known for name, one in amounts.items()},
    )
