"""Every construct of the portable subset gives the same rows on DuckDB and Spark: NULLs, ties, 1e15 and all."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from jicha.engine.compare import compare

pytestmark = pytest.mark.spark

LARGE = Decimal("999999999999999.999")
BILL = pa.table(
    {
        "bill_id": ["b1", "b2", "b3", "b4", "b5", "b6", "b7"],
        "point_id": ["p1", "p1", "p1", "p2", "p2", None, "p9"],
        "month": [dt.date(2026, m, 1) if m else None for m in (1, 2, 3, 1, 2, 1, 0)],
        "kwh": pa.array(
            [Decimal("100.000"), Decimal("59.999"), None, LARGE, LARGE, Decimal("-0.005"), Decimal(0)],
            pa.decimal128(18, 3),
        ),
        "price": pa.array(
            [Decimal("0.61234567"), Decimal("0.5"), Decimal(1), Decimal("1.5"), None, Decimal(2), Decimal(3)],
            pa.decimal128(18, 8),
        ),
        "days": pa.array([31, 28, 31, 31, None, 31, 0], pa.int64()),
        "paid": pa.array([True, False, None, True, True, None, False]),
        "note": ["a%b", "A_b", None, "电", "", "a\\b", "it's"],
    }
)
POINT = pa.table(
    {
        "point_id": ["p1", "p2", "p3"],
        "area_id": ["a1", None, "a1"],
        "ratio": pa.array([Decimal("20.000"), Decimal("1.000"), None], pa.decimal128(12, 3)),
    }
)

CONSTRUCTS = {
    "a left join keeps rows without a partner": """
        SELECT b.bill_id, p.area_id, p.ratio, b.kwh * p.ratio AS kwh
        FROM bill AS b LEFT JOIN point AS p ON p.point_id = b.point_id""",
    "an inner join by USING": "SELECT bill_id, point_id, area_id FROM bill JOIN point USING (point_id)",
    "a left join on a key and a condition": """
        SELECT b.bill_id, c.bill_id AS earlier, b.kwh - c.kwh AS rise FROM bill AS b
        LEFT JOIN bill AS c ON c.point_id = b.point_id AND c.month = add_months(b.month, -1)""",
    "an anti-join": """
        SELECT p.point_id FROM point AS p LEFT JOIN bill AS b ON b.point_id = p.point_id WHERE b.bill_id IS NULL""",
    "common table expressions over each other": """
        WITH named AS (SELECT point_id, kwh, price FROM bill), priced AS (SELECT point_id, kwh * price AS m FROM named)
        SELECT point_id, sum(m) AS money, count(m) AS bills FROM priced GROUP BY point_id""",
    "groups with NULL keys": """
        SELECT point_id, count(*) AS n, count(kwh) AS with_kwh, sum(kwh) AS kwh, min(kwh) AS low, max(kwh) AS high,
               min(month) AS first, max(note) AS last_note, sum(days) AS days FROM bill GROUP BY point_id""",
    "aggregates with FILTER": """
        SELECT point_id, sum(kwh) FILTER (WHERE paid) AS paid, count(*) FILTER (WHERE NOT paid) AS unpaid,
               max(month) FILTER (WHERE kwh > 60) AS last, min(price) FILTER (WHERE paid IS NULL) AS unknown
        FROM bill GROUP BY point_id""",
    "aggregates over no rows": """
        SELECT sum(kwh) AS s, count(*) AS n, min(note) AS m FROM bill WHERE kwh > 1 AND kwh < 0""",
    "distinct counts": "SELECT count(DISTINCT point_id) AS points, count(DISTINCT paid) AS answers FROM bill",
    "SELECT DISTINCT": "SELECT DISTINCT point_id, paid FROM bill",
    "HAVING": "SELECT point_id, count(*) AS n FROM bill GROUP BY point_id HAVING count(*) > 1",
    "row numbers with NULLs last, both ways": """
        SELECT bill_id, row_number() OVER (ORDER BY kwh, bill_id) AS up, row_number() OVER (ORDER BY kwh DESC, bill_id)
        AS down FROM bill""",
    "lag and lead with distance and default": """
        SELECT bill_id, lag(kwh) OVER w AS before, lead(kwh, 2) OVER w AS after, lag(days, 1, 0) OVER w AS days
        FROM bill WINDOW w AS (PARTITION BY point_id ORDER BY month, bill_id)""",
    "running and whole sums and counts": """
        SELECT bill_id, sum(kwh) OVER (PARTITION BY point_id ORDER BY month, bill_id) AS running,
               sum(kwh) OVER (PARTITION BY point_id) AS whole, count(kwh) OVER (PARTITION BY point_id) AS n,
               sum(kwh) OVER (ORDER BY bill_id ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING) AS two FROM bill""",
    "windows with FILTER": """
        SELECT bill_id, sum(kwh) FILTER (WHERE paid) OVER (PARTITION BY point_id) AS paid,
               count(*) FILTER (WHERE paid) OVER () AS n FROM bill""",
    "rows with equal order come into a running sum together": """
        SELECT bill_id, sum(days) OVER (ORDER BY days) AS s, min(kwh) OVER (ORDER BY paid) AS m FROM bill""",
    "islands: a number less a row number": """
        SELECT point_id, run, count(*) AS months FROM (
            SELECT point_id, year(month) * 12 + month(month)
                   - row_number() OVER (PARTITION BY point_id ORDER BY month) AS run FROM bill) AS r
        GROUP BY point_id, run""",
    "CASE with and without ELSE, mixing integers and decimals": """
        SELECT bill_id, CASE WHEN kwh > 60 THEN kwh ELSE 0 END AS a, CASE WHEN paid THEN days END AS b,
               CASE point_id WHEN 'p1' THEN price WHEN 'p2' THEN kwh ELSE days END AS c FROM bill""",
    "three-valued logic": """
        SELECT bill_id, paid AND kwh > 60 AS a, paid OR kwh > 60 AS b, NOT paid AS c, kwh = 0 AS d, kwh <> price AS e,
               paid IS NULL AS f, paid IS NOT NULL AS g, (kwh > 60) IS TRUE AS h, paid IS NOT TRUE AS i FROM bill""",
    "IN of literals and BETWEEN": """
        SELECT bill_id, point_id IN ('p1', 'p9') AS a, point_id NOT IN ('p1') AS b, kwh BETWEEN 0 AND 100 AS c,
               month BETWEEN DATE '2026-01-01' AND DATE '2026-02-01' AS d, days IN (28, 31) AS e,
               days IN (28, NULL) AS f, kwh IN (0, 100) AS g FROM bill""",
    "COALESCE and NULLIF across types": """
        SELECT bill_id, coalesce(kwh, 0) AS a, coalesce(kwh, price, days) AS b, nullif(kwh, 0) AS c,
               coalesce(note, 'none') AS d, nullif(note, '') AS e FROM bill""",
    "sums and differences at 1e15": """
        SELECT bill_id, kwh + kwh AS a, kwh - price AS b, -kwh AS c, 2 * kwh + 1 AS d, price + 1 - price AS e
        FROM bill""",
    "products keep every decimal": "SELECT bill_id, kwh * price AS a, kwh * days AS b, kwh * 0.6 * days AS c FROM bill",
    "a fall said without division": """
        SELECT b.bill_id, b.kwh * s.n < 0.6 * s.kwh AS fell, 10 * b.kwh > s.kwh AS rose FROM bill AS b
        LEFT JOIN (SELECT point_id, sum(kwh) AS kwh, count(kwh) AS n FROM bill GROUP BY point_id) AS s
        ON s.point_id = b.point_id""",
    "long decimals of different scale compare exactly": """
        SELECT sum(t.m) > sum(t.s) AS more, sum(t.m) - sum(t.s) AS difference, coalesce(sum(t.m), sum(t.s)) AS first
        FROM (SELECT sum(kwh * price) AS m, sum(sum(kwh)) OVER () AS s FROM bill GROUP BY point_id) AS t""",
    "a tolerance finer than a sum": """
        SELECT point_id, sum(round(kwh, 2)) > 0.005 AS a, sum(kwh) = 159.99899999 AS b,
               sum(kwh) BETWEEN 159.99899999 AND 159.99900001 AS c, sum(kwh) IN (159.99899999, 0) AS d,
               sum(kwh) - 159.99899999 AS e, CASE sum(kwh) WHEN 159.99900001 THEN 1 ELSE 2 END AS f,
               nullif(sum(kwh), 159.99900001) AS g, sum(days) > 89.9999 AS h, sum(days) = 90.00001 AS i
        FROM bill GROUP BY point_id""",
    "branches and unions of long decimals keep the finest scale": """
        SELECT point_id AS id, CASE WHEN count(*) > 2 THEN sum(kwh) ELSE sum(kwh * price) END AS v
        FROM bill GROUP BY point_id
        UNION ALL SELECT point_id, sum(kwh) FROM bill GROUP BY point_id
        UNION ALL SELECT point_id, sum(kwh) FROM bill GROUP BY point_id
        UNION ALL SELECT 'all', sum(kwh * price * 0.5) FROM bill""",
    "casts with round and floor": """
        SELECT bill_id, CAST(round(kwh, 0) AS BIGINT) AS a, CAST(floor(kwh) AS BIGINT) AS b,
               CAST(round(price, 2) AS DECIMAL(18, 2)) AS c, CAST(price AS DECIMAL(18, 4)) AS d,
               CAST(days AS DECIMAL(18, 3)) AS e, round(kwh * price, 2) AS f FROM bill""",
    "typed literals": """
        SELECT bill_id, DATE '2026-01-01' AS a, DECIMAL '0.0001' AS b, DECIMAL '-12.50' + 0.05 AS c, 1 AS d, 'x' AS e,
               TRUE AS f, TIMESTAMP '2026-01-01 08:30:00' AS g FROM bill""",
    "texts compared, joined and matched": r"""
        SELECT bill_id, note < 'b' AS a, note = 'it''s' AS b, note || '-' || bill_id AS c, note LIKE 'a%' AS d,
               note LIKE '_' AS e, note NOT LIKE '%b' AS f, note LIKE 'a\b' AS g, note = 'a\b' AS h FROM bill""",
    "UNION ALL of different types": """
        SELECT bill_id AS id, kwh AS v FROM bill UNION ALL SELECT point_id, ratio FROM point
        UNION ALL SELECT 'n', days FROM bill UNION ALL SELECT 'null', NULL FROM point""",
    "names in any case, and names that are keywords": """
        SELECT B.BILL_ID AS "select", b.Kwh AS "group", month AS "Date" FROM Bill AS B""",
    "the names of a CTE's columns given outside": """
        WITH q(id, twice) AS (SELECT bill_id, kwh + kwh FROM bill) SELECT id, twice - 1 AS less FROM q""",
    "an alias used further on in the same SELECT": "SELECT bill_id, kwh * price AS m, m + 1 AS more FROM bill",
    "a rule as pages write it": """
        WITH reference AS (
            SELECT point_id, sum(kwh) AS kwh, count(*) AS months FROM bill WHERE month < DATE '2026-03-01'
            GROUP BY point_id)
        SELECT b.bill_id AS subject_id, month_start(b.month) AS period, r.kwh > 100 AND b.paid AS breach,
               round(b.kwh * b.price, 2) AS at_stake_money, ratio(b.kwh, r.kwh, 3) AS share, r.months
        FROM bill AS b LEFT JOIN reference AS r ON r.point_id = b.point_id WHERE b.month IS NOT NULL""",
}


@pytest.fixture(scope="module")
def world(both: Any) -> Any:
    both.register("bill", BILL)
    both.register("point", POINT)
    return both


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_both_engines_give_the_same_rows_and_types(name: str, world: Any) -> None:
    left, right = world.answers(CONSTRUCTS[name])
    assert left.num_rows
    assert compare(left, right) == []
    assert dict(zip(left.column_names, left.schema.types, strict=True)) == dict(
        zip(right.column_names, right.schema.types, strict=True)
    )


def test_the_suite_would_see_a_difference(world: Any) -> None:
    """The positive control: a trap put through the same comparison is found."""
    found = world.differences("SELECT bill_id, upper('ß') AS letters FROM bill WHERE bill_id = 'b1'", ("bill_id",))
    assert [str(one) for one in found] == ["letters at bill_id=b1: 'ẞ' | 'SS'"]
