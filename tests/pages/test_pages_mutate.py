"""Mutants: that they are made, that good examples kill them, and that a weak page shows survivors."""

from jicha.engine.duckdb import DuckDbEngine
from jicha.pages.library import Library
from jicha.pages.mutate import mutants, mutate
from jicha.pages.read import read_text

EMPTY = Library.of([])


def test_all_mutants_of_the_page_of_the_design_die(engine: DuckDbEngine, loss_page: str) -> None:
    mutation = mutate(read_text(loss_page, "p.md"), EMPTY, engine)
    assert mutation.survivors == ()
    assert mutation.killed >= 11


def test_a_page_without_its_edge_example_lets_the_boundary_mutant_live(engine: DuckDbEngine, loss_page: str) -> None:
    line = next(line for line in loss_page.splitlines() if line.startswith("| rounding"))
    weak = read_text(loss_page.replace(f"{line}\n", ""), "p.md")
    survivors = mutate(weak, EMPTY, engine).survivors
    assert any(name.startswith("gt: b.loss_kwh > $tolerance -> b.loss_kwh >= $tolerance") for name in survivors)


def test_a_survivor_may_be_declared_with_a_reason_and_a_stale_declaration_is_shown(
    engine: DuckDbEngine, loss_page: str
) -> None:
    line = next(line for line in loss_page.splitlines() if line.startswith("| rounding"))
    weak = loss_page.replace(f"{line}\n", "")
    survivors = mutate(read_text(weak, "p.md"), EMPTY, engine).survivors
    declared = "equivalent:\n" + "".join(f'  "{name}": for the test\n' for name in survivors)
    good = mutate(read_text(weak.replace("needs: []\n", declared), "p.md"), EMPTY, engine)
    stale = mutate(read_text(loss_page.replace("needs: []\n", declared), "p.md"), EMPTY, engine)
    assert (good.survivors, good.declared) == ((), survivors)
    assert good.holds
    assert stale.undeclared_dead == survivors
    assert not stale.holds


def test_evidence_columns_are_left_alone(loss_page: str) -> None:
    text = loss_page.replace("p.metering_side, b.loss_kwh\n", "p.metering_side, b.loss_kwh + 1 AS more\n")
    names = [mutant.name for mutant in mutants(read_text(text, "p.md"))]
    assert not any("+ 1" in name for name in names)


def test_at_least_ten_operators_are_known() -> None:
    text = """---
code: BIL-902
title: t
title_zh: 题
subject: {bill: bill_id}
severity: check
impact: price
needs:
  enough: months >= 3
params:
  limit: 5 kWh
---
```sql
WITH one AS (
  SELECT b.customer_id, b.month, SUM(b.kwh) FILTER (WHERE b.kwh > 0) AS kwh, MIN(b.kwh) AS least,
         LAG(b.kwh) OVER (PARTITION BY b.customer_id ORDER BY b.month) AS kwh_before, COUNT(DISTINCT b.month) AS months
  FROM bill AS b WHERE b.commodity IN ('electricity', 'gas') GROUP BY b.customer_id, b.month, b.kwh
)
SELECT o.customer_id AS subject_id, o.month AS period, o.kwh AS at_stake_kwh, o.months,
       CASE WHEN o.kwh_before IS NULL THEN FALSE WHEN NOT o.least = 0 OR o.kwh BETWEEN 1 AND 9 THEN COALESCE(o.kwh, 0) - 2 * o.least > :limit
       ELSE TRUE END AS breach
FROM one AS o LEFT JOIN customer AS c ON c.customer_id = o.customer_id
```
"""
    operators = {mutant.name.split(":")[0] for mutant in mutants(read_text(text, "p.md"))}
    assert len(operators) >= 20, sorted(operators)
