"""What a page looks for, told from what it merely joins and shows."""

from dataclasses import replace

import pytest

from jicha.pages.criteria import criterion_columns
from jicha.pages.library import Library

PAGE = Library.shipped().pages["BIL-016"]

SELECTS = {
    "compared with a word": ("b.price_code = 'R1'", {"price_code"}),
    "compared with a parameter": ("b.kwh > :tolerance", {"kwh"}),
    "one of several words": ("b.price_class IN ('residential', 'irrigation')", {"price_class"}),
    "inside a function": ("COALESCE(b.price_class, 'none') = 'residential'", {"price_class"}),
    "between two numbers": ("b.kwh BETWEEN 1 AND 2", {"kwh"}),
    "a condition itself": ("b.time_of_use AND b.kwh > b.reading_kwh", {"time_of_use"}),
    "denied": ("NOT (b.time_of_use)", {"time_of_use"}),
    "the whole criterion": ("b.time_of_use", {"time_of_use"}),
    "in a case": ("CASE WHEN b.time_of_use THEN b.kwh > b.reading_kwh END", {"time_of_use"}),
    "compared with another column": ("b.price_code <> p.price_code", set()),
    "bounding the days of the run": ("b.month >= :run_from", set()),
    "missing": ("b.price_code IS NULL", set()),
}


@pytest.mark.parametrize("name", SELECTS)
def test_the_criterion_is_what_is_compared_with_something_fixed(name: str) -> None:
    breach, wanted = SELECTS[name]
    sql = (
        f"SELECT b.bill_id AS subject_id, b.month AS period, {breach} AS breach, b.section_id "
        "FROM bill AS b LEFT JOIN point AS p ON p.point_id = b.point_id"
    )
    assert criterion_columns(replace(PAGE, sql=sql)) == wanted


def test_the_rule_on_transformer_loss_asks_for_the_side_and_the_loss() -> None:
    assert {"metering_side", "loss_kwh"} <= criterion_columns(PAGE)


def test_the_rule_on_whole_bills_asks_for_no_price_code() -> None:
    asked = criterion_columns(Library.shipped().pages["BIL-048"])
    assert not asked & {"price_code", "price_version", "month", "section_id", "reader_id"}
