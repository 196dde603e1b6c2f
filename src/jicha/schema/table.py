"""What a canonical table is: columns with type, unit, key, references, meaning and privacy."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

import pyarrow as pa

from jicha.terms.errors import JichaError
from jicha.terms.privacy import Privacy

_TYPE = re.compile(r"^(?P<name>[a-z]+)(?:\((?P<args>[a-z0-9_, ]+)\))?$")
_PLAIN = {
    "text": pa.string(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "month": pa.date32(),  # the first day of the month
    "instant": pa.timestamp("us"),  # UTC, without zone
}


class UnknownType(JichaError):
    """A column type that is not in the table of types."""


@dataclass(frozen=True, slots=True)
class ColumnType:
    """A type as the CSVs write it: ``text``, ``decimal(18,4)``, ``code(voltage)``, ``list(integer)``."""

    name: str
    precision: int = 0
    scale: int = 0
    code_list: str = ""

    @classmethod
    def parse(cls, text: str) -> ColumnType:
        """Read a type. Raises UnknownType."""
        match = _TYPE.match(text.strip())
        name, args = (match["name"], match["args"]) if match else ("", None)
        if name in _PLAIN and args is None:
            return cls(name)
        if name == "decimal" and args and re.fullmatch(r"\d+, ?\d+", args):
            precision, scale = (int(part) for part in args.split(","))
            if 1 <= precision <= 38 and scale <= precision:
                return cls(name, precision, scale)
        if name == "code" and args:
            return cls(name, code_list=args)
        if name == "list" and args == "integer":
            return cls(name)
        known = ", ".join([*_PLAIN, "decimal(p,s)", "code(list)", "list(integer)"])
        raise UnknownType(f"unknown column type {text!r}", f"Known types: {known}.")

    @property
    def arrow(self) -> pa.DataType:
        """The Arrow type rows of this column have everywhere in the river."""
        if self.name == "decimal":
            return pa.decimal128(self.precision, self.scale)
        if self.name == "list":
            return pa.list_(pa.int32())
        return _PLAIN.get(self.name, pa.string())

    def __str__(self) -> str:
        if self.name == "decimal":
            return f"decimal({self.precision},{self.scale})"
        return {"code": f"code({self.code_list})", "list": "list(integer)"}.get(self.name, self.name)


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``example`` is the neutral value that an example row has when the page says nothing."""

    name: str
    type: ColumnType
    unit: str
    nullable: bool
    in_primary_key: bool
    in_correction_key: bool
    is_time: bool
    references: tuple[str, str] | None
    example: str
    meaning: str
    meaning_zh: str
    privacy: Privacy
    cim: str
    sg_code: str


@dataclass(frozen=True)
class Table:
    """One canonical table.

    ``org_path`` is the chain of columns that leads from a row to its organisation: ``("customer_id", "org_id")``
    means ``customer.org_id`` of the row that ``customer_id`` references; empty for data that belongs to no unit.
    ``group`` is a code of ``table_group``: the chapter of the documentation.
    """

    name: str
    meaning: str
    meaning_zh: str
    org_path: tuple[str, ...]
    cim: str
    sg_code: str
    columns: tuple[Column, ...]
    group: str = ""

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Columns by name, in order."""
        return {column.name: column for column in self.columns}

    @cached_property
    def primary_key(self) -> tuple[str, ...]:
        """The columns that make a row unique."""
        return tuple(column.name for column in self.columns if column.in_primary_key)

    @cached_property
    def correction_key(self) -> tuple[str, ...]:
        """The columns by which a correction replaces rows; the primary key where the CSV marks none."""
        return tuple(column.name for column in self.columns if column.in_correction_key) or self.primary_key

    @cached_property
    def time_column(self) -> str | None:
        """The column that says when a row happened (history and partitions).

        A row that holds from a day to a day has none: cut to a window, an old price or meter in force would be lost.
        """
        return next((column.name for column in self.columns if column.is_time), None)

    @cached_property
    def arrow_schema(self) -> pa.Schema:
        """The canonical columns, without the system columns that the store adds."""
        return pa.schema([pa.field(column.name, column.type.arrow, column.nullable) for column in self.columns])


@dataclass(frozen=True)
class CodeList:
    """One enumeration of ours: code -> (English, Chinese), and for each source its own codes -> ours.

    ``confidence`` says of each code how sure its place in the field is: A official list, B second hand, C derived or
    ours, U unconfirmed.
    """

    name: str
    meanings: dict[str, tuple[str, str]]
    mappings: dict[str, dict[str, str]]
    confidence: dict[str, str] = field(default_factory=dict)


# What the store adds to every row: which delivery brought it, when we received it, and its record number there.
SYSTEM_COLUMNS = pa.schema(
    [
        pa.field("batch_id", pa.string(), nullable=False),
        pa.field("received_at", pa.timestamp("us"), nullable=False),
        pa.field("source_row", pa.int64(), nullable=False),
    ]
)
