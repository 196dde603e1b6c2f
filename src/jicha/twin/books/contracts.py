"""Contracts of supply: one of each account with its terms, renewed before it ends, and their attachments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jicha.twin.account import Account
from jicha.twin.books.book import Books
from jicha.twin.books.crew import crew_of
from jicha.twin.books.late_fees import HOUSEHOLD
from jicha.twin.books.office_hours import open_day_before
from jicha.twin.books.paying import payers_of

_YEARS = {"household": 10, "low_voltage": 5, "high_voltage": 5, "temporary": 1}
_BY_CLASS = {"lv_resident": "household", "lv_non_resident": "low_voltage", "high_voltage": "high_voltage"}


def write_contracts(books: Books) -> None:
    """Each follows the one before on the day on which that ends."""
    payers = payers_of(books.world.seed, books.station.accounts)
    signer = crew_of(books.station).manager
    for account in books.station.accounts:
        kind = _BY_CLASS[str(account.file["customer_class"])]
        if account.file.get("temporary", "permanent") != "permanent":
            kind = "temporary"
        prepaid = payers[account.number].prepaid
        begin = account.opened
        while _later(begin, _YEARS[kind]) <= books.world.first:
            begin = _later(begin, _YEARS[kind])
        while begin <= (account.closed or books.world.last):
            until = _later(begin, _YEARS[kind])
            _put(books, account, kind, (begin, until), signer, prepaid=prepaid)
            begin = until
            if begin > books.world.last:
                break


def _put(books: Books, account: Account, kind: str, span: tuple[date, date], signer: str, *, prepaid: bool) -> None:
    begin, until = span
    place = account.places[0]
    terms = place.terms_on(max(begin, books.world.first))
    number = f"HT{account.number}{begin:%Y}"
    row = {
        "contract_id": number, "customer_id": account.number, "contract_kind": kind,
        "signed_on": open_day_before(begin), "valid_from": begin, "valid_to": until,
        "auto_renewal": kind == "household",
        "contract_capacity": account.file.get("contract_capacity"), "demand_contract": terms.demand_contract,
        "price_class": account.file.get("price_class"), "price_code": terms.price_code,
        "supply_voltage": account.file["supply_voltage"], "metering_side": place.side,
        "ratio": Decimal(place.multiplier), "source_count": account.file.get("source_count", 1),
        "boundary": "电能表出线端" if not account.dedicated else "专用变压器高压侧",
        "payment_mode": "prepaid" if prepaid else "after_use",
        "late_fee_permille": HOUSEHOLD if account.file["customer_class"] == "lv_resident" else None,
        "signer_id": signer,
    }  # fmt: skip
    known_on = max(books.world.first, begin)
    books.records.put("contract", known_on, **row, contract_status="in_force")
    if until <= books.world.last or (account.closed and account.closed <= books.world.last):
        ended = min(until, account.closed or until)
        books.records.put("contract", max(known_on, ended), **{**row, "valid_to": ended}, contract_status="ended")
    attached = ["boundary"] if kind != "household" else []
    if kind == "high_voltage":
        attached.append("payment")
    if account.file.get("own_generation", "none") != "none" or int(account.file.get("source_count", 1)) > 1:
        attached.append("own_source")
    if account.file.get("market_class") not in (None, "agency", "not_in_market"):
        attached.append("market")
    for one in attached:
        books.records.put(
            "contract_attachment", known_on, contract_id=number, attachment=one, signed_on=open_day_before(begin),
            valid_to=until,
        )  # fmt: skip


def _later(day: date, years: int) -> date:
    return date(day.year + years, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
