"""Which profile reads a delivery: the one that was asked for, or the only one whose header words all files have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from jicha.intake.errors import AmbiguousProfile, MissingColumn, NoProfile, UnknownProfile
from jicha.intake.nearest import nearest, suggestion
from jicha.intake.profile import FileKind, Profile
from jicha.intake.read_profile import read_profile, read_text
from jicha.intake.sources.open import open_source
from jicha.intake.sources.source import Source
from jicha.terms.errors import Fault


@dataclass(frozen=True, slots=True)
class Matched:
    """A delivered file and the kind it is of."""

    source: Source
    kind: FileKind


class _Openings:
    """Files that were opened already: deciding an encoding reads a whole file."""

    def __init__(self) -> None:
        self._opened: dict[tuple[Path, str], Source] = {}

    def open(self, path: Path, delimiter: str = ",") -> Source:
        """The file, opened at most once for each delimiter."""
        key = path, delimiter
        if key not in self._opened:
            self._opened[key] = open_source(path, delimiter=delimiter)
        return self._opened[key]


@cache
def profiles() -> tuple[Profile, ...]:
    """The profiles that come with jicha, by name."""
    folder = files("jicha.intake") / "profiles"
    entries = sorted((one for one in folder.iterdir() if one.name.endswith(".yaml")), key=lambda one: one.name)
    return tuple(read_text(one.read_text(encoding="utf-8"), one.name) for one in entries)


def profile_by_name(name: str) -> Profile:
    """A profile by name, or by the path of its file. Raises UnknownProfile, BadProfile."""
    for one in profiles():
        if one.name == name:
            return one
    if Path(name).suffix in (".yaml", ".yml") or Path(name).exists():
        return read_profile(Path(name))
    remedy = suggestion(name, [one.name for one in profiles()]) + " Or give the path of a profile."
    raise UnknownProfile(f"there is no profile {name!r}", remedy)


def match(paths: Sequence[Path], chosen: Profile | None) -> tuple[Profile, tuple[Matched, ...]]:
    """Find the profile and the kind of each file.

    Raises NoProfile, AmbiguousProfile, MissingColumn, and whatever is wrong with a file itself.
    """
    openings = _Openings()
    if chosen:
        return chosen, tuple(_match_chosen(path, chosen, openings) for path in paths)
    known = profiles()
    by_file = [[one for one in known if _kinds(path, one, openings)] for path in paths]
    for path, fitting in zip(paths, by_file, strict=True):
        if not fitting:
            raise _no_profile(path, known, openings)
    shared = [one for one in known if all(one in fitting for fitting in by_file)]
    if len(shared) > 1:
        names = " and ".join(one.name for one in shared)
        raise AmbiguousProfile(Fault(f"the profiles {names} both read this header", "Say which: --profile NAME.",
                                     str(paths[0]), 1))  # fmt: skip
    if not shared:
        listed = ", ".join(f"{path.name} is {fitting[0].name}" for path, fitting in zip(paths, by_file, strict=True))
        raise NoProfile(Fault(f"the files come from different sources: {listed}", "Load them one source at a time.",
                              str(paths[0])))  # fmt: skip
    return shared[0], tuple(_match_chosen(path, shared[0], openings) for path in paths)


def _match_chosen(path: Path, profile: Profile, openings: _Openings) -> Matched:
    kinds = _kinds(path, profile, openings)
    if len(kinds) > 1:  # the kind that asks for more is the closer one
        kinds.sort(key=lambda one: -len(one.kind.header))
        if len(kinds[0].kind.header) == len(kinds[1].kind.header):
            names = " and ".join(one.kind.name for one in kinds)
            raise AmbiguousProfile(Fault(f"the file could be {names} of {profile.name}",
                                         "Give the kinds of file different header words.", str(path), 1))  # fmt: skip
    if kinds:
        return kinds[0]
    raise MissingColumn(_missing(path, profile, openings))


def _kinds(path: Path, profile: Profile, openings: _Openings) -> list[Matched]:
    found = []
    for kind in profile.files:
        source = openings.open(path, kind.delimiter)
        if source.format in kind.formats and kind.fits(source.words):
            found.append(Matched(source, kind))
    return found


def _missing(path: Path, profile: Profile, openings: _Openings) -> list[Fault]:
    """What the file lacks of the kind it comes closest to."""
    sources = [(kind, openings.open(path, kind.delimiter)) for kind in profile.files]
    kind, source = max(sources, key=lambda pair: len(set(pair[0].header) & set(pair[1].words)))
    if kind.fits(source.words):
        listed = " or ".join(kind.formats)
        return [Fault(f"the file is {source.format}, {kind.name} comes as {listed}", "Add it under format.", str(path))]
    encoding = f", read as {source.encoding}" if source.encoding else ""
    faults = []
    for word in kind.header:
        if word not in source.words:
            close = nearest(word, source.words)
            remedy = f"The file has {close!r}: is it the same?" if close else f"It has: {', '.join(source.words[:12])}."
            faults.append(Fault(f"the column {word!r} of {kind.name} is missing{encoding}", remedy, str(path), 1))
    return faults


def _no_profile(path: Path, known: Sequence[Profile], openings: _Openings) -> NoProfile:
    words = openings.open(path).words
    shared = {one.name: max(len(set(kind.header) & set(words)) for kind in one.files) for one in known}
    closest = max(known, key=lambda one: shared[one.name], default=None)
    remedy = "Write a profile for it (docs/profiles.md) and give it with --profile PATH."
    faults = [Fault(f"no profile reads the header {', '.join(words[:12])}", remedy, str(path), 1)]
    if closest and shared[closest.name]:
        faults += [
            Fault(f"closest is {closest.name}, but {one.message}", one.remedy, one.file, one.line)
            for one in _missing(path, closest, openings)
        ]
    return NoProfile(faults)
