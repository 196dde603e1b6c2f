"""Which profile reads a delivery: the one that was asked for, or the one that leaves the fewest columns over.

Nothing is shifted or dropped by guess. A header is found by its words, wherever it stands; a column or a sheet that the
profile does not know is asked about, and only left out when a person says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from jicha.intake.errors import AmbiguousProfile, EmptyFile, MissingColumn, NoProfile, UnknownColumns, UnknownProfile
from jicha.intake.ledger.profile import EXPLANATION, ledger_profile
from jicha.intake.nearest import suggested
from jicha.intake.nearness import distance, is_another
from jicha.intake.parts import continued, part_of
from jicha.intake.profile import FileKind, Profile
from jicha.intake.read_profile import read_profile
from jicha.intake.shipped import profiles
from jicha.intake.sources.header import DELIMITERS, named
from jicha.intake.sources.open import OpenTable, open_tables
from jicha.intake.sources.refusals import EXPORT_AGAIN, NOTHING_IN_IT
from jicha.intake.sources.source import Header, Source
from jicha.intake.unmatched import missing_columns, new_columns, no_profile, unread_sheet
from jicha.terms.errors import Fault, Words

ALL_NEW = "*"  # says that every column the profile does not know may be left out


@dataclass(frozen=True, slots=True)
class Matched:
    """A table of a delivered file and the kind it is of; ``left_out`` are its columns that a person gave up."""

    source: Source
    kind: FileKind
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """The profile, every table of the delivery that is read, and the sheets that are not (file and sheet)."""

    profile: Profile
    tables: tuple[Matched, ...]
    sheets_left_out: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Fit:
    kind: FileKind
    header: Header

    @property
    def strange(self) -> int:
        return len(self.kind.strange(self.header.words))

    @property
    def rank(self) -> tuple[int, int]:
        """The kind that leaves the fewest words over is the closest; then the one that asks for most."""
        return self.strange, -len(self.kind.header)


def known_profiles() -> tuple[Profile, ...]:
    """The profiles that come with jicha, and the one of the ledgers, which is made from the schema."""
    return (*profiles(), ledger_profile())


def profile_by_name(name: str) -> Profile:
    """A profile by name, or by the path of its file. Raises UnknownProfile, BadProfile."""
    for one in known_profiles():
        if one.name == name:
            return one
    if Path(name).suffix in (".yaml", ".yml") or Path(name).exists():
        return read_profile(Path(name))
    near = suggested(name, [one.name for one in known_profiles()])
    message = Words(f"there is no profile {name!r}", f"没有名为“{name}”的导入模板")
    remedy = Words(f"{near.en} Or give the path of a profile.", f"{near.zh}也可以给出模板文件的路径。")
    raise UnknownProfile(Fault.of(message, remedy))


@contextmanager
def matched(paths: Sequence[Path], chosen: Profile | None, leave_out: Sequence[str] = ()) -> Iterator[Match]:
    """Open the files and find the profile and the kind of each table; the files stay open inside.

    ``leave_out`` names columns and sheets that a person gives up although the profile does not know them; ALL_NEW gives
    up every one. Raises NoProfile, AmbiguousProfile, MissingColumn, UnknownColumns, and whatever is wrong with a file.
    """
    with ExitStack() as stack:
        opened = {}
        for path in paths:
            tables = open_tables(path)
            stack.callback(tables[0].parsed.close)
            opened[path] = tuple(one for one in tables if not one.is_empty)
            if not opened[path]:
                raise EmptyFile(Fault.of(NOTHING_IN_IT, EXPORT_AGAIN, str(path)))
        among = (chosen,) if chosen else known_profiles()
        said = {path: tuple(one for one in tables if not _explains(one, tables)) for path, tables in opened.items()}
        yield _match(opened, chosen or _only_profile(said, among), leave_out, among)


def _match(
    opened: dict[Path, tuple[OpenTable, ...]], profile: Profile, leave_out: Sequence[str], among: Sequence[Profile]
) -> Match:
    found: list[Matched] = []
    sheets: list[tuple[str, str]] = []
    waiting: list[OpenTable] = []
    for path, tables in opened.items():
        fitting = [(one, None if _explains(one, tables) else _closest(one, profile, among)) for one in tables]
        if not any(fit for _, fit in fitting):
            waiting.append(tables[0])
            continue
        for table, fit in fitting:
            if fit:
                found.append(_table(table, profile, fit, leave_out))
            elif _may_leave_sheet(table.head.name, profile, leave_out):
                sheets.append((path.name, table.head.name))
            else:
                raise UnknownColumns(unread_sheet(table, profile))
    for table in waiting:  # a later part of a file that was cut into pieces may lack the header
        first = continued(table, [one.source for one in found])
        if first is None:
            raise MissingColumn(missing_columns(table, profile))
        like = next(one for one in found if one.source is first)
        header = replace(first.header, last_line=0, above=())
        found.append(Matched(table.source(header), like.kind, like.left_out))
    order = {path: place for place, path in enumerate(opened)}
    found.sort(key=lambda one: (order[one.source.path], one.source.table))
    return Match(profile, tuple(found), tuple(sheets))


def _table(table: OpenTable, profile: Profile, fit: _Fit, leave_out: Sequence[str]) -> Matched:
    source = table.source(fit.header)
    strange = fit.kind.strange(source.words)
    asked = [word for word in strange if word not in leave_out and ALL_NEW not in leave_out]
    if asked:
        raise UnknownColumns(new_columns(source, profile, fit.kind, asked))
    return Matched(source, fit.kind.for_file(source.words), strange)


def _explains(table: OpenTable, tables: Sequence[OpenTable]) -> bool:
    """Whether a sheet is the one of a ledger's template that explains it: header words stand there below each other."""
    return table.head.name in EXPLANATION.values() and len(tables) > 1


