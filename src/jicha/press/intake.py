"""What became of a delivery, as a clerk reads it: the sum and what needs an eye first, then files, tables, feeds."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from jicha.intake.feeds import FeedChange, Move
from jicha.intake.matching import known_profiles
from jicha.intake.profile import Confidence, FileKind, Kind, Profile
from jicha.intake.reasons import reasons
from jicha.intake.replay import Mended
from jicha.intake.report import FileCounts, IntakeReport, TableCounts, TakenUp
from jicha.intake.sources.notes import note_words
from jicha.intake.totals import TotalCheck
from jicha.press.say import Language, say
from jicha.schema import tables

_SHOWN = 8  # of files, lines, texts and the like: a summary stays on one screen however much was delivered


def intake_lines(report: IntakeReport, language: Language, store: Path) -> Iterator[str]:
    """The summary of one delivery; lines that begin with ! (！) need a person's eye and stand before the files."""
    place = shlex.quote(str(store))
    yield say("intake.batch", language, batch=report.batch_id[:12], profile=report.profile.name, seconds=report.seconds)
    yield say("intake.sum", language, **_counts([report]))
    for reason, count in sorted(report.quarantined_by_reason.items()):
        words = reasons()[reason]
        meaning = words.meaning_zh if language is Language.ZH else words.meaning
        yield "  " + say("intake.reason", language, meaning=meaning, rows=count)
    yield from _warnings(report, language)
    yield from _totals(report.totals, language)
    kinds: dict[str, list[FileCounts]] = {}
    for file in report.files:
        kinds.setdefault(file.kind, []).append(file)
    for kind, files in kinds.items():
        yield from _kind_lines(kind_title(report.profile, kind, language), files, language)
    if report.left_by_programs:
        yield say("intake.left_by_programs", language, files=_some(report.left_by_programs, language))
    if report.sheets_left_out:
        sheets = Counter(sheet for _, sheet in report.sheets_left_out)
        yield say("intake.sheet_left_out", language, sheets=_some([_in_files(*one, language) for one in sheets.items()],
                                                                  language))  # fmt: skip
    for table in _worth_telling(report):
        corrected = say("intake.corrected", language, rows=table.corrected) if table.corrected else ""
        yield say("intake.table", language, title=table_title(table.table, language), accepted=table.accepted,
                  corrected=corrected, duplicate=table.duplicate, quarantined=table.quarantined)  # fmt: skip
    yield from _feed_lines(report.feeds, report.profile, language, place)
    yield from _taken_up_lines(report.taken_up, language, place)
    if report.quarantined:
        yield say("intake.what_to_do", language, store=place)


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


def table_title(table: str, language: Language) -> str:
    """What a canonical table holds, in words."""
    known = tables()[table]
    return known.meaning_zh if language is Language.ZH else known.meaning


def kind_title(profile: Profile, kind: str, language: Language) -> str:
    """A kind of file: in English by its own name, in Chinese by the first table that its rows become."""
    known: FileKind | None = next((one for one in profile.files if one.name == kind), None)
    if known is None or language is Language.EN:
        return kind
    target = next((one for one in known.targets if one.kind is not Kind.MENTIONS), known.targets[0])
    return table_title(target.table, language)


def spoken_days(record: str, org_id: str, days: Sequence[date], profile: Profile | None = None) -> list[str]:
    """Days of a feed as people read them: as months where the record is dated by its month.

    That is said by the profile, else by the shipped ones of the source that the unit's identifier begins with.
    """
    known = [profile] if profile else [one for one in known_profiles() if org_id.startswith(f"{one.source}:")]
    dated = {rule.dated for one in known for rule in one.feeds if rule.record == record}
    types = {tables()[record].by_name[name].type.name for name in dated}
    return [f"{one:%Y-%m}" if types == {"month"} else one.isoformat() for one in days]


def _worth_telling(report: IntakeReport) -> Sequence[TableCounts]:
    """The tables that the files speak of, unless a single one repeats what was said of the whole."""
    told = [one for one in report.tables if one.table != "feed"]  # made of the others; said by its own lines
    if len(told) == 1 and not told[0].corrected and told[0].rows == report.rows:
        return ()
    return told


def _counts(parts: Sequence[IntakeReport | FileCounts]) -> dict[str, int]:
    return {name: sum(getattr(one, name) for one in parts) for name in ("rows", "accepted", "duplicate", "quarantined")}


def _warnings(report: IntakeReport, language: Language) -> Iterator[str]:
    if report.profile.confidence is Confidence.OWN_GUESS:
        yield say("intake.guess", language, why=report.profile.confidence_from)
    else:
        for kind in dict.fromkeys(one.kind for one in report.files if report.is_guess(one.kind)):
            yield say("intake.guess_kind", language, title=kind_title(report.profile, kind, language))
    for file, parts in list(report.missing_parts.items())[:_SHOWN]:
        yield say("intake.parts_missing", language, file=file, parts=_some(list(map(str, parts)), language))
    for one in (one for one in report.totals if not one.agrees):
        yield say("intake.total_differs", language, line=one.line, column=one.column, stated=one.stated,
                  found=one.found, unread=one.unread)  # fmt: skip
    for record, unplaced in sorted(report.unplaced.items()):
        yield say("intake.feed_unplaced", language, title=table_title(record, language), rows=unplaced)


def _totals(totals: Sequence[TotalCheck], language: Language) -> Iterator[str]:
    rows: dict[tuple[str, int], list[str]] = {}
    for one in totals:
        if one.agrees:
            rows.setdefault((one.file, one.line), []).append(f"{one.column} {one.stated:,f}")
    for (_, line), columns in rows.items():
        yield say("intake.total_agrees", language, line=line, columns=", ".join(columns))


