"""Take up quarantined rows again, after the profile was mended or what they waited for has come.

They keep the moment at which they were received: a row of January that is read right in June must not stand over what
March said. What is still wrong is quarantined anew under its old place, so that nothing is ever in two states.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from jicha.intake.errors import MissingColumn, NothingMended, UnknownBatch
from jicha.intake.fates import Rejection
from jicha.intake.load import accept
from jicha.intake.matching import Match, Matched, profile_by_name
from jicha.intake.profile import FileKind, Profile
from jicha.intake.quarantine import WHOLE_RECORD
from jicha.intake.reading import FileRead, Progress
from jicha.intake.report import IntakeReport
from jicha.intake.sources.formats.grid import Note
from jicha.intake.sources.header import named
from jicha.intake.sources.source import Batch, Header, Torn
from jicha.store.delivery import Batch as StoredBatch
from jicha.store.delivery import DeliveredFile, Delivery
from jicha.store.store import Store
from jicha.terms.errors import Fault, Words


@dataclass(frozen=True, slots=True)
class Replayed:
    """Quarantined records of one file and sheet, as a source; ``torn`` are those that never had fields."""

    path: Path
    sheet: str
    header: Header
    rows: pa.RecordBatch
    lines: Sequence[int]
    torn: tuple[Torn, ...] = ()
    table: int = 0
    format: str = "quarantine"
    encoding: str = ""
    notes: tuple[Note, ...] = field(default=())

    @property
    def words(self) -> tuple[str, ...]:
        """The column words, as the profile calls them."""
        return self.header.words

    @property
    def rows_expected(self) -> int:
        """How many records there are."""
        return len(self.rows) + len(self.torn)

    def batches(self, needed: Sequence[str] | None = None) -> Iterator[Batch]:
        """All records at once."""
        rows = self.rows if needed is None else self.rows.select(list(needed))
        records = np.arange(1, len(self.rows) + 1, dtype=np.int64)
        yield Batch(rows, records, np.array(self.lines, np.int64), self.torn)


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of the quarantined rows of one batch: the report of their replay, or None if none was mended."""

    batch_id: str
    rows: int
    report: IntakeReport | None


def replay(
    store: Store,
    *,
    batch_id: str | None = None,
    profile: Profile | str | None = None,
    reason: str | None = None,
    progress: Progress,
) -> tuple[Mended, ...]:
    """Read the open quarantined rows again, batch by batch in the order of receipt.

    Only those of the batch whose identifier begins with ``batch_id``, or of batches with a row of this ``reason``,
    where given. ``profile`` is one by value, name or path; without it each batch is read by the shipped profile of its
    name. Raises UnknownProfile, BadProfile,
    MissingColumn (the profile reads no such file), UnknownBatch.
    """
    snapshot = store.snapshot()
    if batch_id is not None:
        batch_id = _one_batch(snapshot.batches, batch_id)
    rows = snapshot.open_quarantine()
    waiting = {one for one, why in zip(*_columns(rows, "batch_id", "reason"), strict=True) if reason in (None, why)}
    done = []
    for batch in snapshot.batches:
        if batch.batch_id not in waiting or batch_id not in (None, batch.batch_id):
            continue
        entries = rows.filter(pa.compute.equal(rows["batch_id"], batch.batch_id)).to_pylist()
        chosen = profile_by_name(profile or batch.delivery.profile) if not isinstance(profile, Profile) else profile
        done.append(_replay_one(store, batch, entries, chosen, progress))
    return tuple(done)


def _one_batch(batches: Sequence[StoredBatch], begins: str) -> str:
    """The only batch whose identifier begins so. Raises UnknownBatch."""
    found = [one.batch_id for one in batches if one.batch_id.startswith(begins)]
    if len(found) == 1:
        return found[0]
    if found:
        message = Words(f"{len(found)} batches begin with {begins!r}", f"有 {len(found)} 个批次号以“{begins}”开头")
        raise UnknownBatch(Fault.of(message, Words("Write more of the identifier.", "请写出更多位。")))
    message = Words(f"no batch begins with {begins!r}", f"没有批次号以“{begins}”开头")
    remedy = Words(
        "The summary of each load names its batch, as does `jicha intake quarantine`.",
        "批次号见每次导入的汇总，或 jicha intake quarantine。",
    )
    raise UnknownBatch(Fault.of(message, remedy))


