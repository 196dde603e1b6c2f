"""A book made of stored rows prices as the rows say."""

from __future__ import annotations

from rate_seeded import seeded

from jicha.audit.rate.book import book_of
from jicha.audit.rate.rows import Rows


def test_each_price_of_a_region_is_in_its_book() -> None:
    made, _ = seeded()
    rows = Rows(made)
    regions = {row["region"] for row in made["price_book"] if row["book_status"] == "in_force"}
    for region in regions:
        book = book_of(rows, region)
        ids = {row["book_id"] for row in made["price_book"] if row["region"] == region}
        codes = {row["price_code"] for row in made["price_item"] if row["book_id"] in ids}
        assert {one.code for one in book.items} <= codes
        assert book.region == region


def test_a_region_without_rows_has_an_empty_book() -> None:
    assert book_of(Rows({}), "36").items == ()
