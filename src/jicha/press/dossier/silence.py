"""What silence means: nothing found where records are complete is not nothing found where none were delivered."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jicha.find.dossier import Dossiers, File
from jicha.find.feeds import Feed


class Silence(StrEnum):
    """What it means that a table holds nothing of a subject."""

    COMPLETE = "complete"
    UNSTATED = "unstated"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Silent:
    """Tables that hold nothing, and why that does or does not say anything; ``feed`` where completeness is stated."""

    silence: Silence
    tables: tuple[str, ...]
    feed: Feed | None = None


def silence_of(table: str, org_id: str | None, dossiers: Dossiers) -> tuple[Silence, Feed | None]:
    """What silence of one table means for a unit."""
    if table not in dossiers.delivered:
        return Silence.NEVER, None
    stated = next((one for one in dossiers.feeds.get(org_id or "", ()) if one.record == table), None)
    return (Silence.COMPLETE, stated) if stated else (Silence.UNSTATED, None)


def silent_tables(file: File, with_rows: Collection[str], dossiers: Dossiers) -> tuple[Silent, ...]:
    """The tables that could hold something of the subject and hold nothing, grouped by what that means."""
    groups: dict[tuple[Silence, Feed | None], list[str]] = {}
    for table in dossiers.expected[file.kind]:
        if table not in with_rows:
            silence, feed = silence_of(table, file.org_id, dossiers)
            key = (silence, feed and Feed("", feed.org_id, feed.complete_from, feed.complete_to))
            groups.setdefault(key, []).append(table)
    order = list(Silence)
    return tuple(
        Silent(silence, tuple(tables), feed)
        for (silence, feed), tables in sorted(groups.items(), key=lambda item: (order.index(item[0][0]), item[1]))
    )


def feed_rows(dossiers: Dossiers) -> Iterator[tuple[str, str, Silence, Feed | None]]:
    """(unit, table, what silence means, feed) for every unit of the files and every table that could hold something."""
    expected = {(file.org_id, file.kind) for file in dossiers.files if file.org_id is not None}
    for org_id in sorted({org for org, _ in expected if org}):
        tables: Sequence[str] = sorted(
            {one for org, kind in expected if org == org_id for one in dossiers.expected[kind]}
        )
        for table in tables:
            yield org_id, table, *silence_of(table, org_id, dossiers)