def _replay_one(
    store: Store, batch: StoredBatch, entries: Sequence[dict[str, Any]], profile: Profile, progress: Progress
) -> Mended:
    tables = tuple(_matched(profile, one) for one in _tables(entries))
    delivery = Delivery(
        source=profile.source,
        profile=profile.name,
        profile_digest=profile.digest,
        files=tuple(_file(one.source.path.name, entries) for one in tables),
        received_at=batch.received_at,
        replays=(batch.batch_id,),
    )
    count = sum(one.source.rows_expected for one in tables)

    def check(read: Sequence[FileRead], rejections: Sequence[Rejection]) -> None:
        if len(rejections) == count:
            message = Words("every row is still wrong", "所有行仍不能入库")
            remedy = Words(
                "Mend the profile, or deliver the rows corrected.", "请修正导入模板，或重新提供更正后的数据。"
            )
            raise NothingMended(Fault.of(message, remedy))

    try:
        report = accept(store, delivery, Match(profile, tables), check=check, progress=progress)
    except NothingMended:
        return Mended(batch.batch_id, count, None)
    return Mended(batch.batch_id, count, report)


def _tables(entries: Sequence[dict[str, Any]]) -> Iterator[Replayed]:
    """The records by file and sheet, each as it was delivered."""
    groups: dict[tuple[str, str, tuple[str, ...]], list[tuple[int, list[str | None]]]] = {}
    torn: dict[tuple[str, str], list[Torn]] = {}
    faults = {_place(one): one for one in entries if one["reason"] != WHOLE_RECORD}
    for one in entries:
        if one["reason"] != WHOLE_RECORD:
            continue
        file, sheet, line = _place(one)
        record = _object(one["raw_value"])
        if record is None:
            fault = faults.get((file, sheet, line), {"reason": "torn_row", "raw_value": None})
            fields = int(fault["raw_value"]) if str(fault["raw_value"]).isdecimal() else 0
            some = torn.setdefault((file, sheet), [])
            some.append(Torn(0, line, one["raw_value"] or "", fields, fault["reason"], ""))
        else:
            groups.setdefault((file, sheet, tuple(record)), []).append((line, list(record.values())))
    for (file, sheet, titles), records in groups.items():
        columns = [pa.array([values[place] for _, values in records], pa.string()) for place in range(len(titles))]
        rows = pa.RecordBatch.from_arrays(columns, names=list(titles))
        with_them = _numbered(torn.pop((file, sheet), []), len(records))
        yield Replayed(Path(file), sheet, Header(titles, titles), rows, [line for line, _ in records], with_them)
    for (file, sheet), alone in torn.items():
        nothing = pa.RecordBatch.from_arrays([], names=[])
        yield Replayed(Path(file), sheet, Header((), ()), nothing, [], _numbered(alone, 0))


def _numbered(torn: Sequence[Torn], after: int) -> tuple[Torn, ...]:
    return tuple(
        Torn(after + number, one.line, one.text, one.fields, one.reason, one.expected)
        for number, one in enumerate(torn, start=1)
    )


def _matched(profile: Profile, table: Replayed) -> Matched:
    """The table under the kind that knows most of its words. Raises MissingColumn."""
    fits: list[tuple[int, FileKind, Header]] = []
    for kind in profile.files:
        header = named(table.header, kind.synonyms)
        if kind.fits(header.words) or not table.header.titles:
            fits.append((len(kind.strange(header.words)), kind, header))
    if not fits:
        titles = table.header.titles[:12]
        message = Words(
            f"{profile.name} knows no file with the columns {', '.join(titles)}",
            f"模板 {profile.name} 中没有含这些列的文件：{'、'.join(titles)}",
        )
        remedy = Words("Say which profile: --profile.", "请用 --profile 指定模板。")
        raise MissingColumn(Fault.of(message, remedy, str(table.path)))
    _, kind, header = min(fits, key=lambda one: one[0])
    rows = pa.RecordBatch.from_arrays(table.rows.columns, names=list(header.words))
    source = Replayed(table.path, table.sheet, header, rows, table.lines, table.torn)
    return Matched(source, kind.for_file(header.words), kind.strange(header.words))


def _file(name: str, entries: Sequence[dict[str, Any]]) -> DeliveredFile:
    """A file by what is left of it in the quarantine."""
    digest, size = hashlib.sha256(), 0
    for one in entries:
        if one["reason"] == WHOLE_RECORD and one["file"] == name:
            content = f"{one['sheet']}\0{one['line']}\0{one['raw_value']}\n".encode("utf-8", "surrogatepass")
            digest.update(content)
            size += len(content)
    return DeliveredFile(name, digest.hexdigest(), size)


def _place(entry: dict[str, Any]) -> tuple[str, str, int]:
    return entry["file"], entry["sheet"] or "", entry["line"]


def _object(text: str | None) -> dict[str, str | None] | None:
    try:
        found = json.loads(text or "")
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _columns(rows: pa.Table, *names: str) -> tuple[list[Any], ...]:
    return tuple(rows[name].to_pylist() for name in names)
