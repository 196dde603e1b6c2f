"""`jicha find` on a made-up store: 5,000 pasted numbers against a million bills, beside asking one number at a time.

Run `python bench/bench_find.py [bills in thousands]` (default 1000). Prints seconds and, for each part, how many times
longer the same takes with one question a number (measured on twenty numbers).
"""

from __future__ import annotations

import hashlib
import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa

from jicha import facade
from jicha.find.dossier import Request
from jicha.find.paste import read_paste
from jicha.press.dossier.json import write_json
from jicha.press.say import Language
from jicha.store.delivery import Counts, DeliveredFile, Delivery
from jicha.store.store import Store

BILLS = 1000 * int(sys.argv[1] if len(sys.argv) > 1 else 1000)
MONTHS = 25
CUSTOMERS = BILLS // MONTHS
ASKED, ONE_BY_ONE = min(5000, CUSTOMERS), 20


def main() -> None:
    """Build the store, ask, write, and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "store"
        make_store(root)
        seconds: dict[str, float] = {}
        numbers = [f"{number:010d}" for number in range(0, CUSTOMERS, CUSTOMERS // ASKED)][:ASKED]
        facade.find_numbers(root, read_paste(numbers[0]), Request())  # digests are taken, modules are loaded
        with timed(seconds, "look up and gather"):
            view = facade.find_numbers(root, read_paste("户号\n" + "\n".join(numbers)), Request())
        with timed(seconds, "the same, one in ten mistyped"):
            typos = [one[:-1] + "x" if at % 10 == 0 else one for at, one in enumerate(numbers)]
            facade.find_numbers(root, read_paste("\n".join(typos)), Request())
        with timed(seconds, "write the workbook"):
            facade.write_found(view, Language.ZH, xlsx=Path(folder) / "known.xlsx")
        with timed(seconds, "write the CSV files"):
            facade.write_found(view, Language.ZH, folder=Path(folder) / "lists")
        with timed(seconds, "write JSON"):
            write_json(view.dossiers, view.background, io.StringIO())
        started = time.perf_counter()
        for number in numbers[:ONE_BY_ONE]:
            facade.find_numbers(root, read_paste(number), Request())
        alone = (time.perf_counter() - started) / ONE_BY_ONE * ASKED
        rows = {one.table: one.rows.num_rows for one in view.dossiers.records}
        print(f"{BILLS:,} bills, {CUSTOMERS:,} customers, {ASKED:,} numbers; records shown: {rows}")
        for what, taken in seconds.items():
            print(f"{what:32} {taken:8.2f} s")
        ratio = alone / seconds["look up and gather"]
        print(f"{'one number at a time':32} {alone:8.0f} s   {ratio:.0f} times as long")


@contextmanager
def timed(seconds: dict[str, float], what: str) -> Iterator[None]:
    """Note how long the block took."""
    started = time.perf_counter()
    yield
    seconds[what] = time.perf_counter() - started


def make_store(root: Path) -> None:
    """Customers with a point, a meter, two years of bills and debts, and an event each."""
    ids = np.arange(CUSTOMERS)
    months = [date(2024 + at // 12, at % 12 + 1, 1) for at in range(MONTHS)]
    whose = np.repeat(ids, MONTHS)
    month = pa.array([*months] * CUSTOMERS, pa.date32())
    bill = texts(np.arange(BILLS), "ems:B{:09d}")
    hundred, sixty = (
        pa.scalar(Decimal("100.000"), pa.decimal128(18, 3)),
        pa.scalar(Decimal("60.00"), pa.decimal128(18, 2)),
    )
    owner = texts(whose, "ems:{:010d}")
    tables = {
        "customer": pa.table({"customer_id": texts(ids, "ems:{:010d}"), "name": texts(ids, "张{}"),
                              "area_id": texts(ids // 200, "ems:T{}")}),
        "area": pa.table({"area_id": texts(np.arange(CUSTOMERS // 200 + 1), "ems:T{}")}),
        "point": pa.table({"point_id": texts(ids, "ems:P{:09d}"), "customer_id": texts(ids, "ems:{:010d}")}),
        "meter_installation": pa.table({"installation_id": texts(ids, "ems:I{}"), "point_id": texts(ids, "ems:P{:09d}"),
                                        "serial_no": texts(ids, "2023{:08d}")}),
        "event": pa.table({"event_id": texts(ids, "ems:E{}"), "point_id": texts(ids, "ems:P{:09d}"),
                           "started_at": pa.repeat(pa.scalar(datetime(2026, 1, 1), pa.timestamp("us")), CUSTOMERS)}),
        "bill": pa.table({"bill_id": bill, "customer_id": owner, "month": month, "issued_on": month,
                          "kwh": pa.repeat(hundred, BILLS), "total_charge": pa.repeat(sixty, BILLS)}),
        "receivable": pa.table({"receivable_id": texts(np.arange(BILLS), "ems:R{}"), "customer_id": owner,
                                "bill_id": bill, "month": month, "money_due": pa.repeat(sixty, BILLS),
                                "settlement": pa.repeat("open", BILLS)}),
    }  # fmt: skip
    store = Store.create(root)
    file = DeliveredFile("made.csv", hashlib.sha256(b"made").hexdigest(), 4)
    delivery = Delivery(
        source="ems", profile="ems", profile_digest="p", files=(file,), received_at=datetime(2026, 2, 1)
    )
    with store.begin(delivery) as writer:
        counts = {name: writer.append(name, rows) for name, rows in tables.items()}
        writer.commit({name: Counts(rows, rows) for name, rows in counts.items()})


def texts(numbers: np.ndarray, form: str) -> pa.Array:
    """Numbers written out."""
    write: Callable[[int], str] = form.format
    return pa.array([write(number) for number in numbers.tolist()], pa.string())


if __name__ == "__main__":
    main()
