"""What every table and code list must keep to, beyond what reading them already refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jicha.schema.docs import CHAPTERS
from jicha.schema.table import SYSTEM_COLUMNS, CodeList, Column, Table
from jicha.schema.values import parse_value
from jicha.terms.errors import Fault, JichaError
from jicha.terms.privacy import Privacy

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_HAN = re.compile(r"[一-鿿]")
_ABOUT_A_PERSON = re.compile(r"(^|_)(phone|id_no|tax_no|witness|payer_name|applicant_name|owner_name|reporter_name)$")
_ENDS = re.compile(r"(valid|assigned|available|in_use)_to|to_on|(removed|disconnected|revoked|ended)_on")
_NUMBERS = ("integer", "decimal", "list")
_TIMES = ("date", "month", "instant")
_OF_FACTS = ("reading_flag", "energy_quality", "energy_method")  # words of derived tables, which have no file here


def faults(tables: Mapping[str, Table], lists: Mapping[str, CodeList]) -> list[Fault]:
    """All that is wrong with the schema as a whole; empty when it holds together."""
    found: list[Fault] = []
    for table in tables.values():
        for one, remedy in _table_faults(table, tables, lists):
            found.append(Fault(one, remedy, f"{table.name}.csv"))
    used = {column.type.code_list for table in tables.values() for column in table.columns}
    for code_list in lists.values():
        for one, remedy in _list_faults(code_list, used):
            found.append(Fault(one, remedy, f"{code_list.name}.csv"))
    return found + [Fault(f"the references {' -> '.join(ring)} go round", "Take one away.") for ring in _rings(tables)]


def _table_faults(
    table: Table, tables: Mapping[str, Table], lists: Mapping[str, CodeList]
) -> Iterator[tuple[str, str]]:
    yield from _words(table.name, table.meaning, table.meaning_zh)
    if table.group not in lists[CHAPTERS].meanings:
        yield f"the chapter {table.group!r} is unknown", f"Write a code of {CHAPTERS} in the first row's type."
    if sum(column.is_time for column in table.columns) > 1:
        yield "two time columns", "Mark one."
    if table.time_column and any(_ENDS.fullmatch(name) for name in table.by_name):
        yield "a time column where rows hold until an end", "Mark none: a window would lose what is still in force."
    yield from _path(table, tables)
    for column in table.columns:
        for one, remedy in _column_faults(column, tables):
            yield f"{column.name}: {one}", remedy


def _column_faults(column: Column, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
    yield from _words(column.name, column.meaning, column.meaning_zh)
    is_number = column.type.name in _NUMBERS
    if is_number != bool(column.unit):
        yield (
            "a number without a unit" if is_number else "a unit without a number",
            "Write a unit; 1 is a plain number.",
        )
    if column.name in SYSTEM_COLUMNS.names:
        yield "the store adds a column of that name", "Choose another name."
    if column.in_primary_key and column.nullable:
        yield "part of the key may be NULL", "Write no under null."
    if column.is_time and column.type.name not in _TIMES:
        yield "the time column holds no time", f"Its type must be one of {', '.join(_TIMES)}."
    if _ABOUT_A_PERSON.search(column.name) and column.privacy < Privacy.PERSONAL:
        yield "says something of a person and is not personal", "Raise its privacy."
    yield from _reference(column, tables)
    yield from _example(column)


def _words(name: str, english: str, chinese: str) -> Iterator[tuple[str, str]]:
    if not _NAME.fullmatch(name):
        yield f"{name!r} is not in small letters with underscores", "Write it as meter_serial_no."
    if not english.strip() or _HAN.search(english):
        yield "no meaning in English", "Say what it is in a few words."
    if not _HAN.search(chinese):
        yield "no meaning in Chinese", "Say it as an auditor would."


def _reference(column: Column, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
    if column.references is None:
        return
    name, key = column.references
    target = tables.get(name)
    if target is None or key not in target.by_name:
        yield f"references {name}.{key}, which is not there", "Name a table and its key."
    elif target.primary_key != (key,):
        yield f"references {name}.{key}, which is not the key of {name}", "Reference the whole key."
    elif target.by_name[key].type != column.type:
        yield f"has another type than {name}.{key}", f"Write {target.by_name[key].type}."


def _example(column: Column) -> Iterator[tuple[str, str]]:
    if not column.example:
        if not column.nullable:
            yield "no example, and NULL is not allowed", "Give the ordinary value."
        return
    try:
        parse_value(column.type, column.example)
    except JichaError as error:
        yield f"the example: {error.faults[0].message}", error.faults[0].remedy


def _path(table: Table, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
    if not table.org_path:
        places = [column.name for column in table.columns if _leads_to_org(column, tables)]
        if places:
            yield "no path to the organisation", f"Begin it with one of {', '.join(places)}."
        return
    here: Table | None = table
    for step, name in enumerate(table.org_path):
        column = here.by_name.get(name) if here else None
        if column is None or here is None:
            yield f"the path to the organisation breaks at {name}", "Chain columns, each of the table before."
            return
        if step == len(table.org_path) - 1 and (here.name, name) != ("org", "org_id"):
            if column.references != ("org", "org_id"):
                yield f"the path to the organisation ends at {name}", "End it with a reference to org.org_id."
        else:
            here = tables.get(column.references[0]) if column.references else None


def _leads_to_org(column: Column, tables: Mapping[str, Table]) -> bool:
    target = tables.get(column.references[0]) if column.references else None
    return target is not None and bool(target.org_path)


def _list_faults(code_list: CodeList, used: set[str]) -> Iterator[tuple[str, str]]:
    if not _NAME.fullmatch(code_list.name):
        yield "the file's name is not in small letters with underscores", "Rename it."
    if code_list.name not in used and code_list.name not in {CHAPTERS, *_OF_FACTS}:
        yield "no column uses the list", "Use it or take it away."
    if not code_list.meanings:
        yield "the list is empty", "Give it codes."
    for code, (english, chinese) in code_list.meanings.items():
        if not _NAME.fullmatch(code):
            yield f"{code!r} is not in small letters with underscores", "Write it as time_of_use."
        # A figure such as 0.2S is its own meaning in both languages.
        if not english.strip() or _HAN.search(english) or not chinese.strip():
            yield f"{code} lacks a meaning in one language", "Fill in both."


def _rings(tables: Mapping[str, Table]) -> Iterator[tuple[str, ...]]:
    """Chains of references that come back to their start, save a table that references itself (a tree)."""
    ahead = {
        table.name: sorted({column.references[0] for column in table.columns if column.references} - {table.name})
        for table in tables.values()
    }
    done: set[str] = set()

    def walk(name: str, way: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if name in way:
            yield (*way[way.index(name) :], name)
            return
        if name in done:
            return
        for following in ahead.get(name, []):
            yield from walk(following, (*way, name))
        done.add(name)

    for name in ahead:
        yield from walk(name, ())
