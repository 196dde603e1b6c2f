"""Joins find at most one row, or their rows are summed up again in the same query."""

from planted import codes, judging, rule, the_fault

_POINT = "bill AS b LEFT JOIN point AS p ON p.point_id = b.point_id"


def test_a_look_up_on_the_full_key_passes() -> None:
    assert codes(judging("p.metering_side = 'lv_metered_lv_supplied'", tables=_POINT)) == []


def test_a_join_on_part_of_the_key_is_refused() -> None:
    fault = the_fault(
        judging("s.stage = 'accept'", tables="bill AS b\nLEFT JOIN order_stage AS s ON s.order_id = b.bill_id"),
        "join-without-key",
    )
    assert fault.at == "order_stage AS s ON s.order_id = b.bill_id"
    assert "s.order_id, s.sequence_no, s.stage" in fault.message


def test_a_join_on_something_else_than_a_key_is_refused() -> None:
    tables = "bill AS b LEFT JOIN point AS p ON p.customer_id = b.customer_id"
    assert "join-without-key" in codes(judging("p.tiered", tables=tables))


def test_constants_and_literals_complete_a_key() -> None:
    tables = "bill AS b LEFT JOIN customer AS c ON c.customer_id = b.customer_id\n" \
             "LEFT JOIN feed AS f ON f.org_id = c.org_id AND f.record = 'bill'"  # fmt: skip
    assert codes(judging("f.complete_to < :today", tables=tables)) == []


def test_a_grouped_derived_table_is_looked_up_by_what_it_is_grouped_by() -> None:
    grouped = "(SELECT x.customer_id, max(x.kwh) AS most_kwh FROM bill AS x GROUP BY x.customer_id) AS g"
    right = judging("b.kwh < g.most_kwh", tables=f"bill AS b LEFT JOIN {grouped} ON g.customer_id = b.customer_id")
    assert "join-without-key" not in codes(right)
    wrong = judging("b.kwh < g.most_kwh", tables=f"bill AS b LEFT JOIN {grouped} ON g.most_kwh = b.kwh")
    assert "join-without-key" in codes(wrong)


def test_the_first_of_each_group_is_looked_up_by_its_group() -> None:
    numbered = "(SELECT x.customer_id, x.kwh, row_number() OVER (PARTITION BY x.customer_id ORDER BY x.bill_id) AS n " \
               "FROM bill AS x) AS g"  # fmt: skip
    first = judging("b.kwh < g.kwh",
                    tables=f"bill AS b LEFT JOIN {numbered} ON g.customer_id = b.customer_id AND g.n = 1")  # fmt: skip
    assert codes(first) == []
    any_row = judging("b.kwh < g.kwh", tables=f"bill AS b LEFT JOIN {numbered} ON g.customer_id = b.customer_id")
    assert "join-without-key" in codes(any_row)


def test_rows_may_be_repeated_where_they_are_summed_up() -> None:
    page = rule("SELECT c.customer_id AS subject_id, sum(b.kwh) > 0 AS breach\n"
                "FROM customer AS c LEFT JOIN bill AS b ON b.customer_id = c.customer_id\nGROUP BY c.customer_id",
                subject="{customer: customer_id}", front="needs: {few_rows: breach}")  # fmt: skip
    assert codes(page) == []


def test_a_sum_of_what_the_join_repeats_is_refused() -> None:
    page = rule("SELECT c.customer_id AS subject_id, sum(c.contract_capacity) > 0 AS breach\n"
                "FROM customer AS c LEFT JOIN bill AS b ON b.customer_id = c.customer_id\nGROUP BY c.customer_id",
                subject="{customer: customer_id}", front="needs: {few_rows: breach}")  # fmt: skip
    assert the_fault(page, "sum-of-repeated").at.startswith("sum(c.contract_capacity)")


def test_two_joins_that_repeat_each_others_rows_are_refused() -> None:
    page = rule("SELECT c.customer_id AS subject_id, sum(b.kwh) > 0 AS breach\nFROM customer AS c\n"
                "LEFT JOIN bill AS b ON b.customer_id = c.customer_id\n"
                "LEFT JOIN service_order AS o ON o.customer_id = c.customer_id\nGROUP BY c.customer_id",
                subject="{customer: customer_id}", front="needs: {few_rows: breach}")  # fmt: skip
    assert the_fault(page, "two-fans").at.startswith("service_order AS o")


def test_a_chain_of_joins_repeats_nothing_twice() -> None:
    page = rule("SELECT c.customer_id AS subject_id, sum(b.kwh) > 0 AS breach\nFROM customer AS c\n"
                "LEFT JOIN point AS p ON p.customer_id = c.customer_id\n"
                "LEFT JOIN bill AS b ON b.point_id = p.point_id\nGROUP BY c.customer_id",
                subject="{customer: customer_id}", front="needs: {few_rows: breach}")  # fmt: skip
    assert codes(page) == []


def test_an_inner_join_in_the_last_query_of_a_rule_is_refused() -> None:
    fault = the_fault(
        judging("p.tiered", tables="bill AS b\nINNER JOIN point AS p ON p.point_id = b.point_id"), "inner-join-acquits"
    )
    assert fault.at.startswith("point AS p")
    assert fault.remedy.startswith("Write LEFT JOIN")


def test_an_inner_look_up_that_makes_the_population_is_a_warning() -> None:
    page = rule("WITH a AS (SELECT b.bill_id, p.tiered FROM bill AS b\n"
                "INNER JOIN point AS p ON p.point_id = b.point_id)\n"
                "SELECT a.bill_id AS subject_id, a.tiered AS breach FROM a")  # fmt: skip
    assert codes(page) == ["inner-join-in-population"]


def test_a_subject_that_may_stand_twice_is_a_warning() -> None:
    page = rule("SELECT b.customer_id AS subject_id, b.kwh > 0 AS breach FROM bill AS b",
                subject="{customer: customer_id}")  # fmt: skip
    assert codes(page) == ["maybe-two-rows"]
