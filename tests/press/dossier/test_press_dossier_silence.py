"""What nothing found means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from jicha.find.dossier import Dossiers
from jicha.press.dossier.silence import Silence, feed_rows, silence_of, silent_tables


def test_silence_means_none_only_where_the_records_are_complete(look: Callable[..., Dossiers]) -> None:
    found = look("ems:0012")
    silence, feed = silence_of("ticket", "ems:east", found)
    assert (silence, feed and feed.complete_to) == (Silence.COMPLETE, date(2026, 2, 28))
    assert silence_of("ticket", "ems:west", found) == (Silence.UNSTATED, None)
    assert silence_of("inspection", "ems:east", found) == (Silence.NEVER, None)
    assert silence_of("ticket", None, found) == (Silence.UNSTATED, None)


def test_tables_without_rows_are_grouped_by_what_that_means(look: Callable[..., Dossiers]) -> None:
    found = look("ems:0012")
    groups = {one.silence: one for one in silent_tables(found.files[0], {"bill", "point", "event"}, found)}
    assert groups[Silence.COMPLETE].tables == ("ticket",)
    assert "receivable" in groups[Silence.UNSTATED].tables
    assert "inspection" in groups[Silence.NEVER].tables
    told = {table for one in groups.values() for table in one.tables}
    assert not {"bill", "point", "event"} & told
    assert told | {"bill", "point", "event"} == set(found.expected["customer"])


def test_every_unit_and_table_has_a_line(look: Callable[..., Dossiers]) -> None:
    rows = list(feed_rows(look("ems:0012\n0013")))
    assert {org for org, *_ in rows} == {"ems:east", "ems:west"}
    assert ("ems:west", "ticket", Silence.UNSTATED, None) in rows
    assert [silence for org, table, silence, _ in rows if (org, table) == ("ems:west", "bill")] == [Silence.COMPLETE]