def _only_profile(opened: dict[Path, tuple[OpenTable, ...]], known: Sequence[Profile]) -> Profile:
    """The profile that reads every file and leaves the fewest columns over. A later part may lack its header.

    A profile that leaves more of a file over than another is not that file's: they are to be loaded apart.
    """
    by_file: dict[Path, dict[str, tuple[int, int]]] = {}
    for path, tables in opened.items():
        ranks = {one.name: rank for one in known if (rank := _rank(tables, one, known))}
        if ranks:
            by_file[path] = ranks
        elif part_of(path) is None or len(opened) == 1:
            raise no_profile(tables[0], known)
    if not by_file:
        raise no_profile(next(iter(opened.values()))[0], known)
    fewest = {path: min(over for over, _ in ranks.values()) for path, ranks in by_file.items()}
    shared = [
        one
        for one in known
        if all(one.name in ranks and ranks[one.name][0] == fewest[path] for path, ranks in by_file.items())
    ]
    if not shared:
        raise _apart(
            {path: (opened[path], min(ranks, key=lambda name: ranks[name])) for path, ranks in by_file.items()}
        )
    totals = {one.name: _total(ranks[one.name] for ranks in by_file.values()) for one in shared}
    best = [one for one in shared if totals[one.name] == min(totals.values())]
    if len(best) > 1:
        message = Words(
            f"the profiles {' and '.join(one.name for one in best)} both read this header",
            f"模板 {'、'.join(one.name for one in best)} 都能读取该表头",
        )
        remedy = Words("Say which: --profile NAME.", "请用 --profile 指定其中一个。")
        raise AmbiguousProfile(Fault.of(message, remedy, str(next(iter(by_file))), 1))
    return best[0]


def _apart(found: Mapping[Path, tuple[Sequence[OpenTable], str]]) -> NoProfile:
    """Files that no profile reads together, each with the one that reads it best."""
    read = {path: (name, _kinds(tables, name)) for path, (tables, name) in found.items()}
    said = Words(
        "the files are of different kinds of export: "
        + "; ".join(f"{path.name} is {' and '.join(kinds)} of {name}" for path, (name, kinds) in read.items()),
        "所给文件不是同一类数据："
        + "；".join(f"{path.name} 为 {name} 的 {'、'.join(kinds)}" for path, (name, kinds) in read.items()),
    )
    remedy = Words("Load them apart, the customer file first.", "请分别导入，先导入用户档案。")
    return NoProfile(Fault.of(said, remedy, str(next(iter(found)))))


def _kinds(tables: Sequence[OpenTable], name: str) -> tuple[str, ...]:
    fits = [_closest(table, profile, ()) for profile in known_profiles() if profile.name == name for table in tables]
    return tuple(dict.fromkeys(fit.kind.name for fit in fits if fit))


def _rank(tables: Sequence[OpenTable], profile: Profile, among: Sequence[Profile]) -> tuple[int, int] | None:
    ranks = [fit.rank for table in tables if (fit := _closest(table, profile, among))]
    return _total(ranks) if ranks else None


def _total(ranks: Iterable[tuple[int, int]]) -> tuple[int, int]:
    listed = list(ranks)
    return sum(one[0] for one in listed), sum(one[1] for one in listed)


def _closest(table: OpenTable, profile: Profile, among: Sequence[Profile]) -> _Fit | None:
    """The kind of a profile that a table is of, unless a kind ``among`` others that lacks a header word comes nearer.

    Raises AmbiguousProfile when two are equally close.
    """
    fits = [fit for kind in profile.files if table.parsed.format in kind.formats and (fit := _fit(table, kind))]
    if not fits:
        return None
    fits.sort(key=lambda one: one.rank)
    if len(fits) > 1 and fits[0].rank == fits[1].rank:
        one, other = fits[0].kind.name, fits[1].kind.name
        message = Words(
            f"the file could be {one} and {other} of {profile.name}",
            f"按模板 {profile.name}，该文件既可能是 {one}，也可能是 {other}",
        )
        remedy = Words("Give the kinds of file different header words.", "请在模板中为这两类文件写出不同的表头列名。")
        raise AmbiguousProfile(Fault.of(message, remedy, str(table.parsed.path), 1))
    nearer = any(
        distance(kind, named(fits[0].header, kind.synonyms).words) < fits[0].strange
        for one in among
        for kind in one.files
        if table.parsed.format in kind.formats
    )
    return None if nearer else fits[0]


def _fit(table: OpenTable, kind: FileKind) -> _Fit | None:
    delimiters = [kind.delimiter] if kind.delimiter else DELIMITERS
    for header in table.headers_with(kind.header, kind.synonyms, delimiters):
        words = named(header, kind.synonyms)
        if kind.fits(words.words) and not is_another(kind, words.words):
            return _Fit(kind, words)
    return None


def _may_leave_sheet(name: str, profile: Profile, leave_out: Sequence[str]) -> bool:
    return name in leave_out or ALL_NEW in leave_out or any(name in kind.ignored_sheets for kind in profile.files)
