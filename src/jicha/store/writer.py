"""Write one delivery: rows, corrections and quarantined rows go to files at once, and become visible together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.schema import Table
from jicha.store.delivery import Batch, Counts, Delivery
from jicha.store.errors import CorrectedTwice, CountsDoNotAddUp
from jicha.store.manifest import FileKind
from jicha.store.part_files import write_parts
from jicha.store.publication import Publication
from jicha.store.rows import (
    buffered,
    canonical,
    fit_base,
    fit_correction,
    fit_quarantine,
    stored_schema,
    waiting_schema,
)
from jicha.terms.errors import Fault

_PLACE = ["table_name", "file", "sheet", "line"]


class BatchWriter:
    """Takes the rows of one delivery. ``Store.begin`` makes it; without ``commit`` nothing of it is ever visible."""

    def __init__(self, publication: Publication, delivery: Delivery) -> None:
        self._publication = publication
        self._delivery = delivery
        self._names = (f"{delivery.batch_id[:12]}_{number:04d}" for number in count(1))
        self._written: Counter[str] = Counter()  # rows of each table, corrections included
        self._numbered: Counter[str] = Counter()
        self._corrected: dict[str, list[pa.Table]] = {}
        self._counted: Counter[str] = Counter()  # keys corrected in each table
        self._received_at = pa.scalar(delivery.received_at, pa.timestamp("us"))
        self._speaks: tuple[str, ...] = ()
        self._mention = False
        self._quarantined: list[pa.Table] = []

    def append(
        self, table: str, rows: pa.Table | pa.RecordBatchReader, *, speaks: Sequence[str] = (), mention: bool = False
    ) -> int:
        """Add rows to a canonical table; returns how many. ``speaks`` and ``mention`` are those of StoredFile.

        A stream is read in pieces, so it may be larger than memory. ``source_row`` (the record's number in the
        delivery) may be among the columns; otherwise the rows are numbered from 1 in the order given. Raises
        RowsDoNotFit.
        """
        known = canonical(table)
        self._speaks, self._mention = tuple(speaks), mention
        return sum(self._write(FileKind.BASE, known, fit_base(piece, known)) for piece in buffered(rows))

    def state(self, table: str, rows: pa.Table, *, speaks: Sequence[str], mention: bool = False) -> None:
        """Keep rows as they were delivered although the store held their keys, equal or not.

        They are never read as data: what they change is written by ``correct``. A delivery that comes late finds in
        them what was said after it. Raises RowsDoNotFit.
        """
        known = canonical(table)
        self._speaks, self._mention = tuple(speaks), mention
        for piece in buffered(rows):
            fitted = fit_base(piece, known)
            if "source_row" not in fitted.column_names:
                fitted = fitted.append_column("source_row", pa.nulls(len(fitted), pa.int64()))
            self._write_files(FileKind.STATEMENT, known, fitted)

    def correct(self, table: str, rows: pa.Table | pa.RecordBatchReader) -> int:
        """Replace, by the table's correction key, rows that any batch brought; returns how many corrections.

        All rows of the latest batch that states a key stand for all rows of that key. Where the boolean column
        ``voided`` is true the row is removed instead, and may be blank outside its keys. A batch may state a primary
        key once, and once more for every later moment ``received_at`` (a column, else the delivery's own) that it
        restates because it came late; such rows count once. Raises RowsDoNotFit, CorrectedTwice.
        """
        known = canonical(table)
        self._speaks, self._mention = (), False
        for piece in buffered(rows):
            fitted = fit_correction(piece, known)
            if "received_at" in fitted.column_names:
                moments = fitted.column("received_at").cast(pa.timestamp("us")).fill_null(self._received_at)
                fitted = fitted.set_column(fitted.column_names.index("received_at"), "received_at", moments)
            self._check_stated_once(known, fitted)
            self._write(FileKind.CORRECTION, known, fitted)
        keys = [one.select(list(known.primary_key)) for one in self._corrected.get(table, [])]
        corrected = pa.concat_tables(keys).group_by(list(known.primary_key)).aggregate([]).num_rows if keys else 0
        written = corrected - self._counted[table]
        self._counted[table] = corrected
        self._written[table] += written
        return written

    def wait(self, table: str, rows: pa.Table) -> None:
        """Keep what accepted rows asked that had no answer (``waiting_schema``), until a delivery completes them."""
        known = canonical(table)
        self._speaks, self._mention = (), False
        for piece in buffered(rows):
            self._write_files(FileKind.WAITING, known, piece.cast(waiting_schema(known)))

    def quarantine(self, rows: pa.Table | pa.RecordBatchReader) -> int:
        """Keep what was not accepted, with place, reason and remedy (QUARANTINE_COLUMNS); returns how many entries.

        A source row may have several entries, one for each thing that is wrong with it; the counts of ``commit``
        count it once. Raises RowsDoNotFit.
        """
        written = 0
        for piece in buffered(rows):
            fitted = fit_quarantine(piece)
            self._quarantined.append(_distinct(fitted, _PLACE))
            self._write_files(FileKind.QUARANTINE, None, fitted)
            written += len(fitted)
        return written

    def commit(self, counts: Mapping[str, Counts]) -> Batch:
        """Make the batch visible, durably, in one step; ``counts`` by table. Raises CountsDoNotAddUp."""
        self._check_counts(counts)
        full = {table: replace(one, restated=self._restated(table)) for table, one in sorted(counts.items())}
        batch = Batch(self._publication.sequence, self._delivery, full)
        self._publication.publish(batch)
        return batch

    def _restated(self, table: str) -> int:
        return sum(len(one) for one in self._corrected.get(table, [])) - self._counted[table]

    def _write(self, kind: FileKind, table: Table, rows: pa.Table) -> int:
        first = self._numbered[table.name] + 1
        if "source_row" not in rows.column_names:
            rows = rows.append_column("source_row", pa.array(np.arange(first, first + len(rows), dtype=np.int64)))
        self._numbered[table.name] += len(rows)
        if kind is FileKind.BASE:
            self._written[table.name] += len(rows)
        self._write_files(kind, table, rows)
        return len(rows)

    def _write_files(self, kind: FileKind, table: Table | None, rows: pa.Table) -> None:
        same = {
            "batch_id": pa.scalar(self._delivery.batch_id),
            "received_at": self._received_at,
        }
        if "received_at" in rows.column_names:
            del same["received_at"]
        for file in write_parts(
            self._publication.root, rows, kind=kind, table=table, names=self._names, same=same, speaks=self._speaks,
            mention=self._mention,
        ):  # fmt: skip
            self._publication.add(file, stored_schema(kind, table))

    def _check_stated_once(self, table: Table, rows: pa.Table) -> None:
        key = [*table.primary_key, "received_at"]
        stated = self._corrected.setdefault(table.name, [])
        if "received_at" not in rows.column_names:
            rows = rows.append_column("received_at", pa.repeat(self._received_at, len(rows)))
        stated.append(rows.select(key))
        counted = pa.concat_tables(stated).group_by(key).aggregate([([], "count_all")])
        twice = counted.filter(pc.greater(counted.column("count_all"), 1))
        if len(twice):
            example = ", ".join(f"{name} {twice.column(name)[0].as_py()}" for name in table.primary_key)
            raise CorrectedTwice(
                f"{len(twice)} rows of {table.name} are corrected more than once in one batch, such as {example}",
                "Keep the last state of each row, or deliver the corrections in the order in which they were made.",
            )

    def _check_counts(self, counts: Mapping[str, Counts]) -> None:
        quarantined = self._quarantined_rows()
        faults = []
        for name in sorted({*counts, *self._written, *quarantined}):
            stated = counts.get(name, Counts(0, 0))
            have = Counts(stated.rows_in, self._written[name], stated.duplicate, quarantined.get(name, 0))
            if stated == have and stated.add_up and min(stated.rows_in, stated.duplicate) >= 0:
                continue
            faults.append(
                Fault(
                    f"{name}: {stated.rows_in} rows in, stated as {stated.accepted} accepted, {stated.duplicate} "
                    f"duplicate and {stated.quarantined} quarantined; {have.accepted} were written and "
                    f"{have.quarantined} quarantined",
                    "Rows in must equal accepted + duplicate + quarantined. Nothing of this delivery was accepted.",
                )
            )
        if faults:
            raise CountsDoNotAddUp(faults)

    def _quarantined_rows(self) -> dict[str, int]:
        if not self._quarantined:
            return {}
        places = _distinct(pa.concat_tables(self._quarantined, promote_options="default"), _PLACE)
        counted = places.group_by("table_name").aggregate([([], "count_all")]).to_pydict()
        return dict(zip(counted["table_name"], counted["count_all"], strict=True))


def _distinct(rows: pa.Table, names: list[str]) -> pa.Table:
    """The distinct values of these columns; one that is blank throughout may be left out."""
    told = [name for name in names if name in rows.column_names]
    return rows.select(told).group_by(told).aggregate([])
