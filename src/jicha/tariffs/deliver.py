"""A price book into the store, as a delivery: afterwards its region has exactly the prices of the book."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from jicha.engine.duckdb import DuckDbEngine
from jicha.store.delivery import Batch, DeliveredFile, Delivery, utc
from jicha.store.disk_faults import naming_disk_faults
from jicha.store.snapshot import Snapshot
from jicha.store.store import Store
from jicha.tariffs.book import Book
from jicha.tariffs.book_file import BadBook, book_text, read_book
from jicha.tariffs.check import check_file
from jicha.tariffs.compile import TABLES, tables_of
from jicha.tariffs.replacement import Replacement, keys_known, replacement, rows_there
from jicha.terms.errors import Fault, JichaError, Refused, Words

SOURCE, PROFILE = "jicha", "tariffs"
_OF_A_BOOK = ("price_item", "price_component")  # rows that name their edition, and no region
_NATIONAL = "power_factor_step"
_FEES = "fee_standard"  # the list of a book says only what has ended; a utility's own list stands beside it
_MEANWHILE = Fault.of(
    Words("something was written to the store meanwhile", "期间库中写入了其他数据"),
    Words("Nothing was loaded. Give the same command again.", "本次未写入。请重新执行同一命令。"),
)
_Row = Mapping[str, Any]


class ForeignPrices(Refused):
    """The region has prices that did not come from a book: two editions would hold on one day."""


class LaterPrices(Refused):
    """The store has prices that were received later than these, which would stay in force."""


class WrittenMeanwhile(Refused):
    """Another process wrote to the store after this one had looked what is there."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did, table by table; ``batch`` is None where the store held all of it already."""

    book: Book
    replacements: tuple[Replacement, ...]
    batch: Batch | None

    @property
    def editions(self) -> int:
        """Editions of the region that are now in the store."""
        books = next(one for one in self.replacements if one.table == "price_book")
        return int(books.added.num_rows) + books.changed + books.same


def load_prices(root: Path, name: str, *, received_at: datetime, instead: bool = False) -> Loaded:
    """Load a shipped book, or one in a file, into the store at ``root``.

    The rows of its region that came from a book before, and are not in this one, are voided: exactly one edition holds
    on each day. ``instead`` also takes away what others delivered for the region. Loading the same again writes
    nothing. Raises BadBook for a book that does not hold together, CannotCompile, ForeignPrices, LaterPrices,
    WrittenMeanwhile.
    """
    text, file = book_text(name)
    faults = check_file(name)
    if faults:
        raise BadBook(faults)
    book = read_book(text, file)
    wanted = {table: rows.to_pylist() for table, rows in tables_of(book).items()}
    with naming_disk_faults(root):
        store = Store.open(root)
        snapshot = store.snapshot()
        refuse_late(snapshot, TABLES, received_at)
        found = tuple(_replacements(snapshot, book, wanted, instead=instead))
        content = text.encode()
        delivered = DeliveredFile(Path(file).name, hashlib.sha256(content).hexdigest(), len(content))
        return Loaded(book, found, write_all(store, snapshot, found, delivered, received_at=received_at))


def write_all(
    store: Store,
    snapshot: Snapshot,
    replacements: Sequence[Replacement],
    file: DeliveredFile,
    *,
    received_at: datetime,
    profile: str = PROFILE,
) -> Batch | None:
    """Write replacements as one delivery; None where there is nothing to write.

    What is written depends on what was there, so the state of the store is in the digest of the delivery: a book may
    be loaded again after another one was.
    """
    if not any(one.written for one in replacements):
        return None
    digest = hashlib.sha256(f"{profile} {snapshot.digest}".encode()).hexdigest()
    delivery = Delivery(
        source=SOURCE, profile=profile, profile_digest=digest, files=(file,), received_at=received_at
    )  # fmt: skip
    with store.begin(delivery) as writer:
        if store.snapshot().digest != snapshot.digest:
            raise WrittenMeanwhile(_MEANWHILE)
        return writer.commit({one.table: one.write(writer) for one in replacements if one.written or one.same})


