"""The tables in reach of a page."""

from planted import fact, judging

from jicha.pages.check import Catalogue, Origin
from jicha.pages.library import Library


def test_a_fact_is_a_table_with_its_declared_columns_and_key() -> None:
    energy = fact("energy", ["customer_id: [text, '', Customer, 客户]", "kwh: ['decimal(18,3)', kWh, Energy, 电量]"],
                  "SELECT customer_id, sum(kwh) AS kwh FROM bill GROUP BY customer_id")  # fmt: skip
    table = Catalogue.of([energy]).tables["energy"]
    assert (table.origin, table.key, table.reads) == (Origin.FACT, ("customer_id",), {"bill"})
    assert (table.by_name["kwh"].unit, table.by_name["kwh"].nullable) == ("kWh", True)


def test_rules_are_no_tables_but_known_by_code() -> None:
    catalogue = Catalogue.of(Library.of([judging("b.kwh > 0")]))
    assert "BIL-016" in catalogue.rules
    assert "BIL-016" not in catalogue.tables
    assert catalogue.tables["bill"].origin is Origin.CANONICAL
