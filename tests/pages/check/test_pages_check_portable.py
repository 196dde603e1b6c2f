"""The portable subset: what differs between engines is refused, each with what to write instead."""

import pytest
from planted import codes, found, judging, rule, the_fault

_REFUSED = [
    ("b.kwh / 2 > 0", "b.kwh / 2", "ratio(a, b, digits)"),
    ("b.kwh // 2 > 0", "b.kwh // 2", "ratio(a, b, digits)"),
    ("b.kwh % 2 > 0", "b.kwh % 2", "ratio(a, b, digits)"),
    ("b.kwh > 1e5", "1e5", "exact decimal"),
    ("CAST(b.kwh AS DOUBLE) > 0", "CAST(b.kwh AS DOUBLE)", "DECIMAL(18, 6)"),
    ("b.months_stated::INTEGER > 0", "CAST(b.months_stated AS INT)", "BIGINT"),
    ("TRY_CAST(b.kwh AS BIGINT) > 0", "TRY_CAST(b.kwh AS BIGINT)", "right type"),
    ("b.bill_id IN (SELECT bill_id FROM bill)", "b.bill_id IN (SELECT", "LEFT JOIN"),
    ("NOT EXISTS (SELECT 1 FROM bill AS x WHERE x.bill_id = b.bill_id)", "EXISTS(SELECT", "need on feed"),
    ("(SELECT max(kwh) FROM bill) > b.kwh", "(SELECT MAX(kwh)", "LEFT JOIN it on its key"),
    ("b.read_on + INTERVAL 1 DAY > :today", "INTERVAL '1' DAY", "add_days"),
    ("date_diff('day', b.period_start, b.period_end) > 0", "date_diff", "days_between"),
    ("dayofweek(b.read_on) = 1", "dayofweek", "month_start"),
    ("extract(day FROM b.read_on) = 1", "EXTRACT(DAY", "month_start"),
    ("date_trunc('month', b.read_on) = b.month", "date_trunc", "month_start"),
    ("now() > b.read_on", "now", ":today"),
    ("current_date > b.read_on", "CURRENT_DATE", ":today"),
    ("random() > 0", "random", "chance"),
    ("b.meter_code ILIKE 'a%'", "b.meter_code ILIKE", "LIKE 'text%'"),
    ("b.meter_code LIKE 'a_c'", "b.meter_code LIKE", "without _"),
    ("b.meter_code LIKE 'a!%' ESCAPE '!'", "b.meter_code LIKE 'a!%' ESCAPE", "LIKE 'text%'"),
    ("regexp_matches(b.meter_code, 'a')", "regexp_matches", "LIKE 'text%'"),
    ("concat(b.meter_code, 'x') = 'y'", "concat", "a || b"),
    ("greatest(b.kwh, b.loss_kwh) > 0", "greatest", "CASE WHEN"),
    ("(b.kwh > 0) IS TRUE", "(b.kwh > 0) IS TRUE", "unsure"),
    ("b.kwh IS NOT DISTINCT FROM b.loss_kwh", "b.kwh IS NOT DISTINCT", "CASE WHEN"),
    ("b.kwh IN (b.loss_kwh)", "b.kwh IN (b.loss_kwh)", "compare it"),
    ("sqrt(b.kwh) > 0", "sqrt", "kernel"),
    ("len([b.kwh]) > 0", "[b.kwh]", "kernel"),
    ("b.kwh > ANY (SELECT kwh FROM bill)", "", ""),
]


@pytest.mark.parametrize(("breach", "named", "instead"), _REFUSED)
def test_what_engines_read_differently_is_refused_with_what_to_write(breach: str, named: str, instead: str) -> None:
    page = judging(breach)
    if not named:
        assert "not-portable" in codes(page)
        return
    fault = the_fault(page, "not-portable")
    assert fault.message.startswith(named)
    assert instead in fault.remedy


_AGGREGATES = [
    "avg",
    "stddev",
    "median",
    "mode",
    "first",
    "last",
    "any_value",
    "bool_and",
    "bool_or",
    "list",
    "var_pop",
]


@pytest.mark.parametrize("name", _AGGREGATES)
def test_aggregates_that_take_any_row_or_a_float_are_refused(name: str) -> None:
    page = rule(f"SELECT b.customer_id AS subject_id, {name}(b.time_of_use) AS breach\nFROM bill AS b\n"
                "GROUP BY b.customer_id", subject="{customer: customer_id}")  # fmt: skip
    assert the_fault(page, "not-portable").at.startswith(f"{name}(")


def test_quantiles_and_arg_max_are_refused_too() -> None:
    for call in ("quantile_cont(b.kwh, 0.5)", "arg_max(b.kwh, b.month)", "approx_count_distinct(b.kwh)"):
        page = rule(f"SELECT b.customer_id AS subject_id, {call} > 0 AS breach\nFROM bill AS b GROUP BY b.customer_id",
                    subject="{customer: customer_id}")  # fmt: skip
        assert "not-portable" in codes(page)


