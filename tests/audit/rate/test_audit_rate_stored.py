"""One stored bill: the worksheet, the issued bill beside it, and what is open or lacking."""

from __future__ import annotations

from pathlib import Path

import pytest
from rate_compare import UNKNOWN
from rate_seeded import seeded
from rate_store import stored
from rate_world import TODAY

from jicha.audit.rate.case import NoSuchBill
from jicha.audit.rate.rows import Rows
from jicha.audit.rate.stored import rate_rows, rate_stored
from jicha.press.worksheet.ids import without_words
from jicha.tariffs.biller import Rated
from jicha.tariffs.open_readings import OpenBill


def test_a_known_bill_has_its_total_and_the_issued_bill_beside_it() -> None:
    made, every = seeded()
    rows = Rows(made)
    known = [pair for pair in every.values() if not isinstance(pair.by_facts, str)][:25]
    assert known
    for pair in known:
        found = rate_rows(rows, pair.bill_id, TODAY)
        assert isinstance(found, Rated)
        assert not isinstance(pair.by_facts, str)
        assert found.total == pair.by_facts["total_money"]
        (other,) = found.sheet.alternatives
        assert other.title == "bill_beside"
        assert without_words(found.sheet) == ()


def test_what_the_facts_call_unsure_is_open_or_refused() -> None:
    made, every = seeded()
    rows, opened = Rows(made), 0
    for pair in [pair for pair in every.values() if isinstance(pair.by_facts, str)][:60]:
        try:
            found = rate_rows(rows, pair.bill_id, TODAY)
        except UNKNOWN:
            continue
        assert isinstance(found, OpenBill), pair
        assert found.conventions
        opened += 1
    assert opened >= 1


def test_a_bill_whose_energy_was_not_computed_says_so() -> None:
    made, every = seeded()
    known = {pair.bill_id for pair in every.values() if not isinstance(pair.by_facts, str)}
    bill = next(row for row in made["bill"] if row["bill_id"] in known and row["kwh"])
    blind = [row | {"reading_end": None} if row is bill else row for row in made["bill"]]
    rows = Rows({**made, "bill": blind, "bill_register": [], "point": []})
    found = rate_rows(rows, bill["bill_id"], TODAY)
    assert isinstance(found, Rated)
    assert "energy_as_billed" in {one.word for one in found.sheet.remarks}
    assert without_words(found.sheet) == ()


def test_a_store_is_asked_by_the_number_of_the_bill(tmp_path: Path) -> None:
    made, every = seeded()
    snapshot = stored(tmp_path / "store", made).snapshot()
    pair = next(pair for pair in every.values() if not isinstance(pair.by_facts, str))
    found = rate_stored(snapshot, pair.bill_id, TODAY)
    assert isinstance(found, Rated)
    assert not isinstance(pair.by_facts, str)
    assert found.total == pair.by_facts["total_money"]
    with pytest.raises(NoSuchBill):
        rate_stored(snapshot, "none", TODAY)
