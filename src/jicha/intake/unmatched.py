"""What to say when a table fits no kind of file: what is missing, what is new, and which kind comes closest."""

from __future__ import annotations

from collections.abc import Sequence

from jicha.intake.errors import NoProfile
from jicha.intake.nearest import nearest
from jicha.intake.profile import FileKind, Profile
from jicha.intake.sources.header import DELIMITERS, named
from jicha.intake.sources.open import OpenTable
from jicha.intake.sources.source import Header, Source
from jicha.terms.errors import Fault


def new_columns(source: Source, profile: Profile, kind: FileKind, words: Sequence[str]) -> list[Fault]:
    """Columns that the kind does not know, each with the known word it may be another spelling of."""
    faults = []
    place = f"{source.path}[{source.sheet}]" if source.sheet else str(source.path)
    lacking = [word for word in (*kind.header, *kind.optional) if word not in source.words]
    for word in words:
        close = nearest(word, lacking)
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
    kind, header = max(
        ((kind, named(header, kind.synonyms)) for kind in profile.files for header in _candidates(table, kind)),
        key=lambda pair: len(set(pair[0].header) & set(pair[1].words)),
    )
    if kind.fits(header.words):
        listed = " or ".join(kind.formats)
        message = f"the file is {table.parsed.format}, {kind.name} comes as {listed}"
        return [Fault(message, "Add it under format.", path)]
    encoding = f", read as {table.parsed.encoding}" if table.parsed.encoding else ""
    faults = []
    for word in kind.header:
        if word not in header.words:
            close = nearest(word, header.words)
            has = f"It has: {', '.join(header.words[:12])}."
            remedy = f"The file has {close!r}: is it the same?" if close else has
            message = f"the column {word!r} of {kind.name} is missing{encoding}"
            faults.append(Fault(message, remedy, path, header.last_line or 1))
    return faults


def _candidates(table: OpenTable, kind: FileKind) -> list[Header]:
    return list(table.headers([kind.delimiter] if kind.delimiter else DELIMITERS)) or [Header((), ())]


def no_profile(table: OpenTable, known: Sequence[Profile]) -> NoProfile:
    """That no profile reads a table, and what the closest would need."""
    path = str(table.parsed.path)
    shared = {one.name: max(_shared(table, kind) for kind in one.files) for one in known}
    closest = max(known, key=lambda one: shared[one.name], default=None)
    likeliest = max(table.headers(), key=lambda one: len(set(one.words)), default=Header((), ()))
    remedy = "Propose a profile for it: jicha intake profile FILE; then give it with --profile PATH."
    line = likeliest.last_line or 1
    faults = [Fault(f"no profile reads the header {', '.join(likeliest.words[:12])}", remedy, path, line)]
    if closest and shared[closest.name]:
        faults += [
            Fault(f"closest is {closest.name}, but {one.message}", one.remedy, one.file, one.line)
            for one in missing_columns(table, closest)
        ]
    return NoProfile(faults)


def _shared(table: OpenTable, kind: FileKind) -> int:
    """How many of the kind's header words some header of the table has."""
    return max(len(set(kind.header) & set(named(one, kind.synonyms).words)) for one in _candidates(table, kind))
