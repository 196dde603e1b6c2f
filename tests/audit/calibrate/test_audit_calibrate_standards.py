"""The limit of 160 kVA is told by the standard on the bill, or else on its point."""

from __future__ import annotations

from calibrate_world import arrow

from jicha.audit.calibrate.population import BILLS
from jicha.audit.calibrate.standards import FACT, find_standards, standards_of
from jicha.engine.duckdb import DuckDbEngine


def test_each_bill_at_the_limit_shows_the_reading_of_its_standard() -> None:
    bills = {
        "above": ("std_090", None, True, "36"),
        "below": ("std_085", None, True, "36"),
        "of_point": (None, "std_090", True, "36"),
        "bill_first": ("std_085", "std_090", True, "36"),
        "third": ("std_080", None, True, "36"),
        "none": (None, None, True, "36"),
        "larger": ("std_090", None, False, "36"),
        "unknown": ("std_090", None, None, "36"),
        "elsewhere": ("std_090", None, True, "33"),
    }
    with DuckDbEngine(threads=1) as engine:
        engine.register(
            "bill",
            arrow(
                "bill", [{"bill_id": one, "point_id": one, "power_factor_standard": of[0]} for one, of in bills.items()]
            ),
        )
        engine.register(
            "point", arrow("point", [{"point_id": one, "power_factor_standard": of[1]} for one, of in bills.items()])
        )
        at = " UNION ALL ".join(
            f"SELECT '{one}' AS bill_id, CAST({'NULL' if of[2] is None else of[2]} AS BOOLEAN) AS at_limit"
            for one, of in bills.items()
        )
        engine.materialize(FACT, at)
        own = " UNION ALL ".join(
            f"SELECT '{one}' AS bill_id, '{of[3]}' AS region, 'o' AS org_id, 'P' AS price_code, "
            "CAST('2025-01-01' AS DATE) AS month, CAST('2025-01-01' AS DATE) AS period_start"
            for one, of in bills.items()
        )
        engine.materialize(BILLS, own)
        find_standards(engine)
        votes, rows = standards_of(engine, "36")
    names = rows["bill_id"].to_pylist()
    assert names == ["above", "below", "bill_first", "of_point", "third"]
    assert [one for one, fits in zip(names, votes.explained["inclusive"], strict=True) if fits] == ["above", "of_point"]
    assert [one for one, fits in zip(names, votes.explained["exclusive"], strict=True) if fits] == [
        "below",
        "bill_first",
    ]
    assert votes.tells.all()
