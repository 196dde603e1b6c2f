"""All lists of an answer in the order of the workbook: overview, findings, records, completeness, what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from jicha.find.dossier import Dossiers
from jicha.find.paste import Fate
from jicha.press.dossier.fields import table_words
from jicha.press.dossier.overview import overview_sheet
from jicha.press.dossier.records import FILE, NUMBER, NamedColumn, Sheet, record_sheets
from jicha.press.dossier.remarks import entry_note, paste_remarks, state_words
from jicha.press.dossier.silence import feed_rows
from jicha.press.listing import Column, Kind, Listing, finding_listing
from jicha.press.run import Background
from jicha.press.say import Language, say

_UNKNOWN = (Column("line_no", Kind.INTEGER), Column("number", width=22), Column("state", width=12),
            Column("note", width=80))  # fmt: skip
_FEEDS = (Column("org_id", width=18), Column("org", width=24), Column("record", width=24),
          Column("complete_from", Kind.DATE), Column("complete_to", Kind.DATE),
          Column("silence", width=44))  # fmt: skip
_REMARKS = (Column("what", width=120),)


def sheets(
    dossiers: Dossiers, background: Background, language: Language, *, sources: bool = False
) -> tuple[Sheet, ...]:
    """Every list; those of findings, of unknown numbers and of remarks only where there are any."""
    found = [_findings(dossiers, background, language)] if dossiers.findings.num_rows else []
    return (
        overview_sheet(dossiers, language),
        *found,
        *record_sheets(dossiers, background, language, sources=sources),
        _feeds(dossiers, language),
        *_unknown(dossiers, language),
        *_remarks(dossiers, language),
    )


def _findings(dossiers: Dossiers, background: Background, language: Language) -> Sheet:
    """The findings with the number that led to them, and whether they speak of the subject or of what is around it."""
    rows = dossiers.findings
    listing = finding_listing("findings", rows, background, language)
    around = NamedColumn("is_around", width=12, word="is_around")
    columns = (NamedColumn(NUMBER, width=16, word="number"), NamedColumn(FILE, width=22, word="file"), *listing.columns,
               around)  # fmt: skip
    numbers = pa.array([", ".join(file.numbers) for file in dossiers.files], pa.string())
    files = pa.array([file.id for file in dossiers.files], pa.string())
    yes = say("evidence.true", language)

    def parts() -> Iterator[pa.Table]:
        start = 0
        for part in listing.rows():
            roots = rows["root"].slice(start, part.num_rows).combine_chunks()
            nearby = rows["is_around"].slice(start, part.num_rows).combine_chunks()
            start += part.num_rows
            cells = {name: part[name] for name in part.column_names}
            cells |= {NUMBER: numbers.take(roots), FILE: files.take(roots)}
            cells["is_around"] = pc.if_else(nearby, yes, "")
            yield pa.table({column.name: cells[column.name] for column in columns})

    return Sheet(say("sheet.findings", language), Listing("findings", columns, parts))


def _feeds(dossiers: Dossiers, language: Language) -> Sheet:
    rows: list[dict[str, object]] = [
        {
            "org_id": org_id,
            "org": dossiers.units.words(org_id),
            "record": table_words(table, language),
            "complete_from": feed.complete_from if feed else None,
            "complete_to": feed.complete_to if feed else None,
            "silence": say(f"find.silence.{silence}", language),
        }
        for org_id, table, silence, feed in feed_rows(dossiers)
    ]
    return Sheet(say("sheet.feeds", language), _small("feeds", _FEEDS, rows))


def _unknown(dossiers: Dossiers, language: Language) -> Iterator[Sheet]:
    rows = []
    for entry in dossiers.paste.entries:
        answer = dossiers.answers.get(entry.number)
        is_unknown = entry.fate is Fate.ASKED and answer is not None and not answer.is_known
        if is_unknown or entry.fate is Fate.REFUSED:
            rows.append(
                {
                    "line_no": entry.line,
                    "number": entry.number or entry.pasted,
                    "state": state_words(entry, answer, language),
                    "note": entry_note(entry, dossiers, language),
                }
            )
    if rows:
        yield Sheet(say("sheet.unknown", language), _small("unknown", _UNKNOWN, rows))


def _remarks(dossiers: Dossiers, language: Language) -> Iterator[Sheet]:
    said = list(paste_remarks(dossiers.paste, language))
    if dossiers.left_out:
        names = ", ".join(table_words(name, language) for name in dossiers.left_out)
        said.append(say("find.left_out", language, tables=names))
    if said:
        yield Sheet(say("sheet.remarks", language), _small("remarks", _REMARKS, [{"what": one} for one in said]))


def _small(name: str, columns: tuple[Column, ...], rows: Sequence[dict[str, object]]) -> Listing:
    kinds = {Kind.TEXT: pa.string(), Kind.INTEGER: pa.int64(), Kind.DATE: pa.date32()}
    table = pa.table({one.name: pa.array([row[one.name] for row in rows], kinds[one.kind]) for one in columns})
    return Listing(name, columns, lambda: iter([table]))
