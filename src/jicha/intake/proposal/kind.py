"""One table of a file as a kind of file of a proposed profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jicha.intake.errors import NoTable
from jicha.intake.proposal.choice import SURE, Choosing, Chosen, assign
from jicha.intake.proposal.curve_targets import long_targets, may_be_long, wide_targets
from jicha.intake.proposal.doubts import Doubt, doubtful, found, listed
from jicha.intake.proposal.looked_at import LookedAt
from jicha.intake.proposal.proposed import Line, quoted, wrapped
from jicha.intake.proposal.targets import Built, rows_targets
from jicha.intake.word_ranges import expanded
from jicha.schema import Table, tables
from jicha.terms.errors import Fault, Words

_PLAIN_FORMATS = ("csv", "parquet", "xlsx", "xls", "html", "json_lines")  # what a kind is read from without saying so
_BLANK = ("blank in every record that was looked at", "所查记录均为空")
_UNKNOWN = ("not recognised", "未识别")
_UNFIT = ("its values are no such thing", "取值不符")


@dataclass(frozen=True, slots=True)
class KindMade:
    """A kind of file as lines, and the table it mainly fills."""

    table: Table
    lines: tuple[Line, ...]


def make_kind(seen: LookedAt, choosing: Choosing, name: str, asked: Table | None) -> KindMade | None:
    """The kind for a table; None where no table of ours has a word of it and none was asked for.

    Raises NoTable when curves were asked for of a file that holds none.
    """
    ranked = choosing.ranked(seen.options)
    main = _main(seen, ranked, asked)
    if main is None:
        return None
    doubts = (_choice(main, ranked, asked),)
    built = _targets(seen, choosing, main, ranked, doubts)
    ignored = _ignored(seen, main, built)
    lines = [Line(f"- file: {quoted(name)}", _facts(seen, main))]
    if seen.source.format not in _PLAIN_FORMATS:
        lines.append(Line(f"  format: {seen.source.format}"))
    read = [word for word in seen.words if word in built.read]
    left = [word for word in seen.words if word not in built.read]
    lines += [Line(f"  {one}") for one in wrapped("header", _ranges(seen, read))]
    if left:
        lines += [Line(f"  {one}") for one in wrapped("optional", _ranges(seen, left))]
    if ignored:
        lines += [Line("  ignore:"), *(one.indented(4) for one in ignored)]
    lines += [Line("  tables:"), *(one.indented(4) for one in built.lines)]
    return KindMade(main.table, tuple(lines))


def _main(seen: LookedAt, ranked: Sequence[Chosen], asked: Table | None) -> Chosen | None:
    if asked is not None:
        options = seen.options.get(asked.name, [])
        return Chosen(asked, assign(options), 0.0)
    if seen.day_run is not None:
        curve = next((one for one in ranked if one.table.name == "curve"), None)
        return curve or Chosen(tables()["curve"], (), 0.0)
    return next((one for one in ranked if one.table.name != "curve" or may_be_long(seen, one)), None)


def _choice(main: Chosen, ranked: Sequence[Chosen], asked: Table | None) -> Doubt:
    if asked is not None:
        return found("table_asked", table=asked.name)
    others = [one.table.name for one in ranked if one.table.name != main.table.name]
    if not others:
        return found("table_alone", table=main.table.name)
    return doubtful("table_chosen", table=main.table.name, second=listed(others, 2))


def _targets(
    seen: LookedAt, choosing: Choosing, main: Chosen, ranked: Sequence[Chosen], doubts: Sequence[Doubt]
) -> Built:
    feed = doubtful("no_feed", table=main.table.name)
    if main.table.name == "curve":
        run = seen.day_run
        made = wide_targets(seen, run, main, (*doubts, feed)) if run else long_targets(seen, main, (*doubts, feed))
        if made is None:
            message = Words(
                f"the words {', '.join(seen.words[:12])} are no slots of a day, and no moments with what was measured",
                f"列名 {'、'.join(seen.words[:12])} 既不是一日各时段，也不是时刻加测量值",
            )
            remedy = Words("Say another table: --table NAME.", "请用 --table 指定其他数据表。")
            raise NoTable(Fault.of(message, remedy, str(seen.source.path)))
        return made
    dated = main.table.time_column is not None and bool(main.table.org_path)
    built = rows_targets(seen, main, doubts=(*doubts, *((feed,) if dated else ())))
    for one in choosing.further(main, ranked):
        more = rows_targets(seen, one, doubts=(doubtful("also_table", table=one.table.name),))
        built.lines += more.lines
        built.read |= more.read
        built.refused |= {word: said for word, said in more.refused.items() if word not in built.read}
    return built


def _ignored(seen: LookedAt, main: Chosen, built: Built) -> list[Line]:
    lines = []
    for word in seen.words:
        if word not in built.read:
            because, because_zh, doubts = _why(seen, main, built, word)
            lines.append(
                Line(
                    f"- {{column: {quoted(word)}, because: {quoted(because)}, because_zh: {quoted(because_zh)}}}",
                    doubts,
                )
            )
    return lines


def _why(seen: LookedAt, main: Chosen, built: Built, word: str) -> tuple[str, str, tuple[Doubt, ...]]:
    """Why a word is not read: in two languages for the profile, and as doubts."""
    if word in built.refused:
        return (*_UNFIT, (built.refused[word],))
    if seen.looks[word].is_blank:
        return (*_BLANK, (doubtful("all_blank", word=word),))
    mine = [one for one in seen.vocabulary.meanings(word) if one.table == main.table.name and one.strength >= SURE]
    filled = next((one for one in mine if any(
        two.meaning.column == one.column and two.word != word for two in main.options)), None)  # fmt: skip
    if filled is not None:
        other = next(two.word for two in main.options if two.meaning.column == filled.column)
        said = doubtful("twice_mapped", word=word, table=filled.table, column=filled.column, other=other)
        return f"{filled.table}.{filled.column} has another column", f"{filled.column} 已由其他列填写", (said,)
    unfit = [seen.fitting.write(main.table, main.table.by_name[one.column], seen.looks[word]) for one in mine[:1]]
    if unfit and isinstance(unfit[0], Doubt):
        return (*_UNFIT, (unfit[0],))
    idle = seen.vocabulary.reason(word)
    if idle is not None:
        return idle.because, idle.because_zh, ()
    sure = [one for one in seen.vocabulary.meanings(word) if one.strength >= SURE and one.table != main.table.name]
    elsewhere = next(iter(sure), None)
    if elsewhere is not None:
        meaning = tables()[elsewhere.table]
        said = found("elsewhere", word=word, table=elsewhere.table, table_zh=meaning.meaning_zh)
        return f"belongs to {elsewhere.table}", f"属于{meaning.meaning_zh}", (said,)
    near = [f"{one.table}.{one.column}" for one in seen.vocabulary.meanings(word)[:3]]
    return (*_UNKNOWN, (doubtful("not_recognised", word=word, nearest=f": {listed(near)}?" if near else ""),))


def _ranges(seen: LookedAt, words: Sequence[str]) -> list[str]:
    """Words as a profile lists them; a run of numbered ones as a range."""
    runs = {one.columns[0]: one for one in seen.runs if one.columns[0] in words and _can_be_range(one.written)}
    inside = {word for one in runs.values() for word in one.columns[1:]}
    return [quoted(runs[word].written) if word in runs else quoted(word) for word in words if word not in inside]


def _can_be_range(written: str) -> bool:
    return len(expanded(written)) > 1 and ":" not in written


def _facts(seen: LookedAt, main: Chosen) -> tuple[Doubt, ...]:
    """What was found of the table as a whole."""
    source, sample = seen.source, seen.sample
    encoding = f", {source.encoding}" if source.encoding else ""
    facts = [found("read_as", format=source.format, encoding=encoding, line=source.header.last_line or 1)]
    if source.header.above:
        facts.append(found("title_lines", text=listed([one for one in source.header.above if one], 3)))
    if any("/" in word for word in source.words) and source.header.last_line > 1:
        facts.append(found("two_row_header"))
    if sample.aside:
        facts.append(found("totals_seen", rows=sample.aside))
    if sample.torn:
        facts.append(doubtful("torn_seen", rows=sample.torn))
    if not len(sample):
        facts.append(doubtful("no_records"))
    elif not sample.is_whole:
        facts.append(doubtful("sampled", rows=len(sample)))
    for word, nulls in sample.nulls.items():
        if nulls:
            facts.append(found("nulls_seen", word=word, words=listed(list(nulls))))
    for run in seen.runs:
        if not run.is_day:
            facts.append(
                doubtful("slots_unnamed", columns=len(run.columns), first=run.columns[0], last=run.columns[-1])
            )
    return tuple(facts)