def refuse_late(snapshot: Snapshot, tables: Sequence[str], received_at: datetime) -> None:
    """Raises LaterPrices where rows of these tables were received at that moment or later."""
    later = [one for one in snapshot.batches if one.received_at >= utc(received_at) and set(one.counts) & set(tables)]
    if later:
        moment = f"{later[-1].received_at:%Y-%m-%d %H:%M:%S}"
        raise LaterPrices(
            Fault.of(
                Words(
                    f"the store has prices received at {moment} UTC, not before these",
                    f"库中已有不早于本次的电价数据，接收时间 {moment}（UTC）",
                ),
                Words("Give a later --received-at, or none.", "请给出更晚的 --received-at，或不填。"),
            )
        )


def _replacements(
    snapshot: Snapshot, book: Book, wanted: Mapping[str, list[_Row]], *, instead: bool
) -> Iterator[Replacement]:
    ours = {one.batch_id for one in snapshot.batches if (one.source, one.delivery.profile) == (SOURCE, PROFILE)}
    with DuckDbEngine() as engine:
        snapshot.open(engine, TABLES)
        there: dict[str, list[dict[str, Any]]] = {name: rows_there(engine, name) for name in TABLES}
        of_region = _of_region(book, there)
        held = {name: [row for row in rows if of_region[name](row)] for name, rows in there.items()}
        held[_NATIONAL] = [row for row in there[_NATIONAL] if row["batch_id"] in ours]
        own_list = {row["fee_kind"] for row in held[_FEES] if row["batch_id"] not in ours}
        held[_FEES] = [row for row in held[_FEES] if row["batch_id"] in ours]
        foreign = {name: [row for row in rows if row["batch_id"] not in ours] for name, rows in held.items() if rows}
        if not instead and any(foreign.values()):
            raise _foreign(book, {name: len(rows) for name, rows in foreign.items() if rows})
        stated_by_others = {
            (row["power_factor_standard"], row["power_factor"])
            for row in there[_NATIONAL]
            if row["batch_id"] not in ours
        }
        for name in TABLES:
            rows = wanted[name]
            if name == _NATIONAL:
                own = ((row["power_factor_standard"], row["power_factor"]) for row in rows)
                rows = [row for row, key in zip(rows, own, strict=True) if key not in stated_by_others]
            elif name == _FEES:  # what the utility states of a kind goes before what the country's list states of it
                rows = [row for row in rows if row["fee_kind"] not in own_list]
            yield replacement(name, rows, held[name], keys_known(snapshot, engine, name))


def _of_region(book: Book, there: Mapping[str, Sequence[_Row]]) -> dict[str, Callable[[_Row], bool]]:
    """For each table whether a row of it belongs to the book's region."""
    numbers = {row["book_id"] for row in there["price_book"] if row["region"] == book.region}
    found: dict[str, Callable[[_Row], bool]] = {name: lambda row: bool(row["region"] == book.region) for name in TABLES}
    found |= {name: lambda row: row["book_id"] in numbers for name in _OF_A_BOOK}
    return found | {_NATIONAL: lambda row: False}


def _foreign(book: Book, rows: Mapping[str, int]) -> JichaError:
    listed = ", ".join(f"{name} {number}" for name, number in rows.items())
    return ForeignPrices(
        Fault.of(
            Words(
                f"region {book.region} has prices in the store that came from no book (rows: {listed})",
                f"电价区域 {book.region} 在库中已有非电价本来源的电价（记录数：{listed}）",
            ),
            Words(
                "Two prices would hold on one day. Give --instead to have those of the book in their place.",
                "同一日将有两套电价。如以电价本取代，请加 --instead。",
            ),
        )
    )
