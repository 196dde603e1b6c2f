"""A store of region 36 with the shipped book loaded: bills over the ends and cuts of funds, and fees over theirs."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from jicha.schema import table
from jicha.store.delivery import Counts, DeliveredFile, Delivery
from jicha.store.store import Store
from jicha.tariffs.book_file import load_book
from jicha.tariffs.deliver import load_prices

TODAY = date(2026, 10, 31)
_WATER = {"old": "0.00552", "2017": "0.00414", "2018": "0.003105", "2019": "0.0015525"}
# bill, item, class, first day of its month of use, rate charged: 1,000 kWh each
BILLS = (
    ("utility_after", "city_utility", "residential", date(2017, 4, 1), "0.015"),
    ("utility_farm", "city_utility", "agricultural", date(2024, 1, 1), "0.015"),
    ("utility_late", "city_utility", "residential", date(2017, 3, 1), "0.015"),
    ("gorges", "three_gorges_fund", "large_industry", date(2026, 1, 1), "0.007"),
    ("water_2017", "water_projects", "large_industry", date(2017, 7, 1), _WATER["2017"]),
    ("water_2018", "water_projects", "large_industry", date(2018, 7, 1), _WATER["2018"]),
    ("water_2019", "water_projects", "large_industry", date(2019, 7, 1), _WATER["2019"]),
    ("water_four", "water_projects", "large_industry", date(2019, 7, 1), "0.0016"),
    ("water_before", "water_projects", "large_industry", date(2017, 6, 1), _WATER["old"]),
    ("uncut_2017", "water_projects", "large_industry", date(2017, 7, 1), _WATER["old"]),
    ("uncut_2018", "water_projects", "large_industry", date(2018, 7, 1), _WATER["2017"]),
    ("uncut_2019", "water_projects", "large_industry", date(2019, 7, 1), _WATER["2018"]),
    ("renewables", "renewables", "large_industry", date(2026, 1, 1), "0.019"),
    ("renewables_over", "renewables", "large_industry", date(2026, 1, 1), "0.0195"),
    ("home_over", "renewables", "residential", date(2026, 1, 1), "0.019"),
    ("returned", "city_utility", "residential", date(2017, 5, 1), "0.015"),
    ("maybe_back", "city_utility", "residential", date(2017, 6, 1), "0.015"),
)
FEES = (
    ("deposit_old", "temporary_connection", date(2016, 5, 1), "9000", "4000"),
    ("deposit_done", "temporary_connection", date(2016, 5, 1), "9000", "9000"),
    ("deposit_new", "temporary_connection", date(2017, 12, 1), "500", "0"),
    ("subsidy_old", "supply_subsidy", date(2000, 1, 1), "800", "0"),
    ("move_before", "meter_move", date(2021, 2, 28), "80", "0"),
    ("move_after", "meter_move", date(2021, 3, 1), "80", "30"),
    ("card_2018", "card", date(2018, 6, 1), "20", "0"),
    ("card_2019", "card", date(2019, 1, 1), "20", "0"),
)


def made(root: Path) -> Path:
    """The store: units, book, customers of two stations, bills with one line each, fees, one refund."""
    store = Store.create(root)
    book = load_book("cn_36")
    (end,) = (book.document_of(one) for one in book.surcharges if one.item == "city_utility")
    rows: dict[str, list[dict[str, Any]]] = {
        "org": [
            {"org_id": "city", "name": "市公司"},
            {"org_id": "east", "parent_org_id": "city", "name": "城东供电所"},
            {"org_id": "west", "parent_org_id": "city", "name": "城西供电所"},
        ],
        "price_region": [{"org_id": "city", "valid_from": date(2015, 1, 1), "region": "36"}],
        "customer": [
            {"customer_id": "c_bills", "org_id": "east"},
            {"customer_id": "c_fees", "org_id": "west"},
            {"customer_id": "c_back", "org_id": "west"},
        ],
        "bill": [_bill(*one) for one in BILLS],
        "bill_line": [_line(*one) for one in BILLS],
        "fee": [_fee(*one) for one in FEES],
        "adjustment": [_refund("returned", end), _refund("maybe_back", "a document of the city")],
    }
    _deliver(store, datetime(2026, 1, 1), rows)
    load_prices(root, "cn_36", received_at=datetime(2026, 1, 2))
    return root


def _bill(name: str, item: str, price_class: str, first: date, rate: str) -> dict[str, Any]:
    after = _month_after(first)
    return {
        "bill_id": name, "customer_id": _customer(name), "price_class": price_class, "month": first,
        "period_start": first, "period_end": after, "issued_on": after, "bill_kind": "ordinary",
        "bill_status": "issued",
    }  # fmt: skip


def _line(name: str, item: str, price_class: str, first: date, rate: str) -> dict[str, Any]:
    return {
        "bill_id": name, "line_no": 1, "component": "surcharge", "surcharge_item": item, "kwh": Decimal(1000),
        "unit_price": Decimal(rate), "money": round(1000 * Decimal(rate), 2), "used_from": first,
        "used_to": _month_after(first),
    }  # fmt: skip


def _fee(name: str, kind: str, day: date, received: str, refunded: str) -> dict[str, Any]:
    return {
        "fee_id": name, "org_id": "west", "customer_id": "c_fees", "fee_kind": kind, "charged_on": day,
        "standard_money": Decimal(received), "money_due": Decimal(received), "money_received": Decimal(received),
        "refund_due": Decimal(0), "refunded": Decimal(refunded), "exempt": False,
    }  # fmt: skip


def _refund(bill: str, document: str) -> dict[str, Any]:
    return {
        "adjustment_id": bill, "customer_id": "c_back", "bill_id": bill, "adjustment_kind": "policy",
        "method": "separate", "money": Decimal("-15.00"), "policy_document": document,
        "decided_on": date(2018, 1, 1), "issued_on": date(2018, 1, 2),
    }  # fmt: skip


def _customer(bill: str) -> str:
    return "c_back" if bill in ("returned", "maybe_back") else "c_bills"


def _month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _deliver(store: Store, received_at: datetime, rows: dict[str, list[dict[str, Any]]]) -> None:
    content = repr(rows).encode()
    file = DeliveredFile("export.csv", hashlib.sha256(content).hexdigest(), len(content))
    delivery = Delivery(source="utility", profile="own", profile_digest="1", files=(file,), received_at=received_at)
    with store.begin(delivery) as writer:
        counts = {}
        for name, given in rows.items():
            full = [{column: row.get(column) for column in table(name).by_name} for row in given]
            number = writer.append(name, pa.Table.from_pylist(full, schema=table(name).arrow_schema))
            counts[name] = Counts(number, number)
        writer.commit(counts)
