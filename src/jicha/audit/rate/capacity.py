"""The capacity that counts on each day of a bill, by the histories of the customer's transformers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from jicha.audit.rate.rows import Row, Rows, holds, on, touches
from jicha.tariffs.case import CapacityPiece
from jicha.tariffs.errors import MissingInput

_IDLE = ("stopped", "sealed")
_BEGINNINGS = ("new", "exchange")
_LEAST_IDLE_DAYS = 15  # rules of 1996 Art. 24 and the notice of 2016, where the region's rule says nothing


def capacity_of(rows: Rows, bill: Row, region: str) -> tuple[CapacityPiece, ...]:
    """What counts of each machine on each of the bill's days; none without any history of a machine.

    In operation counts, and kept hot as a reserve, and stopped for fewer days than reduce the charge. Raises
    MissingInput for a day that a history leaves open or tells twice.
    """
    start, end = bill["period_start"], bill["period_end"]
    rules = on(rows.of("capacity_rule", region=region), start)
    least = max((row["least_idle_days"] or 0 for row in rules), default=0) or _LEAST_IDLE_DAYS
    machines = [
        (machine, sorted(rows.of("transformer_history", transformer_id=machine["transformer_id"]), key=_begin))
        for machine in rows.of("transformer", customer_id=bill["customer_id"])
    ]
    for machine, held in machines:
        if not held and not (machine["removed_on"] is not None and machine["removed_on"] <= start):
            raise _unknown(machine)
    seen = [(machine, held) for machine, held in machines if any(touches(row, start, end) for row in held)]
    days = [start + timedelta(number) for number in range((end - start).days)]
    return tuple(
        CapacityPiece(
            _on_day(machine, held, day, start, end, least), day, day + timedelta(1), str(machine["transformer_id"])
        )
        for machine, held in seen
        for day in days
    )


def _begin(row: Row) -> date:
    first: date = row["valid_from"]
    return first


def _on_day(machine: Row, held: Sequence[Row], day: date, start: date, end: date, least: int) -> Decimal:
    today = [row for row in held if holds(row, day)]
    if not today and _is_before(machine, next(row for row in held if touches(row, start, end)), day):
        return Decimal(0)
    if len(today) != 1 or today[0]["run_status"] is None or today[0]["capacity"] is None:
        raise _unknown(machine)
    row = today[0]
    hot = row["run_status"] == "stopped" and machine["standby"] == "hot_standby"
    short = row["run_status"] in _IDLE and _idle_days(held, row) < least
    return Decimal(row["capacity"]) if row["run_status"] == "running" or hot or short else Decimal(0)


def _unknown(machine: Row) -> MissingInput:
    name = f"transformer_history of {machine['transformer_id']}"
    return MissingInput(name, "the capacity in operation", "运行容量")


def _is_before(machine: Row, first: Row, day: date) -> bool:
    """Whether the machine was not there yet on a day before its history begins within the bill."""
    begins = first["change_kind"] in _BEGINNINGS or first["valid_from"] == machine["first_run_on"]
    return bool(begins and day < first["valid_from"])


def _idle_days(held: Sequence[Row], row: Row) -> float:
    """The days of the whole stop that a row belongs to: one that is sealed after it was stopped goes on."""
    idle = [one for one in held if one["run_status"] in _IDLE]
    first, after = row["valid_from"], row["valid_to"]
    while before := next((one for one in idle if one["valid_to"] == first), None):
        first = before["valid_from"]
    while after is not None and (later := next((one for one in idle if one["valid_from"] == after), None)):
        after = later["valid_to"]
    return float("inf") if after is None else (after - first).days
