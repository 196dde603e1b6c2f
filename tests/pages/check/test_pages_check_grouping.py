"""GROUP BY: one value per group, and aggregates only where rows are grouped."""

from planted import codes, judging, rule, the_fault

from jicha.pages.page import Page


def _grouped(columns: str, group: str = "b.customer_id") -> Page:
    return rule(f"SELECT b.customer_id AS subject_id, {columns} AS breach\nFROM bill AS b\nGROUP BY {group}",
                subject="{customer: customer_id}", front="needs: {few_rows: breach}")  # fmt: skip


def test_a_column_without_one_value_per_group_is_refused() -> None:
    fault = the_fault(_grouped("b.kwh > 0"), "not-grouped")
    assert (fault.at, fault.message) == ("b.kwh > 0 AS breach", "b.kwh has no one value per group")


def test_grouped_columns_expressions_and_aggregates_pass() -> None:
    assert codes(_grouped("sum(b.kwh) > 0")) == []
    assert "not-grouped" not in codes(
        _grouped("month_start(b.read_on) > :today", "b.customer_id, month_start(b.read_on)")
    )
    assert "not-grouped" not in codes(_grouped("count(*) FILTER (WHERE b.kwh > 0) > 1"))


def test_an_aggregate_in_where_or_on_is_refused() -> None:
    page = judging("b.kwh > 0", tables="bill AS b\nWHERE sum(b.kwh) > 0")
    assert (
        the_fault(page, "aggregate-too-early").message
        == "an aggregate stands in WHERE, where rows are still being chosen"
    )
    window = judging("b.kwh > 0", tables="bill AS b\nWHERE row_number() OVER (ORDER BY b.bill_id) = 1")
    assert the_fault(window, "aggregate-too-early").message.startswith("a window stands in WHERE")
