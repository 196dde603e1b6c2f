"""Whether exactly 160 kVA falls under the standard of 0.90: told by the standards that such customers are billed by."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.audit.calibrate.population import BILLS
from jicha.audit.calibrate.votes import Votes
from jicha.engine.engine import Engine

CONVENTION = "threshold_160"
FACT = "standard_090"
_ROWS = "calibrate_standards"
# What industry at high voltage is held to above the limit, and otherwise.
_SHOWS = {"inclusive": "std_090", "exclusive": "std_085"}


def find_standards(engine: Engine) -> None:
    """Keep the bills of exactly 160 kVA, with the standard that the bill carries, or else its point.

    The facts and the bills of the window must stand in the engine.
    """
    engine.materialize(
        _ROWS,
        "SELECT p.bill_id, p.region, p.org_id, p.price_code, p.month, p.period_start, "
        "COALESCE(b.power_factor_standard, q.power_factor_standard) AS standard "
        f"FROM {FACT} AS s INNER JOIN {BILLS} AS p ON p.bill_id = s.bill_id "
        "INNER JOIN bill AS b ON b.bill_id = s.bill_id LEFT JOIN point AS q ON q.point_id = b.point_id "
        "WHERE s.at_limit AND COALESCE(b.power_factor_standard, q.power_factor_standard) IS NOT NULL",
    )


def standards_of(engine: Engine, region: str) -> tuple[Votes, pa.Table]:
    """The votes of a region's bills, and whose they are. A standard that neither reading asks for speaks for none."""
    rows = engine.query(f"SELECT * FROM {_ROWS} ORDER BY bill_id")
    rows = rows.filter(pc.equal(rows["region"], region))
    standards = np.asarray(rows["standard"].to_pylist(), object)
    shown = {choice: standards == standard for choice, standard in _SHOWS.items()}
    return Votes(np.ones(rows.num_rows, bool), shown, shown), rows
