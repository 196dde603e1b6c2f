"""A business order as the utility keeps it: its stages one after another, who handled each, and its papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from jicha.twin.account import Account
from jicha.twin.books.book import Books
from jicha.twin.books.crew import Crew, crew_of
from jicha.twin.books.names import person_name
from jicha.twin.books.office_hours import at
from jicha.twin.books.people import archiver
from jicha.twin.records import Row

_AT_THE_COUNTER = timedelta(minutes=20)
_AT_LEAST = timedelta(minutes=45)  # that a stage takes
_ENDS_AT = 15  # o'clock, where nothing else is said


@dataclass(frozen=True, slots=True)
class Step:
    """A stage and the day on which it was finished; ``limit`` in working days where one holds."""

    stage: str
    until: date
    limit: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """``steps`` come between acceptance and archiving. ``papers`` are the documents its kind demands.

    ``more`` are further columns of the order.
    """

    number: str
    kind: str
    account: Account
    accepted: date
    steps: tuple[Step, ...]
    archived: date
    point: str = ""
    channel: str = "web"
    reason: str = ""
    papers: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


def put_order(books: Books, order: Order) -> Row:
    """The order with its stages and papers; open at first where it was not archived within the month."""
    crew, account, records = crew_of(books.station), order.account, books.records
    accepted = at(order.accepted, 9, int(order.number[-2:]) % 60 if order.number[-2:].isdigit() else 0)
    ended = _put_stages(books, order, crew, accepted)
    row: dict[str, Any] = {
        "order_id": order.number, "customer_id": account.number, "point_id": order.point or account.places[0].number,
        "org_id": books.org, "order_kind": order.kind, "accepted_at": accepted, "channel": order.channel,
        "supply_voltage": account.file["supply_voltage"], "price_class": account.file.get("price_class"),
        "source_count": account.file.get("source_count", 1), "capacity_before": account.file.get("contract_capacity"),
        "capacity_change": Decimal(0), "temporary_change": False, "external_works": False,
        "applicant_name": person_name(books.world.seed, account), "attachments_required": len(order.papers),
        "attachments_present": len(order.papers), "reason": order.reason or None, "operator_id": crew.acceptors[0],
        **order.more,
    }  # fmt: skip
    first, last = (max(books.world.first, one) for one in (order.accepted, order.archived))
    if (first.year, first.month) != (last.year, last.month):
        records.put("service_order", first, **row, order_status="open")
    closing = {"finished_at": ended, "archiver_id": archiver(crew), "satisfaction": "satisfied"}
    found = records.put("service_order", last, **row, **closing, order_status="archived")
    for paper in order.papers:
        records.put(
            "order_document", first, order_id=order.number, document_kind=paper, required=True, present=True,
            uploaded_at=accepted + timedelta(minutes=10), uploader_id=crew.acceptors[0],
        )  # fmt: skip
    return found


def put_permit(books: Books, order: Order, day: date, leader: str, *, people: int) -> None:
    """The work ticket of an order's work on site: issued in the morning, closed in the evening."""
    high = order.account.file["customer_class"] == "high_voltage"
    books.records.put(
        "work_permit", max(books.world.first, day), permit_id=f"GZ{order.number}", order_id=order.number,
        point_id=order.point or order.account.places[0].number, permit_kind="high_voltage" if high else "low_voltage",
        issued_at=at(day, 8, 30), closed_at=at(day, 17), issuer_id=crew_of(books.station).manager, leader_id=leader,
        people_count=people, complete=True,
    )  # fmt: skip


def _put_stages(books: Books, order: Order, crew: Crew, accepted: datetime) -> datetime:
    start = accepted
    steps = (Step("accept", order.accepted), *order.steps, Step("archive", order.archived))
    for number, one in enumerate(steps, start=1):
        end = start + _AT_THE_COUNTER if number == 1 else max(at(one.until, _ENDS_AT), start + _AT_LEAST)
        books.records.put(
            "order_stage", max(books.world.first, one.until), order_id=order.number, stage=one.stage,
            sequence_no=number, started_at=start, finished_at=end, limit_days=one.limit, paused_days=0,
            operator_id=handler(crew, one.stage, order.accepted), outcome="passed", backdated=False,
        )  # fmt: skip
        start = end
    return start


def handler(crew: Crew, stage: str, day: date) -> str:
    """Who handles a stage of an order that was accepted on a day."""
    turn = day.toordinal()
    if stage in ("survey", "final_inspection", "interim_inspection"):
        return crew.inspectors[turn % len(crew.inspectors)]
    if stage in ("field_work", "meter_installation", "power_on", "seal"):
        return crew.fitters[turn % len(crew.fitters)]
    if stage == "approve":
        return crew.manager
    if stage == "file_check":
        return crew.clerks[turn % len(crew.clerks)]
    if stage == "pay_fee":
        return crew.cashiers[turn % len(crew.cashiers)]
    return archiver(crew) if stage == "archive" else crew.acceptors[0]
