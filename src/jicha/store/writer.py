"""Write one delivery: rows, corrections and quarantined rows go to files at once, and become visible together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
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
from jicha.store.rows import buffered, canonical, fit_base, fit_correction, fit_quarantine, stored_schema
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
        self._quarantined: list[pa.Table] = []

    def append(self, table: str, rows: pa.Table | pa.RecordBatchReader) -> int:
        """Add rows to a canonical table; returns how many.

        A stream is read in pieces, so it may be larger than memory. ``source_row`` (the record's number in the
        delivery) may be among the columns; otherwise the rows are numbered from 1 in the order given. Raises
        RowsDoNotFit.
        """
        known = canonical(table)
        return sum(self._write(FileKind.BASE, known, fit_base(piece, known)) for piece in buffered(rows))

    def correct(self, table: str, rows: pa.Table | pa.RecordBatchReader) -> int:
        """Replace, by the table's correction key, rows that any batch brought; returns how many corrections.

        All rows of the latest batch that states a key stand for all rows of that key. Where the boolean column
        ``voided`` is true the row is removed instead, and may be blank outside its keys. A batch may state a primary
        key once. Raises RowsDoNotFit, CorrectedTwice.
        """
        known = canonical(table)
        written = 0
        for piece in buffered(rows):
            fitted = fit_correction(piece, known)
            self._check_stated_once(known, fitted)
            written += self._write(FileKind.CORRECTION, known, fitted)
        return written

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
        batch = Batch(self._publication.sequence, self._delivery, dict(sorted(counts.items())))
        self._publication.publish(batch)
        return batch

    def _write(self, kind: FileKind, table: Table, rows: pa.Table) -> int:
        first = self._numbered[table.name] + 1
        if "source_row" not in rows.column_names:
            rows = rows.append_column("source_row", pa.array(np.arange(first, first + len(rows), dtype=np.int64)))
        self._numbered[table.name] += len(rows)
        self._written[table.name] += len(rows)
        self._write_files(kind, table, rows)
        return len(rows)

    def _write_files(self, kind: FileKind, table: Table | None, rows: pa.Table) -> None:
        same = {
            "batch_id": pa.scalar(self._delivery.batch_id),
            "received_at": pa.scalar(self._delivery.received_at, pa.timestamp("us")),
        }
        for file in write_parts(self._publication.root, rows, kind=kind, table=table, names=self._names, same=same):
            self._publication.add(file, stored_schema(kind, table))

    def _check_stated_once(self, table: Table, rows: pa.Table) -> None:
        key = list(table.primary_key)
        stated = self._corrected.setdefault(table.name, [])
        stated.append(rows.select(key))
        counted = pa.concat_tables(stated).group_by(key).aggregate([([], "count_all")])
        twice = counted.filter(pc.greater(counted.column("count_all"), 1))
        if len(twice):
            example = ", ".join(f"{name} {twice.column(name)[0].as_py()}" for name in key)
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
