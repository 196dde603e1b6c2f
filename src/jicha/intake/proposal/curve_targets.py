"""Curves: a column for each slot of a day, or a row for each moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

import pyarrow.compute as pc

from jicha.intake.calendar_words import INSTANTS, DateFormat, read_moments
from jicha.intake.header_units import of_curve, unit_in_word
from jicha.intake.proposal.choice import Chosen, Option
from jicha.intake.proposal.clues import point_clues
from jicha.intake.proposal.codes import match_codes
from jicha.intake.proposal.doubts import Doubt, doubtful, found, listed
from jicha.intake.proposal.fitting import Written
from jicha.intake.proposal.keys import may_name
from jicha.intake.proposal.looked_at import LookedAt
from jicha.intake.proposal.proposed import Line, flow_map, quoted
from jicha.intake.proposal.slots_found import SlotRun
from jicha.intake.proposal.targets import Built
from jicha.schema import code_list, tables

_GRIDS = (1, 5, 10, 15, 30, 60)
_MOST_MOMENTS = 5_000
_ASSUMED = ("active_power", "voltage_a", "current_a")
# The letters that exports begin slot columns with, where no column says what is measured.
_LETTERS = {"U": "voltage_a", "I": "current_a", "P": "active_power", "Q": "reactive_power"}


@dataclass(frozen=True, slots=True)
class _Family:
    """Quantities that are kept in one unit: the unit of the integers, how many of it one of the source's is."""

    unit: str
    times: str
    source_unit: str


_FAMILIES = {
    "active_power": _Family("W", "1000", "kW"), "reactive_power": _Family("var", "1000", "kvar"),
    "voltage": _Family("dV", "10", "V"), "current": _Family("mA", "1000", "A"),
    "power_factor": _Family("permille", "1000", "1"), "active_energy": _Family("Wh", "1000", "kWh"),
    "reverse_active_energy": _Family("Wh", "1000", "kWh"), "reactive_energy": _Family("varh", "1000", "kvarh"),
}  # fmt: skip


def wide_targets(seen: LookedAt, run: SlotRun, chosen: Chosen, doubts: Sequence[Doubt]) -> Built:
    """Targets for a file with the slots of a day side by side, one for each unit."""
    built = Built()
    point = _point(seen, chosen.options, built)
    day = _day(seen, chosen.options, built)
    quantities = _quantities(seen, run, chosen.options, built)
    slots = [("slots", quoted(run.written)), *([("at", run.at), ("slot_minutes", str(run.minutes))] if run.at else [])]
    built.read |= set(run.columns)
    label = {"start": "start", "end": "end", "": "start"}[run.at]
    said = doubtful("slot_labels", first=run.columns[0], last=run.columns[-1], side=label, minutes=run.minutes)
    for number, (family, quantity, when) in enumerate(quantities):
        built.lines.append(Line("- table: curve", tuple(doubts) if number == 0 else ()))
        if when:
            built.lines.append(Line(f"  when: {when}"))
        built.lines.append(Line("  columns:"))
        unit = doubtful("factor_assumed", unit=family.source_unit)
        columns = {
            "point_id": point, "day": day, "quantity": quantity,
            "slots": Written(flow_map([*slots, ("times", family.times)]), (said, unit) if number == 0 else (unit,)),
            "slot_minutes": Written(f'{{constant: "{run.minutes}"}}'), "unit": Written(f"{{constant: {family.unit}}}"),
        }  # fmt: skip
        for name, written in columns.items():
            built.lines.append(Line(f"    {name}: {written.yaml}", written.doubts if number == 0 or name not in
                                    ("point_id", "day") else ()))  # fmt: skip
    if built.lines:
        built.lines[-1] = Line(built.lines[-1].text, (*built.lines[-1].doubts, doubtful("secondary_unknown")))
    return built


