"""What became of a delivery, and how far records are complete, as JSON for other programs: ids and exact numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from jicha.intake.feeds import FeedChange
from jicha.intake.report import IntakeReport
from jicha.press.json import text_of

FORMAT = "jicha.intake/1"
FEEDS_FORMAT = "jicha.feeds/1"


def intake_json(report: IntakeReport) -> str:
    """One delivery: its counts as a whole, by file, by table and by reason, and the feeds it moved."""
    return text_of({"format": FORMAT, **_report(report)})


def feeds_json(feeds: Sequence[Mapping[str, Any]]) -> str:
    """How far each kind of record is complete, by unit."""
    return text_of({"format": FEEDS_FORMAT, "feeds": list(feeds)})


def _report(report: IntakeReport) -> dict[str, Any]:
    return {
        "batch_id": report.batch_id,
        "profile": report.profile.name,
        **_named(report, "rows", "accepted", "duplicate", "quarantined"),
        "quarantined_by_reason": dict(sorted(report.quarantined_by_reason.items())),
        "files": [_file(one) for one in report.files],
        "tables": [_named(one, *(field.name for field in fields(one))) for one in report.tables],
        "totals": [_named(one, "file", "line", "column", "stated", "found", "unread", "agrees")
                   for one in report.totals],
        "missing_parts": report.missing_parts,
        "sheets_left_out": [{"file": file, "sheet": sheet} for file, sheet in report.sheets_left_out],
        "feeds": [_feed(one) for one in report.feeds],
        "unplaced": report.unplaced,
        "taken_up": {
            "accepted": sum(accepted for accepted, _ in report.taken_up.placed.values()),
            "still_kept_out": sum(left for _, left in report.taken_up.placed.values()),
            "filled": sum(report.taken_up.filled.values()),
            "feeds": [_feed(one) for one in report.taken_up.feeds],
        },
    }  # fmt: skip


def _file(file: Any) -> dict[str, Any]:
    told = _named(file, "file", "sheet", "kind", "format", "encoding", "rows", "accepted", "duplicate", "quarantined")
    ignored = [one.column for one in file.ignored]
    return told | {"not_read": ignored, "left_out": file.strange, "notes": [one.note for one in file.notes]}


def _feed(change: FeedChange) -> dict[str, Any]:
    return _named(change, "record", "org_id", "complete_from", "complete_to", "move", "left_out")


def _named(one: object, *names: str) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names}
