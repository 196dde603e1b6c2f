"""A shipped profile that reads the files already: then it is the proposal, and its doubts are the columns it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from jicha.intake.errors import BadProfile
from jicha.intake.matching import profiles
from jicha.intake.profile import FileKind, Profile
from jicha.intake.proposal.doubts import Doubt, doubtful, found
from jicha.intake.proposal.looked_at import LookedAt
from jicha.intake.proposal.proposed import Line, Proposal, quoted
from jicha.intake.read_profile import read_text
from jicha.intake.sources.header import named

_MOST_NEW = 3  # more columns than this that it does not know, and it is another export


def near_profile(
    seen: Sequence[LookedAt], without: frozenset[str], *, name: str = "", source: str = ""
) -> Proposal | None:
    """The shipped profile that reads every table and leaves the fewest columns; None if there is no single such.

    ``without`` names profiles that do not count. With a ``name`` or ``source`` of its own the copy bears them; where
    its codes are those of the shipped source, that one stays, and it is said.
    """
    fitting = [(one, kinds) for one in profiles() if one.name not in without and (kinds := _kinds(one, seen))]
    if not fitting:
        return None
    new = {one.name: _new(kinds, seen) for one, kinds in fitting}
    fewest = min(len(words) for words in new.values())
    best = [(one, kinds) for one, kinds in fitting if len(new[one.name]) == fewest]
    if len(best) > 1 or fewest > _MOST_NEW:
        return None
    profile, kinds = best[0]
    called = ", ".join(dict.fromkeys(kind.name for kind in kinds))
    words = new[profile.name]
    about = doubtful("near_shipped", profile=profile.name, kind=called) if words else None
    first = about or found("fits_shipped", profile=profile.name, kind=called)
    doubts = [first, *(doubtful("new_column", word=word, profile=profile.name) for word in words)]
    made = Proposal(tuple(_lines(profile, doubts, name, source)))
    if source and not _is_profile(made):
        doubts.append(doubtful("source_kept", source=source, kept=profile.source))
        return Proposal(tuple(_lines(profile, doubts, name, "")))
    return made


def _is_profile(proposal: Proposal) -> bool:
    try:
        read_text(proposal.text("en"), "proposal")
    except BadProfile:
        return False
    return True


def _kinds(profile: Profile, seen: Sequence[LookedAt]) -> list[FileKind]:
    """The closest kind of each table; empty when one table is of none."""
    found_kinds = []
    for one in seen:
        fits = [
            kind
            for kind in profile.files
            if one.source.format in kind.formats and kind.fits(named(one.source.header, kind.synonyms).words)
        ]
        if not fits:
            return []
        found_kinds.append(min(fits, key=lambda kind: (len(_strange(kind, one)), -len(kind.header))))
    return found_kinds


def _new(kinds: Sequence[FileKind], seen: Sequence[LookedAt]) -> list[str]:
    return list(dict.fromkeys(word for kind, one in zip(kinds, seen, strict=True) for word in _strange(kind, one)))


def _strange(kind: FileKind, seen: LookedAt) -> tuple[str, ...]:
    return kind.strange(named(seen.source.header, kind.synonyms).words)


def _lines(profile: Profile, doubts: Sequence[Doubt], name: str, source: str) -> list[Line]:
    text = (files("jicha.intake") / "profiles" / profile.place).read_text(encoding="utf-8")
    lines = []
    for line in text.splitlines():
        if line.startswith("profile:"):
            lines.append(Line(f"profile: {quoted(name)}" if name else line, tuple(doubts)))
        elif line.startswith("source:") and source:
            lines.append(Line(f"source: {quoted(source)}"))
        else:
            lines.append(Line(line))
    return lines
