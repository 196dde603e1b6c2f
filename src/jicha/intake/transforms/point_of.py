"""`point_of`: the metering point that a row speaks of, by its own number or by what the store knows of its meter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.calendar_words import DATES, INSTANTS
from jicha.intake.expression import Expression, read_expression
from jicha.intake.lookups import ASKED, LOOKUPS
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.transforms.date import local_moments
from jicha.intake.transforms.identifier import Identifier
from jicha.intake.values import Mask, Unread, Values, mask_of
from jicha.schema import ColumnType

Clues = tuple[tuple[str, Expression], ...]  # what each is a clue by, and how its number is made

UNPLACED = "unknown_point"
CLUES = ("number", "meter", "serial_no", "terminal", "customer")
_POINT = LOOKUPS["point"]


@dataclass(frozen=True, slots=True)
class PointOf(Transform):
    """The point by the first clue that leads to a single one, in this order:

    ``number`` the point's own number, taken as it is; ``meter`` and ``serial_no`` the asset or serial number of the
    meter that stood there on the day ``on``; ``terminal`` the acquisition point (terminal and place on it);
    ``customer`` the account, where it has one point. A row whose clues lead nowhere is kept out, unless the profile
    says ``needed: no``.
    """

    clues: Clues
    day: str
    needed: bool = True

    options = ("on", "needed")
    fills = ("text",)

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> PointOf | None:
        """Read it from its clues, the column of the day and whether the point is needed."""
        return cls(read_clues(node, CLUES, reading), read_day(section, reading), section.yes("needed", True))

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns of its clues, and of the day."""
        return (*(word for _, clue in self.clues for word in clue.reads), *((self.day,) if self.day else ()))

    @property
    def looks_up(self) -> frozenset[str]:
        """The tables of its clues."""
        return frozenset(_POINT[word].table for word, _ in self.clues if word in _POINT)

    @property
    def waits(self) -> bool:
        """Whether it goes without a point and looks one up."""
        return not self.needed and bool(self.looks_up)

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The points' identifiers."""
        return follow(rows, self.clues, days_of(rows, self.day), "point", self.needed)


def read_clues(node: Marked, known: tuple[str, ...], reading: Reading) -> Clues:
    """The clues of a mapping, in the order of ``known``: columns, or lists of columns that make up a number."""
    section = Section(node, reading.faults, known)
    found = []
    for word in known:
        if word in section:
            expression = _read_clue(section.entries[word], word, reading)
            found += [(word, expression)] if expression else []
    if not found and not reading.faults:
        section.fault("no clue to the point", f"Add one of {', '.join(known)}.")
    return tuple(found)


def _read_clue(node: Marked, word: str, reading: Reading) -> Expression | None:
    if word == "serial_no":
        return read_expression(node, reading.into("text"))
    nodes = node.content if isinstance(node.content, tuple) else (node,)
    parts = [read_expression(one, reading.into("text")) for one in nodes]
    if not all(parts):
        return None
    return Expression(Identifier(reading.source, tuple(one for one in parts if one)), ColumnType("text"))


def read_day(section: Section, reading: Reading) -> str:
    """The option ``on``: the column that says the day."""
    return text_of(section.entries["on"], "on", reading.faults) if "on" in section else ""


def follow(rows: Rows, clues: Clues, days: pa.Array | None, family: str, needed: bool) -> Values:
    """Follow the clues, each for the rows that are not placed yet; a clue without a lookup is the answer itself.

    Where no answer is ``needed``, rows without one come with what they asked.
    """
    lookups = LOOKUPS[family]
    answers: pa.Array = pa.nulls(len(rows), pa.string())
    unread: list[Unread] = []
    hopeless = np.zeros(len(rows), bool)
    for word, clue in clues:
        made = clue.values(rows)
        unread += made.unread
        for one in made.unread:
            hopeless |= one.rows
        open_ = pa.array(mask_of(answers.is_null()) & ~hopeless)
        asked = pc.if_else(open_, made.array, pa.scalar(None, pa.string()))
        found = rows.known.find(lookups[word], asked, days) if word in lookups else asked
        answers = pc.if_else(open_, found, answers)
    nowhere = mask_of(answers.is_null()) & ~hopeless
    if needed:
        return Values(answers, (*unread, *_nowhere(rows, clues, nowhere)))
    return Values(answers, tuple(unread), _asked(rows, clues, days, family, nowhere))


def _asked(rows: Rows, clues: Clues, days: pa.Array | None, family: str, nowhere: Mask) -> pa.StructArray:
    """What the rows that lead ``nowhere`` asked; NULL for those that bear no clue to look up."""
    given = {word: clue.values(rows).array for word, clue in clues if word in LOOKUPS[family]}
    bears = np.zeros(len(rows), bool)
    for numbers in given.values():
        bears |= mask_of(numbers.is_valid())
    if not (nowhere & bears).any():
        return pa.nulls(len(rows), ASKED)
    if days is not None:
        given["asked_day"] = days
    given["family"] = pa.repeat(pa.scalar(family), len(rows))
    parts = [given[one.name] if one.name in given else pa.nulls(len(rows), one.type) for one in ASKED]
    return pa.StructArray.from_arrays(parts, fields=list(ASKED), mask=pa.array(~(nowhere & bears)))


def days_of(rows: Rows, column: str) -> pa.Array | None:
    """The days of a column in one of the usual ways of writing; NULL where it is none (its own column tells)."""
    if not column:
        return None
    moments = local_moments(rows, column, (*DATES, *INSTANTS), otherwise="not_a_date").array
    return pc.floor_temporal(moments, unit="day").cast(pa.date32())


def _nowhere(rows: Rows, clues: Clues, nowhere: Mask) -> list[Unread]:
    """One fault for each row without a point, at the first clue that it gives; a row that gives none lacks a value."""
    unread = []
    for _, clue in clues:
        given = nowhere & mask_of(clue.values(rows).array.is_valid())
        if given.any():
            column = clue.reads[0]
            unread.append(Unread(given, UNPLACED, column, rows.delivered(column)))
            nowhere = nowhere & ~given
    return unread
