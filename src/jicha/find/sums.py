"""Sums that a clerk wants beside each number: energy and money billed lately, and what is still owed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jicha.engine.engine import Engine
from jicha.find.keys import own

BILL, RECEIVABLE = "bill", "receivable"
SUMMED = (BILL, RECEIVABLE)


@dataclass(frozen=True, slots=True)
class Billed:
    """Bills of a subject over the months that end with its last: kWh and CNY; None where no bill states any."""

    last_month: date
    kwh: Decimal | None
    money: Decimal | None


def billed(engine: Engine, held: Collection[str], *, months: int) -> Mapping[int, Billed]:
    """The bills of each subject over the ``months`` that end with the month of its own last bill."""
    if BILL not in held:
        return {}
    month = "COALESCE(b.month, month_start(b.issued_on))"
    own_bills = (
        f"SELECT o.root, {month} AS month, b.kwh, b.total_charge FROM bill AS b "
        f'JOIN "{own(BILL)}" AS o ON o.id = b.bill_id'
    )
    rows = engine.query(
        "SELECT root, MAX(last_month) AS last_month, "
        f"SUM(kwh) FILTER (WHERE month > add_months(last_month, {-months})) AS kwh, "
        f"SUM(total_charge) FILTER (WHERE month > add_months(last_month, {-months})) AS money "
        "FROM (SELECT root, month, kwh, total_charge, MAX(month) OVER (PARTITION BY root) AS last_month "
        f"FROM ({own_bills}) AS u WHERE month IS NOT NULL) AS v GROUP BY root"
    )
    return {row["root"]: Billed(row["last_month"], row["kwh"], row["money"]) for row in rows.to_pylist()}


def owed(engine: Engine, held: Collection[str]) -> Mapping[int, Decimal]:
    """What each subject owes in CNY: due less received less written off, of debts that are open or partly paid."""
    if RECEIVABLE not in held:
        return {}
    rows = engine.query(
        "SELECT o.root, SUM(r.money_due - COALESCE(r.money_received, 0) - COALESCE(r.written_off, 0)) AS owed "
        f'FROM receivable AS r JOIN "{own(RECEIVABLE)}" AS o ON o.id = r.receivable_id '
        "WHERE r.settlement IN ('open', 'part') GROUP BY o.root"
    )
    return {row["root"]: row["owed"] for row in rows.to_pylist() if row["owed"] is not None}
