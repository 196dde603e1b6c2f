"""Arithmetic that gives one answer on every engine: exact decimals, rounding that is written down, no float."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlglot import exp

from jicha.pages.check.draft import Draft
from jicha.pages.check.place import sql_of
from jicha.pages.check.query import Query, here
from jicha.pages.check.sqltype import MOST_DIGITS
from jicha.terms.errors import Fault

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_SPARK_SCALE = 6  # Spark keeps at least so many decimals of a product too wide for it, and drops the others


def check(draft: Draft) -> Iterator[Fault]:
    """Products and casts that engines round differently, or cut on large values."""
    for query in draft.model.queries:
        for part in query.expressions():
            for node in here(part):
                if isinstance(node, exp.Mul):
                    yield from _product(draft, node, query)
                elif isinstance(node, exp.Cast):
                    yield from _cast(draft, node, query)


def _product(draft: Draft, node: exp.Mul, query: Query) -> Iterator[Fault]:
    left, right = draft.types.of(node.left, query), draft.types.of(node.right, query)
    product = draft.types.of(node, query)
    if product.name != "decimal" or not (left.is_number and right.is_number):
        return
    if product.products > 1:
        if max(left.products, right.products) <= 1:  # tell it once, where the chain becomes too long
            yield draft.fault(
                "decimal-chain",
                node,
                "more than one DECIMAL x DECIMAL stands in one product; engines round such a chain differently",
                "Round in between: CAST(round(a * b, 2) AS DECIMAL(18, 2)) * c.",
            )
    elif product.precision > MOST_DIGITS and product.scale > _SPARK_SCALE:
        yield draft.fault(
            "decimal-too-wide",
            node,
            f"the product needs {product.precision} digits with {product.scale} decimals; past 38 Spark drops decimals",
            "Make a factor narrower: CAST(sum(kwh) AS DECIMAL(18, 3)) * price.",
        )


def _cast(draft: Draft, node: exp.Cast, query: Query) -> Iterator[Fault]:
    if type(node) is not exp.Cast:
        return
    inner, cast = draft.types.of(node.this, query), draft.types.of(node, query)
    if not cast.is_number or not inner.is_sure:
        return
    target = sql_of(node.to)
    if isinstance(node.this, exp.Literal) and _NUMBER.fullmatch(node.this.name):
        return  # DECIMAL '0.01'
    if not inner.is_number:
        yield draft.fault(
            "cast-of-text",
            node,
            f"{inner} is cast to {target}; what is not a number then fails or becomes NULL, by engine",
            "Use a column that is a number.",
        )
    elif inner.scale > cast.scale:
        inside = sql_of(node.this)
        instead = f"floor({inside})" if cast.scale == 0 else f"round({inside}, {cast.scale})"
        yield draft.fault(
            "silent-rounding",
            node,
            f"a decimal with {inner.scale} decimals is cast to {target}, "
            "which rounds on one engine and cuts on another",
            f"Say which: CAST({instead} AS {target}).",
        )
