"""One bill of the store computed again: its worksheet with the issued bill beside it, or why it is unsure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from jicha.audit.rate.beside import beside
from jicha.audit.rate.case import bill_of, case_of
from jicha.audit.rate.energy import energy_of
from jicha.audit.rate.place import region_of, settled_of
from jicha.audit.rate.reading import rows_of
from jicha.audit.rate.rows import Rows, known
from jicha.audit.span import span_of
from jicha.store.snapshot import Snapshot
from jicha.store.store import Store
from jicha.tariffs.biller import Rated, rate
from jicha.tariffs.conventions import Settled
from jicha.tariffs.open_readings import OpenBill, compute_or_open
from jicha.terms.worksheet import Remark


def rate_stored(snapshot: Snapshot, bill_id: str, day: date) -> Rated | OpenBill:
    """A stored bill by the prices and the confirmed readings of its region as of ``day``.

    Raises NoSuchBill, MissingInput, MissingPrice, OverlappingPrices, BadCase, DamagedFile.
    """
    return rate_rows(rows_of(snapshot, bill_id, day), bill_id, day)


def rate_rows(rows: Rows, bill_id: str, day: date) -> Rated | OpenBill:
    """The same from rows that are at hand."""
    bill = bill_of(rows, bill_id)
    words = ("the customer of the bill", "账单客户档案")
    known(bill, "customer_id", *words)
    customer = rows.one("customer", customer_id=bill["customer_id"])
    region = region_of(rows, known({"customer": customer}, "customer", *words), day)

    def computed(settled: Settled) -> Rated:
        case, book = case_of(rows, bill_id, day, settled)
        return rate(case, book, settled)

    found = compute_or_open(computed, settled_of(rows, region, day), "CNY")
    if isinstance(found, OpenBill):
        return found
    sheet = replace(found.sheet, alternatives=(*found.sheet.alternatives, beside(bill, found)))
    if energy_of(rows, bill, settled_of(rows, region, day)).as_billed:
        sheet = replace(sheet, remarks=(*sheet.remarks, Remark("energy_as_billed", warns=True)))
    return replace(found, sheet=sheet)


def rate_bill(root: Path, bill_id: str, *, as_of: datetime | None = None) -> Rated | OpenBill:
    """A bill of the store computed again, the issued one beside it, or what it depends on that is open.

    Regions and confirmed readings are those of the last day that the records known at ``as_of`` lie on, as in an audit
    without a window. Raises NoSuchBill, and what the biller raises.
    """
    snapshot = Store.open(root).snapshot(as_of)
    return rate_stored(snapshot, bill_id, span_of(snapshot)[1])