def long_targets(seen: LookedAt, chosen: Chosen, doubts: Sequence[Doubt]) -> Built | None:
    """Targets for a file with a row for each moment, one for each unit; None if it has no moments or quantities."""
    moment = _moment(seen, chosen)
    valued = [one for one in chosen.options if one.meaning.constants and one.meaning.column == "slots"]
    if not moment or not valued:
        return None
    built = Built()
    point = _point(seen, chosen.options, built)
    minutes = _grid(seen, moment)
    families: dict[str, list[tuple[str, str]]] = {}
    for one in valued:
        code = dict(one.meaning.constants)["quantity"]
        families.setdefault(_family_of(code), []).append((code, one.word))
        built.read.add(one.word)
    built.read.add(moment)
    said_first = (*_unnamed_moment(seen, chosen, moment), *_moment_doubts(seen, moment, minutes))
    for number, (name, quantities) in enumerate(families.items()):
        family = _FAMILIES[name]
        unit, times, said = _stated_unit(quantities[0][1], family)
        built.lines += [
            Line("- table: curve", tuple(doubts) if number == 0 else ()),
            Line("  kind: curve"),
            Line("  columns:"),
            Line(f"    point_id: {point.yaml}", point.doubts if number == 0 else ()),
            Line("  curve:"),
            Line(f"    start: {quoted(moment)}", said_first if number == 0 else ()),
            *_format_lines(seen, moment),
            Line(f"    slot_minutes: {minutes}"),
            Line(f"    unit: {unit}"),
            Line(f"    times: {times}", said),
            Line(f"    quantities: {flow_map((code, quoted(word)) for code, word in quantities)}"),
        ]
    return built


def may_be_long(seen: LookedAt, chosen: Chosen) -> bool:
    """Whether a table for curves could be made of it: some moments, and some quantity that has a column of its own."""
    return bool(_moment(seen, chosen)) and any(one.meaning.constants for one in chosen.options)


def _moment(seen: LookedAt, chosen: Chosen) -> str:
    """The word of the moments: the one that is known for them, else the first that holds any."""
    known = [one.word for one in chosen.options if one.meaning.column == "day"]
    return next((word for word in (*known, *seen.words) if _has_time(seen, word)), "")


def _unnamed_moment(seen: LookedAt, chosen: Chosen, moment: str) -> tuple[Doubt, ...]:
    if any(one.word == moment for one in chosen.options if one.meaning.column == "day"):
        return ()
    others = listed([one for one in seen.words if _has_time(seen, one)], 3)
    return (doubtful("required_unfilled", table="curve", column="day", candidates=others),)


def _point(seen: LookedAt, options: Sequence[Option], built: Built) -> Written:
    table = tables()["curve"]
    pointed = point_clues(seen, table, {}, options)
    if pointed:
        built.read |= pointed.words
        return pointed.written
    own = next((one for one in options if one.meaning.column == "point_id" and not one.meaning.clue), None)
    word = (
        own.word
        if own
        else next((one for one in seen.words if one not in seen.run_words and may_name(seen.looks[one])), seen.words[0])
    )
    built.read.add(word)
    said = () if own else (doubtful("required_unfilled", table="curve", column="point_id", candidates=_naming(seen)),)
    return Written(f"{{identifier: [{quoted(word)}]}}", said)


def _naming(seen: LookedAt) -> str:
    return listed([one for one in seen.words if one not in seen.run_words and may_name(seen.looks[one])], 3) or "-"


def _day(seen: LookedAt, options: Sequence[Option], built: Built) -> Written:
    table = tables()["curve"]
    column = table.by_name["day"]
    own = [one.word for one in options if one.meaning.column == "day" and not one.meaning.clue]
    others = [one for one in seen.words if one not in seen.run_words and seen.looks[one].date is not None]
    for word in [*own, *others]:
        written = seen.fitting.write(table, column, seen.looks[word])
        if isinstance(written, Written):
            built.read.add(word)
            said = (
                ()
                if word in own
                else (doubtful("required_unfilled", table="curve", column="day", candidates=listed(others, 3)),)
            )
            return Written(written.yaml, (*said, *written.doubts))
    said = (doubtful("constant_assumed", table="curve", column="day", value=column.example),)
    return Written(f"{{constant: {quoted(column.example)}}}", said)


