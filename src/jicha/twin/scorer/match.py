"""Findings laid on the truth, as tables in an engine: whose each is, what it hits, and what it then is.

``placed``   findings with their customer, point or area, as far as the truth knows their subject
``hit``      pairs of finding and planting: on its customer, point or area, while it lasts or later
``met``      pairs of finding and honest life, while that lasts
``cell``     planted errors and near misses by code, subject and month, with what was found of them
``judged``   findings with ``standing``: planted, near_miss, other_error (of another code on the subject), planting,
             life, nothing (a subject about which nothing is untrue), unplaced (a subject the truth does not know)

An area's finding is never on a customer of the area, and finds the plantings of all its customers without naming one.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from jicha.engine.engine import Engine
from jicha.twin.truth.read import Truth

ACCUSED_FROM = 0.5  # probability from which a suspicion accuses
_NO_MONTH = "DATE '0001-01-01'"  # of errors and findings that are not of a month

# A finding is in time for what begins then: what it is about ends later, and it is not reported earlier.
_IN_TIME = "(f.ends_on IS NULL OR f.ends_on > {0}.starts_on) AND (f.found_on IS NULL OR f.found_on >= {0}.starts_on)"


def lay_out(engine: Engine, findings: pa.Table, truth: Truth) -> None:
    """Make the tables named above in ``engine``, beside plantings, lives, errors and homes of the truth."""
    numbered = findings.append_column("n", pa.array(range(len(findings)), pa.int64()))
    engine.register("found", numbered.append_column("month", _months(findings["starts_on"])))
    for name in ("plantings", "errors", "homes", "subjects"):
        engine.register(name, getattr(truth, name))
    engine.register("lives", truth.lives.append_column("life_n", pa.array(range(len(truth.lives)), pa.int64())))
    _place(engine)
    _hit(engine)
    _meet(engine)
    _cells(engine)
    _judge(engine)


def _months(days: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.cast(pc.floor_temporal(days, unit="month"), pa.date32())


def _place(engine: Engine) -> None:
    known = "(SELECT {0} FROM homes UNION ALL SELECT {0} FROM plantings UNION ALL SELECT {0} FROM lives)"
    engine.materialize(
        "owner",
        "SELECT point_id, min(customer_id) AS customer_id FROM "
        f"{known.format('point_id, customer_id')} AS one WHERE point_id IS NOT NULL GROUP BY point_id",
    )
    nobody = "CAST(NULL AS VARCHAR)"
    told = (
        f"SELECT 'customer' AS subject_kind, customer_id AS subject_id, customer_id, {nobody} AS point_id, "
        f"{nobody} AS area_id FROM {known.format('customer_id')} AS one UNION ALL "
        f"SELECT 'point' AS subject_kind, point_id AS subject_id, customer_id, point_id, {nobody} AS area_id "
        "FROM owner UNION ALL "
        f"SELECT 'area' AS subject_kind, area_id AS subject_id, {nobody} AS customer_id, {nobody} AS point_id, area_id "
        f"FROM {known.format('area_id')} AS one UNION ALL "
        "SELECT s.subject_kind, s.subject_id, coalesce(s.customer_id, o.customer_id) AS customer_id, s.point_id, "
        # What hangs on a customer or a point is that one's; only what is of an area alone is the area's.
        "CASE WHEN s.customer_id IS NULL AND s.point_id IS NULL THEN s.area_id END AS area_id "
        "FROM subjects AS s LEFT JOIN owner AS o ON o.point_id = s.point_id"
    )
    engine.materialize(
        "whose",
        "SELECT subject_kind, subject_id, min(customer_id) AS customer_id, min(point_id) AS point_id, "
        f"min(area_id) AS area_id FROM ({told}) AS one WHERE subject_id IS NOT NULL GROUP BY subject_kind, subject_id",
    )
    engine.materialize(
        "placed",
        "SELECT f.n, f.code, f.subject_kind, f.subject_id, f.month, f.starts_on, f.ends_on, f.found_on, "
        "f.probability, f.severity, f.kwh, f.money, w.customer_id, w.point_id, w.area_id, "
        f"CASE WHEN f.probability IS NOT NULL THEN f.probability >= {ACCUSED_FROM} "
        "ELSE coalesce(f.severity, 'breach') IN ('breach', 'error', 'gap') END AS accuses "
        "FROM found AS f LEFT JOIN whose AS w ON w.subject_kind = f.subject_kind AND w.subject_id = f.subject_id",
    )


def _hit(engine: Engine) -> None:
    in_time = _IN_TIME.format("t")
    own = "t.subject_kind <> 'area'"
    engine.materialize(
        "hit",
        "SELECT n, planting_id, max(named) AS named FROM ("
        "SELECT f.n, t.planting_id, 1 AS named FROM placed AS f JOIN plantings AS t "
        f"ON t.customer_id = f.customer_id WHERE {own} AND {in_time} UNION ALL "
        "SELECT f.n, t.planting_id, 1 AS named FROM placed AS f JOIN plantings AS t "
        f"ON t.point_id = f.point_id WHERE {own} AND {in_time} UNION ALL "
        "SELECT f.n, t.planting_id, CASE WHEN t.subject_kind = 'area' THEN 1 ELSE 0 END AS named "
        f"FROM placed AS f JOIN plantings AS t ON t.area_id = f.area_id WHERE {in_time}"
        ") AS one GROUP BY n, planting_id",
    )


def _meet(engine: Engine) -> None:
    in_time = _IN_TIME.format("t") + " AND (f.starts_on IS NULL OR f.starts_on < t.ends_on)"
    engine.materialize(
        "met",
        "SELECT n, life_n FROM ("
        f"SELECT f.n, t.life_n FROM placed AS f JOIN lives AS t ON t.customer_id = f.customer_id WHERE {in_time} "
        f"UNION ALL SELECT f.n, t.life_n FROM placed AS f JOIN lives AS t ON t.point_id = f.point_id WHERE {in_time} "
        "UNION ALL SELECT f.n, t.life_n FROM placed AS f JOIN lives AS t ON t.area_id = f.area_id "
        f"WHERE t.customer_id IS NULL AND t.point_id IS NULL AND {in_time}"
        ") AS one GROUP BY n, life_n",
    )


def _cells(engine: Engine) -> None:
    """Where an error or a finding of a subject has no month, all of that code on that subject is one cell."""
    engine.materialize(
        "codes_told",
        "SELECT code, subject_kind, subject_id FROM errors GROUP BY code, subject_kind, subject_id",
    )
    engine.materialize(
        "whole",
        "SELECT code, subject_kind, subject_id FROM ("
        "SELECT code, subject_kind, subject_id FROM errors WHERE period IS NULL UNION ALL "
        "SELECT f.code, f.subject_kind, f.subject_id FROM found AS f JOIN codes_told AS t ON t.code = f.code "
        "AND t.subject_kind = f.subject_kind AND t.subject_id = f.subject_id WHERE f.month IS NULL"
        ") AS one GROUP BY code, subject_kind, subject_id",
    )
    month = f"CASE WHEN w.code IS NOT NULL THEN {_NO_MONTH} ELSE {{}} END AS month"
    join = "LEFT JOIN whole AS w ON w.code = t.code AND w.subject_kind = t.subject_kind AND w.subject_id = t.subject_id"
    engine.materialize(
        "planted_cell",
        "SELECT code, subject_kind, subject_id, month, count(*) FILTER (WHERE expect = 'find') AS planted, "
        "count(*) FILTER (WHERE expect <> 'find') AS near, "
        "sum(money) FILTER (WHERE expect = 'find') AS money, sum(kwh) FILTER (WHERE expect = 'find') AS kwh, "
        "sum(abs(money)) FILTER (WHERE expect = 'find') AS weight, "
        "sum(coalesce(tolerance, 0)) FILTER (WHERE expect = 'find') AS tolerance FROM ("
        f"SELECT t.code, t.subject_kind, t.subject_id, t.expect, t.money, t.kwh, t.tolerance, "
        f"{month.format('t.period')} FROM errors AS t {join}) AS one GROUP BY code, subject_kind, subject_id, month",
    )
    engine.materialize(
        "found_cell",
        f"SELECT t.n, t.code, t.subject_kind, t.subject_id, t.money, t.kwh, "
        f"{month.format(f'coalesce(t.month, {_NO_MONTH})')} FROM placed AS t JOIN codes_told AS c ON c.code = t.code "
        f"AND c.subject_kind = t.subject_kind AND c.subject_id = t.subject_id {join}",
    )
    same = " AND ".join(f"s.{key} = p.{key}" for key in ("code", "subject_kind", "subject_id", "month"))
    engine.materialize(
        "cell",
        "SELECT p.code, p.subject_kind, p.subject_id, p.month, p.planted, p.near, p.money, p.kwh, p.weight, "
        "p.tolerance, coalesce(s.findings, 0) AS findings, s.money AS found_money, s.kwh AS found_kwh "
        "FROM planted_cell AS p LEFT JOIN (SELECT code, subject_kind, subject_id, month, count(*) AS findings, "
        "sum(money) AS money, sum(kwh) AS kwh FROM found_cell GROUP BY code, subject_kind, subject_id, month) AS s "
        f"ON {same}",
    )


def _judge(engine: Engine) -> None:
    same = " AND ".join(f"p.{key} = s.{key}" for key in ("code", "subject_kind", "subject_id", "month"))
    engine.materialize(
        "own_error",
        "SELECT s.n, max(p.planted) AS planted FROM found_cell AS s JOIN planted_cell AS p "
        f"ON {same} GROUP BY s.n",
    )  # fmt: skip
    engine.materialize(
        "other_error",
        "SELECT f.n FROM placed AS f JOIN errors AS e ON e.subject_kind = f.subject_kind AND "
        "e.subject_id = f.subject_id WHERE e.expect = 'find' AND e.code <> f.code AND "
        "(e.period IS NULL OR f.month IS NULL OR e.period = f.month) GROUP BY f.n",
    )
    engine.materialize("hitting", "SELECT n FROM hit GROUP BY n")
    engine.materialize("meeting", "SELECT n FROM met GROUP BY n")
    engine.materialize(
        "judged",
        "SELECT f.n, f.code, f.subject_kind, f.subject_id, f.customer_id, f.point_id, f.area_id, f.probability, "
        "f.severity, f.accuses, f.ends_on, f.found_on, CASE WHEN e.planted > 0 THEN 'planted' "
        "WHEN e.n IS NOT NULL THEN 'near_miss' WHEN x.n IS NOT NULL THEN 'other_error' "
        "WHEN h.n IS NOT NULL THEN 'planting' WHEN m.n IS NOT NULL THEN 'life' "
        "WHEN f.customer_id IS NULL AND f.point_id IS NULL AND f.area_id IS NULL THEN 'unplaced' "
        "ELSE 'nothing' END AS standing FROM placed AS f LEFT JOIN own_error AS e ON e.n = f.n "
        "LEFT JOIN other_error AS x ON x.n = f.n LEFT JOIN hitting AS h ON h.n = f.n "
        "LEFT JOIN meeting AS m ON m.n = f.n",
    )
