"""Orders of business acceptance: connections, machines that stop and start again, new names, choices, closings."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from jicha.twin.account import Account, Machine, Place, Terms
from jicha.twin.books.book import Books
from jicha.twin.books.crew import crew_of
from jicha.twin.books.habits import habits_of
from jicha.twin.books.office_hours import at, local_day, open_day, workdays_after, workdays_before
from jicha.twin.books.orders import Order, Step, handler, put_order, put_permit
from jicha.twin.books.people import archiver
from jicha.twin.books.process_limits import limit_of
from jicha.twin.records import KNOWN_ON
from jicha.twin.streams import Stream

_RENAMED = 0.015  # of customers in a year
_PAPERS = {
    "lv_resident_new": ("application", "identity", "property"),
    "lv_non_resident_new": ("application", "identity", "property", "licence"),
    "hv_new": ("application", "identity", "property", "licence", "design", "acceptance"),
}
_NEW_KIND = {"lv_resident": "lv_resident_new", "lv_non_resident": "lv_non_resident_new", "high_voltage": "hv_new"}
_ASKED_BEFORE = {"capacity_mode_change": 16, "demand_change": 6}  # working days: 15 and 5 are wanted
_AGREED_AT_MOST = date(2090, 1, 1)  # a stop until later is one for good
_TWO_YEARS_RULE = date(2024, 6, 1)  # since then a stop is a reduction for a time; there is no suspension any more


def write_acceptance(books: Books) -> None:
    """Every order that the files of the customers ask for, and new names that nothing else depends on."""
    for account in books.station.accounts:
        if books.world.first <= account.opened <= books.world.last:
            _put_connection(books, account)
        if account.closed and books.world.first <= account.closed <= books.world.last:
            _put_closing(books, account, account.closed)
        for machine in account.machines:
            for start, end in machine.sealed:
                _put_stop(books, account, machine, (start, end))
        for name, columns in account.ledgers:
            if name == "price_choice" and books.world.first <= columns["valid_from"] <= books.world.last:
                _put_choice(books, account, columns)
        for place in account.places:
            for (_, before), (begin, after) in pairwise(place.terms):
                if books.world.first < begin <= books.world.last:
                    _put_change(books, account, place, (before, after), begin)
        _put_new_name(books, account)
    _complete_told(books)


def order_of_stop(machine: str, start: date) -> str:
    """The number of the order by which a machine was sealed on a day."""
    return f"ZT{machine}{start:%y%m%d}"


def _put_connection(books: Books, account: Account) -> None:
    """Planned backwards from the day on which supply began, each stage within its limit."""
    kind = _NEW_KIND[str(account.file["customer_class"])]
    sources = int(account.file.get("source_count", 1))
    pace = habits_of(books.world, crew_of(books.station).acceptors[0]).pace
    opened = account.opened
    names = ["survey", "plan_reply", "contract", "meter_installation"]
    if kind == "hv_new":
        names[2:2] = ["final_inspection"]
    finished = {"meter_installation": opened}
    day = opened
    for later, stage in zip(reversed(names), reversed(["accept", *names[:-1]]), strict=True):
        limit = limit_of(kind, sources, later, opened)
        day = workdays_before(day, _used(pace, limit) if limit else 1)
        finished[stage] = day
    accepted = finished.pop("accept")
    steps = tuple(Step(one, finished[one], limit_of(kind, sources, one, accepted)) for one in names)
    fitter = handler(crew_of(books.station), "meter_installation", accepted)
    order = Order(
        f"XZ{account.number}{accepted:%y%m%d}", kind, account, accepted, (*steps, Step("power_on", opened)),
        archived=workdays_after(opened, 2), papers=_PAPERS[kind], more={
            "capacity_before": Decimal(0), "capacity_change": account.file.get("contract_capacity"),
            "powered_on_at": at(opened, 16), "effective_on": opened,
        },
    )  # fmt: skip
    put_order(books, order)
    put_permit(books, order, opened, fitter, people=3 if kind == "hv_new" else 2)


def _used(pace: float, limit: int) -> int:
    return max(1, min(limit, round(pace * limit)))


def _put_stop(books: Books, account: Account, machine: Machine, span: tuple[date, date]) -> None:
    """Asked five working days before, sealed on the day, and likewise when it starts again."""
    start, end = span
    suspended = start < _TWO_YEARS_RULE
    until = end - timedelta(1) if end < _AGREED_AT_MOST else None  # the last day agreed
    whole = Decimal(machine.kva)
    if start >= books.world.first:
        number = order_of_stop(machine.number, start)
        accepted = workdays_before(start, 6)
        put_order(books, Order(
            number, "suspension" if suspended else "capacity_reduction", account, accepted,
            (
                Step("survey", workdays_before(start, 4)), Step("approve", workdays_before(start, 2)),
                Step("seal", start),
            ),
            archived=workdays_after(start, 1), papers=("application", "field_record"), more={
                "capacity_change": -whole, "temporary_change": until is not None,
                "effective_on": start, "planned_from": start,
                "planned_until": until,
            },
        ))  # fmt: skip
        _put_equipment(books, number, machine, "stop", start, planned_until=until, sealed_on=start)
        _put_seal(books, account, machine, span, number, opened=False)
        for row in books.records.of("transformer_history", transformer_id=machine.number, valid_from=start):
            row["order_id"] = number
    if books.world.first <= end <= books.world.last:
        number = f"HF{machine.number}{end:%y%m%d}"
        put_order(books, Order(
            number, "suspension_recovery" if suspended else "reduction_recovery", account, workdays_before(end, 5),
            (Step("approve", workdays_before(end, 2)), Step("field_work", end)), archived=workdays_after(end, 1),
            papers=("application", "field_record"),
            more={"capacity_change": whole, "temporary_change": True, "effective_on": end, "resumed_on": end},
        ))  # fmt: skip
        _put_equipment(books, number, machine, "start", end, unsealed_on=end)
        _put_seal(books, account, machine, span, number, opened=True)
        for row in books.records.of("transformer_history", transformer_id=machine.number, valid_from=end):
            row["order_id"] = number


def _put_equipment(books: Books, order: str, machine: Machine, kind: str, day: date, **more: Any) -> None:
    books.records.put(
        "order_equipment", day, order_id=order, transformer_id=machine.number, change_kind=kind,
        capacity=Decimal(machine.kva), effective_on=day, **more,
    )  # fmt: skip


def _put_seal(
    books: Books, account: Account, machine: Machine, span: tuple[date, date], order: str, *, opened: bool
) -> None:
    """The seal on the switch of a stopped machine."""
    start, end = span
    day, operation = (end, "opened") if opened else (start, "applied")
    fitter = handler(crew_of(books.station), "seal", day)
    number, point = f"FB{machine.number}{start:%y%m%d}", account.places[0].number
    books.records.put(
        "seal", day, seal_id=number, point_id=point, position="transformer", seal_use="management",
        seal_status="opened" if opened else "in_use", applied_on=start, removed_on=day if opened else None,
        applier_id=handler(crew_of(books.station), "seal", start),
    )  # fmt: skip
    books.records.put(
        "seal_operation", day, operation_id=f"{number}{operation[:1]}", seal_id=number, point_id=point,
        position="transformer", operation=operation, operated_at=at(day, 14), order_id=order, operator_id=fitter,
        witness="客户代表",
    )  # fmt: skip


def _put_choice(books: Books, account: Account, columns: Any) -> None:
    begin = columns["valid_from"]
    asked = open_day(columns.get("chosen_on") or workdays_before(begin, 5))
    put_order(books, Order(
        f"DJ{account.number}{begin:%y%m%d}", "price_change", account, min(asked, begin),
        (Step("approve", workdays_after(asked, 1)), Step("file_check", workdays_after(asked, 2))),
        archived=workdays_after(asked, 3), papers=("application", "identity"), more={"effective_on": begin},
    ))  # fmt: skip


def _put_change(books: Books, account: Account, place: Place, terms: tuple[Terms, Terms], begin: date) -> None:
    """Other terms from a day on: asked for in time, looked at on site where the use is another."""
    before, after = terms
    kind = "price_change"
    if before.mode != after.mode:
        kind = "capacity_mode_change"
    elif before.demand_contract != after.demand_contract:
        kind = "demand_change"
    chosen = {columns["valid_from"] for name, columns in account.ledgers if name == "price_choice"}
    if kind == "price_change" and begin in chosen:
        return  # the order of the choice
    accepted = workdays_before(begin, _ASKED_BEFORE.get(kind, 8))
    number = f"BG{place.number}{begin:%y%m%d}"
    put_order(books, Order(
        number, kind, account, accepted, (
            Step("survey", workdays_after(accepted, 1)), Step("approve", workdays_after(accepted, 2)),
            Step("file_check", workdays_after(accepted, 3)),
        ), archived=workdays_after(accepted, 4), point=place.number, papers=("application", "contract"),
        more={"effective_on": begin},
    ))  # fmt: skip
    for row in books.records.of("point_history", point_id=place.number, valid_from=begin):
        row["order_id"] = number


def _put_closing(books: Books, account: Account, closed: date) -> None:
    """Asked for before, the meter taken down on the last day, archived when the last bill is paid."""
    put_order(books, Order(
        f"XH{account.number}{closed:%y%m%d}", "closing", account, workdays_before(closed, 4),
        (
            Step("survey", workdays_before(closed, 2)), Step("field_work", closed),
            Step("pay_fee", workdays_after(closed, 5)),
        ),
        archived=workdays_after(closed, 6), papers=("application", "identity", "field_record"),
        more={"effective_on": closed, "capacity_change": -Decimal(account.file.get("contract_capacity") or 0)},
    ))  # fmt: skip


def _complete_told(books: Books) -> None:
    """Orders that a customer's own ledger brought: who took them, and how far they came."""
    crew = crew_of(books.station)
    handled = {row["order_id"] for row in books.records.of("order_stage")}
    for row in books.records.of("service_order"):
        if row["order_id"] in handled:
            continue
        row |= {"org_id": books.org, "operator_id": crew.acceptors[0], "channel": row.get("channel") or "counter"}
        account, accepted, ended = books.account(row["customer_id"]), row["accepted_at"], row.get("finished_at")
        row.setdefault("point_id", account.places[0].number)
        taken = accepted + timedelta(minutes=20)
        stages = [("accept", accepted, taken)]
        if ended is None:
            stages.append(("survey", taken, None))
        else:
            middle = taken + (ended - taken) / 2
            stages += [("approve", taken, middle), ("archive", middle, ended)]
            row["archiver_id"] = archiver(crew)
        for number, (stage, start, end) in enumerate(stages, start=1):
            books.records.put(
                "order_stage", row[KNOWN_ON], order_id=row["order_id"], stage=stage, sequence_no=number,
                started_at=start, finished_at=end, paused_days=0, backdated=False,
                operator_id=handler(crew, stage, local_day(accepted)), outcome="passed" if end else "open",
            )  # fmt: skip


def _put_new_name(books: Books, account: Account) -> None:
    """Somebody else's name for the same household; it costs nothing (renaming fees were abolished)."""
    drawn = Stream(books.world.seed, account.number, "renamed").uniform(2, 2 * books.world.first.year).tolist()
    day = books.world.first + timedelta(int(drawn[1] * books.world.days))
    if drawn[0] >= _RENAMED or account.opened > day - timedelta(200) or (account.closed and account.closed <= day):
        return
    day = open_day(day)
    put_order(books, Order(
        f"GM{account.number}{day:%y%m%d}", "rename", account, day, (Step("approve", workdays_after(day, 1)),),
        archived=workdays_after(day, 2), papers=("application", "identity", "property"),
        more={"effective_on": workdays_after(day, 2)},
    ))  # fmt: skip
