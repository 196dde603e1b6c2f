"""Read one target table of a profile and hold it against the schema."""

from __future__ import annotations

from dataclasses import replace

from jicha.intake.calendar_words import INSTANTS
from jicha.intake.condition import Condition, read_condition
from jicha.intake.expression import Expression, read_expression
from jicha.intake.likely_time import ACQUIRED, RECORDED, Likely
from jicha.intake.manner import DATE_OPTIONS, PLAIN_MANNER, Manner
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.nearest import suggestion
from jicha.intake.profile import CurveSpec, Kind, Target
from jicha.intake.transform import Reading
from jicha.intake.transforms.date import read_calendar, read_formats
from jicha.intake.transforms.identifier import Identifier
from jicha.intake.transforms.instant import read_zone
from jicha.intake.transforms.number import read_factor
from jicha.schema import Column, ColumnType, Table, code_list, tables
from jicha.terms.errors import Fault

TARGET = ("table", "kind", "corrections", "when", "columns", "curve")
CURVE = ("start", "end", "format", "zone", "slot_minutes", "unit", "times", "quantities", *DATE_OPTIONS)
_IDENTIFYING = ("_id", "_no", "_number", "_code")
_BY_CURVE = ("day", "quantity", "slots", "slot_minutes", "unit")  # columns that the kind `curve` fills itself


def read_target(
    node: Marked, source: str, words: tuple[str, ...], faults: list[Fault], *, manner: Manner = PLAIN_MANNER
) -> Target | None:
    """Read a target; ``words`` are the file's columns and constants, ``manner`` is how it writes its values.

    Faults are noted, then it is None.
    """
    before = len(faults)
    section = Section(node, faults, TARGET)
    name, kind = section.text("table"), section.text("kind", Kind.ROWS)
    if name and name not in tables():
        section.fault_at("table", f"unknown table {name!r}", suggestion(name, tables()))
    if kind not in set(Kind):
        section.fault_at("kind", f"unknown kind {kind!r}", suggestion(kind, Kind))
    if len(faults) > before:
        return None
    table = tables()[name]
    columns = dict(_columns(section, table, source, words, manner))
    curve = _curve(section, table, words, manner) if kind == Kind.CURVE else None
    _check_required(section, table, columns, curve)
    _check_numbered(section, table, Kind(kind), columns)
    if kind == Kind.MENTIONS:
        _check_mention(section, table, columns)
    when: Condition | None = None
    if "when" in section:
        when = read_condition(section.entries["when"], faults)
        for word in when.columns:
            if word not in words:
                section.fault_at("when", f"{word!r} is no column of the file", suggestion(word, words))
    corrections = section.yes("corrections")
    if len(faults) > before:
        return None
    return Target(name, Kind(kind), corrections, when, columns, curve)


def _columns(
    section: Section, table: Table, source: str, words: tuple[str, ...], manner: Manner
) -> list[tuple[str, Expression]]:
    found = []
    reading = Reading(source, words, ColumnType("text"), section.faults, manner)
    for name, node in section.pairs("columns"):
        column = table.by_name.get(name)
        if column is None:
            message = f"{table.name} has no column {name!r}"
            section.faults.append(node.fault(message, suggestion(name, table.by_name)))
            continue
        expression = read_expression(node, _for_column(reading, table, column))
        if expression:
            found.append((name, expression))
    return found


def _for_column(reading: Reading, table: Table, column: Column) -> Reading:
    """What the schema says of a column: its unit, whether it identifies, and when what it tells can have happened."""
    return replace(
        reading, type=column.type, unit=column.unit, identifies=identifies(column), likely=likely_in(table, column)
    )


def identifies(column: Column) -> bool:
    """Whether the texts of a column name something, so that two that look the same must be the same."""
    return column.in_primary_key or bool(column.references) or column.name.endswith(_IDENTIFYING)


