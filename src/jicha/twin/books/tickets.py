"""Calls to 95598: enquiries, repairs, a few complaints; each handled within its limit by whoever has to.

Assumed per 1,000 customers and month: 22 enquiries, 6 repairs, 0.6 requests to look at a reading, 0.25 complaints. A
crew reaches towns in 45 minutes and the country in 90; complaints are answered for within 24 hours and in 5 working
days (the promises of 2022 and later), disputed readings within 7 working days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from jicha.twin.account import Account
from jicha.twin.books.book import Books
from jicha.twin.books.crew import crew_of
from jicha.twin.books.names import person_name
from jicha.twin.books.office_hours import at, local_day, months_from, open_day, workdays_after
from jicha.twin.books.people import on_call
from jicha.twin.records import Row
from jicha.twin.streams import Stream

_DRAWS = 8
_ARRIVE_WITHIN = timedelta(minutes=45)


@dataclass(frozen=True, slots=True)
class Call:
    """A kind of call: how often in a month per customer, what it is about, and until when it must be done."""

    kind: str
    topic: str
    rate: float
    workdays: int
    content: str


CALLS = (
    Call("consultation", "price_and_charge", 0.014, 5, "咨询电费账单"),
    Call("consultation", "outage", 0.005, 5, "咨询停电信息"),
    Call("consultation", "connection_works", 0.003, 5, "咨询用电业务办理"),
    Call("fault_repair", "outage", 0.006, 1, "报修：家中无电"),
    Call("request", "reading_dispute", 0.0006, 7, "对抄表示数有疑问，申请核实"),
    Call("complaint", "service_conduct", 0.0001, 5, "反映营业厅等候时间长"),
    Call("complaint", "supply_quality", 0.00015, 5, "反映电压偏低"),
)


def write_tickets(books: Books) -> None:
    """Month by month; how many and whose is drawn for each kind of call."""
    accounts = books.station.accounts
    area_of = {one.number: area.number for area in books.station.areas for one in area.accounts}
    for month in months_from(books.world.first, books.world.last):
        days = (date(month.year + month.month // 12, month.month % 12 + 1, 1) - month).days
        for place, call in enumerate(CALLS):
            stream = Stream(books.world.seed, books.station.number, f"calls {place} {month:%Y-%m}")
            count = _poisson(call.rate * len(accounts), float(stream.uniform(1)[0]))
            for number in range(count):
                drawn = stream.uniform(_DRAWS, 1 + _DRAWS * number).tolist()
                day = month + timedelta(int(drawn[0] * days))
                account = accounts[int(drawn[1] * len(accounts))]
                exists = account.opened < day and not (account.closed and account.closed <= day)
                if exists and books.world.first <= day <= books.world.last:
                    ticket = f"{month:%Y%m}{books.station.number}{place}{number:03d}"
                    _put(books, _Told(ticket, call, account, area_of.get(account.number), day, drawn[2:]))


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    number: str
    call: Call
    account: Account
    area: str | None
    day: date
    drawn: list[float]


def _put(books: Books, told: _Told) -> None:
    crew, call = crew_of(books.station), told.call
    hour, minute, pace, asked = told.drawn[:4]
    called = at(told.day, 8 + int(12 * hour), int(60 * minute))
    repair, by_telephone = call.kind == "fault_repair", call.kind == "consultation"
    # Whoever answers an enquiry is on the line from the first; everything else is passed on, and the customer called.
    dispatched = called if by_telephone else called + timedelta(minutes=2 + int(6 * pace))
    crew_on_call = on_call(books, told.day)
    operator = crew_on_call if repair else crew.manager if call.kind == "complaint" else crew.acceptors[0]
    contacted = dispatched + timedelta(minutes=3 + int(10 * pace)) if not by_telephone else called
    arrived = dispatched + _ARRIVE_WITHIN * (0.3 + 0.6 * pace) if repair else None
    handled = _handled(call, called, arrived, pace)
    replied = handled + timedelta(minutes=20)
    call_back = replied + timedelta(hours=2)
    archived = call_back + timedelta(minutes=30)
    until = workdays_after(told.day, call.workdays)
    found_true = call.kind == "complaint" and asked < 0.4
    row: Row = {
        "ticket_id": told.number, "org_id": books.org, "customer_id": told.account.number, "area_id": told.area,
        "source": "hotline_95598", "ticket_kind": call.kind, "ticket_topic": call.topic, "ticket_level": "ordinary",
        "urban": "urban", "called_at": called, "dispatched_at": dispatched, "contacted_at": contacted,
        "arrived_at": arrived, "handled_at": handled, "replied_at": replied, "archived_at": archived,
        "limit_at": at(until, 18), "rejected": False, "call_back_at": call_back, "call_back_agrees": True,
        "satisfaction": "satisfied" if asked < 0.9 else "neutral", "photo_count": 2 if repair else 0,
        "located": repair, "malicious": False, "force_majeure": False, "content": call.content,
        "reporter_name": person_name(books.world.seed, told.account), "operator_id": operator,
    }  # fmt: skip
    if call.kind == "complaint":
        row |= {"found_true": found_true, "utility_responsible": found_true}
        if found_true:
            row |= {"responsible_id": operator, "rectified_on": local_day(replied)}
    records, day = books.records, local_day(archived)
    records.put("ticket", day, **row)
    times = (("accept", called, dispatched), ("dispatch", dispatched, contacted), ("contact", contacted, contacted))
    _put_steps(books, row, (*times, *((("arrive", contacted, arrived),) if arrived else ()),
                            ("handle", arrived or contacted, handled), ("reply", handled, replied),
                            ("call_back", replied, call_back), ("archive", call_back, archived)))  # fmt: skip
    if call.kind == "complaint":
        records.put(
            "complaint", day, ticket_id=told.number,
            complaint_class="service" if call.topic == "service_conduct" else "supply_quality",
            irregular_class="none", found_true=found_true, decided_at=handled,
            responsible_org_id=books.org if found_true else None, responsible_id=operator if found_true else None,
            trade="service" if call.topic == "service_conduct" else "operation",
            rectified_on=local_day(replied) if found_true else None, appeal=False,
        )  # fmt: skip


def _handled(call: Call, called: datetime, arrived: datetime | None, pace: float) -> datetime:
    """On the telephone at once, a repair an hour or two after arrival, what must be looked at after some days."""
    if arrived is not None:
        return arrived + timedelta(minutes=30 + int(90 * pace))
    if call.kind == "consultation":
        return called + timedelta(minutes=6 + int(10 * pace))
    day = workdays_after(open_day(local_day(called)), max(1, int((call.workdays - 1) * pace)))
    return at(day, 15)


def _put_steps(books: Books, ticket: Row, steps: tuple[tuple[str, datetime, datetime], ...]) -> None:
    for number, (kind, start, end) in enumerate(steps, start=1):
        books.records.put(
            "ticket_step", local_day(ticket["archived_at"]), ticket_id=ticket["ticket_id"], step_no=number,
            step_kind=kind, org_id=ticket["org_id"], started_at=start, finished_at=end,
            operator_id=ticket["operator_id"],
        )  # fmt: skip


def _poisson(mean: float, drawn: float) -> int:
    """The count of a Poisson distribution that belongs to a number in [0, 1)."""
    count, chance = 0, float(np.exp(-mean))
    total = chance
    while drawn > total and count < 50 * (1 + mean):
        count += 1
        chance *= mean / count
        total += chance
    return count
