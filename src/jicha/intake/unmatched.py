"""What to say when a table fits no kind of file: what is missing, what is new, and which kind comes closest."""

from __future__ import annotations

from collections.abc import Sequence

from jicha.intake.errors import NoProfile
from jicha.intake.nearest import nearest
from jicha.intake.nearness import distance, in_another_unit, renamed
from jicha.intake.profile import FileKind, Profile
from jicha.intake.sources.header import DELIMITERS, named
from jicha.intake.sources.open import OpenTable
from jicha.intake.sources.source import Header, Source
from jicha.terms.errors import Fault

PROPOSE = "Propose a profile for it: jicha intake profile FILE; then give it with --profile PATH."


def new_columns(source: Source, profile: Profile, kind: FileKind, words: Sequence[str]) -> list[Fault]:
    """Columns that the kind does not know, each with the known word it may be another spelling of."""
    faults = []
    place = f"{source.path}[{source.sheet}]" if source.sheet else str(source.path)
    alike = renamed(kind, source.words)
    for word in words:
        close = alike.get(word)
        asks = f"Is it {close!r} by another name? Then add it under synonyms. " if close else ""
        remedy = f"{asks}Otherwise add it to the profile, or leave it out this time: --leave-out {word!r}."
        message = f"the column {word!r} is new: {kind.name} of {profile.name} does not know it, and nothing was loaded"
        faults.append(Fault(message, remedy, place, source.header.last_line))
    return faults


def unread_sheet(table: OpenTable, profile: Profile) -> list[Fault]:
    """A sheet that is of no kind, in a file whose other sheets are."""
    name = table.head.name
    message = f"the sheet {name!r} is of no kind that {profile.name} knows, and nothing was loaded"
    remedy = (
        f"Add its kind to the profile, list it under ignore_sheets, or leave it out this time: --leave-out {name!r}."
    )
    return [Fault(message, remedy, f"{table.parsed.path}[{name}]")]


def missing_columns(table: OpenTable, profile: Profile) -> list[Fault]:
    """What the file lacks of the kind it comes closest to."""
    path = str(table.parsed.path)
    kind, header = min((_nearest(table, kind) for kind in profile.files), key=lambda pair: _far(*pair))
    if kind.fits(header.words) and table.parsed.format in kind.formats:
        return [_another(kind, header, path)]
    if kind.fits(header.words):
        listed = " or ".join(kind.formats)
        message = f"the file is {table.parsed.format}, {kind.name} comes as {listed}"
        return [Fault(message, "Add it under format.", path)]
    encoding = f", read as {table.parsed.encoding}" if table.parsed.encoding else ""
    faults = []
    alike = {word: strange for strange, word in renamed(kind, header.words).items()}
    for word in kind.header:
        if word not in header.words:
            close = alike.get(word) or nearest(word, header.words)
            has = f"It has: {', '.join(header.words[:12])}."
            remedy = f"The file has {close!r}: is it the same?" if close else has
            if in_another_unit(close):
                remedy = f"The file has {close!r}, in another unit. {PROPOSE}"
            message = f"the column {word!r} of {kind.name} is missing{encoding}"
            faults.append(Fault(message, remedy, path, header.last_line or 1))
    return faults


def _another(kind: FileKind, header: Header, path: str) -> Fault:
    """A file that has the few header words of a kind, and more columns that the kind does not know than it knows."""
    strange = kind.strange(header.words)
    message = f"{kind.name} knows only {len(header.words) - len(strange)} of its {len(header.words)} columns"
    return Fault(f"{message}, not {', '.join(strange[:12])}", PROPOSE, path, header.last_line or 1)


def _nearest(table: OpenTable, kind: FileKind) -> tuple[FileKind, Header]:
    """A kind and the header of the table that comes nearest to it."""
    delimiters = [kind.delimiter] if kind.delimiter else DELIMITERS
    candidates = list(table.headers(delimiters)) or [Header((), ())]
    return kind, min((named(one, kind.synonyms) for one in candidates), key=lambda one: _far(kind, one))


def _far(kind: FileKind, header: Header) -> tuple[bool, int, int]:
    """What a header shares no word with is furthest; else the fewer words either side lacks the nearer."""
    shared = len(set(kind.header) & set(header.words))
    return not shared, distance(kind, header.words), -shared


def no_profile(table: OpenTable, known: Sequence[Profile]) -> NoProfile:
    """That no profile reads a table, and what the closest would need."""
    path = str(table.parsed.path)
    far = {one.name: min(_far(*_nearest(table, kind)) for kind in one.files) for one in known}
    closest = min(known, key=lambda one: far[one.name], default=None)
    likeliest = max(table.headers(), key=lambda one: len(set(one.words)), default=Header((), ()))
    line = likeliest.last_line or 1
    faults = [Fault(f"no profile reads the header {', '.join(likeliest.words[:12])}", PROPOSE, path, line)]
    if closest and not far[closest.name][0]:
        faults += [
            Fault(f"closest is {closest.name}, but {one.message}", one.remedy, one.file, one.line)
            for one in missing_columns(table, closest)
        ]
    return NoProfile(faults)
