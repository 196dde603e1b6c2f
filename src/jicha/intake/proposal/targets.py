"""A chosen table written as the targets of a kind of file: its columns, and a key where the file has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jicha.intake.proposal.choice import Chosen, Option
from jicha.intake.proposal.clues import point_clues
from jicha.intake.proposal.doubts import Doubt, doubtful, listed
from jicha.intake.proposal.fitting import Written, identifies, part_of_key
from jicha.intake.proposal.keys import made_up_key, may_name, repeats
from jicha.intake.proposal.looked_at import LookedAt
from jicha.intake.proposal.proposed import Line, flow_list, quoted
from jicha.schema import Column, Table, code_list

_LESS_THAN_SURE = 0.7


@dataclass(slots=True)
class Built:
    """Targets as lines (from ``- table:`` on), the words they read, and why others that were chosen are not read."""

    lines: list[Line] = field(default_factory=list)
    read: set[str] = field(default_factory=set)
    refused: dict[str, Doubt] = field(default_factory=dict)


def rows_targets(seen: LookedAt, chosen: Chosen, *, doubts: Sequence[Doubt] = ()) -> Built:
    """One target, or one for each fixed code (a register) whose values have columns of their own."""
    built = Built()
    groups: dict[tuple[tuple[str, str], ...], list[Option]] = {}
    for one in chosen.options:
        groups.setdefault(one.meaning.constants, []).append(one)
    common = groups.pop((), [])
    for number, (constants, options) in enumerate(sorted(groups.items()) or [((), [])]):
        said = tuple(doubts) if number == 0 else ()
        _target(seen, chosen.table, [*common, *options], constants, built, said)
    return built


def _target(
    seen: LookedAt,
    table: Table,
    options: Sequence[Option],
    constants: tuple[tuple[str, str], ...],
    built: Built,
    doubts: tuple[Doubt, ...],
) -> None:
    columns = _columns(seen, table, options, dict(constants), built)
    own = [one.word for one in options if one.meaning.constants and one.meaning.column in columns]
    if constants and not own:
        return
    built.lines.append(Line(f"- table: {table.name}", doubts))
    if own:  # a row without this value says nothing of this register
        built.lines.append(Line(f"  when: {{column: {quoted(own[0])}, given: yes}}"))
    built.lines.append(Line("  columns:"))
    for column in table.columns:
        if column.name in columns:
            written = columns[column.name]
            built.lines.append(Line(f"    {column.name}: {written.yaml}", written.doubts))


def _columns(
    seen: LookedAt, table: Table, options: Sequence[Option], constants: Mapping[str, str], built: Built
) -> dict[str, Written]:
    """Every column that is filled."""
    made: dict[str, Written] = {name: Written(f"{{constant: {code}}}") for name, code in constants.items()}
    for one in options:
        column = table.by_name[one.meaning.column]
        if one.meaning.clue or column.name in made:
            continue
        written = seen.fitting.write(table, column, seen.looks[one.word])
        if isinstance(written, Doubt):
            built.refused[one.word] = written
            continue
        made[column.name] = Written(written.yaml, (*_likeness(one), *written.doubts))
        built.read.add(one.word)
    pointed = point_clues(seen, table, made, options)
    if pointed:
        made["point_id"] = pointed.written
        built.read |= pointed.words
    _fill_key(seen, table, made, options, built)
    return made


def _likeness(one: Option) -> tuple[Doubt, ...]:
    if not one.meaning.known or one.meaning.strength >= _LESS_THAN_SURE:
        return ()
    said = doubtful(
        "likeness", word=one.word, known=one.meaning.known, table=one.meaning.table, column=one.meaning.column
    )
    return (said,)


def _fill_key(seen: LookedAt, table: Table, made: dict[str, Written], options: Sequence[Option], built: Built) -> None:
    lacking = [table.by_name[name] for name in table.primary_key if name not in made]
    if len(table.primary_key) == 1 and lacking and identifies(lacking[0]):
        made[lacking[0].name] = _made_up(seen, table, lacking[0], made, options, built)
        lacking = []
    for column in lacking:
        made[column.name] = _filled(seen, table, column, built)
    if not seen.sample:
        return
    words = [one.word for one in options if one.meaning.column in table.primary_key and one.word in built.read]
    again = repeats(seen.sample, words) if words and len(words) == len(table.primary_key) else 0
    if again:
        name = table.primary_key[0]
        said = doubtful("key_repeats", columns=listed(words), rows=again)
        made[name] = Written(made[name].yaml, (*made[name].doubts, said))


def _made_up(
    seen: LookedAt,
    table: Table,
    column: Column,
    made: Mapping[str, Written],
    options: Sequence[Option],
    built: Built,
) -> Written:
    """An identifier out of the columns that tell the rows apart: what they belong to, when it was, and what else."""
    mapped = {one.meaning.column: one.word for one in reversed(options)
              if one.meaning.column in made and may_name(seen.looks[one.word])}  # fmt: skip
    base = [mapped[name] for name in _belonging(table) if name in mapped]
    further = [word for name, word in mapped.items() if table.by_name[name].type.name in ("code", "date", "instant")]
    further += [*mapped.values(), *(one for one in seen.words if one not in seen.run_words)]
    further = [one for one in dict.fromkeys(further) if one not in base and may_name(seen.looks[one])]
    key = made_up_key(seen.sample, base, further)
    columns = key.columns or tuple(further[:3]) or seen.words[:1]
    built.read |= set(columns)
    said = [doubtful("key_unfilled", table=table.name, column=column.name, columns=listed(list(columns)))]
    kinds = {word: table.by_name[name].type.name for name, word in mapped.items()}
    parts = flow_list(part_of_key(seen.looks[word], kinds.get(word, "")) for word in columns)
    if key.repeats and len(seen.sample):
        said.append(doubtful("key_numbered"))
        return Written(f"{{identifier: {parts}, repeats: numbered}}", tuple(said))
    return Written(f"{{identifier: {parts}}}", tuple(said))


def _belonging(table: Table) -> list[str]:
    """What a row belongs to, and when it was."""
    references = [one.name for one in table.columns if one.references and one.name != "org_id"]
    times = [one.name for one in table.columns if one.type.name == "month" or one.is_time]
    return [*references[:2], *times]


def _filled(seen: LookedAt, table: Table, column: Column, built: Built) -> Written:
    """A part of the key that no word fills: the likeliest unread column of its type, else the schema's example."""
    near = [word for word in seen.words
            if word not in built.read and word not in seen.run_words
            and seen.fitting.share(column, seen.looks[word]) >= 0.9 and not seen.looks[word].is_blank]  # fmt: skip
    said = doubtful("required_unfilled", table=table.name, column=column.name, candidates=listed(near, most=3) or "-")
    if near and column.type.name in ("date", "month", "instant"):
        written = seen.fitting.write(table, column, seen.looks[near[0]])
        if isinstance(written, Written):
            built.read.add(near[0])
            return Written(written.yaml, (said, *written.doubts))
    value = column.example or (next(iter(code_list(column.type.code_list).meanings)) if column.type.code_list else "1")
    assumed = doubtful("constant_assumed", table=table.name, column=column.name, value=value)
    constant = f"{{constant: {quoted(value)}}}"
    return Written(f"{{identifier: [{constant}]}}" if identifies(column) else constant, (said, assumed))
