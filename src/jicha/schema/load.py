"""Read the CSVs of this package into tables and code lists, and refuse what does not hold together."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from jicha.schema.table import CodeList, Column, ColumnType, Table
from jicha.terms.errors import Fault, JichaError
from jicha.terms.privacy import Privacy
from jicha.terms.units import parse_unit

TABLE_HEADER = [
    "column",
    "type",
    "unit",
    "null",
    "key",
    "references",
    "example",
    "meaning",
    "meaning_zh",
    "privacy",
    "cim",
    "sg_code",
]
CODES_HEADER = ["code", "meaning", "meaning_zh", "confidence"]
_CONFIDENCE = {"A", "B", "C", "U"}
_RAGGED = ("the row has not as many cells as the header", "Add or take away commas, or quote a cell.")
_KEYS = {"pk", "correction", "time"}


class BadSchema(JichaError):
    """A CSV of the schema that cannot be used; says file, line and what to write."""


@cache
def tables() -> Mapping[str, Table]:
    """Every canonical table by name."""
    found = {entry.name[:-4]: read_table(entry) for entry in _csvs("tables")}
    _check_references(found)
    return MappingProxyType(found)


def table(name: str) -> Table:
    """One canonical table. Raises KeyError."""
    return tables()[name]


@cache
def code_lists() -> Mapping[str, CodeList]:
    """Every code list by name."""
    return MappingProxyType({entry.name[:-4]: read_code_list(entry) for entry in _csvs("codes")})


def code_list(name: str) -> CodeList:
    """One code list. Raises KeyError."""
    return code_lists()[name]


def _csvs(folder: str) -> Iterator[Traversable]:
    entries = (files("jicha.schema") / folder).iterdir()
    return iter(sorted((entry for entry in entries if entry.name.endswith(".csv")), key=lambda entry: entry.name))


def read_table(entry: Traversable) -> Table:
    """The table of one CSV. Raises BadSchema."""
    with entry.open(encoding="utf-8") as text:
        reader = csv.DictReader(text)
        if list(reader.fieldnames or []) != TABLE_HEADER:
            raise BadSchema(Fault("wrong header", f"Write: {','.join(TABLE_HEADER)}.", entry.name, 1))
        rows = list(reader)
    if not rows or rows[0]["column"] != "*":
        raise BadSchema(Fault("the first row must describe the table", "Put * in its column.", entry.name, 2))
    head = rows[0]
    columns = tuple(_column(entry.name, number, row) for number, row in enumerate(rows[1:], start=3))
    table_read = Table(
        name=entry.name[:-4],
        meaning=head["meaning"],
        meaning_zh=head["meaning_zh"],
        org_path=tuple(head["references"].split(".")) if head["references"] else (),
        cim=head["cim"],
        sg_code=head["sg_code"],
        columns=columns,
        group=head["type"],
    )
    if len(table_read.by_name) != len(columns):
        raise BadSchema(Fault("a column stands twice", "Keep one.", entry.name))
    if not table_read.primary_key:
        raise BadSchema(Fault("no primary key", "Mark at least one column with pk.", entry.name))
    return table_read


def _column(file: str, line: int, row: dict[str, str]) -> Column:
    if None in row or None in row.values():
        raise BadSchema(Fault(*_RAGGED, file, line))
    try:
        keys = set(row["key"].split())
        if keys - _KEYS:
            raise JichaError(f"unknown key word {sorted(keys - _KEYS)}", f"Known: {sorted(_KEYS)}.")
        if row["null"] not in ("yes", "no"):
            raise JichaError(f"null is {row['null']!r}", "Write yes or no.")
        parse_unit(row["unit"])
        target, _, target_column = row["references"].partition(".")
        return Column(
            name=row["column"],
            type=ColumnType.parse(row["type"]),
            unit=row["unit"],
            nullable=row["null"] == "yes",
            in_primary_key="pk" in keys,
            in_correction_key="correction" in keys,
            is_time="time" in keys,
            references=(target, target_column) if target else None,
            example=row["example"],
            meaning=row["meaning"],
            meaning_zh=row["meaning_zh"],
            privacy=Privacy[row["privacy"].upper()],
            cim=row["cim"],
            sg_code=row["sg_code"],
        )
    except JichaError as error:
        raise BadSchema([Fault(fault.message, fault.remedy, file, line) for fault in error.faults]) from error
    except KeyError as error:
        levels = ", ".join(level.name.lower() for level in Privacy)
        raise BadSchema(Fault(f"unknown privacy level {error}", f"Write one of {levels}.", file, line)) from error


def _check_references(found: dict[str, Table]) -> None:
    faults = []
    for one in found.values():
        for column in one.columns:
            target = column.references
            if target and (target[0] not in found or target[1] not in found[target[0]].by_name):
                faults.append(
                    Fault(
                        f"{column.name} references {'.'.join(target)}, which is not there",
                        "Name a table and one of its columns.",
                        f"{one.name}.csv",
                    )
                )
            if column.type.code_list and column.type.code_list not in code_lists():
                faults.append(
                    Fault(
                        f"{column.name} uses the unknown code list {column.type.code_list}",
                        "Add codes/<list>.csv.",
                        f"{one.name}.csv",
                    )
                )
    if faults:
        raise BadSchema(faults)


def read_code_list(entry: Traversable) -> CodeList:
    """The code list of one CSV. Raises BadSchema."""
    faults: list[Fault] = []
    with entry.open(encoding="utf-8") as text:
        reader = csv.DictReader(text)
        header = list(reader.fieldnames or [])
        sources = [name.removeprefix("source:") for name in header[len(CODES_HEADER) :]]
        if header != CODES_HEADER + [f"source:{name}" for name in sources]:
            raise BadSchema(Fault("wrong header", f"Write: {','.join(CODES_HEADER)},source:<name>...", entry.name, 1))
        read = CodeList(entry.name[:-4], {}, {name: {} for name in sources})
        for line, row in enumerate(reader, start=2):
            faults += [Fault(message, remedy, entry.name, line) for message, remedy in _add_code(read, row)]
    if faults:
        raise BadSchema(faults)
    return read


def _add_code(read: CodeList, row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Add one row to the list; yields what is wrong with it and what to do."""
    if None in row or None in row.values():
        yield _RAGGED
        return
    code = row["code"]
    if code in read.meanings:
        yield f"{code} stands twice", "Keep one."
    if row["confidence"] not in _CONFIDENCE:
        yield f"the confidence is {row['confidence']!r}", f"Write one of {', '.join(sorted(_CONFIDENCE))}."
    read.meanings[code] = (row["meaning"], row["meaning_zh"])
    read.confidence[code] = row["confidence"]
    for source, mapping in read.mappings.items():
        for theirs in filter(None, row[f"source:{source}"].split("|")):
            if mapping.setdefault(theirs, code) != code:
                yield f"{source} {theirs} means {mapping[theirs]} and {code}", "Map it to one of them."
