"""Readings: each register as it was read for each bill."""

from __future__ import annotations

from decimal import Decimal

from jicha.twin.books.book import Books
from jicha.twin.books.office_hours import at
from jicha.twin.books.people import REMOTE
from jicha.twin.records import KNOWN_ON, Row

_READ_AT = 23, 55  # of the day whose end the registers were frozen at


def write_readings(books: Books) -> None:
    """Total and rates of each metered bill, and the reactive register where the bill needs it; read by the system."""
    machine = books.station.number + REMOTE
    installed = {row["point_id"]: row["installation_id"] for row in books.records.of("meter_installation")}
    for number, bill in books.bills.items():
        row = books.bill_row(number)
        if row.get("reading_end") is None or bill.place.number not in installed:
            continue
        day = row["read_on"]
        shared = {
            "point_id": bill.place.number,
            "installation_id": installed[bill.place.number],
            "read_on": day,
            "planned_on": row["planned_read_on"],
            "read_kind": "ordinary",
            "read_mode": row["read_mode"],
            "anomaly": "none",
            "reader_id": machine,
            "section_id": row.get("section_id"),
            "read_at": at(day, *_READ_AT),
            "corrected": False,
        }
        for place, (register, before, after, ratio, kwh) in enumerate(_registers(books, number, row)):
            books.records.put(
                "reading", row[KNOWN_ON], reading_id=f"{number}{place}", register=register, reading_before=before,
                reading=after, acquired_reading=after, ratio=ratio, kwh=kwh, **shared,
            )  # fmt: skip


def _registers(books: Books, number: str, row: Row) -> list[tuple[str, Decimal, Decimal, Decimal, Decimal]]:
    """Name, reading before, reading, ratio and energy of each register of a bill."""
    rates = [
        (one["register"], one["reading_start"], one["reading_end"], one["ratio"], one["kwh"])
        for one in books.registers[number]
    ]
    found = rates or [("active_total", row["reading_start"], row["reading_end"], row["ratio"], row["reading_kwh"])]
    bill = books.bills[number]
    if bill.case.kvarh is not None:
        dials = books.dials[bill.place.number]
        before, after = (
            Decimal(dials.reactive_at(day)) / 100
            for day in (bill.case.period_start.fromordinal(bill.case.period_start.toordinal() - 1), row["read_on"])
        )
        found.append(("reactive_total", before, after, dials.multiplier, (after - before) * dials.multiplier))
    return found