def test_true_and_false_are_not_maximised() -> None:
    page = rule("SELECT b.customer_id AS subject_id, max(b.kwh > 0) AS breach\nFROM bill AS b\nGROUP BY b.customer_id",
                subject="{customer: customer_id}")  # fmt: skip
    assert the_fault(page, "not-portable").remedy == "Write count(*) FILTER (WHERE ...)."


_FRAMES = [
    ("SELECT * FROM bill AS b", "SELECT * yields"),
    ("SELECT b.* FROM bill AS b", "SELECT * yields"),
    ("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach FROM bill AS b ORDER BY b.kwh", "the order of rows"),
    ("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach FROM bill AS b LIMIT 10", "LIMIT drops findings"),
    ("SELECT DISTINCT ON (b.bill_id) b.bill_id AS subject_id, b.kwh > 0 AS breach FROM bill AS b", "DISTINCT ON"),
    ("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach FROM bill AS b JOIN point AS p USING (point_id)", "USING"),
    ("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach FROM bill AS b NATURAL JOIN point AS p", "NATURAL"),
    ("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach FROM bill AS b RIGHT JOIN point AS p "
     "ON p.point_id = b.point_id", "RIGHT JOIN"),
    ("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach FROM bill AS b FULL JOIN point AS p "
     "ON p.point_id = b.point_id", "FULL JOIN"),
    ("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach FROM bill AS b ANTI JOIN point AS p "
     "ON p.point_id = b.point_id", "ANTI JOIN"),
    ("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach FROM bill AS b CROSS JOIN point AS p", "every row is joined"),
    ("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach FROM bill AS b, point AS p", "every row is joined"),
    ("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach FROM bill AS b QUALIFY row_number() OVER () = 1", "QUALIFY"),
    ("SELECT b.bill_id AS subject_id, count(*) > 1 AS breach FROM bill AS b GROUP BY ALL", "GROUP BY ALL"),
    ("SELECT b.bill_id AS subject_id, count(*) > 1 AS breach FROM bill AS b GROUP BY 1", "GROUP BY counts"),
    ("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach FROM bill AS b TABLESAMPLE 10%", "same answer twice"),
    ("WITH u AS (SELECT bill_id, kwh FROM bill UNION SELECT bill_id, kwh FROM bill)\n"
     "SELECT u.bill_id AS subject_id, u.kwh > 0 AS breach FROM u", "UNION drops equal rows"),
    ("WITH RECURSIVE u AS (SELECT bill_id, kwh FROM bill)\n"
     "SELECT u.bill_id AS subject_id, u.kwh > 0 AS breach FROM u", "a recursive WITH"),
    ("SELECT t.x AS subject_id, t.x = 'a' AS breach FROM (VALUES ('a')) AS t(x)", "VALUES stands"),
    ("SELECT b.bill_id AS subject_id, b.kwh > ? AS breach FROM bill AS b", ""),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "says"), _FRAMES)
def test_parts_of_a_select_that_are_not_portable_are_refused(sql: str, says: str) -> None:
    assert any(says in text for text in _messages(sql))


def _messages(sql: str) -> list[str]:
    return [one.message for one in found(rule(sql)) if one.code in ("not-portable", "unknown-parameter")]


def test_the_allowed_subset_gives_no_fault() -> None:
    page = rule(
        """WITH numbered AS (
  SELECT b.bill_id, b.customer_id, b.kwh, b.month, b.meter_code,
         row_number() OVER (PARTITION BY b.customer_id ORDER BY b.month DESC, b.bill_id) AS place,
         lag(b.kwh) OVER (PARTITION BY b.customer_id ORDER BY b.month, b.bill_id) AS before_kwh,
         sum(b.kwh) OVER (PARTITION BY b.customer_id ORDER BY b.month, b.bill_id
                          ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS three_kwh
  FROM bill AS b
  WHERE b.month BETWEEN :run_from AND :run_to AND b.price_class IN ('residential', 'agricultural')
), totals AS (
  SELECT n.customer_id, sum(n.kwh) AS kwh, count(*) FILTER (WHERE n.kwh = 0) AS zeros, count(DISTINCT n.month) AS months
  FROM numbered AS n GROUP BY n.customer_id HAVING count(*) > 1
)
SELECT n.bill_id AS subject_id,
       CASE WHEN n.meter_code LIKE 'A%' THEN 2 * n.kwh * t.months < 0.6 * t.kwh ELSE t.zeros > 2 END AS breach,
       round(n.before_kwh, 1) AS kwh, ratio(n.kwh, t.kwh, 3) AS ratio, t.months, t.zeros
FROM numbered AS n LEFT JOIN totals AS t ON t.customer_id = n.customer_id
WHERE n.place = 1""",
        front="needs: {short_history: months >= 3}\n"
        "captions: {months: [Months, 月数], zeros: [Zero bills, 零电量账单], ratio: [Share, 占比]}",
    )
    assert codes(page) == []
