"""``ratio(a, b, digits)`` in each engine's own exact arithmetic; floats would round differently on each.

The quotient rounded half away from zero is ``(2|a| 10^digits + |b|) // 2|b|`` with the sign put back. Both arguments
are first held as DECIMAL(29, 12), below 10^17, so that no step can overflow; what does not fit becomes NULL.
"""

from __future__ import annotations

MOST_DIGITS = 8
# DECIMAL(29, 12) holds 17 digits before the point: with 8 digits asked and the factor 2 no step passes 38 digits.
_HELD = "TRY_CAST(:{0} AS DECIMAL(29, 12))"
_SIGN = "(CASE WHEN (:a < 0) = (:b < 0) THEN 1 ELSE -1 END)"


def duckdb_template() -> str:
    """DuckDB divides HUGEINTs exactly, decimals only as DOUBLE: so count in units of 10^-12."""
    a, b = (_whole_units(_HELD.format(name)) for name in ("a", "b"))
    quotient = f"(2 * abs({a}) * CAST({{scale}} AS HUGEINT) + abs({b})) // (2 * abs(NULLIF({b}, 0)))"
    return _as_decimal(quotient)


def spark_template() -> str:
    """Spark divides decimals to 18 places: with the remainder taken off first the quotient is whole, hence exact."""
    a, b = (_HELD.format(name) for name in ("a", "b"))
    numerator = f"(2 * abs({a}) * CAST({{scale}} AS DECIMAL({MOST_DIGITS + 1}, 0)) + abs({b}))"
    divisor = f"(2 * abs(NULLIF({b}, 0)))"
    return _as_decimal(f"try_divide({numerator} - {numerator} % {divisor}, {divisor})")


def _whole_units(held: str) -> str:
    """A held decimal as a HUGEINT count of 10^-12; the parts apart, because the whole times 10^12 overflows."""
    return (
        f"(CAST(trunc({held}) AS HUGEINT) * CAST(1000000000000 AS HUGEINT) "
        f"+ CAST(({held} - trunc({held})) * 1000000000000 AS HUGEINT))"
    )


def _as_decimal(quotient: str) -> str:
    return (
        f"CAST(TRY_CAST({quotient} AS DECIMAL(18, 0)) * {_SIGN} * CAST('{{unit_of_digits}}' AS DECIMAL(9, {{digits}})) "
        f"AS DECIMAL(18, {{digits}}))"
    )
