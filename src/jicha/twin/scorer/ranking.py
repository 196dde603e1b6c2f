"""How good the order of suspicions is: whom to visit first, and what a fixed number of visits finds.

A customer stands where his highest probability puts him, and is right when one of his suspicions falls on his theft
in time. Customers of equal probability share their places evenly, so that no order of the file helps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jicha.engine.engine import Engine
from jicha.twin.scorer.rate import Rate, rate
from jicha.twin.scorer.result import FirstHits, Ranking

FIRST = (10, 50)
BUDGET = 0.05  # of all customers
_DIGITS = 6
# Subjects that the truth does not know cost visits as well; an area is nobody who can be visited.
_WHO = "coalesce(f.customer_id, f.point_id, f.subject_kind || ' ' || f.subject_id)"
_SUSPECTED = (
    f"SELECT f.code, {_WHO} AS who, f.probability, CASE WHEN h.n IS NOT NULL THEN 1 ELSE 0 END AS is_hit "
    "FROM judged AS f LEFT JOIN (SELECT h.n FROM hit AS h JOIN plantings AS t ON t.planting_id = h.planting_id "
    "WHERE t.is_theft AND t.subject_kind <> 'area' GROUP BY h.n) AS h ON h.n = f.n "
    "WHERE f.probability IS NOT NULL AND f.area_id IS NULL"
)
_ORDER = (
    "SELECT who, max(probability) AS probability, max(is_hit) AS is_hit FROM suspected {} GROUP BY who ORDER BY who"
)
_STOLEN = (
    "SELECT t.who, t.kwh, h.area_id FROM (SELECT coalesce(customer_id, point_id) AS who, "
    "sum(abs(coalesce(lost_kwh, 0))) AS kwh, max(area_id) AS area_id FROM plantings WHERE is_theft AND "
    "subject_kind <> 'area' GROUP BY coalesce(customer_id, point_id)) AS t LEFT JOIN lives_in AS h ON h.who = t.who "
    "ORDER BY t.who"
)
_LIVES_IN = (
    "SELECT who, max(area_id) AS area_id FROM (SELECT customer_id AS who, area_id FROM homes UNION ALL "
    "SELECT coalesce(customer_id, point_id) AS who, area_id FROM plantings WHERE subject_kind <> 'area') AS one "
    "WHERE who IS NOT NULL GROUP BY who"
)


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """Suspected customers, from the most suspected on; ``group`` numbers those of equal probability."""

    who: list[str]
    group: NDArray[np.int64]
    is_right: NDArray[np.bool_]
    kwh: NDArray[np.float64]
    area: list[str | None]


@dataclass(frozen=True, slots=True, eq=False)
class Thieves:
    """All customers who steal: kWh stolen by customer, and the areas with one."""

    kwh: dict[str, float]
    areas: frozenset[str]


def score_rankings(engine: Engine, customers: int) -> Iterator[Ranking]:
    """All detectors together, then each code; nothing where no finding has a probability."""
    engine.materialize("suspected", _SUSPECTED)
    engine.materialize("lives_in", _LIVES_IN)
    codes = [row["code"] for row in engine.query("SELECT code FROM suspected GROUP BY code ORDER BY code").to_pylist()]
    if not codes:
        return
    stolen = engine.query(_STOLEN).to_pylist()
    thieves = Thieves(
        {row["who"]: float(row["kwh"]) for row in stolen}, frozenset(row["area_id"] for row in stolen if row["area_id"])
    )
    homes = engine.query("SELECT who, area_id FROM lives_in")
    area_of = dict(zip(homes["who"].to_pylist(), homes["area_id"].to_pylist(), strict=True))
    for code in ["", *(code for code in codes if len(codes) > 1 and code)]:
        chosen = "WHERE code = '{}'".format(code.replace("'", "''")) if code else ""
        yield _ranking(code, _ordered(engine.query(_ORDER.format(chosen)), thieves, area_of), thieves, customers)


def _ordered(rows: pa.Table, thieves: Thieves, area_of: dict[str, str | None]) -> Order:
    probability = rows["probability"].to_numpy()
    places = np.argsort(-probability, kind="stable")
    who = [rows["who"][int(at)].as_py() for at in places]
    return Order(
        who=who,
        group=np.cumsum(np.diff(-probability[places], prepend=-np.inf) > 0),
        is_right=rows["is_hit"].to_numpy()[places] > 0,
        kwh=np.array([thieves.kwh.get(one, 0.0) for one in who], np.float64),
        area=[area_of.get(one) for one in who],
    )


def _ranking(code: str, order: Order, thieves: Thieves, customers: int) -> Ranking:
    budget = max(1, int(customers * BUDGET))
    whole = sum(thieves.kwh.values())
    best = sum(sorted(thieves.kwh.values(), reverse=True)[:budget])
    reached = _sum_of_first(order, np.where(order.is_right, order.kwh, 0.0), budget)
    return Ranking(
        code=code,
        suspected=len(order.who),
        thieves=len(thieves.kwh),
        first=tuple(FirstHits(k, precision_of_first(order, k)) for k in FIRST),
        average_precision=average_precision(order, len(thieves.kwh)),
        budget=budget,
        kwh_at_budget=round(reached / whole, _DIGITS) if whole else None,
        kwh_at_best=round(best / whole, _DIGITS) if whole else None,
        first_in_area=_first_in_area(order, thieves.areas),
    )


def precision_of_first(order: Order, k: int) -> Rate:
    """The share of thieves among the first ``k``."""
    n = min(k, len(order.who))
    return rate(_sum_of_first(order, order.is_right.astype(np.float64), n), n)


def average_precision(order: Order, thieves: int) -> float | None:
    """Precision at each group of equals, weighted by the share of thieves that the group adds."""
    if not thieves:
        return None
    ends = np.flatnonzero(np.diff(order.group, append=-1) != 0)
    right = np.cumsum(order.is_right)[ends]
    gained = np.diff(right, prepend=0) / thieves
    return round(float(np.sum(gained * right / (ends + 1))), _DIGITS)


def _sum_of_first(order: Order, values: NDArray[np.float64], k: int) -> float:
    """What the first ``k`` hold on average, over all orders of those of equal probability."""
    if k >= len(values):
        return float(values.sum())
    inside = order.group < order.group[k]
    at_edge = order.group == order.group[k]
    return float(values[inside].sum() + values[at_edge].mean() * (k - inside.sum()))


def _first_in_area(order: Order, areas: frozenset[str]) -> Rate:
    """The leading group of each area; where it holds several, the share of them that steal."""
    leading: dict[str, tuple[int, int, int]] = {}  # area: group, customers, thieves
    for area, group, right in zip(order.area, order.group.tolist(), order.is_right.tolist(), strict=True):
        if area not in areas or area is None:
            continue
        first, customers, thieves = leading.get(area, (group, 0, 0))
        if group == first:
            leading[area] = (first, customers + 1, thieves + right)
    return rate(sum(thieves / customers for _, customers, thieves in leading.values()), len(areas))
