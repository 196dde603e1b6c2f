"""Many deliveries under one folder: which files belong together, and in which order they are loaded.

A utility hands over a folder a month with files of many systems in it. Files of one profile within one folder of the
first level are one delivery; files of what there is (customers, points, meters) come before what happened there, so
that rows find their points at once. The folders come in the order of their names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jicha.intake.errors import NothingDelivered
from jicha.intake.matching import matched
from jicha.intake.profile import Profile
from jicha.terms.errors import Fault, JichaError, Words


@dataclass(frozen=True, slots=True)
class Parcel:
    """Files that are loaded as one delivery: those of ``profile`` in ``folder`` (of the first level).

    ``rank`` orders profiles: those that hold what there is come before those that hold what happened.
    """

    folder: str
    profile: str
    files: tuple[Path, ...]
    rank: tuple[bool, str]

    @property
    def received_at(self) -> datetime | None:
        """The end of the month that the folder is named by (UTC), None where it is named otherwise."""
        match = _MONTH.fullmatch(self.folder)
        if not match:
            return None
        year, month = int(match[1]), int(match[2])
        return datetime(year + month // 12, month % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Tree:
    """What lies under a folder: deliveries in the order of loading, and files that no profile knows, with the fault."""

    parcels: tuple[Parcel, ...]
    unknown: tuple[tuple[Path, JichaError], ...]

    def together(self) -> Tree:
        """The same with the files of a profile from all folders as one delivery: fewer, but received at one moment."""
        files: dict[str, list[Path]] = defaultdict(list)
        for one in self.parcels:
            files[one.profile] += one.files
        order = sorted(files, key=lambda name: next(one.rank for one in self.parcels if one.profile == name))
        ranks = {one.profile: one.rank for one in self.parcels}
        return Tree(tuple(Parcel("", name, tuple(files[name]), ranks[name]) for name in order), self.unknown)


Seen = Callable[[Path, int, int], None]
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def _unseen(path: Path, done: int, total: int) -> None:
    pass


def deliveries_under(folder: Path, *, seen: Seen = _unseen) -> Tree:
    """Look at every file below ``folder``; hidden ones are passed over. Raises NothingDelivered.

    ``seen`` hears each file, how many were looked at, and how many there are.
    """
    paths = list(_files(folder))
    if not paths:
        raise NothingDelivered(
            Fault.of(
                Words("there are no files below the folder", "该文件夹及其下级没有文件"),
                Words("Name the folder that the deliveries lie in.", "请指定数据文件所在的文件夹。"),
                str(folder),
            )
        )
    found: dict[tuple[str, str], list[Path]] = defaultdict(list)
    ranks: dict[str, tuple[bool, str]] = {}
    unknown = []
    for number, path in enumerate(paths, start=1):
        seen(path, number, len(paths))
        try:
            with matched([path], None) as match:
                profile = match.profile
        except JichaError as error:
            unknown.append((path, error))
            continue
        ranks[profile.name] = _rank(profile)
        found[_first_level(path, folder), profile.name].append(path)
    order = sorted(found, key=lambda one: (one[0], ranks[one[1]]))
    parcels = tuple(Parcel(*key, tuple(found[key]), ranks[key[1]]) for key in order)
    return Tree(parcels, tuple(unknown))


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _first_level(path: Path, folder: Path) -> str:
    parts = path.relative_to(folder).parts
    return parts[0] if len(parts) > 1 else ""


def _rank(profile: Profile) -> tuple[bool, str]:
    """Profiles without a feed of their own hold what there is; the others what happened."""
    return bool(profile.feeds), profile.name
