"""Which customers a change touches: those with the price, in units that have the region on the day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from price_store import CITY, STATION, book_file, deliver, made, moment
from region_book import BOOK

from jicha.store.store import Store
from jicha.tariffs.deliver import load_prices
from jicha.tariffs.diff import changes_on
from jicha.tariffs.settle import RegionOfUnit, use_region
from jicha.tariffs.touched import codes_touched, touched

JULY, JUNE_2025, NEW_YEAR = date(2019, 7, 1), date(2025, 6, 1), date(2026, 1, 1)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("touched")
    root = made(folder / "store")
    load_prices(root, book_file(folder), received_at=moment(2))
    use_region(root, RegionOfUnit(CITY, "99", date(2019, 6, 1)), received_at=moment(3))
    deliver(Store.open(root), moment(4), point=[{"point_id": "gone", "customer_id": "c3", "price_code": "1001",
                                                "point_status": "withdrawn"}])  # fmt: skip
    return root


def test_a_change_is_about_the_codes_of_the_prices_that_it_reaches() -> None:
    # On 1 July 2019 the household price changes, and a fund that the household price contains and the others pay.
    assert codes_touched(BOOK, changes_on(BOOK, JULY), JULY) == ("1001", "1002", "2001", "HOME", "MILL", "SHOP")
    # Ratios and hours are about the prices of their calendar; a waiver about two-part prices.
    assert codes_touched(BOOK, changes_on(BOOK, JUNE_2025), JUNE_2025) == ("2001", "MILL")
    assert "MILL" in codes_touched(BOOK, changes_on(BOOK, NEW_YEAR), NEW_YEAR)
    # A price that ends touches who still has it.
    assert "SHOP" in codes_touched(BOOK, changes_on(BOOK, NEW_YEAR), NEW_YEAR)


def test_customers_are_counted_by_unit_and_price_and_each_point_is_listed(root: Path) -> None:
    found = touched(root, "99", ("1001", "2001"), JULY)
    assert [(row["point_id"], row["customer_id"], row["price_code"]) for row in found.points.to_pylist()] == [
        ("p1", "c1", "1001"), ("p2", "c2", "1001"), ("p3", "c2", "2001"),
    ]  # fmt: skip
    assert [(one["org_id"], one["price_code"], one["customers"]) for one in found.counted()] == [
        (STATION, "1001", 2), (STATION, "2001", 1),
    ]  # fmt: skip
    assert found.units == 3


def test_nobody_is_touched_where_no_unit_has_the_region_on_that_day(root: Path) -> None:
    for region, day in (("98", JULY), ("99", date(2019, 5, 31))):
        found = touched(root, region, ("1001",), day)
        assert (found.units, found.points.num_rows) == (0, 0)