def likely_in(table: Table, column: Column) -> Likely | None:
    """When what a column tells can have happened: of the time column, as devices or as people record it."""
    if not column.is_time:
        return None
    return ACQUIRED if table.group == "acquired" else RECORDED


def _check_required(section: Section, table: Table, columns: dict[str, Expression], curve: CurveSpec | None) -> None:
    written = {name for name, _ in section.pairs("columns")}
    for column in table.columns:
        if not column.nullable and column.name not in written and not (curve and column.name in _BY_CURVE):
            section.fault(f"{table.name}.{column.name} must not be missing", f"Map it: {column.name}: ...")
    if curve:
        for name in sorted(written & set(_BY_CURVE)):
            section.fault(f"{name} is filled by the curve itself", f"Leave {name} out of columns.")


def _check_numbered(section: Section, table: Table, kind: Kind, columns: dict[str, Expression]) -> None:
    for name, expression in columns.items():
        numbered = isinstance(expression.transform, Identifier) and expression.transform.numbered
        if numbered and (kind is not Kind.ROWS or table.primary_key != (name,)):
            message = f"repeats cannot be numbered in {table.name}.{name}"
            section.fault(message, "Only the single key of a table of kind rows can tell repeats apart.")


def _check_mention(section: Section, table: Table, columns: dict[str, Expression]) -> None:
    """What is only mentioned may say no more than its key: then two mentions of one object never differ."""
    in_key = {word for name in table.primary_key if name in columns for word in columns[name].reads}
    for name, expression in columns.items():
        beyond = sorted(set(expression.reads) - in_key)
        if beyond:
            message = f"{table.name}.{name} is made of {', '.join(beyond)}, which the key does not hold"
            section.fault(message, "Leave it out of the mention, or make the target kind: rows.")


def _curve(section: Section, table: Table, words: tuple[str, ...], manner: Manner) -> CurveSpec | None:
    if "curve" not in section:
        section.fault("a target of kind curve needs a curve", "Add curve: with start, slot_minutes and quantities.")
        return None
    one = Section(section.entries["curve"], section.faults, CURVE)
    if table.name != "curve":
        section.fault(f"{table.name} holds no curves", "Use the table curve.")
    if ("start" in one) == ("end" in one):
        one.fault("a reading stands at the start or at the end of its slot", "Give one of start and end.")
    codes = code_list("curve_quantity").meanings
    quantities = {}
    for code, node in one.pairs("quantities"):
        if code not in codes:
            one.faults.append(node.fault(f"unknown quantity {code!r}", suggestion(code, codes)))
        quantities[code] = text_of(node, code, one.faults)
    minutes = one.whole_number("slot_minutes")
    if 24 * 60 % minutes:
        one.fault_at("slot_minutes", f"a day is no multiple of {minutes} minutes", "Write 1, 5, 10, 15, 30 or 60.")
    curve = tables()["curve"]
    dated = _for_column(Reading("", words, ColumnType("date"), one.faults, manner), curve, curve.by_name["day"])
    reading = replace(dated, type=ColumnType("integer"))
    excel, likely = read_calendar(one, dated)
    spec = CurveSpec(
        moment=one.text("start", "") or one.text("end", ""),
        at_end="end" in one,
        formats=read_formats(one, INSTANTS, {"year", "month", "day", "hour", "minute"}),
        slot_minutes=minutes,
        unit=one.text("unit"),
        times=read_factor(one, reading),
        quantities=quantities,
        zone=read_zone(one, ""),
        numbers=manner.numbers,
        excel=excel,
        likely=likely,
    )
    if not spec.zone and any("offset" in format_.parts for format_ in spec.formats):
        one.fault_at(
            "format", "the times say their offset, but no zone says which day it is", "Add zone: Asia/Shanghai."
        )
    if not quantities:
        one.fault("no quantities", "Add quantities: with our code: their column.")
    for word in (spec.moment, *quantities.values()):
        if word not in words:
            one.fault(f"{word!r} is no column of the file", suggestion(word, words))
    return spec
