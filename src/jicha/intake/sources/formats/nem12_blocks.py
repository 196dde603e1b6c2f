"""NEM12 in blocks of whole days: each record with its kind, its heading, and whether it may stand where it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.formats.cutting import Records, split_record, whole_records
from jicha.intake.sources.formats.grid import TornRow
from jicha.terms.errors import Fault, Words

Places = NDArray[np.int64]

_KNOWN = {"NEM12": (100, 200, 300, 400, 500, 900), "NEM13": (100, 250, 550, 900)}
_HEADS = (200, 250, 300)  # what a block may begin with: nothing before it says anything more of it than its heading
# Which record must be found behind the likes of it: a 400 behind a 300 and other 400s.
_BELONGS = {400: (300,), 500: (300, 400), 550: (250,)}
_FIELDS = 10  # of a 200 record; the last may be left out with its comma
_DAY_MINUTES = 1440
_NOTHING = -1


@dataclass(frozen=True, slots=True)
class Survey:
    """What a first look over the whole file found: its version, and how many records, values and events to expect."""

    version: str
    records: int
    values: int
    events: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A 200 record: the register whose days follow, and the minutes of its intervals (0: it could not be used)."""

    fields: tuple[str, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Block:
    """Some whole records. ``heading`` is for each record its place in ``headings`` (-1: none before it).

    ``owner`` is for each 400, 500 and 550 the record it belongs to. ``faults`` are the records that may not stand where
    they do, with reason and what was expected.
    """

    cut: Records
    kinds: Places
    heading: Places
    headings: tuple[Heading, ...]
    owner: Places
    faults: dict[int, tuple[str, str]] = field(default_factory=dict)

    def of(self, kind: int) -> Places:
        """The records of a kind that stand where they may."""
        found = np.flatnonzero(self.kinds == kind)
        return found[[one not in self.faults for one in found.tolist()]] if self.faults else found

    def torn(self, record: int, reason: str, expected: str, *, with_records: Places | None = None) -> TornRow:
        """A record given back as it stands, with the records that belong to it."""
        told = [record, *(with_records.tolist() if with_records is not None else ())]
        text = "\n".join(self.cut.text(one) for one in told)
        return TornRow(int(self.cut.lines[record]), text, int(self.cut.fields[record]), reason, expected)


def survey(file: BinaryIO, encoding: str, name: str) -> Survey:
    """Look over the whole file. Raises UnreadableFile where its beginning or end is missing, or two are joined."""
    version, line, last_line, ended = "", 1, 1, False
    counts: dict[int, int] = {}
    values = 0
    for part in whole_records(file, encoding, name):
        cut = Records.of(part, ",", line)
        line += cut.newlines
        told = np.flatnonzero(~cut.blank)
        kinds = _kinds(cut)[told]
        last_line = int(cut.lines[told[-1]]) if len(told) else last_line
        if len(kinds) and not version:
            if kinds[0] != 100:
                raise _no_start(name, int(cut.lines[told[0]]))
            version = _version(split_record(cut.text(int(told[0])), ","))
            told, kinds = told[1:], kinds[1:]
        if 100 in kinds:
            raise _joined(name, int(cut.lines[told[kinds == 100][0]]))
        ended |= bool((kinds == 900).any())
        values += int(np.maximum(cut.fields[told[kinds == 300]] - 7, 0).sum())
        for kind, count in zip(*np.unique(kinds, return_counts=True), strict=True):
            counts[int(kind)] = counts.get(int(kind), 0) + int(count)
    if not ended:
        message = Words(
            "the record 900 that ends the file is missing: its end may have been lost",
            "缺少文件结束记录 900，文件尾部可能丢失",
        )
        remedy = Words(
            "Deliver the file again. If its source never writes one, add a last line with 900.",
            "请重新提供该文件；如数据来源从不写结束记录，请在末尾加一行 900。",
        )
        raise UnreadableFile(Fault.of(message, remedy, name, last_line))
    records = sum(count for kind, count in counts.items() if kind not in (100, 900))
    return Survey(version, records, values, counts.get(500, 0))


def blocks(file: BinaryIO, encoding: str, name: str, version: str) -> Iterator[Block]:
    """The file in blocks, in order; what belongs together is never parted."""
    held, line = b"", 1
    heading: Heading | None = None
    ended = False
    for part in whole_records(file, encoding, name):
        cut = Records.of(held + part, ",", line)
        kinds = _kinds(cut)
        end = _whole(kinds, ~cut.blank)
        if end:
            block = _block(cut, kinds, np.arange(end), version, heading, ended=ended, last=False)
            heading, ended = _carried(block, heading), ended or bool((kinds[:end] == 900).any())
            yield block
        held, line = cut.starting_at(end), int(cut.lines[end])
    if held:
        cut = Records.of(held, ",", line)
        kinds = _kinds(cut)
        yield _block(cut, kinds, np.arange(len(kinds)), version, heading, ended=ended, last=True)


def _whole(kinds: Places, told: NDArray[np.bool_]) -> int:
    """How many records from the first may be read while what follows is not known yet."""
    heads = np.flatnonzero(np.isin(kinds, _HEADS))
    if not len(heads):
        return 0
    before = np.flatnonzero(told[: int(heads[-1])])
    # A 200 must see what follows it.
    return int(before[-1]) if len(before) and kinds[before[-1]] == 200 else int(heads[-1])


def _carried(block: Block, before: Heading | None) -> Heading | None:
    place = int(block.heading[-1]) if len(block.heading) else _NOTHING
    return block.headings[place] if place >= 0 else before


def _block(
    cut: Records, kinds: Places, records: Places, version: str, before: Heading | None, *, ended: bool, last: bool
) -> Block:
    """Say of each record where it belongs and whether it may stand there."""
    kinds, count = kinds[records], len(records)
    told = ~cut.blank[records]
    faults: dict[int, tuple[str, str]] = {}
    known = _KNOWN[version]
    for one in np.flatnonzero(told & ~np.isin(kinds, known)).tolist():
        faults[one] = ("unknown_record", ", ".join(map(str, known)))
    behind = np.full(count, ended)
    behind[1:] |= np.logical_or.accumulate(kinds == 900)[:-1] if count else behind[1:]
    for one in np.flatnonzero(told & behind).tolist():
        faults[one] = ("after_end", "900")
    following = _following(kinds, told)
    for one in np.flatnonzero((kinds == 200) & (following != 300)).tolist():
        faults.setdefault(one, ("misplaced_record", "300"))
    headings = [before] if before else []
    heading = np.cumsum(kinds == 200) + len(headings) - 1
    for one in np.flatnonzero(kinds == 200).tolist():
        made, fault = _heading(cut, one)
        if fault:
            faults.setdefault(one, fault)
        headings.append(made)
    owner = _owners(kinds, told)
    usable = np.array([one.minutes > 0 for one in headings] + [False])  # the last is that of -1
    for one in np.flatnonzero((kinds == 300) & ~usable[heading]).tolist():
        faults.setdefault(one, ("misplaced_record", "200"))
    for kind, near in _BELONGS.items():
        for one in np.flatnonzero((kinds == kind) & (owner < 0)).tolist():
            faults.setdefault(one, ("misplaced_record", str(near[0])))
    return Block(cut, kinds, heading, tuple(headings), owner, faults)


def _following(kinds: Places, told: NDArray[np.bool_]) -> Places:
    """The kind of the next record that is not blank; 0 at the end."""
    places = np.flatnonzero(told)
    following = np.zeros(len(kinds), np.int64)
    following[places[:-1]] = kinds[places[1:]]
    return following


def _owners(kinds: Places, told: NDArray[np.bool_]) -> Places:
    """For records that belong to one before them its place, -1 where another stands between."""
    owner = np.full(len(kinds), _NOTHING)
    places = np.arange(len(kinds))
    for kind, near in _BELONGS.items():
        between = told & ~np.isin(kinds, (kind, *near[1:]))
        latest = np.maximum.accumulate(np.where(between, places, _NOTHING))
        mine = kinds == kind
        right = mine & (latest >= 0) & (kinds[latest] == near[0])
        owner[right] = latest[right]
    return owner


def _heading(cut: Records, record: int) -> tuple[Heading, tuple[str, str] | None]:
    fields = split_record(cut.text(record), ",")
    if len(fields) not in (_FIELDS - 1, _FIELDS):
        return Heading((), 0), ("torn_row", str(_FIELDS))
    fields += [""] * (_FIELDS - len(fields))
    minutes = int(fields[8]) if fields[8].isascii() and fields[8].isdigit() and len(fields[8]) <= 4 else 0
    if not minutes or _DAY_MINUTES % minutes:
        return Heading((), 0), ("not_an_interval", "5, 15, 30")
    return Heading(tuple(fields), minutes), None


def _kinds(cut: Records) -> Places:
    """The number in the first field of each record, 0 where it has no three digits."""
    quoted = (cut.letters(0) == ord('"')).astype(np.int64)
    signs = np.stack([np.where(quoted, cut.letters(place + 1), cut.letters(place)) for place in range(4)])
    ends = np.isin(signs[3], (ord(","), ord('"'), ord("\n"), ord(" ")))
    digits = signs[:3].astype(np.int64) - ord("0")
    right = ((digits >= 0) & (digits <= 9)).all(axis=0) & ends
    kinds: Places = np.where(right, digits[0] * 100 + digits[1] * 10 + digits[2], 0)
    return kinds


def _version(fields: list[str]) -> str:
    word = fields[1].strip().upper() if len(fields) > 1 else ""
    return word if word in _KNOWN else "NEM12"


def _no_start(name: str, line: int) -> UnreadableFile:
    message = Words("the first record is no 100 record", "首条记录不是 100 记录")
    remedy = Words("The beginning of the file is missing; deliver it again.", "文件开头缺失，请重新提供。")
    return UnreadableFile(Fault.of(message, remedy, name, line))


def _joined(name: str, line: int) -> UnreadableFile:
    message = Words(
        "a second 100 record begins another file in the middle of this one", "文件中间又出现 100 记录，接入了另一个文件"
    )
    remedy = Words(
        "Split the file before this line, or deliver its parts again.",
        "请从该行之前拆成两个文件，或重新提供原来的各个文件。",
    )
    return UnreadableFile(Fault.of(message, remedy, name, line))