def _kind_lines(title: str, files: Sequence[FileCounts], language: Language) -> Iterator[str]:
    """The files of one kind: the sum of them, those with most rows kept out, and once what is true of several."""
    form = _or(list(dict.fromkeys(_form(one) for one in files)), language)
    if len(files) == 1:
        yield say("intake.file", language, file=_name(files[0], language), title=title, form=form, **_counts(files))
    else:
        number = len({one.file for one in files})
        yield say("intake.files", language, title=title, number=number, form=form, **_counts(files))
        ordered = sorted(files, key=lambda one: -one.quarantined) if len(files) > _SHOWN else files
        for one in ordered[:_SHOWN]:
            yield "  " + say("intake.one_file", language, file=_name(one, language), **_counts([one]))
        if others := ordered[_SHOWN:]:
            yield "  " + say("intake.other_files", language, number=len(others), **_counts(others))
    for line in _remarks(files, language):
        yield "  " + line


def _remarks(files: Sequence[FileCounts], language: Language) -> Iterator[str]:
    above = Counter(" / ".join(cell for cell in one.above if cell) for one in files if one.above)
    if above:
        texts = [_in_files(text, number, language) for text, number in above.items()]
        yield say("intake.above", language, text=_some(texts, language))
    if any(one.aside for one in files):
        yield say("intake.aside", language, rows=_some(list(_aside(files, language)), language))
    yield from _notes(files, language)
    ignored = {one.column: one for file in files for one in file.ignored}.values()
    if ignored:
        told = [
            say("intake.ignored_column", language, column=one.column,
                why=one.because_zh if language is Language.ZH else one.because)
            for one in ignored
        ]  # fmt: skip
        yield say("intake.ignored", language, columns=_listed(told, language))
    strange = list(dict.fromkeys(word for file in files for word in file.strange))
    if strange:
        yield say("intake.left_out", language, columns=_listed(strange, language))


def _aside(files: Sequence[FileCounts], language: Language) -> Iterator[str]:
    with_some = [one for one in files if one.aside]
    if len(with_some) == 1:
        yield from (say(f"intake.aside.{one.kind}", language, line=one.line) for one in with_some[0].aside)
        return
    for kind, number in Counter(row.kind for one in with_some for row in one.aside).items():
        yield say(f"intake.asides.{kind}", language, number=number)


def _notes(files: Sequence[FileCounts], language: Language) -> Iterator[str]:
    said: Counter[str] = Counter()
    for note in (note for one in files for note in one.notes):
        words = note_words()[note.note]
        said[words.said_zh(note.arguments) if language is Language.ZH else words.said(note.arguments)] += 1
    yield from (_in_files(text, number, language) for text, number in said.most_common(_SHOWN))
    if len(said) > _SHOWN:
        yield say("intake.more", language, number=len(said) - _SHOWN)


def _in_files(what: str, number: int, language: Language) -> str:
    return what if number == 1 else say("intake.in_files", language, what=what, number=number)


def _some(texts: Sequence[str], language: Language) -> str:
    """The first of many, and how many there are besides."""
    more = len(texts) - _SHOWN
    return _listed([*texts[:_SHOWN], *([say("intake.more", language, number=more)] if more > 0 else [])], language)


def _listed(texts: Sequence[str], language: Language) -> str:
    return ("；" if language is Language.ZH else "; ").join(texts)


def _or(texts: Sequence[str], language: Language) -> str:
    return ("、" if language is Language.ZH else " or ").join(texts)


def _form(file: FileCounts) -> str:
    encoding = file.encoding.upper().removesuffix("-SIG")
    return " ".join(filter(None, [file.format.upper(), encoding]))


def _name(file: FileCounts, language: Language) -> str:
    return say("intake.sheet", language, file=file.file, sheet=file.sheet) if file.sheet else file.file


def _taken_up_lines(taken_up: TakenUp, language: Language, store: str) -> Iterator[str]:
    """What the delivery made possible for earlier ones."""
    placed = sum(rows for rows, _ in taken_up.placed.values())
    if placed:
        yield say("intake.placed", language, rows=placed, batches=len(taken_up.placed))
    if still := sum(rows for _, rows in taken_up.placed.values()):
        yield "  " + say("intake.still_unplaced", language, rows=still)
    if taken_up.filled:
        yield say("intake.filled", language, rows=sum(taken_up.filled.values()))
    yield from _feed_lines(taken_up.feeds, None, language, store)


def _feed_lines(feeds: Sequence[FeedChange], profile: Profile | None, language: Language, store: str) -> Iterator[str]:
    """What is true of all units that moved: never the reach of one for that of another."""
    moved = [one for one in feeds if one.move is not Move.UNCHANGED]
    for record in sorted({one.record for one in moved}):
        some = [one for one in moved if one.record == record]
        first, last = max(one.complete_from for one in some), min(one.complete_to for one in some)
        same = len({(one.complete_from, one.complete_to) for one in some}) == 1
        word = "feed_one" if len(some) == 1 else "feed" if same else "feed_shared" if first <= last else "feed_apart"
        days = spoken_days(record, some[0].org_id, [first, last], profile)
        yield say(f"intake.{word}", language, title=table_title(record, language), orgs=len(some), first=days[0],
                  last=days[1], store=store)  # fmt: skip
        broken = [one for one in some if one.left_out]
        if broken:
            one = broken[0]
            days = spoken_days(record, one.org_id, [one.complete_from, one.complete_to, *one.left_out[-1]], profile)
            told: Mapping[str, str] = dict(zip(("first", "last", "from_", "to"), days, strict=True))
            yield "  " + say("intake.feed_holes", language, orgs=len(broken), org=one.org_id, **told)
