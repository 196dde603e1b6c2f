"""Propose a profile for files that nobody has mapped yet: look at them, and say what each column may be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from jicha.intake.errors import NoTable
from jicha.intake.nearest import suggested
from jicha.intake.proposal.choice import Choosing
from jicha.intake.proposal.codes import known_codes
from jicha.intake.proposal.doubts import Doubt, doubtful
from jicha.intake.proposal.fitting import Fitting
from jicha.intake.proposal.kind import KindMade, make_kind
from jicha.intake.proposal.likely_header import likely_header
from jicha.intake.proposal.looked_at import LookedAt
from jicha.intake.proposal.looks import Looks
from jicha.intake.proposal.near_profile import near_profile
from jicha.intake.proposal.proposed import Line, Proposal, quoted
from jicha.intake.proposal.sample import read_sample
from jicha.intake.proposal.slots_found import slot_runs
from jicha.intake.proposal.trial import with_trial
from jicha.intake.proposal.vocabulary import Vocabulary, vocabulary
from jicha.intake.sources.open import OpenTable, open_tables
from jicha.schema import Table, tables
from jicha.terms.errors import Fault, Words


def propose(
    paths: Sequence[Path],
    *,
    name: str = "",
    source: str = "",
    table: str = "",
    without: frozenset[str] = frozenset(),
) -> Proposal:
    """A profile that reads the files, and its doubts. Nothing is written anywhere.

    ``name`` and ``source`` are those of the profile; ``table`` is the canonical table, where the caller knows it. Where
    a shipped profile fits, or nearly, the proposal is that one with the differences; ``without`` names shipped profiles
    of which nothing may be used. Raises NoTable when the words fit nothing and no table is named; and whatever is wrong
    with a file itself.
    """
    asked = _asked(table)
    words = vocabulary(without)
    opened: list[OpenTable] = []
    try:
        for path in paths:
            opened += [one for one in open_tables(path) if not one.is_empty]
        seen = [_look(one, words, without) for one in opened]
        looked_at = [one for one, _ in seen]
        if asked is None and (near := near_profile(looked_at, without, name=name, source=source)):
            return with_trial(near, looked_at)
        return with_trial(_proposal(seen, asked, name, source, paths), looked_at)
    finally:
        for one in opened:
            one.parsed.close()


def _asked(name: str) -> Table | None:
    if not name:
        return None
    if name not in tables():
        message = Words(f"there is no table {name!r}", f"没有名为“{name}”的数据表")
        raise NoTable(Fault.of(message, suggested(name, tables())))
    return tables()[name]


def _look(table: OpenTable, words: Vocabulary, without: frozenset[str]) -> tuple[LookedAt, Choosing]:
    header = likely_header(table, words)
    source = table.source(header)
    sample = read_sample(source)
    looks = {word: Looks.of(word, sample.texts[word], sample.types[word]) for word in source.words}
    runs = slot_runs(source.words)
    hint = " ".join([table.parsed.path.stem, table.head.name, *header.above])
    fitting = Fitting(known_codes(without))
    slot_words = frozenset(word for one in runs for word in one.columns)
    choosing = Choosing(words, fitting, looks, hint, slot_words)
    return LookedAt(source, sample, looks, runs, words, fitting, choosing.options(), hint), choosing


def _proposal(
    seen: Sequence[tuple[LookedAt, Choosing]], asked: Table | None, name: str, source: str, paths: Sequence[Path]
) -> Proposal:
    kinds: list[KindMade] = []
    left: list[Doubt] = []
    names: set[str] = set()
    headers: set[tuple[str, ...]] = set()
    for one, choosing in seen:
        if one.words in headers:  # parts of one export
            continue
        headers.add(one.words)
        made = make_kind(one, choosing, _unused(_kind_name(one), names), asked)
        if made is None:
            left.append(doubtful("sheet_left", sheet=one.source.sheet or one.source.path.name))
        else:
            kinds.append(made)
    if not kinds:
        words = seen[0][0].words[:12] if seen else ()
        message = Words(
            f"no table has a word of the header {', '.join(words)}", f"没有数据表对应该表头：{'、'.join(words)}"
        )
        remedy = Words("Say which: --table NAME.", "请用 --table 指定数据表。")
        raise NoTable(Fault.of(message, remedy, str(paths[0])))
    return Proposal(
        (*_head(kinds, name, source, paths, left), *(one.indented(2) for kind in kinds for one in kind.lines))
    )


def _head(
    kinds: Sequence[KindMade], name: str, source: str, paths: Sequence[Path], left: Sequence[Doubt]
) -> Iterator[Line]:
    called = name or _plain_name(paths[0].stem)
    files = ", ".join(path.name for path in paths[:4]) + (", ..." if len(paths) > 4 else "")
    english = "; ".join(dict.fromkeys(one.table.meaning for one in kinds))
    chinese = "; ".join(dict.fromkeys(one.table.meaning_zh for one in kinds))
    yield Line(f"profile: {quoted(called)}", tuple(left))
    assumed = () if source else (doubtful("source_assumed", source=called),)
    yield Line(f"source: {quoted(source or called)}", assumed)
    yield Line(f"description: {quoted(english)}")
    yield Line(f"description_zh: {quoted(chinese)}")
    yield Line("confidence: own_guess")
    yield Line(
        f"confidence_from: {quoted(f'Proposed from {files}; every line marked with a question must be looked at.')}"
    )
    yield Line("")
    yield Line("files:")


def _kind_name(seen: LookedAt) -> str:
    return _plain_name(seen.source.sheet or seen.source.path.stem)


def _plain_name(text: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9_\u3400-\u9fff]+", "_", text).strip("_")
    return plain[:40] or "files"


def _unused(name: str, names: set[str]) -> str:
    number, found = 1, name
    while found in names:
        number += 1
        found = f"{name}_{number}"
    names.add(found)
    return found
