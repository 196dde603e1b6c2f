"""Types of literals, parameters and columns."""

from decimal import Decimal

from sqlglot import exp

from jicha.pages.check import Catalogue
from jicha.pages.check.given import is_date, type_of_column, type_of_literal, type_of_parameter
from jicha.pages.check.sqltype import DATE, INTEGER, decimal
from jicha.pages.page import Parameter
from jicha.terms.units import Quantity


def test_a_literal_has_the_digits_it_is_written_with() -> None:
    assert type_of_literal(exp.Literal.number("12.50")) == decimal(2, 2)
    assert type_of_literal(exp.Literal.number("0.6")) == decimal(0, 1)
    assert type_of_literal(exp.Literal.number("1e5")).name == "unknown"
    assert type_of_literal(exp.Literal.string("x")).words == {"x"}


def test_a_parameter_has_room_for_the_values_of_others() -> None:
    assert type_of_parameter(Parameter("a", Quantity(Decimal("0.01")), "", 1)) == decimal(7, 2)
    assert type_of_parameter(Parameter("a", Quantity(Decimal(3)), "", 1)) == INTEGER


def test_an_identifier_knows_whose_it_is() -> None:
    tables = Catalogue.of().tables
    bill = tables["bill"]
    assert type_of_column(bill, bill.by_name["bill_id"]).identifies == ("bill", "bill_id")
    assert type_of_column(bill, bill.by_name["reader_id"]).identifies == ("staff", "staff_id")
    assert type_of_column(bill, bill.by_name["meter_code"]).identifies is None
    assert type_of_column(bill, bill.by_name["read_on"]) == DATE


def test_a_date_is_one_of_the_calendar() -> None:
    assert is_date("2024-02-29")
    assert not is_date("2023-02-29")
    assert not is_date("2024-2-9")
