"""Windows: a total order, and frames that count alike everywhere."""

from planted import codes, rule, the_fault


def _windowed(expression: str) -> object:
    return rule(f"WITH w AS (SELECT b.bill_id, b.kwh, {expression} AS found_value FROM bill AS b)\n"
                "SELECT w.bill_id AS subject_id, w.kwh > 0 AS breach FROM w")  # fmt: skip


def test_row_number_needs_an_order() -> None:
    fault = the_fault(_windowed("row_number() OVER (PARTITION BY b.customer_id)"), "unstable-order")
    assert fault.message == "row_number has no ORDER BY, so any row may come first"


def test_an_order_in_which_rows_may_be_equal_is_refused() -> None:
    fault = the_fault(_windowed("lag(b.kwh) OVER (PARTITION BY b.customer_id ORDER BY b.month)"), "unstable-order")
    assert fault.at.startswith("lag(b.kwh) OVER")
    assert "b.customer_id, b.month" in fault.message


def test_the_key_in_the_order_makes_it_total() -> None:
    assert codes(_windowed("lag(b.kwh) OVER (PARTITION BY b.customer_id ORDER BY b.month, b.bill_id)")) == []


def test_the_partition_counts_towards_the_key() -> None:
    page = rule("WITH w AS (SELECT r.point_id, r.register, r.day, r.reading, lag(r.reading) OVER (PARTITION BY "
                "r.point_id, r.register ORDER BY r.day) AS before FROM register_daily AS r)\n"
                "SELECT w.point_id AS subject_id, max(w.reading - w.before) > 0 AS breach FROM w GROUP BY w.point_id",
                subject="{point: point_id}", front="needs: {few_rows: breach}")  # fmt: skip
    assert codes(page) == []


def test_a_running_sum_by_range_needs_no_total_order_but_one_by_rows_does() -> None:
    assert codes(_windowed("sum(b.kwh) OVER (PARTITION BY b.customer_id ORDER BY b.month)")) == []
    rows = "sum(b.kwh) OVER (PARTITION BY b.customer_id ORDER BY b.month ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)"
    assert "unstable-order" in codes(_windowed(rows))


def test_a_range_runs_over_whole_numbers_only() -> None:
    over_money = "sum(b.kwh) OVER (ORDER BY b.kwh RANGE BETWEEN 2 PRECEDING AND CURRENT ROW)"
    assert "RANGE over something" in the_fault(_windowed(over_money), "not-portable").message
    over_months = "sum(b.kwh) OVER (ORDER BY months_between(b.month, :today) RANGE BETWEEN 2 PRECEDING AND CURRENT ROW)"
    assert codes(_windowed(over_months)) == []


def test_a_window_function_stands_over_a_window() -> None:
    assert "window-without-over" in codes(_windowed("row_number()"))


def test_distinct_is_not_counted_over_a_window() -> None:
    assert "not-portable" in codes(_windowed("count(DISTINCT b.month) OVER (PARTITION BY b.customer_id)"))
