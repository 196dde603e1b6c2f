"""The digits of decimals are told through joins, common table expressions and unions."""

from __future__ import annotations

import pytest
from sqlglot.optimizer.scope import traverse_scope

from jicha.engine.decimals import Digits, ScopeDecimals, common
from jicha.engine.portable import parse

BILL = {"bill": {"kwh": Digits(18, 3), "price": Digits(18, 8)}, "point": {"ratio": Digits(12, 3)}}


def outputs(sql: str) -> dict[str, Digits]:
    found: dict[int, dict[str, Digits]] = {}
    scopes = traverse_scope(parse(sql).copy())
    for scope in scopes:
        found[id(scope)] = ScopeDecimals(scope, BILL, found).outputs()
    return found[id(scopes[-1])]


@pytest.mark.parametrize(
    ("expression", "digits"),
    [
        ("kwh", Digits(18, 3)), ("days", None), ("kwh + price", Digits(24, 8)), ("kwh * price", Digits(36, 11)),
        ("2 * kwh", Digits(19, 3)), ("kwh * days", Digits(37, 3)), ("days * 2", None), ("0.05", Digits(3, 2)),
        ("sum(kwh)", Digits(38, 3)), ("sum(days)", Digits(38, 0)), ("sum(kwh) OVER ()", Digits(38, 3)),
        ("max(kwh) FILTER (WHERE days > 1)", Digits(18, 3)), ("round(price, 2)", Digits(13, 2)), ("floor(kwh)", None),
        ("CASE WHEN days > 1 THEN kwh ELSE price END", Digits(23, 8)), ("coalesce(kwh, 0)", Digits(18, 3)),
        ("CAST(days AS DECIMAL(12, 2))", Digits(12, 2)), ("CAST(kwh AS BIGINT)", None),
        ("ratio(kwh, price, 4)", Digits(18, 4)),
        ("-abs(kwh)", Digits(18, 3)), ("kwh > price", None), ("'1.5'", None),
    ],
)  # fmt: skip
def test_digits_of_an_expression(expression: str, digits: Digits | None) -> None:
    assert outputs(f"SELECT {expression} AS x FROM bill").get("x") == digits


def test_digits_pass_through_names() -> None:
    through = """WITH q(a, b) AS (SELECT kwh, days FROM bill), r AS (SELECT * FROM q)
                 SELECT r.a, r.b, p.ratio FROM r LEFT JOIN point AS p ON p.x = r.b"""
    assert outputs(through) == {"a": Digits(18, 3), "ratio": Digits(12, 3)}
    assert outputs("SELECT kwh AS v FROM bill UNION ALL SELECT price FROM bill") == {"v": Digits(23, 8)}
    assert outputs("SELECT kwh * 2 AS m, m + 1 AS n FROM bill") == {"m": Digits(19, 3), "n": Digits(20, 3)}


def test_what_cannot_be_told_is_nothing() -> None:
    assert outputs("SELECT kwh, x.kwh AS y FROM unknown AS x") == {}
    assert common([None, None]) is None
