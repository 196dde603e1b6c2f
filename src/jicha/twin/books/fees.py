"""Fees beside the bills, and projects of the grid that public money pays.

Hardly any fee is left: the deposits of earlier years were given back when they were abolished, connections and renaming
cost nothing, and customers of the projects are charged nothing. Who is supplied from two sources pays for the second.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from jicha.twin.account import Account
from jicha.twin.books.book import Books
from jicha.twin.books.crew import crew_of
from jicha.twin.books.office_hours import open_day
from jicha.twin.prices.book import REGION
from jicha.twin.streams import Stream

PER_KVA = {"ac_10_kv": Decimal(220), "ac_35_kv": Decimal(160), "ac_110_kv": Decimal(130)}  # made up for the province
_FEE_DOCUMENT = "云陵价费〔2018〕3号（仿真）"
_SINCE = date(2018, 1, 1)
_DEPOSITS_ENDED, _DEPOSIT_DOCUMENT = date(2024, 6, 1), "国家发展改革委令第14号"
_WITH_DEPOSIT, _DEPOSIT = 0.15, Decimal(500)
_NOTHING = Decimal(0)


def write_fees(books: Books) -> None:
    """The list of the province for two sources, the fees by it, deposits that were given back, and the projects."""
    for voltage, rate in PER_KVA.items():
        books.records.put(
            "fee_standard", books.world.first, region=REGION, fee_kind="high_reliability", supply_voltage=voltage,
            valid_from=_SINCE, allowed=True, money_per_kva=rate, refundable=False, document_no=_FEE_DOCUMENT,
            confidence="a",
        )  # fmt: skip
    for account in books.station.accounts:
        if int(account.file.get("source_count", 1)) > 1 and account.opened >= _SINCE:
            _put_second_source(books, account)
        elif account.file["customer_class"] == "lv_non_resident":
            _put_deposit(books, account)
    _put_projects(books)


def _put_second_source(books: Books, account: Account) -> None:
    rate = PER_KVA.get(str(account.file["supply_voltage"]))
    capacity = account.file.get("contract_capacity")
    if rate is None or capacity is None:
        return
    money = (capacity * rate).quantize(Decimal("0.01"), ROUND_HALF_UP)
    books.records.put(
        "fee", max(books.world.first, account.opened), fee_id=f"YW{account.number}G", org_id=books.org,
        customer_id=account.number, fee_kind="high_reliability", document_no=_FEE_DOCUMENT, capacity=capacity,
        standard_money=money, money_due=money, money_received=money, charged_on=account.opened, refund_due=_NOTHING,
        refunded=_NOTHING, exempt=False, operator_id=crew_of(books.station).cashiers[0],
    )  # fmt: skip


def _put_deposit(books: Books, account: Account) -> None:
    """Taken when supply began, given back before the rule that abolished it came into force."""
    drawn = Stream(books.world.seed, account.number, "deposit").uniform(2).tolist()
    if drawn[0] >= _WITH_DEPOSIT or account.opened >= _DEPOSITS_ENDED - timedelta(200):
        return
    returned = open_day(_DEPOSITS_ENDED - timedelta(20 + int(100 * drawn[1])))
    books.records.put(
        "fee", books.world.first, fee_id=f"YW{account.number}B", org_id=books.org, customer_id=account.number,
        fee_kind="charge_deposit", document_no=_DEPOSIT_DOCUMENT, capacity=_NOTHING, standard_money=_DEPOSIT,
        money_due=_DEPOSIT, money_received=_DEPOSIT, charged_on=account.opened, refund_due=_DEPOSIT, refunded=_DEPOSIT,
        refund_due_on=_DEPOSITS_ENDED, refunded_on=returned, exempt=False,
        operator_id=crew_of(books.station).cashiers[0],
    )  # fmt: skip


def _put_projects(books: Books) -> None:
    """One area in eight is rebuilt in a year, without anything being asked of its customers."""
    first = books.world.first
    for place, area in enumerate(books.station.areas):
        if (place + int(8 * float(Stream(books.world.seed, books.station.number, "projects").uniform(1)[0]))) % 8:
            continue
        started = first + timedelta(60 + 5 * place)
        done = started + timedelta(120)
        project = {
            "project_id": f"XM{area.number}", "org_id": books.org, "name": f"{area.name}改造工程",
            "project_kind": "rural_renovation", "area_id": area.number, "line_id": books.station.line,
            "approved_on": first - timedelta(90), "public_money": Decimal(60_000 + 1500 * len(area.accounts)),
            "customers_served": len(area.accounts), "customer_charges_allowed": False,
            "contractor": "云陵送变电工程公司",
        }  # fmt: skip
        books.records.put("grid_project", first, **project)
        for day, more in ((started, {"started_on": started}), (done, {"started_on": started, "finished_on": done})):
            if day <= books.world.last:
                books.records.put("grid_project", day, **project, **more)
