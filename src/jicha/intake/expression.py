"""How one canonical column is made of a file's columns: a transform, and what to do when nothing is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.condition import Condition, read_condition
from jicha.intake.marked_yaml import Marked, Section
from jicha.intake.nearest import suggestion
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.transforms import transforms
from jicha.intake.transforms.constant import parse_constant
from jicha.intake.transforms.take import take
from jicha.intake.values import Unread, Values, blank_out
from jicha.schema import ColumnType
from jicha.terms.errors import Fault

_ALWAYS = ("when", "missing")  # options that every transform has


@dataclass(frozen=True, slots=True)
class Expression:
    """A transform; NULL where ``when`` does not hold; ``missing`` where the value is NULL."""

    transform: Transform
    type: ColumnType
    when: Condition | None = None
    missing: pa.Scalar | None = None

    @property
    def reads(self) -> tuple[str, ...]:
        """The words of the file it reads."""
        return (*self.transform.reads, *(self.when.columns if self.when else ()))

    def silent(self, absent: frozenset[str]) -> bool:
        """Whether it can give nothing at all in a file that lacks these columns."""
        if self.missing is not None:
            return False
        return self.transform.silent(absent) or (self.when is not None and self.when.fails_without(absent))

    def values(self, rows: Rows) -> Values:
        """The column for one batch, in its canonical type; computed once, however many targets use it."""
        if self not in rows.made:
            rows.made[self] = self._compute(rows)
        return rows.made[self]

    def _compute(self, rows: Rows) -> Values:
        made = self.transform.values(rows, self.type)
        array, unread, asked = made.array, made.unread, made.asked
        if self.when:
            holds = self.when.holds(rows)
            array = pc.if_else(pa.array(holds), array, pa.scalar(None, array.type))
            asked = None if asked is None else blank_out(asked, ~holds)
            unread = tuple(
                Unread(one.rows & holds, one.reason, one.column, one.delivered, one.expected) for one in unread
            )
        if self.missing is not None:
            array = array.fill_null(self.missing)
        return Values(array, unread, asked)


def read_expression(node: Marked, reading: Reading) -> Expression | None:
    """Read one expression; notes faults and gives None when there is no use going on.

    A plain word takes that column by the canonical type; otherwise the mapping holds one transform and its options.
    """
    before = len(reading.faults)
    when, missing = None, None
    if isinstance(node.content, Mapping):
        known = transforms()
        words = [word for word in node.content if word in known]
        if len(words) != 1:
            reading.faults.append(_no_transform(node, words))
            return None
        kind = known[words[0]]
        if reading.type.name not in kind.fills:
            fitting = [word for word in known if reading.type.name in known[word].fills]
            message = f"{words[0]} gives {' or '.join(kind.fills)}, but the column is {reading.type}"
            reading.faults.append(node.fault(message, f"Use one of {', '.join(fitting)}."))
            return None
        section = Section(node, reading.faults, (words[0], *kind.options, *_ALWAYS))
        made = kind.read(section.entries[words[0]], section, reading)
        if "when" in section:
            when = read_condition(section.entries["when"], reading.faults)
        if "missing" in section:
            missing = parse_constant(section.entries["missing"], reading)
    else:
        made = take(node, reading)
    if made is None or len(reading.faults) > before:
        return None
    expression = Expression(made, reading.type, when, missing)
    for word in expression.reads:
        if word not in reading.words:
            reading.faults.append(node.fault(f"{word!r} is no column of the file", suggestion(word, reading.words)))
    return expression


def _no_transform(node: Marked, words: list[str]) -> Fault:
    if words:
        return node.fault(f"{' and '.join(words)} cannot stand together", "Keep one transform.")
    first = next(iter(node.content), "") if isinstance(node.content, Mapping) else ""
    return node.fault(f"no transform among {first!r}", suggestion(first, transforms()))
