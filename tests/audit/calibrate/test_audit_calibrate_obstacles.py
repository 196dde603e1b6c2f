"""All that is lacking is said at once, in both languages, with what to do."""

from __future__ import annotations

import pytest

from jicha.audit.calibrate.obstacles import (
    NothingToCalibrate,
    refuse_without_bills_and_prices,
    refuse_without_region,
)
from jicha.audit.calibrate.population import BILLS
from jicha.engine.duckdb import DuckDbEngine


@pytest.mark.parametrize(("bills", "books", "faults"), [(0, 0, 2), (1, 0, 1), (0, 1, 1), (1, 1, 0)])
def test_bills_and_prices_must_be_there(bills: int, books: int, faults: int) -> None:
    with DuckDbEngine(threads=1) as engine:
        for name, rows in ((BILLS, bills), ("price_book", books)):
            engine.materialize(name, f"SELECT 'x' AS name WHERE 1 = {rows}")
        if not faults:
            refuse_without_bills_and_prices(engine)
            return
        with pytest.raises(NothingToCalibrate) as caught:
            refuse_without_bills_and_prices(engine)
    assert len(caught.value.faults) == faults
    assert all(one.message_zh and "jicha" in one.remedy and "jicha" in one.remedy_zh for one in caught.value.faults)


def test_one_region_is_enough() -> None:
    refuse_without_region({None: 5, "36": 1})
    with pytest.raises(NothingToCalibrate, match="jicha tariffs use"):
        refuse_without_region({None: 5})
