"""What must be said of a paste and its answers: what was skipped, repeated, refused, removed, and what nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jicha.find.dossier import Dossiers
from jicha.find.lookup import Hit
from jicha.find.paste import Entry, Fate, Paste
from jicha.find.search import Answer
from jicha.press.dossier.fields import table_words
from jicha.press.figures import count
from jicha.press.say import Language, say

_NAMED_AT_MOST = 5


def paste_remarks(paste: Paste, language: Language) -> Iterator[str]:
    """One sentence for each thing done to the paste, so that nothing is left out in silence."""
    if paste.column and paste.passed_over:
        yield say("find.column_taken", language, column=paste.column, others=", ".join(paste.passed_over))
    if skipped := [one for one in paste.of_fate(Fate.SKIPPED) if one.pasted]:
        words = _few([one.pasted for one in skipped], language)
        yield say("find.skipped_words", language, count=count(len(skipped)), words=words)
    if repeated := paste.of_fate(Fate.REPEATED):
        numbers = _few(list(dict.fromkeys(one.number for one in repeated)), language)
        yield say("find.repeated_count", language, count=count(len(repeated)), numbers=numbers)
    if odd := [one for one in paste.entries if one.invisible]:
        lines = _few([say("find.at_line", language, line=one.line) for one in odd], language)
        yield say("find.invisible", language, count=count(sum(one.invisible for one in odd)), lines=lines)
    if refused := paste.of_fate(Fate.REFUSED):
        yield say(
            "find.refused_count",
            language,
            count=count(len(refused)),
            numbers=_few([f"{one.pasted} ({say(f'find.{one.reason}', language)})" for one in refused], language),
        )


def state_words(entry: Entry, answer: Answer | None, language: Language) -> str:
    """What became of one entry, in a word."""
    if entry.fate is Fate.REFUSED:
        return say("find.refused", language)
    if entry.fate is Fate.SKIPPED:
        return say("find.skipped", language)
    return say("find.known" if answer and answer.is_known else "find.unknown", language)


def entry_note(entry: Entry, dossiers: Dossiers, language: Language) -> str:
    """What must be told of one entry beside its state; often nothing."""
    notes = []
    if entry.fate is Fate.REPEATED:
        notes.append(say("find.repeated", language, line=entry.first_line))
    if entry.reason:
        notes.append(say(f"find.{entry.reason}", language))
    answer = dossiers.answers.get(entry.number)
    if answer is not None and not answer.is_known:
        notes.append(near_words(answer, language))
        if entry.doubtful:
            notes.append(say("find.doubtful", language))
    opened = dossiers.opened.get(entry.number, ())
    if len(opened) > 1:
        notes.append(say("find.several", language, count=len(opened)))
    return "; ".join(notes)


def near_words(answer: Answer, language: Language) -> str:
    """What an unknown number was perhaps meant to be: never taken for it, only offered."""
    if answer.other_zeros:
        return say("find.other_zeros", language, numbers=_offered(answer.other_zeros, language))
    if answer.near:
        return say("find.near", language, numbers=_offered(answer.near, language))
    return say("find.none_near", language)


def _offered(hits: Sequence[Hit], language: Language) -> str:
    return ", ".join(f"{hit.number} ({table_words(hit.column.kind, language)} {hit.id})" for hit in hits)


def _few(words: Sequence[str], language: Language) -> str:
    shown = ", ".join(words[:_NAMED_AT_MOST])
    more = len(words) - _NAMED_AT_MOST
    return say("find.and_more", language, words=shown, count=count(more)) if more > 0 else shown
