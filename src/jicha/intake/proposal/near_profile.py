"""A shipped profile that reads the files, or would if a few columns were spelled as it spells them: then a copy of it
with those spellings is the proposal, and its doubts are the spellings and the columns it leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from jicha.intake.errors import BadProfile
from jicha.intake.nearness import distance, is_another, renamed
from jicha.intake.profile import FileKind, Profile
from jicha.intake.proposal.amended import with_spellings, without_columns
from jicha.intake.proposal.doubts import Doubt, doubtful, found
from jicha.intake.proposal.looked_at import LookedAt
from jicha.intake.proposal.proposed import Line, Proposal, quoted
from jicha.intake.proposal.vocabulary import keys_of
from jicha.intake.read_profile import read_text
from jicha.intake.shipped import profiles
from jicha.intake.sources.header import named

_MOST_NEW = 3  # more columns than this that it does not know, and it is another export


@dataclass(frozen=True, slots=True)
class _Near:
    """A kind of file, the columns of a table that are other spellings of its words, and those it does not know."""

    kind: FileKind
    spelled: Mapping[str, str]
    new: tuple[str, ...]
    far: int


def near_profile(
    seen: Sequence[LookedAt], without: frozenset[str], *, name: str = "", source: str = ""
) -> Proposal | None:
    """The shipped profile that comes nearest to every table; None if there is no single such.

    ``without`` names profiles that do not count. With a ``name`` or ``source`` of its own the copy bears them; where
    its codes are those of the shipped source, that one stays, and it is said.
    """
    fitting = [(one, near) for one in profiles() if one.name not in without and (near := _all_near(one, seen))]
    if not fitting:
        return None
    far = {one.name: sum(two.far for two in near) for one, near in fitting}
    best = [(one, near) for one, near in fitting if far[one.name] == min(far.values())]
    if len(best) > 1:
        return None
    profile, near = best[0]
    new = list(dict.fromkeys(word for one in near for word in one.new))
    if len(new) > _MOST_NEW:
        return None
    spelled = {strange: word for one in near for strange, word in one.spelled.items()}
    called = ", ".join(dict.fromkeys(one.kind.name for one in near))
    first = doubtful("near_shipped", profile=profile.name, kind=called)
    if not new and not spelled:
        first = found("fits_shipped", profile=profile.name, kind=called)
    doubts = [
        first,
        *(doubtful("spelled_otherwise", word=strange, known=word) for strange, word in spelled.items()),
        *(doubtful("new_column", word=word, profile=profile.name) for word in new),
    ]
    text = _amended((files("jicha.intake") / "profiles" / profile.place).read_text(encoding="utf-8"), near)
    made = Proposal(tuple(_lines(text, doubts, name, source)))
    if source and not _is_profile(made):
        doubts.append(doubtful("source_kept", source=source, kept=profile.source))
        return Proposal(tuple(_lines(text, doubts, name, "")))
    return made


def _is_profile(proposal: Proposal) -> bool:
    try:
        read_text(proposal.text("en"), "proposal")
    except BadProfile:
        return False
    return True


def _all_near(profile: Profile, seen: Sequence[LookedAt]) -> list[_Near]:
    """The nearest kind for each table; empty when one table is of none."""
    found_near = []
    for one in seen:
        some = [near for kind in profile.files if one.source.format in kind.formats and (near := _near(kind, one))]
        if not some:
            return []
        found_near.append(min(some, key=lambda near: (near.far, -len(near.kind.header))))
    return found_near


def _near(kind: FileKind, seen: LookedAt) -> _Near | None:
    """How near a table is to a kind; None unless the kind's header is there under these or other spellings."""
    words = named(seen.source.header, kind.synonyms).words
    if is_another(kind, words) or not set(kind.header) & set(words):
        return None
    spelled = {one: word for one, word in renamed(kind, words).items() if not _means_other(kind, word, one, seen)}
    if not set(kind.header) <= {*words, *spelled.values()}:
        return None
    new = tuple(one for one in kind.strange(words) if one not in spelled)
    return _Near(kind, spelled, new, distance(kind, words))


def _means_other(kind: FileKind, word: str, strange: str, seen: LookedAt) -> bool:
    """Whether a column is known to mean something else than the word that it looks like."""
    key = next((one for one in keys_of(strange) if one in seen.vocabulary.by_key), None)
    if key is None:
        return False
    filled = {
        (target.table, name) for target in kind.targets for name, one in target.columns.items() if word in one.reads
    }
    return not filled & {(one.table, one.column) for one in seen.vocabulary.by_key[key]}


def _amended(text: str, near: Sequence[_Near]) -> str:
    done: set[str] = set()
    for one in near:
        if one.kind.name not in done:  # parts of one export
            text = without_columns(with_spellings(text, one.kind.name, one.spelled), one.kind.name, one.new)
        done.add(one.kind.name)
    return text


def _lines(text: str, doubts: Sequence[Doubt], name: str, source: str) -> list[Line]:
    lines = []
    for line in text.splitlines():
        if line.startswith("profile:"):
            lines.append(Line(f"profile: {quoted(name)}" if name else line, tuple(doubts)))
        elif line.startswith("source:") and source:
            lines.append(Line(f"source: {quoted(source)}"))
        else:
            lines.append(Line(line))
    return lines
