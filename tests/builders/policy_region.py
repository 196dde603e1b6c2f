"""A region of six stations whose price of commerce changes on 1 March 2025, and one station that does not take it up.

As a script it makes the store and the two books in a folder (`policy_region.py FOLDER`), and delivers to it what comes
later (`march`, `april`, `correct`), for the tutorial docs/price-policy.md.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from jicha.schema import table
from jicha.store.delivery import Counts, DeliveredFile, Delivery
from jicha.store.store import Store
from jicha.tariffs.deliver import load_prices
from jicha.tariffs.settle import Confirmation, RegionOfUnit, confirm, use_region

REGION, COUNTY = "99", "hill"
STATIONS = ("north", "south", "east", "west", "river", "mill")
NAMES = {"north": "城北供电所", "south": "城南供电所", "east": "城东供电所", "west": "城西供电所",
         "river": "河口供电所", "mill": "磨坊供电所", "hill": "山县供电公司"}  # fmt: skip
EACH = 25  # customers of a station and price
POLICY = date(2025, 3, 1)
LATE = "mill"  # its readings are taken on the 16th, so that its first bills cross the first day
NOT_DONE = ("north", "2001")  # the station and price that go on by the old book
OLD = {"1001": "0.56", "2001": "0.70", "2002": "0.68", "3001": "0.48"}
NEW = OLD | {"2001": "0.66", "2002": "0.63"}
_CLASSES = {"1001": "residential", "2001": "commercial_industrial", "2002": "commercial_industrial",
            "3001": "agricultural"}  # fmt: skip
_FEN = Decimal("0.01")


def book(*, policy: bool) -> str:
    """The region's price book as it stood, or with the new prices of the policy."""
    items = "".join(_item(code, policy=policy) for code in OLD)
    new = (
        "  - {id: new, title: Notice on the prices of commerce, document_no: 山价〔2025〕1号, issued_on: 2025-02-10}\n"
    )  # fmt: skip
    return (
        f'book: hill\nregion: "{REGION}"\nname: Prices of Hill\nname_zh: 山省电价\nsources:\n'
        "  - {id: old, title: Price list of 2023, document_no: 山价〔2023〕8号, issued_on: 2022-12-15}\n"
        f"{new if policy else ''}items:\n{items}"
    )


def _item(code: str, *, policy: bool) -> str:
    ends = f", valid_to: {POLICY}" if policy and NEW[code] != OLD[code] else ""
    line = (
        "      - {{component: energy, price: {price}, unit: CNY/kWh, valid_from: {since}{ends}, source: {of},\n"
        "         confidence: A}}\n"
    )
    prices = line.format(price=OLD[code], since="2023-01-01", ends=ends, of="old")
    if ends:
        prices += line.format(price=NEW[code], since=POLICY, ends="", of="new")
    return (
        f"  - code: P{code}\n    name: Price {code}\n    name_zh: 电价{code}\n    price_class: {_CLASSES[code]}\n"
        f"    strategy: single_part\n    voltages: [ac_220_v]\n    surcharges_included: true\n"
        f'    valid_from: 2023-01-01\n    codes: ["{code}"]\n    prices:\n{prices}'
    )


def customers() -> Iterator[tuple[str, str, str]]:
    """Station, price and customer."""
    for station in STATIONS:
        for code in OLD:
            for number in range(1, EACH + 1):
                yield station, code, f"{station}-{code}-{number:02}"


def is_wrong(station: str, code: str, month: date) -> bool:
    """Whether the bill of a month goes by the old book against the policy."""
    return (station, code) == NOT_DONE and month >= POLICY


def bills(month: date, *, corrected: bool = False, only_wrong: bool = False) -> list[dict[str, Any]]:
    """The bills of a month; those of the late station end on the 16th. ``corrected``: all by the policy."""
    found = []
    for number, (station, code, customer) in enumerate(customers()):
        wrong = is_wrong(station, code, month)
        if wrong or not only_wrong:
            start, end = period(station, month)
            kwh = Decimal(100 + number * 7 % 400)
            money = energy_money(code, kwh, start, end, old=wrong and not corrected)
            found.append(_bill(station, code, customer, month, kwh, money))
    return found


def period(station: str, month: date) -> tuple[date, date]:
    """The days of the bill of a month, the last one out."""
    after = _next(month)
    if station != LATE:
        return month, after
    return _previous(month).replace(day=16), month.replace(day=16)


def energy_money(code: str, kwh: Decimal, start: date, end: date, *, old: bool = False) -> Decimal:
    """Each price for its days, to the fen, half up."""
    days = (end - start).days
    before = days if old else max(0, min((POLICY - start).days, days))
    price_days = before * Decimal(OLD[code]) + (days - before) * Decimal(NEW[code])
    return (kwh * price_days / days).quantize(_FEN, ROUND_HALF_UP)


