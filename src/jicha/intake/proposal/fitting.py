"""One column of a file written as one canonical column: whether its values fit, how it is written, what is doubtful."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jicha.intake.header_units import unit_in_word, unit_spelled
from jicha.intake.number_style import Percent, Style
from jicha.intake.proposal.codes import Codes, match_codes, yes_and_no
from jicha.intake.proposal.doubts import Doubt, doubtful, found, listed
from jicha.intake.proposal.looks import DateLook, Looks, Misfits, NumberLook
from jicha.intake.proposal.proposed import flow_map, quoted
from jicha.schema import Column, Table

ZONE = "Asia/Shanghai"
_QUOTIENT = re.compile(r"^[0-9.]+\s*[/:：／]\s*[0-9.]+$")
_NAMED = {"integer": "number", "decimal": "number", "date": "date", "month": "month", "instant": "time",
          "boolean": "yes or no", "code": "code"}  # fmt: skip
_LONGEST_IDENTIFIER = 64


@dataclass(frozen=True, slots=True)
class Written:
    """An expression as YAML, and what is doubtful about it."""

    yaml: str
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Fitting:
    """What is known beside the column itself: the codes that profiles know."""

    codes: Codes

    def share(self, column: Column, looks: Looks) -> float:
        """How well the values fit the canonical column, from 0 to 1; without values nothing speaks against it."""
        if looks.is_blank:
            return 0.9
        return _SHARES[column.type.name](self, column, looks)

    def write(self, table: Table, column: Column, looks: Looks) -> Written | Doubt:
        """The expression that reads it; the doubt that forbids it where the values are no such thing."""
        if looks.is_blank:
            return _written_blank(column, looks)
        made = _WRITERS[column.type.name](self, table, column, looks)
        if isinstance(made, Doubt):
            return made
        value = looks.values[0]
        if len(looks.values) == 1 and looks.given > 1 and column.type.name != "code":
            return Written(made.yaml, (*made.doubts, found("one_value", word=looks.word, value=value)))
        return made


def identifies(column: Column) -> bool:
    """Whether its texts are identifiers that begin with the source."""
    return bool(column.references) or (column.in_primary_key and column.name.endswith("_id"))


def identifier_doubts(looks: Looks) -> tuple[Doubt, ...]:
    """What may have happened to account numbers on their way."""
    said: list[Doubt] = []
    if looks.lost_digits:
        said.append(doubtful("lost_digits", word=looks.word, example=looks.lost_digits))
    widths = looks.widths
    if len(widths) > 1 and max(widths.values()) >= 0.8 * sum(widths.values()):
        width = max(widths, key=lambda one: widths[one])
        if any(one < width for one in widths):
            told = ", ".join(f"{one}: {count}" for one, count in widths.items())
            said.append(doubtful("widths", word=looks.word, widths=told, width=width))
    if looks.has_leading_zeros:
        said.append(found("leading_zeros", word=looks.word))
    return tuple(said)


def part_of_key(looks: Looks, kind: str = "") -> str:
    """A column as a part of an identifier: days and months by what they mean, missing parts as a dash.

    ``kind`` is the type of what the column fills: 202405 alone may be a number of something.
    """
    word = quoted(looks.word)
    for name, look in (("date", looks.date), ("month", looks.month)):
        if look is not None and (name == kind or not looks.widths) and not look.serial:
            options = [(name, word), *([("format", quoted(look.format))] if look.format else [])]
            return flow_map(options)
    return flow_map([("take", word), ("missing", '"-"')]) if looks.blanks else word


def _text_share(_: Fitting, column: Column, looks: Looks) -> float:
    if not (identifies(column) or column.name.endswith(("_no", "_code", "_id"))):
        return 1.0 if looks.number is None else 0.8
    if looks.longest > _LONGEST_IDENTIFIER:
        return 0.1
    if looks.number is not None and looks.number.decimals:
        return 0.2
    return 0.3 if looks.instant is not None and not looks.widths else 1.0


def _number_share(_: Fitting, column: Column, looks: Looks) -> float:
    if looks.number is None:
        return 1.0 if _is_quotient(looks) and column.type.name == "decimal" else 0.0
    if _likely_identifier(looks):
        return 0.3
    return 0.5 if column.type.name == "integer" and looks.number.decimals else 1.0


def _date_share(_: Fitting, column: Column, looks: Looks) -> float:
    look = _look_of(column, looks)
    if look is None:
        return 0.0
    return 0.6 if look.serial else 1.0


def _instant_share(_: Fitting, column: Column, looks: Looks) -> float:
    if looks.instant is not None and looks.instant.has_time:
        return 1.0
    return 0.8 if looks.date is not None else 0.0


def _boolean_share(_: Fitting, column: Column, looks: Looks) -> float:
    return 1.0 if yes_and_no(looks.values) else 0.0


def _code_share(self: Fitting, column: Column, looks: Looks) -> float:
    matched = match_codes(column.type.code_list, looks.values, self.codes)
    return 0.2 + 0.8 * len(matched) / len(looks.values) if len(looks.values) <= 200 else 0.1


def _list_share(_: Fitting, column: Column, looks: Looks) -> float:
    return 1.0 if looks.number is not None and not _likely_identifier(looks) else 0.0


def _write_text(_: Fitting, table: Table, column: Column, looks: Looks) -> Written | Doubt:
    word = quoted(looks.word)
    if identifies(column):
        return Written(f"{{identifier: [{word}]}}", identifier_doubts(looks))
    numbered = column.name.endswith(("_no", "_code", "_number"))
    return Written(word, identifier_doubts(looks) if numbered else ())


def _write_number(_: Fitting, table: Table, column: Column, looks: Looks) -> Written | Doubt:
    word, look = quoted(looks.word), looks.number
    if look is None:
        if column.type.name == "decimal" and _is_quotient(looks):
            return Written(flow_map([("quotient", word)]))
        return _no_fit(table, column, looks, Misfits(looks.given, looks.values[0]))
    options, said = _number_options(table, column, looks, look)
    said += [_no_fit(table, column, looks, look.misfits)] if look.misfits.rows else []
    return Written(flow_map([("number", word), *options]) if options else word, tuple(said))


def _number_options(
    table: Table, column: Column, looks: Looks, look: NumberLook
) -> tuple[list[tuple[str, str]], list[Doubt]]:
    """The options of `number` that the values and the header ask for."""
    style, word = look.style, looks.word
    options: list[tuple[str, str]] = []
    said: list[Doubt] = []
    if style.style is not Style.PLAIN:
        options.append(("style", style.style))
        said.append(found("numbers_of_style", word=word, style=style.style, example=look.example))
    if look.other:
        said.append(doubtful("comma_or_point", word=word, example=look.example, style=style.style))
    if style.accounting:
        options.append(("accounting", "yes"))
        said.append(found("accounting", word=word, example=look.example))
    if style.percent is not Percent.NO:
        options.append(("percent", style.percent))
        said.append(doubtful("percent", word=word, example=look.example or looks.values[0]))
    factor = Decimal(1)
    if style.unit:
        factor = _cell_unit(column, style.unit, word, table, options, said)
    elif style.percent is Percent.NO:
        factor = _header_unit(column, word, table, said)
    if factor != 1:
        options.append(("times", f"{factor:f}"))
    keeps = column.type.scale if column.type.name == "decimal" else 0
    decimals = max(0, look.decimals - max(0, _places(factor)))
    if style.percent is not Percent.NO and column.unit != "%":
        decimals += 2
    if decimals > keeps:
        options.append(("half_up", "yes"))
        said.append(
            doubtful("too_many_decimals", word=word, decimals=decimals, table=table.name, column=column.name,
                     keeps=keeps)
        )  # fmt: skip
    return options, said


def _cell_unit(
    column: Column, spelling: str, word: str, table: Table, options: list[tuple[str, str]], said: list[Doubt]
) -> Decimal:
    options.append(("unit", quoted(spelling)))
    unit = unit_spelled(spelling)
    said.append(doubtful("unit_in_cells", word=word, unit=spelling))
    if unit is None or unit.ours != column.unit:
        said.append(_other_unit(column, spelling, word, table))
        options.append(("times", "1"))
        return Decimal(1)
    if unit.factor == 1 and spelling != column.unit:
        options.append(("times", "1"))
    return unit.factor


def _header_unit(column: Column, word: str, table: Table, said: list[Doubt]) -> Decimal:
    unit = unit_in_word(word)
    if unit is None:
        return Decimal(1)
    if unit.ours == "%" and column.unit == "1":
        said.append(doubtful("unit_in_header", word=word, unit="%", factor="0.01", ours="1"))
        return Decimal("0.01")
    if unit.ours != column.unit:
        said.append(_other_unit(column, unit.spelling, word, table))
        return Decimal(1)
    if unit.factor != 1:
        said.append(
            doubtful("unit_in_header", word=word, unit=unit.spelling, factor=f"{unit.factor:f}", ours=unit.ours)
        )
    return unit.factor


def _other_unit(column: Column, unit: str, word: str, table: Table) -> Doubt:
    return doubtful(
        "unit_of_another_kind", word=word, unit=unit, table=table.name, column=column.name, ours=column.unit or "-"
    )


def _places(factor: Decimal) -> int:
    """By how many places a factor moves the point to the right."""
    return int(factor.adjusted()) if factor == Decimal(10) ** factor.adjusted() else 0


def _write_date(_: Fitting, table: Table, column: Column, looks: Looks) -> Written | Doubt:
    look = _look_of(column, looks)
    if look is None:
        return _no_fit(table, column, looks, Misfits(looks.given, looks.values[0]))
    name = column.type.name
    options, said = _date_options(looks, look)
    said += [_no_fit(table, column, looks, look.misfits)] if look.misfits.rows else []
    word = quoted(looks.word)
    return Written(flow_map([(name, word), *options]) if options else word, tuple(said))


def _date_options(looks: Looks, look: DateLook) -> tuple[list[tuple[str, str]], list[Doubt]]:
    if look.serial:
        return [("excel", '"1900"')], [doubtful("day_numbers", word=looks.word, example=looks.values[0])]
    if not look.format:
        return [], []
    said = [found("date_format", word=looks.word, format=look.format)]
    if look.other:
        said = [doubtful("day_or_month", word=looks.word, format=look.format, other=look.other)]
    return [("format", quoted(look.format))], said


def _write_instant(_: Fitting, table: Table, column: Column, looks: Looks) -> Written | Doubt:
    look, days = looks.instant, False
    if look is None or not look.has_time:
        look, days = looks.date, True
    if look is None:
        return _no_fit(table, column, looks, Misfits(looks.given, looks.values[0]))
    options, said = _date_options(looks, look)
    said.append(doubtful("zone_assumed", word=looks.word, zone=ZONE))
    if days:
        said.append(doubtful("day_for_instant", word=looks.word))
        options.append(("days", "yes"))
    said += [_no_fit(table, column, looks, look.misfits)] if look.misfits.rows else []
    return Written(flow_map([("instant", quoted(looks.word)), ("zone", ZONE), *options]), tuple(said))


def _write_boolean(_: Fitting, table: Table, column: Column, looks: Looks) -> Written | Doubt:
    words = yes_and_no(looks.values)
    if words is None:
        return _no_fit(table, column, looks, Misfits(looks.given, looks.values[0]))
    yes, no = words
    said = doubtful("yes_or_no", word=looks.word, yes=listed(list(yes)), no=listed(list(no)))
    return Written(
        flow_map([("boolean", quoted(looks.word)), ("true", _list(yes)), ("false", _list(no))]), (said,)
    )  # fmt: skip


def _write_code(self: Fitting, table: Table, column: Column, looks: Looks) -> Written | Doubt:
    name = column.type.code_list
    matched = match_codes(name, looks.values, self.codes)
    strange = [one for one in looks.values if one not in matched]
    word = looks.word
    if not matched:
        return doubtful(
            "codes_strange", word=word, table=table.name, column=column.name, list=name, words=listed(strange)
        )
    if not strange and all(theirs == ours for theirs, ours in matched.items()):
        return Written(quoted(word))
    pairs = listed([f"{theirs} = {ours}" for theirs, ours in matched.items()], most=6)
    said = [doubtful("codes_matched", word=word, pairs=pairs)]
    if strange:
        said.append(doubtful("codes_unknown", word=word, list=name, words=listed(strange, most=12)))
    codes = flow_map((quoted(theirs), ours) for theirs, ours in matched.items())
    return Written(flow_map([("code", quoted(word)), ("codes", codes)]), tuple(said))


def _no_list(_: Fitting, table: Table, column: Column, looks: Looks) -> Written | Doubt:
    return _no_fit(table, column, looks, Misfits(looks.given, looks.values[0]))


def _written_blank(column: Column, looks: Looks) -> Written | Doubt:
    """A column without any value is mapped by its name alone, where a plain word can be read."""
    blank = doubtful("all_blank", word=looks.word)
    word = quoted(looks.word)
    if column.type.name in ("boolean", "list"):
        return blank
    if column.type.name == "instant":
        return Written(flow_map([("instant", word), ("zone", ZONE)]), (blank,))
    return Written(f"{{identifier: [{word}]}}" if identifies(column) else word, (blank,))


def _look_of(column: Column, looks: Looks) -> DateLook | None:
    return looks.month or looks.date if column.type.name == "month" else looks.date


def _no_fit(table: Table, column: Column, looks: Looks, misfits: Misfits) -> Doubt:
    return doubtful(
        "values_do_not_fit", word=looks.word, table=table.name, column=column.name, rows=misfits.rows,
        type=_NAMED.get(column.type.name, column.type.name), example=misfits.example,
    )  # fmt: skip


def _is_quotient(looks: Looks) -> bool:
    return bool(looks.values) and all(_QUOTIENT.match(one) for one in looks.values)


def _likely_identifier(looks: Looks) -> bool:
    """Long numbers of one length are no quantities."""
    return len(looks.widths) == 1 and min(looks.widths) >= 8


def _list(words: Sequence[str]) -> str:
    return f"[{', '.join(quoted(one) for one in words)}]"


_SHARES: Mapping[str, Callable[[Fitting, Column, Looks], float]] = {
    "text": _text_share, "integer": _number_share, "decimal": _number_share, "date": _date_share,
    "month": _date_share, "instant": _instant_share, "boolean": _boolean_share, "code": _code_share,
    "list": _list_share,
}  # fmt: skip
_WRITERS: Mapping[str, Callable[[Fitting, Table, Column, Looks], Written | Doubt]] = {
    "text": _write_text, "integer": _write_number, "decimal": _write_number, "date": _write_date,
    "month": _write_date, "instant": _write_instant, "boolean": _write_boolean, "code": _write_code,
    "list": _no_list,
}  # fmt: skip
