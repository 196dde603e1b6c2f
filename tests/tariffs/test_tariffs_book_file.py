"""A book in YAML: numbers are exact, faults have a place, and what is not known is not guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from worked_bills import BOOK, TOWN

from jicha.tariffs.book_file import BadBook, load_book, read_book, shipped


def test_numbers_and_dates_are_read_exactly_and_only_true_false_and_null_are_values() -> None:
    home = BOOK.items[0]
    assert str(home.prices[0].price) == "0.60"
    assert home.prices[0].valid_from == date(2020, 1, 1)
    assert home.prices[0].valid_to is None
    assert home.tiered is True
    assert BOOK.region == "36"
    assert [one.percent for one in BOOK.waivers] == [Decimal(100), Decimal(40)]


def test_hours_are_not_taken_for_numbers_of_base_sixty() -> None:
    assert BOOK.calendars[0].hours[0].spans == ("16:00-22:00",)


def test_what_is_no_yaml_is_refused_with_its_line() -> None:
    with pytest.raises(BadBook) as error:
        read_book("book: [town\nregion: 36", "town.yaml")
    assert error.value.faults[0].place.startswith("town.yaml:2:")


def test_every_fault_of_a_book_is_named_by_its_place() -> None:
    text = TOWN.replace("price: 0.63", "price: cheap").replace("tiered: true", "teired: true", 1)
    with pytest.raises(BadBook) as error:
        read_book(text, "town.yaml")
    assert sorted(one.message.split(":")[0] for one in error.value.faults) == [
        "items[0].teired",
        "items[1].prices[0].price",
    ]
    assert "Did you mean tiered?" in error.value.faults[0].remedy


def test_a_unit_that_is_none_is_a_fault_of_the_book() -> None:
    with pytest.raises(BadBook, match="CNY/kwh is no unit of a price"):
        read_book(TOWN.replace("price: 0.63, unit: CNY/kWh", "price: 0.63, unit: CNY/kwh"), "town.yaml")


def test_yaml_cannot_call_anything() -> None:
    with pytest.raises(BadBook):
        read_book("!!python/object/apply:os.system [true]")


def test_a_book_is_loaded_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "town.yaml"
    path.write_text(TOWN, encoding="utf-8")
    assert load_book(str(path)) == BOOK


def test_a_book_that_does_not_exist_is_answered_with_those_that_ship() -> None:
    with pytest.raises(BadBook, match="there is no price book nowhere") as error:
        load_book("nowhere")
    assert "没有电价本 nowhere" in error.value.faults[0].chinese


def test_every_book_that_ships_can_be_read_by_its_name() -> None:
    assert [load_book(name).book for name in shipped()] == list(shipped())


def test_of_two_prices_under_one_key_none_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "town.yaml"
    path.write_text(TOWN.replace("price: 0.60, unit", "price: 0.60, price: 0.70, unit"), encoding="utf-8")
    with pytest.raises(BadBook, match="price is given twice") as error:
        load_book(str(path))
    assert error.value.faults[0].line > 0


def test_a_book_in_another_encoding_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "town.yaml"
    path.write_bytes(TOWN.encode("gb18030"))
    with pytest.raises(BadBook, match="this is not UTF-8") as error:
        load_book(str(path))
    assert error.value.faults[0].remedy == "Save the file as UTF-8."
