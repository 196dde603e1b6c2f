"""The errors of a station: planted as the scenario asks, in two stages, with the ledgers written between them."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from jicha.twin.books.every_record import write_after_errors, write_before_errors, write_last
from jicha.twin.error import Desk, Error, Stage, Truth, planted
from jicha.twin.every_error import all_errors
from jicha.twin.known import ERRORS
from jicha.twin.scenario import Scenario
from jicha.twin.station_run import Run
from jicha.twin.world import World


def error_rows(world: World, run: Run) -> pa.Table:
    """Plant all errors, write all ledgers, and return the truth of the errors in the form of ``known.ERRORS``."""
    told, books = world.scenario.errors, run.books
    kinds = _wanted(world.scenario)
    write_before_errors(books)
    desk = Desk(books, -(-told.of_each // world.stations), _untouchable(run))
    rows = [_row(run, error, truth) for error, truth in planted(desk, kinds, Stage.BILLS)]
    write_after_errors(books)
    rows += [_row(run, error, truth) for error, truth in planted(desk, kinds, Stage.LEDGERS)]
    write_last(books)
    return pa.Table.from_pylist(rows, schema=ERRORS)


def _untouchable(run: Run) -> frozenset[str]:
    """Customers with a theft, a fault or a wrong meter, and those whose bills were put right once already."""
    planted_at = {one.account.number for one in run.seen if one.account is not None and one.chosen}
    return frozenset(planted_at | {row["customer_id"] for row in run.books.records.of("adjustment")})


def _wanted(scenario: Scenario) -> list[Error]:
    told = scenario.errors
    if not told.of_each:
        return []
    return [
        one for code, one in all_errors().items() if (not told.only or code in told.only) and code not in told.leave_out
    ]


def _row(run: Run, error: Error, truth: Truth) -> dict[str, Any]:
    return {
        "error_id": f"{run.station.number}/{error.code}/{truth.code}/{truth.subject_id}",
        "kind": error.code,
        "code": truth.code,
        "expect": truth.expect,
        "subject_kind": truth.subject_kind,
        "subject_id": truth.subject_id,
        "period": truth.period,
        "kwh": truth.kwh,
        "money": truth.money,
        "tolerance": truth.tolerance,
        "cause": truth.cause or None,
        "staff_id": truth.staff_id or None,
    }
