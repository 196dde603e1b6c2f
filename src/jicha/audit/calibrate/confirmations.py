"""What named persons have confirmed so far, by region and convention."""

from __future__ import annotations

from collections.abc import Mapping

from jicha.audit.calibrate.result import Confirmed
from jicha.audit.calibrate.variants import SETTLED
from jicha.engine.engine import Engine
from jicha.pages.judge import Window
from jicha.pages.library import Library
from jicha.pages.stage import compute_fact

Confirmations = Mapping[tuple[str, str], Confirmed]


def confirmations(engine: Engine, library: Library, window: Window) -> Confirmations:
    """The readings that hold at the end of the window: those that the rules would take."""
    compute_fact(engine, library.pages[SETTLED], {}, window)
    rows = engine.query(
        "SELECT s.region, s.convention, s.choice, v.confirmed_by, v.valid_from FROM settled_choice AS s "
        "INNER JOIN convention AS v ON v.region = s.region AND v.convention = s.convention AND v.choice = s.choice "
        "WHERE v.confirmed_by IS NOT NULL AND v.confirmed_on IS NOT NULL "
        f"AND v.valid_from < CAST('{window.end}' AS DATE) ORDER BY v.valid_from"
    ).to_pylist()
    return {
        (row["region"], row["convention"]): Confirmed(row["choice"], row["confirmed_by"], row["valid_from"])
        for row in rows
    }
