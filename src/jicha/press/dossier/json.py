"""The answer as JSON for other programs: ids and exact numbers as they are stored, private values masked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import IO

import pyarrow as pa

from jicha.find.dossier import Dossiers, File
from jicha.find.gather import Records
from jicha.find.lookup import Hit
from jicha.find.search import Answer
from jicha.press.dossier.records import told_columns
from jicha.press.dossier.silence import feed_rows
from jicha.press.evidence import read_evidence
from jicha.press.json import text_of
from jicha.press.mask import HIDDEN, is_masked, masked, private_names
from jicha.press.run import Background
from jicha.terms.privacy import Privacy

FORMAT = "jicha.find/1"


def write_json(dossiers: Dossiers, background: Background, file: IO[str], *, sources: bool = False) -> None:
    """Write what was asked, one entry a line, and what was found, one file a line.

    Blank values are left out. ``of`` says how many records there are in truth where only the latest are told. Instants
    are UTC.
    """
    request = dossiers.request
    head = {"format": FORMAT, "masked": request.clearance < Privacy.SENSITIVE, "as_of": _instant(request.as_of)}
    file.write(text_of(head)[:-1])
    _write_list(file, "asked", _asked(dossiers))
    _write_list(file, "files", _files(dossiers, sources))
    _write_list(file, "feeds", _feeds(dossiers))
    file.write(f',\n"never_delivered":{text_of(_never(dossiers))}')
    file.write(f',\n"left_out":{text_of(list(dossiers.left_out))}')
    if sources:
        batches = {one.batch_id: {"source": one.source, "received_at": _instant(one.received_at)}
                   for one in background.batches}  # fmt: skip
        file.write(f',\n"batches":{text_of(batches)}')
    file.write("\n}\n")


def _write_list(file: IO[str], name: str, items: Iterable[str]) -> None:
    file.write(f',\n"{name}":[')
    for number, item in enumerate(items):
        file.write(f"{',' if number else ''}\n{item}")
    file.write("]")


def _asked(dossiers: Dossiers) -> Iterator[str]:
    for entry in dossiers.paste.entries:
        answer = dossiers.answers.get(entry.number)
        told = {
            "line": entry.line,
            "pasted": entry.pasted,
            "number": entry.number or None,
            "fate": str(entry.fate),
            "reason": entry.reason or None,
            "first_line": entry.first_line or None,
            "invisible_removed": entry.invisible or None,
        }
        yield text_of({name: value for name, value in told.items() if value is not None} | _answered(answer, dossiers))


def _answered(answer: Answer | None, dossiers: Dossiers) -> dict[str, object]:
    if answer is None:
        return {}
    if answer.is_known:
        return {
            "known": True,
            "named": [_hit(one) for one in answer.hits],
            "files": list(dossiers.opened[answer.number]),
        }
    return {
        "known": False,
        "other_zeros": [_hit(one) for one in answer.other_zeros],
        "near": [_hit(one) for one in answer.near],
    }


def _hit(hit: Hit) -> Mapping[str, object]:
    return {"kind": hit.column.kind, "table": hit.column.table, "id": hit.id, "number": hit.number}


def _files(dossiers: Dossiers, sources: bool) -> Iterator[str]:
    readers = [_Reader(one, dossiers, sources) for one in dossiers.records]
    found = _Rows(dossiers.findings, [name for name in dossiers.findings.column_names if name != "root"])
    for file in dossiers.files:
        yield text_of(_file(file, dossiers, readers, found))


def _file(file: File, dossiers: Dossiers, readers: Iterable[_Reader], found: _Rows) -> Mapping[str, object]:
    billed = dossiers.billed.get(file.root)
    told: dict[str, object] = {
        "file": file.root,
        "kind": file.kind,
        "id": file.id,
        "numbers": list(file.numbers),
        "org_id": file.org_id,
        "org_path": list(reversed(dossiers.units.path(file.org_id))) if file.org_id else [],
    }
    if billed:
        told["billed"] = {
            "months": dossiers.request.months,
            "last_month": billed.last_month,
            "kwh": billed.kwh,
            "money": billed.money,
        }
    if file.root in dossiers.owed:
        told["owed"] = dossiers.owed[file.root]
    if dossiers.run:
        told["run"] = dossiers.run.run_id
        hidden = private_names(dossiers.request.clearance)
        told["findings"] = [{**one, "evidence": _evidence(one.get("evidence"), hidden)} for one in found.of(file.root)]
    own: dict[str, object] = {}
    around: dict[str, object] = {}
    for reader in readers:
        if rows := reader.rows.of(file.root):
            (around if reader.records.is_around else own)[reader.records.table] = {
                "of": rows[0]["total"],
                "rows": [{name: value for name, value in row.items() if name != "total"} for row in rows],
            }
    return {**told, "records": own, "around": around}


class _Rows:
    """Rows of a table sorted by root, handed out root by root without their blanks."""

    def __init__(self, rows: pa.Table, names: Iterable[str]) -> None:
        self._names = list(names)
        self._columns = [rows[name].to_pylist() for name in self._names]
        self._places: dict[int, list[int]] = {}
        for place, root in enumerate(rows["root"].to_pylist()):
            self._places.setdefault(root, []).append(place)

    def of(self, root: int) -> list[dict[str, object]]:
        """The rows of one root."""
        return [
            {
                name: _plain(column[place])
                for name, column in zip(self._names, self._columns, strict=True)
                if column[place] is not None
            }
            for place in self._places.get(root, ())
        ]


class _Reader:
    """The records of one table, masked, ready to be handed out."""

    def __init__(self, records: Records, dossiers: Dossiers, sources: bool) -> None:
        self.records = records
        table = records.rows
        for column in told_columns(records):
            if is_masked(column, dossiers.request.clearance):
                place = table.column_names.index(column.name)
                table = table.set_column(place, column.name, masked(table[column.name], column))
        names = ["total", *(one.name for one in told_columns(records)), *(["batch_id"] if sources else [])]
        self.rows = _Rows(table, names)


def _feeds(dossiers: Dossiers) -> Iterator[str]:
    """What is stated of each unit; tables of which nothing is said are told by their absence."""
    for org_id, table, _, feed in feed_rows(dossiers):
        if feed:
            told = {
                "org_id": org_id,
                "record": table,
                "stated_for": feed.org_id,
                "complete_from": feed.complete_from,
                "complete_to": feed.complete_to,
            }
            yield text_of(told)


def _never(dossiers: Dossiers) -> list[str]:
    expected = {table for kinds in dossiers.expected.values() for table in kinds}
    return sorted(expected - dossiers.delivered)


def _evidence(text: object, hidden: frozenset[str]) -> list[object]:
    """The evidence of a finding; it may hold a column that names a person."""
    parts = read_evidence(text if isinstance(text, str) else None)
    return [
        {"name": one.name, "value": HIDDEN if one.name in hidden and one.value else one.value, "unit": one.unit}
        for one in parts
    ]


def _plain(value: object) -> object:
    return _instant(value) if isinstance(value, datetime) else value


def _instant(moment: datetime | None) -> str | None:
    return f"{moment.isoformat()}Z" if moment else None
