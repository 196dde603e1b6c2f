"""The people of a station: its teams, who is in them, their duties, accounts and rights, and who is on call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa

from jicha.twin.books.book import Books
from jicha.twin.books.crew import Crew, crew_of
from jicha.twin.books.names import a_person
from jicha.twin.books.office_hours import at
from jicha.twin.records import KNOWN_ON
from jicha.twin.streams import Stream

_FOUNDED = date(2012, 1, 1)
_YEARS_OF_JOINING = 8
ONLINE, REMOTE = "S01", "S02"  # accounts of machines: payments from outside, readings from afar


@dataclass(frozen=True, slots=True)
class Post:
    """What a kind of person at a station is: trade, title, its team, and the duties that go together."""

    trade: str
    title: str
    team: str
    duties: tuple[str, ...]


# No post holds duties that check one another: who reads does not review, who enters a refund does not approve it.
POSTS = {
    "manager": Post("management", "供电所所长", "", ("adjustment_approver",)),
    "readers": Post("reading", "抄表员", "营业班", ("reader", "area_manager")),
    "clerks": Post("billing", "核算员", "营业班", ("billing_clerk",)),
    "reviewers": Post("billing", "电费审核员", "营业班", ("billing_reviewer", "reading_reviewer")),
    "collectors": Post("collection", "催费员", "营业班", ("collector",)),
    "cashiers": Post("collection", "收费员", "营业班", ("cashier",)),
    "inspectors": Post("inspection", "用电检查员", "计量用检班", ("inspector", "meter_tester")),
    "fitters": Post("metering", "装表接电工", "计量用检班", ("installer",)),
    "acceptors": Post("connection", "业务受理员", "营业班", ("acceptance_clerk",)),
    "refund_clerks": Post("billing", "退补专责", "营业班", ("adjustment_clerk",)),
    "auditors": Post("audit", "稽查员", "", ("auditor",)),
}
TEAMS = ("营业班", "计量用检班")


def write_people(books: Books) -> None:
    """Teams, staff, duties, accounts and rights, and the accounts of electricity that staff have themselves."""
    day = books.world.first
    for team in TEAMS:
        name = books.org + team
        books.records.put("org", day, org_id=name, parent_org_id=books.org, name=name)
    crew = crew_of(books.station)
    for post, numbers in everybody(crew):
        for number in numbers:
            _put_person(books, number, POSTS[post], crew.manager)
    for number, name in ((ONLINE, "网上缴费系统"), (REMOTE, "远程抄表系统")):
        books.records.put(
            "staff", day, staff_id=books.station.number + number, org_id=books.org, name=name, staff_kind="system",
            staff_status="on_duty", joined_on=_FOUNDED,
        )  # fmt: skip
    _put_archiver(books, crew)
    _put_relations(books, crew)
    for place, area in enumerate(books.station.areas):
        for row in books.records.of("area", area_id=area.number):
            row["manager_id"] = crew.reader_of(place)


def archiver(crew: Crew) -> str:
    """Who archives orders: not the one who accepts them."""
    return crew.acceptors[-1]


def everybody(crew: Crew) -> list[tuple[str, tuple[str, ...]]]:
    """Staff numbers by post."""
    return [(post, numbers if isinstance(numbers := getattr(crew, post), tuple) else (numbers,)) for post in POSTS]


def joined_on(books: Books, number: str) -> date:
    """When somebody began, long before the window."""
    drawn = float(Stream(books.world.seed, number, "joined").uniform(1)[0])
    return _FOUNDED + timedelta(int(365 * _YEARS_OF_JOINING * drawn))


def _put_person(books: Books, number: str, post: Post, manager: str) -> None:
    records, day, seed = books.records, books.world.first, books.world.seed
    since = joined_on(books, number)
    name = a_person(Stream(seed, number, "name"))
    records.put(
        "staff", day, staff_id=number, org_id=books.org + post.team, name=name, staff_kind="employee",
        trade=post.trade, position_title=post.title, staff_status="on_duty", joined_on=since,
        manager_id=manager if number != manager else None,
    )  # fmt: skip
    account = f"YX{number}"
    records.put(
        "system_account", day, account_id=account, org_id=books.org + post.team, staff_id=number, system="marketing",
        account_status="active", opened_on=since, last_used_at=at(day, 8, 30),
    )  # fmt: skip
    for duty in post.duties:
        records.put(
            "duty", day, duty_id=f"{number}{duty}", staff_id=number, org_id=books.org, duty_kind=duty,
            valid_from=since, acting=False,
        )  # fmt: skip
        records.put(
            "access_right", day, account_id=account, duty_kind=duty, granted_on=since, granter_id=manager,
            application_no=f"QX{number}",
        )  # fmt: skip


def _put_archiver(books: Books, crew: Crew) -> None:
    """Whoever archives has that duty and right in the place of accepting."""
    number = archiver(crew)
    for name in ("duty", "access_right"):
        key = {"staff_id": number} if name == "duty" else {"account_id": f"YX{number}"}
        for row in books.records.of(name, duty_kind="acceptance_clerk", **key):
            row["duty_kind"] = "order_archiver"
            if name == "duty":
                row["duty_id"] = f"{number}order_archiver"


def _put_relations(books: Books, crew: Crew) -> None:
    """Some of the staff live in the station's own areas, and declare it."""
    homes = [one for one in books.station.accounts if one.file["customer_class"] == "lv_resident"]
    for place, number in enumerate((crew.manager, crew.readers[0], crew.clerks[0])):
        if not homes:
            return
        home = homes[int(Stream(books.world.seed, number, "home").uniform(1)[0] * len(homes))]
        books.records.put(
            "staff_relation", books.world.first, staff_id=number, customer_id=home.number,
            relation="own" if place else "spouse", declared_on=books.world.first - timedelta(30),
        )  # fmt: skip


def write_roster(books: Books) -> None:
    """Two fitters on call around the clock, in turn, every day of the window."""
    fitters = crew_of(books.station).fitters
    days = [books.world.first + timedelta(one) for one in range(books.world.days)]
    pairs = [(fitters[(day.toordinal() + one) % len(fitters)], day) for day in days for one in (0, 1)]
    books.records.add(
        "duty_roster",
        pa.table(
            {
                "staff_id": pa.array([who for who, _ in pairs], pa.string()),
                "day": pa.array([day for _, day in pairs], pa.date32()),
                "shift": pa.array(["whole"] * len(pairs), pa.string()),
                "present": pa.array([True] * len(pairs), pa.bool_()),
                KNOWN_ON: pa.array([day for _, day in pairs], pa.date32()),
            }
        ),
    )


def on_call(books: Books, day: date) -> str:
    """The first of those on call on a day."""
    fitters = crew_of(books.station).fitters
    return fitters[day.toordinal() % len(fitters)]
