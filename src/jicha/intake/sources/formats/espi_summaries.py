"""UsageSummary entries as rows: what a bill was for, and how much was used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.sources.formats.espi_feed import SUMMARIES, Entry, Feed
from jicha.intake.sources.formats.espi_intervals import scaled, unit_of
from jicha.intake.sources.formats.espi_links import Links
from jicha.intake.sources.formats.espi_moments import seconds_of, written
from jicha.intake.sources.formats.grid import Asked, Cut
from jicha.intake.sources.formats.wanted import cuts_of

_USED = "overallConsumptionLastPeriod"
_STATED = {
    "commodity": "commodity", "currency": "currency", "cost": "billLastPeriod",
    "cost_additional": "costAdditionalLastPeriod", "raw_value": f"{_USED}/value",
    "multiplier": f"{_USED}/powerOfTenMultiplier", "uom": f"{_USED}/uom", "seconds": "billingPeriod/duration",
    "quality": "qualityOfReading",
}  # fmt: skip
SUMMARY_WORDS = (
    "summary", "summary_id", "resource", "usage_point", "usage_point_id", "service_kind", "start_utc", "start_standard",
    "end_standard", "status_utc", "value", "unit", *_STATED, "tz_offset",
)  # fmt: skip


def summary_cuts(feed: Feed, links: Links, asked: Asked) -> Iterator[Cut]:
    """All summaries, in order."""
    entries = [one for one in feed.entries if one.kind in SUMMARIES]
    lines = np.array([one.line for one in entries], np.int64)
    if len(set(lines.tolist())) < len(entries):
        lines = np.arange(1, len(entries) + 1, dtype=np.int64)
    made = _columns(entries, links)
    yield from cuts_of(made.__getitem__, SUMMARY_WORDS, asked, lines, ())


def _columns(entries: Sequence[Entry], links: Links) -> dict[str, pa.Array]:
    owners = [links.owners[one.number] for one in entries]
    made = {word: _texts([one.values.get(path, "") for one in entries]) for word, path in _STATED.items()}
    made["summary"] = _texts([one.self_ for one in entries])
    made["summary_id"] = _texts([one.id for one in entries])
    made["resource"] = _texts([one.kind for one in entries])
    made["usage_point"] = _texts([one.point.self_ for one in owners])
    made["usage_point_id"] = _texts([one.point.id for one in owners])
    made["service_kind"] = _texts([one.point.values.get("ServiceCategory/kind", "") for one in owners])
    made["tz_offset"] = _texts([one.clock.values.get("tzOffset", "") for one in owners])
    made["unit"] = _texts([unit_of(one) for one in made["uom"].to_pylist()])
    made["value"] = scaled(made["raw_value"], made["multiplier"].to_pylist())
    begun, status = (_texts([one.values.get(path, "") for one in entries])
                     for path in ("billingPeriod/start", "statusTimeStamp"))  # fmt: skip
    start, offset, length = (seconds_of(one) for one in (begun, made["tz_offset"], made["seconds"]))
    blank = pa.nulls(len(entries), pa.string())
    made["start_utc"] = written(start, begun)
    made["status_utc"] = written(seconds_of(status), status)
    local = pc.add(start, offset)
    made["start_standard"] = written(local, blank)
    made["end_standard"] = written(pc.add(local, length), blank)
    return made


def _texts(values: Sequence[str]) -> pa.Array:
    return pa.array(values, pa.string())