def _bill(station: str, code: str, customer: str, month: date, kwh: Decimal, money: Decimal) -> dict[str, Any]:
    start, end = period(station, month)
    zero = Decimal(0)
    return {
        "bill_id": f"{customer}-{month:%Y%m}", "customer_id": customer, "point_id": f"p-{customer}", "month": month,
        "commodity": "electricity", "period_start": start, "period_end": end, "issued_on": end, "bill_kind": "ordinary",
        "bill_status": "issued", "customer_class": "lv_resident" if code == "1001" else "lv_non_resident",
        "price_class": _CLASSES[code], "price_code": code, "price_version": "2025" if month >= POLICY else "2023",
        "price_strategy": "single_part", "capacity_charge_mode": "none", "time_of_use": False,
        "market_class": "not_in_market", "power_factor_standard": "not_assessed",
        "power_factor_mode": "not_assessed", "kwh": kwh, "energy_charge": money, "capacity_charge": zero,
        "power_factor_charge": zero, "surcharge": zero, "difference_charge": zero, "relief_charge": zero,
        "adjustment_charge": zero, "total_charge": money, "section_id": f"{station}-{int(customer[-2:]) % 5}",
        "reader_id": f"{station}-reader", "clerk_id": "clerk",
    }  # fmt: skip


def deliver(root: Path, received_at: str, *, correct: bool = False, **rows: Sequence[dict[str, Any]]) -> None:
    """Rows of some tables as the utility delivers them, or corrections of them."""
    content = repr((received_at, sorted(rows))).encode()
    file = DeliveredFile("export.csv", hashlib.sha256(content).hexdigest(), len(content))
    delivery = Delivery(source="utility", profile="own", profile_digest="1", files=(file,),
                        received_at=datetime.fromisoformat(received_at))  # fmt: skip
    with Store.open(root).begin(delivery) as writer:
        counts = {}
        for name, given in rows.items():
            full = [{column: row.get(column) for column in table(name).by_name} for row in given]
            arrow = pa.Table.from_pylist(full, schema=table(name).arrow_schema)
            (writer.correct if correct else writer.append)(name, arrow)
            counts[name] = Counts(len(given), len(given))
        writer.commit(counts)


def make(folder: Path) -> Path:
    """The store as it stands on 25 February 2025, and the books ``old.yaml`` and ``new.yaml`` beside it."""
    for name, policy in (("old", False), ("new", True)):
        (folder / f"{name}.yaml").write_text(book(policy=policy), encoding="utf-8")
    root = folder / "store"
    Store.create(root)
    deliver(
        root,
        "2025-02-20",
        org=[{"org_id": COUNTY, "name": NAMES[COUNTY]},
             *({"org_id": one, "parent_org_id": COUNTY, "name": NAMES[one]} for one in STATIONS)],
        customer=[{"customer_id": customer, "org_id": station, "price_class": _CLASSES[code],
                   "customer_class": "lv_non_resident"} for station, code, customer in customers()],
        point=[{"point_id": f"p-{customer}", "customer_id": customer, "org_id": station, "price_code": code,
                "point_status": "in_use", "commodity": "electricity"} for station, code, customer in customers()],
    )  # fmt: skip
    load_prices(root, str(folder / "old.yaml"), received_at=datetime(2025, 2, 20, 1))
    use_region(root, RegionOfUnit(COUNTY, REGION, date(2023, 1, 1)), received_at=datetime(2025, 2, 20, 2))
    for hour, (convention, choice) in enumerate((("money_rounding", "half_up"), ("price_change", "by_days")), start=3):
        said = Confirmation(convention, choice, REGION, date(2023, 1, 1), "Li Ming", date(2025, 2, 20))
        confirm(root, said, received_at=datetime(2025, 2, 20, hour))
    for month in (date(2025, 1, 1), date(2025, 2, 1)):
        deliver(root, f"2025-02-2{month.month + 2}", bill=bills(month))
    return root


def march(root: Path) -> None:
    """The bills of March are delivered."""
    deliver(root, "2025-04-02", bill=bills(date(2025, 3, 1)))


def april(root: Path) -> None:
    """The bills of April are delivered."""
    deliver(root, "2025-05-02", bill=bills(date(2025, 4, 1)))


def correct(root: Path) -> None:
    """The wrong bills of both months are restated by the policy."""
    months = (date(2025, 3, 1), date(2025, 4, 1))
    right = [row for month in months for row in bills(month, corrected=True, only_wrong=True)]
    deliver(root, "2025-05-19", correct=True, bill=right)


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _previous(month: date) -> date:
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


if __name__ == "__main__":
    FOLDER = Path(sys.argv[1])
    if len(sys.argv) == 2:
        FOLDER.mkdir(parents=True)
        make(FOLDER)
    else:
        {"march": march, "april": april, "correct": correct}[sys.argv[2]](FOLDER / "store")