def _quantities(
    seen: LookedAt, run: SlotRun, options: Sequence[Option], built: Built
) -> list[tuple[_Family, Written, str]]:
    """For each unit the expression of the quantity, and the condition that chooses its rows."""
    column = tables()["curve"].by_name["quantity"]
    for one in options:
        looks = seen.looks[one.word]
        if one.meaning.column != "quantity" or one.meaning.clue or looks.is_blank:
            continue
        matched = match_codes(column.type.code_list, looks.values, seen.fitting.codes)
        if not matched:
            built.refused[one.word] = doubtful(
                "codes_strange", word=one.word, table="curve", column="quantity", list=column.type.code_list,
                words=listed(list(looks.values)),
            )  # fmt: skip
            continue
        built.read.add(one.word)
        return _by_family(seen, one.word, matched)
    code, said = _assumed(seen, run)
    return [(_FAMILIES[_family_of(code)], Written(f"{{constant: {code}}}", said), "")]


def _by_family(seen: LookedAt, word: str, matched: dict[str, str]) -> list[tuple[_Family, Written, str]]:
    families: dict[str, dict[str, str]] = {}
    for theirs, ours in matched.items():
        families.setdefault(_family_of(ours), {})[theirs] = ours
    strange = [one for one in seen.looks[word].values if one not in matched]
    made = []
    for number, (name, pairs) in enumerate(families.items()):
        told = listed([f"{theirs} = {ours}" for theirs, ours in pairs.items()], 6)
        said = [doubtful("codes_matched", word=word, pairs=told)]
        if strange and number == 0:
            said.append(doubtful("codes_unknown", word=word, list="curve_quantity", words=listed(strange, 12)))
        codes = flow_map((quoted(theirs), ours) for theirs, ours in pairs.items())
        when = flow_map([("column", quoted(word)), ("is", f"[{', '.join(quoted(one) for one in pairs)}]")])
        written = Written(flow_map([("code", quoted(word)), ("codes", codes)]), tuple(said))
        made.append((_FAMILIES[name], written, when if len(families) > 1 or strange else ""))
    return made


def _assumed(seen: LookedAt, run: SlotRun) -> tuple[str, tuple[Doubt, ...]]:
    """What is measured where no column says so: by the title, by the letter of the slots, or assumed."""
    meanings = code_list("curve_quantity").meanings
    names = {code: chinese.partition("(")[0] for code, (_, chinese) in meanings.items()}
    told = sorted((code for code, name in names.items() if name in seen.hint), key=lambda one: -len(names[one]))
    letter = _LETTERS.get(run.prefix.strip().upper())
    code = told[0] if told else letter or _ASSUMED[0]
    others = listed([one for one in (*told[1:], *_ASSUMED) if one != code], 3)
    return code, (doubtful("quantity_assumed", quantity=code, others=others),)


def _family_of(code: str) -> str:
    return next(name for name in sorted(_FAMILIES, key=len, reverse=True) if code.startswith(name))


def _stated_unit(word: str, family: _Family) -> tuple[str, str, tuple[Doubt, ...]]:
    unit = unit_in_word(word)
    made = of_curve(unit) if unit else None
    if unit and made and made[0] == family.unit:
        return family.unit, f"{made[1]:f}", ()
    return family.unit, family.times, (doubtful("factor_assumed", unit=family.source_unit),)


def _has_time(seen: LookedAt, word: str) -> bool:
    look = seen.looks[word].instant
    return look is not None and look.has_time and not look.serial


def _moment_doubts(seen: LookedAt, word: str, minutes: int) -> tuple[Doubt, ...]:
    said = [
        found("grid_assumed", minutes=minutes),
        doubtful("slot_labels", first=word, last=word, side="start", minutes=minutes),
    ]
    look = seen.looks[word].instant
    if look and look.other:
        said.append(doubtful("day_or_month", word=word, format=look.format, other=look.other))
    return tuple(said)


def _format_lines(seen: LookedAt, word: str) -> list[Line]:
    look = seen.looks[word].instant
    return [Line(f"    format: {quoted(look.format)}")] if look and look.format else []


def _grid(seen: LookedAt, word: str) -> int:
    """How many minutes lie between readings: the longest grid that all moments stand on."""
    look = seen.looks[word].instant
    formats = (DateFormat(look.format),) if look and look.format else INSTANTS
    moments = read_moments(seen.looks[word].tried[:_MOST_MOMENTS], formats).array.drop_null()
    step = 0
    for minute in set(pc.add(pc.multiply(pc.hour(moments), 60), pc.minute(moments)).to_pylist()):
        step = gcd(step, int(minute))
    return max((one for one in _GRIDS if step and step % one == 0), default=60 if not step else 1)
