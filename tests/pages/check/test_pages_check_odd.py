"""Odd input: whatever stands in the SQL block, the checker answers with faults and never falls over."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from planted import rule

from jicha.engine.portable import Portable
from jicha.pages.check import Catalogue, check

_SOUND = """WITH a AS (
  SELECT b.bill_id, b.customer_id, lag(b.kwh) OVER (PARTITION BY b.customer_id ORDER BY b.month, b.bill_id) AS before,
         CAST(round(b.kwh, 1) AS DECIMAL(18, 1)) AS kwh
  FROM bill AS b WHERE b.read_on >= DATE '2026-01-01'
)
SELECT a.bill_id AS subject_id, CASE WHEN a.kwh > a.before THEN TRUE ELSE coalesce(p.tiered, FALSE) END AS breach
FROM a LEFT JOIN (SELECT customer_id, count(*) FILTER (WHERE tiered) > 0 AS tiered FROM point GROUP BY customer_id) AS p
  ON p.customer_id = a.customer_id"""
_BITS = [
    "UNION ALL",
    "EXCEPT",
    "(SELECT 1)",
    "LATERAL",
    "UNNEST([1])",
    "VALUES (1)",
    "*",
    "b.*",
    "count(*)",
    "OVER ()",
    "NULL",
    ":x",
    "?",
    "CASE",
    "END",
    "::DATE",
    "[1]",
    "x -> x",
    "INTERVAL 1 DAY",
    "DISTINCT",
    "LIMIT 1",
    "USING (bill_id)",
    "NATURAL JOIN",
    ",",
    "(",
    ")",
    "AS",
    "NOT",
    "IN",
    "IS",
    "coalesce()",
    "round()",
    "lag()",
    "min(DISTINCT kwh)",
    "1e5",
    "DATE 'x'",
    "a.b.c.d",
    "GROUP BY ALL",
    "COLUMNS(*)",
    "read_csv('x')",
    ";",
    "DECIMAL 'x'",
    "'",
]


@pytest.mark.parametrize(
    "sql",
    [
        "",
        ";",
        "(((",
        "'",
        "SELECT",
        "SELECT a.min(DISTINCT kwh) AS x FROM bill AS a",
        "SELECT CAST(kwh AS DECIMAL(kwh)) AS x FROM bill",
        "SELECT CAST(kwh AS DECIMAL(99, 3)) AS x FROM bill",
        "SELECT DECIMAL 'much' AS x FROM bill",
        "SELECT x FROM (VALUES (1)) AS t(x)",
        "FROM bill",
        "SELECT 1 AS x FROM bill AS b LEFT JOIN bill AS b ON b.b = b",
        "SET threads = 1",
    ],
)
def test_sql_that_makes_no_sense_is_refused(sql: str) -> None:
    assert check(replace(rule("SELECT 1 AS x"), sql=sql), Catalogue.of())


@pytest.mark.parametrize("seed", range(4))
def test_sound_sql_with_words_moved_about_gives_faults_or_none(seed: int) -> None:
    chance = random.Random(seed)
    world = Catalogue.of()
    words = [f"'{token.text}'" if token.token_type.name == "STRING" else token.text
             for token in Portable().tokenize(_SOUND)]  # fmt: skip
    for _ in range(100):
        moved = list(words)
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(moved))
            moved[at : at + chance.randint(0, 1)] = [chance.choice(_BITS)]
        for fault in check(rule(" ".join(moved)), world):
            assert fault.line > 0
            assert fault.remedy
