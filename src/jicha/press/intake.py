"""What became of a delivery, as a clerk reads it: the sum first, then what to look at, then each file and table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jicha.intake.feeds import FeedChange, Move
from jicha.intake.profile import Confidence
from jicha.intake.reasons import reasons
from jicha.intake.replay import Mended
from jicha.intake.report import FileCounts, IntakeReport, TakenUp
from jicha.intake.sources.notes import note_words
from jicha.press.say import Language, say
from jicha.schema import tables

_ASIDE_SHOWN = 8


def intake_lines(report: IntakeReport, language: Language, store: Path) -> Iterator[str]:
    """The summary of one delivery; lines that begin with ! need a person's eye."""
    seconds = report.seconds
    yield say("intake.batch", language, batch=report.batch_id[:12], profile=report.profile.name, seconds=seconds)
    yield say(
        "intake.sum",
        language,
        rows=report.rows,
        accepted=report.accepted,
        duplicate=report.duplicate,
        quarantined=report.quarantined,
    )
    if report.profile.confidence is Confidence.OWN_GUESS:
        yield say("intake.guess", language, why=report.profile.confidence_from)
    for file, parts in report.missing_parts.items():
        yield say("intake.parts_missing", language, file=file, parts=", ".join(map(str, parts)))
    for one in report.totals:
        word = "intake.total_agrees" if one.agrees else "intake.total_differs"
        yield say(word, language, line=one.line, column=one.column, stated=one.stated, found=one.found,
                  unread=one.unread)  # fmt: skip
    for one_file in report.files:
        yield from _file_lines(report, one_file, language)
    for name, sheet in report.sheets_left_out:
        yield say("intake.sheet_left_out", language, file=name, sheet=sheet)
    for table in report.tables:
        yield say("intake.table", language, title=_title(table.table, language), table=table.table,
                  accepted=table.accepted, corrected=table.corrected, duplicate=table.duplicate,
                  quarantined=table.quarantined)  # fmt: skip
    yield from _feed_lines(report.feeds, language)
    for record, unplaced in sorted(report.unplaced.items()):
        yield say("intake.feed_unplaced", language, title=_title(record, language), rows=unplaced)
    yield from _taken_up_lines(report.taken_up, language)
    for reason, count in sorted(report.quarantined_by_reason.items()):
        words = reasons()[reason]
        meaning = words.meaning_zh if language is Language.ZH else words.meaning
        yield say("intake.reason", language, meaning=meaning, rows=count)
    if report.quarantined:
        yield say("intake.what_to_do", language, store=store)


def mended_lines(mended: Sequence[Mended], language: Language) -> Iterator[str]:
    """What became of quarantined rows that were read again."""
    if not mended:
        yield say("intake.nothing_to_fix", language)
    for one in mended:
        if one.report is None:
            yield say("intake.not_fixed", language, batch=one.batch_id[:12], rows=one.rows)
        else:
            yield say("intake.fixed", language, batch=one.batch_id[:12], rows=one.rows, accepted=one.report.accepted,
                      duplicate=one.report.duplicate, quarantined=one.report.quarantined)  # fmt: skip


def _file_lines(report: IntakeReport, file: FileCounts, language: Language) -> Iterator[str]:
    form = f"{file.format}, {file.encoding}" if file.encoding else file.format
    name = f"{file.file} [{file.sheet}]" if file.sheet else file.file
    yield say("intake.file", language, file=name, kind=file.kind, format=form, rows=file.rows, accepted=file.accepted,
              duplicate=file.duplicate, quarantined=file.quarantined)  # fmt: skip
    if report.profile.confidence is not Confidence.OWN_GUESS and report.is_guess(file.kind):
        yield "  " + say("intake.guess_kind", language)
    if file.above:
        yield "  " + say("intake.above", language, text=" / ".join(one for one in file.above if one))
    if file.aside:
        shown = [say(f"intake.aside.{one.kind}", language, line=one.line) for one in file.aside[:_ASIDE_SHOWN]]
        if len(file.aside) > _ASIDE_SHOWN:
            shown.append(say("intake.aside.more", language, rows=len(file.aside) - _ASIDE_SHOWN))
        yield "  " + say("intake.aside", language, rows=", ".join(shown))
    for note in file.notes:
        words = note_words()[note.note]
        yield "  " + (words.said_zh(note.arguments) if language is Language.ZH else words.said(note.arguments))
    for one in file.ignored:
        why = one.because_zh if language is Language.ZH else one.because
        yield "  " + say("intake.ignored", language, column=one.column, why=why)
    if file.strange:
        yield "  " + say("intake.left_out", language, columns=", ".join(file.strange))


def _taken_up_lines(taken_up: TakenUp, language: Language) -> Iterator[str]:
    """What the delivery made possible for earlier ones."""
    placed = sum(rows for rows, _ in taken_up.placed.values())
    if placed:
        yield say("intake.placed", language, rows=placed, batches=len(taken_up.placed))
    if still := sum(rows for _, rows in taken_up.placed.values()):
        yield "  " + say("intake.still_unplaced", language, rows=still)
    if taken_up.filled:
        yield say("intake.filled", language, rows=sum(taken_up.filled.values()))
    yield from _feed_lines(taken_up.feeds, language)


def _feed_lines(feeds: Sequence[FeedChange], language: Language) -> Iterator[str]:
    moved = [one for one in feeds if one.move is not Move.UNCHANGED]
    for record in sorted({one.record for one in moved}):
        some = [one for one in moved if one.record == record]
        first, last = min(one.complete_from for one in some), max(one.complete_to for one in some)
        title = _title(record, language)
        yield say("intake.feed", language, title=title, orgs=len(some), first=first, last=last)
        broken = [one for one in some if one.left_out]
        if broken:
            one = broken[0]
            yield "  " + say("intake.feed_holes", language, orgs=len(broken), org=one.org_id, first=one.complete_from,
                             last=one.complete_to, from_=one.left_out[-1][0], to=one.left_out[-1][1])  # fmt: skip


def _title(table: str, language: Language) -> str:
    known = tables()[table]
    return known.meaning_zh if language is Language.ZH else known.meaning
