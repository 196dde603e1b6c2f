"""Whose prices hold for a customer, and which readings are settled there."""

from __future__ import annotations

from datetime import date

import pytest

from jicha.audit.rate.place import region_of, settled_of
from jicha.audit.rate.rows import Rows
from jicha.tariffs.errors import MissingInput

UNITS = [{"org_id": "city", "parent_org_id": None}, {"org_id": "station", "parent_org_id": "city"}]
PLACE = {"org_id": "city", "region": "36", "valid_from": date(2020, 1, 1), "valid_to": None}


def test_a_unit_has_the_region_of_the_nearest_unit_above_it() -> None:
    rows = Rows({"org": UNITS, "price_region": [PLACE]})
    assert region_of(rows, {"customer_id": "c", "org_id": "station"}, date(2026, 1, 1)) == "36"


def test_a_unit_without_a_region_has_none() -> None:
    with pytest.raises(MissingInput):
        region_of(Rows({"org": UNITS}), {"customer_id": "c", "org_id": "station"}, date(2026, 1, 1))


def test_a_reading_counts_once_a_person_has_confirmed_it() -> None:
    row = {"region": "36", "convention": "money_rounding", "choice": "half_up", "valid_from": date(2020, 1, 1),
           "valid_to": None, "confirmed_by": "Li Ming", "confirmed_on": date(2020, 1, 1)}  # fmt: skip
    proposed = row | {"convention": "loss_rounding", "choice": "exact", "confirmed_by": None}
    settled = settled_of(Rows({"convention": [row, proposed]}), "36", date(2026, 1, 1))
    assert dict(settled.choices) == {"money_rounding": "half_up"}
