"""After a load the store holds exactly the prices of the book for its region, and still knows what it held before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from price_store import book_file, deliver, held, in_order, made, moment
from region_book import BOOK, REGION, changed

from jicha.store.invariants import check_invariants
from jicha.store.store import Store
from jicha.tariffs import deliver as deliveries
from jicha.tariffs.book_file import BadBook, read_book
from jicha.tariffs.compile import CannotCompile, tables_of
from jicha.tariffs.deliver import ForeignPrices, LaterPrices, WrittenMeanwhile, load_prices
from jicha.tariffs.replacement import Replacement

# From another day on, at another price, without waivers: rows are changed, added and taken away.
OTHER = changed(
    ("price: 0.54", "price: 0.55"),
    ("valid_to: 2019-07-01,\n         source: old", "valid_to: 2019-08-01,\n         source: old"),
    ("price: 0.55, unit: CNY/kWh, valid_from: 2019-07-01", "price: 0.55, unit: CNY/kWh, valid_from: 2019-08-01"),
    (REGION[REGION.index("waivers:") : REGION.index("scopes:")], ""),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made(tmp_path / "store")


def test_a_loaded_book_is_read_as_it_was_compiled(root: Path, tmp_path: Path) -> None:
    loaded = load_prices(root, book_file(tmp_path), received_at=moment(2))
    assert loaded.batch is not None
    assert loaded.editions == 5
    assert held(root) == in_order(tables_of(BOOK))


def test_the_same_book_again_writes_nothing(root: Path, tmp_path: Path) -> None:
    first = load_prices(root, book_file(tmp_path), received_at=moment(2))
    again = load_prices(root, book_file(tmp_path), received_at=moment(3))
    assert again.batch is None
    assert [one.written for one in again.replacements] == [0] * len(again.replacements)
    assert sum(one.same for one in again.replacements) == first.batch.rows_accepted if first.batch else 0
    assert len(Store.open(root).snapshot().batches) == 2


def test_a_changed_book_takes_the_place_of_the_one_before_and_may_come_back(root: Path, tmp_path: Path) -> None:
    texts = [REGION, OTHER, REGION, OTHER]
    for number, text in enumerate(texts, start=2):
        load_prices(root, book_file(tmp_path, text), received_at=moment(number))
        assert held(root) == in_order(tables_of(read_book(text)))
    for number, text in enumerate(texts, start=2):
        assert held(root, as_of=moment(number, 12)) == in_order(tables_of(read_book(text)))
    assert held(root, "price_book", as_of=moment(1, 12)) == {"price_book": []}
    assert check_invariants(Store.open(root)) == []


def test_what_a_changed_book_does_is_counted_row_by_row(root: Path, tmp_path: Path) -> None:
    load_prices(root, book_file(tmp_path), received_at=moment(2))
    found = {
        one.table: one for one in load_prices(root, book_file(tmp_path, OTHER), received_at=moment(3)).replacements
    }
    books = found["price_book"]  # 99@2019-01-01 lasts longer, 99@2019-07-01 goes, 99@2019-08-01 comes
    assert (books.added.num_rows, books.changed, books.voided, books.same) == (1, 1, 1, 3)
    assert (found["component_waiver"].voided, found["tier_rule"].written) == (1, 0)


def test_on_every_day_exactly_one_edition_is_in_force_after_any_load(root: Path, tmp_path: Path) -> None:
    for number, text in enumerate([REGION, OTHER], start=2):
        load_prices(root, book_file(tmp_path, text), received_at=moment(number))
    books = held(root, "price_book")["price_book"]
    for number in range(0, 2700, 7):
        day = date(2019, 1, 1) + timedelta(number)
        assert (
            sum(one["valid_from"] <= day and (one["valid_to"] is None or day < one["valid_to"]) for one in books) == 1
        )


def test_books_of_two_regions_lie_side_by_side(root: Path, tmp_path: Path) -> None:
    load_prices(root, book_file(tmp_path), received_at=moment(2))
    dale = changed(('region: "99"', 'region: "98"'), ("book: hill", "book: dale"), ("price: 0.54", "price: 0.51"))
    load_prices(root, book_file(tmp_path, dale, "dale.yaml"), received_at=moment(3))
    found = held(root)
    assert {row["region"] for row in found["price_book"]} == {"98", "99"}
    assert len(found["power_factor_step"]) == 303
    assert [row for row in found["tier_rule"] if row["region"] == "99"] == in_order(tables_of(BOOK))["tier_rule"]


def test_prices_that_the_utility_delivered_are_not_overrun_unless_that_is_asked(root: Path, tmp_path: Path) -> None:
    own = {"book_id": "own", "region": "99", "valid_from": date(2020, 1, 1), "book_status": "in_force"}
    step = {"power_factor_standard": "std_085", "power_factor": Decimal("0.97"), "percent": Decimal(-1)}
    deliver(Store.open(root), moment(2), price_book=[own], power_factor_step=[step])
    with pytest.raises(ForeignPrices, match=r"region 99 has prices .* \(rows: price_book 1\)") as error:
        load_prices(root, book_file(tmp_path), received_at=moment(3))
    assert "--instead" in error.value.faults[0].chinese
    load_prices(root, book_file(tmp_path), received_at=moment(3), instead=True)
    found = held(root)
    assert found["price_book"] == in_order(tables_of(BOOK))["price_book"]
    assert [row["percent"] for row in found["power_factor_step"] if row["source"] is None] == [Decimal(-1)]
    assert len(found["power_factor_step"]) == 303


def test_a_book_with_a_fault_is_not_loaded_and_every_fault_is_told(root: Path, tmp_path: Path) -> None:
    text = changed(("source: heard", "source: rumour"), ("cycle: month", "cycle: week"))
    with pytest.raises(BadBook) as error:
        load_prices(root, book_file(tmp_path, text), received_at=moment(2))
    assert len(error.value.faults) == 3  # an unknown cycle, two cycles of one household, a source that is not listed
    seasonal = changed(("price: 0.54,", "price: 0.54, months: [1,2,3,4,5,6,7,8,9,10,11,12],"))
    with pytest.raises(CannotCompile):
        load_prices(root, book_file(tmp_path, seasonal), received_at=moment(2))
    assert held(root, "price_book") == {"price_book": []}


def test_a_load_before_another_is_refused_since_the_other_would_stay_in_force(root: Path, tmp_path: Path) -> None:
    load_prices(root, book_file(tmp_path), received_at=moment(3))
    for received in (moment(2), moment(3)):
        with pytest.raises(LaterPrices, match="2026-01-03 00:00:00 UTC"):
            load_prices(root, book_file(tmp_path, OTHER), received_at=received)


def test_what_is_written_between_the_look_and_the_write_stops_the_load(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = deliveries._replacements

    def slow(*arguments: Any, **named: Any) -> Iterator[Replacement]:
        yield from original(*arguments, **named)
        deliver(Store.open(root), datetime(2026, 1, 2, 6), org=[{"org_id": "new"}])

    monkeypatch.setattr(deliveries, "_replacements", slow)
    with pytest.raises(WrittenMeanwhile):
        load_prices(root, book_file(tmp_path), received_at=moment(3))
    assert held(root, "price_book") == {"price_book": []}


def own_fee(kind: str, day: date) -> dict[str, Any]:
    return {"region": "99", "fee_kind": kind, "supply_voltage": "ac_10_kv", "valid_from": day, "allowed": True}


def test_the_utilitys_own_list_of_a_kind_of_fee_stays_and_that_of_the_country_gives_way(
    root: Path, tmp_path: Path
) -> None:
    own = [own_fee("meter_move", date(2015, 1, 1)), own_fee("high_reliability", date(2015, 1, 1))]
    deliver(Store.open(root), moment(2), fee_standard=own)
    load_prices(root, book_file(tmp_path), received_at=moment(3))
    rows = held(root, "fee_standard")["fee_standard"]
    assert [row["valid_from"] for row in rows if row["fee_kind"] == "meter_move"] == [date(2015, 1, 1)]
    assert [row["allowed"] for row in rows if row["fee_kind"] == "high_reliability"] == [True]
    assert {row["allowed"] for row in rows if row["fee_kind"] == "card"} == {True, False}
    assert load_prices(root, book_file(tmp_path), received_at=moment(4)).batch is None


def test_a_list_that_comes_after_the_book_takes_its_place_at_the_next_load(root: Path, tmp_path: Path) -> None:
    load_prices(root, book_file(tmp_path), received_at=moment(2))
    deliver(Store.open(root), moment(3), fee_standard=[own_fee("card", date(2015, 1, 1))])
    load_prices(root, book_file(tmp_path), received_at=moment(4))
    rows = held(root, "fee_standard")["fee_standard"]
    assert [row["valid_from"] for row in rows if row["fee_kind"] == "card"] == [date(2015, 1, 1)]
