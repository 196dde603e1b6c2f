"""Inspections of usage: planned month by month by the cycle of each class, two people at each, and hazards found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from jicha.twin.account import Account
from jicha.twin.books.book import Books
from jicha.twin.books.crew import crew_of
from jicha.twin.books.office_hours import at, months_from, open_day, open_day_before
from jicha.twin.mounted import mounted
from jicha.twin.records import KNOWN_ON
from jicha.twin.streams import Stream
from jicha.twin.world import Station, World

CYCLE_MONTHS = {"high_voltage": 12, "lv_non_resident": 24}  # households are looked at on occasion only
_OF_THE_CYCLE = 2  # months before its end in which a visit is planned: none is late
_WITH_HAZARD, _MEND_DAYS = 0.05, 30
_DAYS_OF_A_MONTH_FOR_VISITS = 15


@dataclass(frozen=True, slots=True, eq=False)
class Visit:
    """Who is visited, on which day, and at what hour."""

    account: Account
    day: date
    hour: int


def visits_of(world: World, station: Station) -> dict[date, list[Visit]]:
    """The visits of each month, as the station plans them: known before the year is simulated."""
    due: dict[date, list[Account]] = {}
    for account in station.accounts:
        for month in _months_of(world, account)[1]:
            due.setdefault(month, []).append(account)
    return {month: [_visit(month, place, one) for place, one in enumerate(due[month])] for month in sorted(due)}


def inspected_days(world: World, station: Station) -> dict[str, list[int]]:
    """The days of the window on which inspectors come, by customer: what a switched bridge hides from."""
    found: dict[str, list[int]] = {}
    for visits in visits_of(world, station).values():
        for one in visits:
            if one.day <= world.last:
                found.setdefault(one.account.number, []).append((one.day - world.first).days)
    return found


def write_inspections(books: Books) -> None:
    """Plans approved before their month; the file of customers says how often each is due, and when it was before."""
    inspector = crew_of(books.station).inspectors[0]
    accounts = {one.number: one for one in books.station.accounts}
    for row in books.records.of("customer"):
        last, _ = _months_of(books.world, accounts[row["customer_id"]])
        cycle = CYCLE_MONTHS.get(str(row["customer_class"]))
        if cycle is not None:
            row |= {"check_cycle_months": cycle, "last_checked_on": last, "checker_id": inspector}
    for month, visits in visits_of(books.world, books.station).items():
        _put_month(books, month, visits)


def write_checked(books: Books) -> None:
    """The file of each customer once more after each visit, as it then stands: after all that changes it."""
    newest = {row["customer_id"]: row for row in books.records.of("customer")}
    for visit in books.records.of("inspection"):
        file, day = newest[visit["customer_id"]], visit["planned_on"]
        columns = {name: value for name, value in file.items() if name != KNOWN_ON}
        books.records.put("customer", max(day, file[KNOWN_ON]), **{**columns, "last_checked_on": day})


def _months_of(world: World, account: Account) -> tuple[date | None, list[date]]:
    """The day of the last visit before the window, and the months of those within it."""
    cycle = CYCLE_MONTHS.get(str(account.file["customer_class"]))
    if cycle is None:
        return None, []
    step = cycle - _OF_THE_CYCLE
    place = int(step * float(Stream(world.seed, account.number, "inspected").uniform(1)[0]))
    chosen = [one for number, one in enumerate(months_from(account.opened, world.last)[1:]) if number % step == place]
    before = [one for one in chosen if one < world.first]
    last = open_day(before[-1] + timedelta(4)) if before else None
    if last is not None and last >= world.first:
        last = None
    closed = account.closed or world.last
    return last, [one for one in chosen if one >= world.first and _visit(one, 0, account).day < closed]


def _visit(month: date, place: int, account: Account) -> Visit:
    day = open_day(month + timedelta(2 + place % _DAYS_OF_A_MONTH_FOR_VISITS))
    return Visit(account, day, 9 + place // _DAYS_OF_A_MONTH_FOR_VISITS % 7)


def _put_month(books: Books, month: date, visits: list[Visit]) -> None:
    crew, plan = crew_of(books.station), f"JH{books.station.number}{month:%Y%m}"
    approved = open_day_before(month - timedelta(4))
    books.records.put(
        "inspection_plan", max(books.world.first, approved), plan_id=plan, org_id=books.org, inspection_kind="periodic",
        month=month, planned_count=len(visits), approved_on=approved, planner_id=crew.manager,
    )  # fmt: skip
    for one in visits:
        if one.day <= books.world.last:
            _put_visit(books, one, plan)


def _put_visit(books: Books, visit: Visit, plan: str) -> None:
    account, day, hour = visit.account, visit.day, visit.hour
    inspectors = crew_of(books.station).inspectors
    turn = day.toordinal() % len(inspectors)
    place, number = account.places[0], f"JC{account.number}{day:%y%m%d}"
    own, dials = mounted(books.world.seed, place, 0), books.dials.get(place.number)
    hazard = float(Stream(books.world.seed, number, "hazard").uniform(1)[0]) < _WITH_HAZARD
    running = sum(one.kva for one in account.machines if one.running(day)) if account.machines else None
    books.records.put(
        "inspection", day, inspection_id=number, customer_id=account.number, point_id=place.number, plan_id=plan,
        inspection_kind="periodic", planned_on=day, inspected_at=at(day, hour), ended_at=at(day, hour, 40),
        inspector_id=inspectors[turn], second_inspector_id=inspectors[(turn + 1) % len(inspectors)], people_count=2,
        result="hazard" if hazard else "normal",
        capacity_seen=Decimal(running) if running is not None else account.file.get("contract_capacity"),
        price_class_seen=account.file.get("price_class"), serial_no_seen=own.serial if dials else None,
        ratio_seen=Decimal(place.multiplier) if dials else None,
        reading_seen=Decimal(int(dials.at(day - timedelta(1))[0])) / 100 if dials else None,
        seals_intact=True, resale_seen=False, occupied=True, photo_count=4, video_complete=True, customer_signed=True,
    )  # fmt: skip
    if hazard:
        due, mended = day + timedelta(_MEND_DAYS), day + timedelta(_MEND_DAYS // 2)
        found = {
            "hazard_id": f"YH{number}", "customer_id": account.number, "inspection_id": number,
            "hazard_level": "ordinary", "found_on": day, "due_on": due, "reported_to_government": False,
            "notice_signed": True,
        }  # fmt: skip
        books.records.put("hazard", day, **found)
        books.records.put("hazard", mended, **found, mended_on=mended)
