"""How a late fee counts days over the end of a year: told by the fees on arrears that were paid in another year.

What a fee comes to by each reading is computed by the rule that judges late fees, so that both always agree.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from jicha.audit.calibrate.variants import settle
from jicha.audit.calibrate.votes import Votes
from jicha.engine.engine import Engine
from jicha.facts.registers.exact import whole
from jicha.pages.judge import Window, page_sql
from jicha.pages.library import Library
from jicha.tariffs.conventions import CHOICES

CONVENTION = "late_fee_year_end"
RULE = "BIL-055"
_ROWS = "calibrate_late_fees"


def find_late_fees(engine: Engine, library: Library, window: Window, regions: list[str]) -> None:
    """Keep what each late fee over the end of a year, paid in the window, comes to by each reading.

    The facts that the rule reads must stand in the engine. Contracts that were not delivered do not matter here: a fee
    that one of the readings gives to the fen was not computed by the rate of a contract.
    """
    for place, choice in enumerate(CHOICES[CONVENTION]):
        settle(engine, regions, {CONVENTION: choice})
        engine.materialize(f"{_ROWS}_{place}", page_sql(library.pages[RULE], {}, window))
    due = ", ".join(f"r{place}.due_money AS due_{place}" for place in range(len(CHOICES[CONVENTION])))
    joined = "".join(
        f" INNER JOIN {_ROWS}_{place} AS r{place} ON r{place}.subject_id = r0.subject_id"
        for place in range(1, len(CHOICES[CONVENTION]))
    )
    engine.materialize(
        _ROWS,
        f"SELECT r0.subject_id, r0.region, c.org_id, r0.paid_on, r0.period AS month, r0.first_day AS period_start, "
        f"r0.money, {due} FROM {_ROWS}_0 AS r0{joined} "
        "INNER JOIN late_fee AS f ON f.late_fee_id = r0.subject_id "
        "LEFT JOIN customer AS c ON c.customer_id = f.customer_id WHERE r0.over_year_end",
    )


def late_fees_of(engine: Engine, region: str, window: Window) -> tuple[Votes, pa.Table]:
    """The votes of a region's late fees, and whose they are."""
    rows = engine.query(f"SELECT * FROM {_ROWS} ORDER BY subject_id")
    paid = rows["paid_on"]
    kept = pc.and_(
        pc.equal(rows["region"], region),
        pc.and_(pc.greater_equal(paid, window.start), pc.less(paid, window.end)),
    )
    rows = rows.filter(kept)
    billed = whole(rows["money"].cast(pa.decimal128(18, 2)))
    due = [whole(rows[f"due_{place}"].cast(pa.decimal128(18, 2))) for place in range(len(CHOICES[CONVENTION]))]
    tells = billed.known & (due[0].values != due[1].values)
    for one in due:
        tells &= one.known
    fits = {choice: tells & (one.values == billed.values) for choice, one in zip(CHOICES[CONVENTION], due, strict=True)}
    return Votes(tells, fits, fits), rows
