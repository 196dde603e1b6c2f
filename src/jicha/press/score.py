"""A score on the terminal: on what it was measured, and a table each of what the scorer measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from jicha.press.figures import NOTHING, count, money
from jicha.press.listing import subject_words
from jicha.press.say import Language, say
from jicha.press.screen import open_screen
from jicha.terms.one_line import one_line
from jicha.twin.every_kind import all_kinds
from jicha.twin.scorer.lives import PLAIN
from jicha.twin.scorer.rate import Rate
from jicha.twin.scorer.result import ErrorKindScore, LifeScore, PlantingScore, Ranking, RuleScore, Score

_Row = Sequence[str]


def print_score(score: Score, language: Language, *, console: Console | None = None) -> None:
    """Print the score. Tables without rows are left out; a share always stands with what it is a share of."""
    screen = console or open_screen()
    screen.print(Text(say("score.title", language), style="bold"))
    for line in _about(score, language):
        screen.print(Text(one_line(line)))
    if score.unplaced:
        screen.print(Text(one_line(_unplaced(score, language)), style="yellow"))
    tables = (
        ("rules", _RULES, [_rule(one, language) for one in score.rules if one.planted or one.near_misses]),
        ("codes", _CODES, [_code(one, language) for one in score.rules if one.findings]),
        ("error_kinds", _ERROR_KINDS, [_error_kind(one) for one in score.error_kinds]),
        ("plantings", _PLANTINGS, _plantings(score, language)),
        ("lives", _LIVES, _lives(score, language)),
    )
    for name, columns, rows in tables:
        _print(screen, name, [say(f"score.{column}", language) for column in columns], rows, language)
    rankings = [_ranking(one, language) for one in score.rankings]
    _print(screen, "rankings", _ranking_headings(score, language), rankings, language)


_RULES = ("code", "planted_errors", "found", "missed", "near_misses_accused", "wrong", "sums_right", "planted_money",
          "found_money", "money_recall", "exact")  # fmt: skip
_CODES = ("code", "findings", "true", "by_other_error", "by_planting", "on_life", "honest", "unsure")
_ERROR_KINDS = ("kind", "planted_errors", "found", "planted_money", "money_recall", "near_misses_accused")
_PLANTINGS = ("kind", "planted_errors", "found", "named", "kwh_recall", "money_recall", "delay")
_LIVES = ("life", "customers", "accused")


def _about(score: Score, language: Language) -> Iterator[str]:
    told = score.measured
    days = {"days": count(told.days), "start": told.start, "last": told.end - timedelta(days=1)}
    counts = {name: count(getattr(told, name)) for name in ("plantings", "errors", "near_misses", "lives")}
    where = {"customers": count(told.customers), "areas": count(told.areas)}
    yield say("score.measured", language, scenario=told.scenario, seed=told.seed, **days, **where)
    yield say("score.planted", language, **counts)
    yield say("score.read", language, findings=count(told.findings), files=", ".join(told.files) or NOTHING)
    yield say("score.interval", language)


def _unplaced(score: Score, language: Language) -> str:
    kinds = ", ".join(
        say(
            "score.unplaced_kind",
            language,
            kind=subject_words(one.subject_kind, language),
            findings=count(one.findings),
        )
        for one in score.unplaced
    )
    return say("score.unplaced", language, findings=count(sum(one.findings for one in score.unplaced)), kinds=kinds)


def _print(screen: Console, name: str, headings: _Row, rows: Sequence[_Row], language: Language) -> None:
    if not rows:
        return
    screen.print()
    screen.print(Text(say(f"score.heading.{name}", language), style="bold"))
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for at, heading in enumerate(headings):
        grid.add_column(Text(heading), justify="right" if at else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(one_line(cell)) for cell in row))
    screen.print(grid)


def _rule(one: RuleScore, language: Language) -> _Row:
    exact = NOTHING if one.exact is None else say("score.yes" if one.exact else "score.no", language)
    return (
        one.code, count(one.planted), _rate(one.recall), count(one.missed),
        _of(one.near_misses_accused, one.near_misses), count(one.wrong), _of(one.sums_right, one.sums),
        _planted(one), money(one.found_money) if one.sums else NOTHING, _share(one.money_recall), exact,
    )  # fmt: skip


def _planted(one: RuleScore | ErrorKindScore) -> str:
    """The money that was planted; nothing where no planted error has a sum."""
    return NOTHING if one.money_recall is None else money(one.planted_money)


def _code(one: RuleScore, language: Language) -> _Row:
    return (
        one.code or say("score.no_code", language), count(one.findings), _rate(one.true), count(one.by_other_error),
        count(one.by_planting), count(one.on_life), _rate(one.honest), _rate(one.unsure),
    )  # fmt: skip


def _error_kind(one: ErrorKindScore) -> _Row:
    return (
        one.kind, count(one.planted), _rate(one.recall), _planted(one), _share(one.money_recall),
        _of(one.near_misses_accused, one.near_misses),
    )  # fmt: skip


def _plantings(score: Score, language: Language) -> list[_Row]:
    if not score.plantings:
        return []
    known = all_kinds()

    def words(code: str) -> str:
        kind = known.get(code)
        return code if kind is None else kind.name_zh if language is Language.ZH else kind.name

    rows = [_planting(one, words(one.kind), language) for one in score.plantings]
    sums = [
        _planting(one, say(f"score.{one.kind}", language), language)
        for one in (score.theft, score.other)
        if one.planted
    ]
    return [*sums, *rows]


def _planting(one: PlantingScore, name: str, language: Language) -> _Row:
    delay = NOTHING
    if one.delay_days_median is not None:
        spread = {"least": one.delay_days_least, "most": one.delay_days_most}
        delay = say("score.delay_range", language, median=f"{one.delay_days_median:g}", **spread)
    return (
        name, count(one.planted), _rate(one.recall), _rate(one.named_recall), _share(one.kwh_recall),
        _share(one.money_recall), delay,
    )  # fmt: skip


def _lives(score: Score, language: Language) -> list[_Row]:
    def row(one: LifeScore) -> _Row:
        name = say("score.plain", language) if one.life == PLAIN else one.life
        return name, count(one.subjects), _rate(one.share)

    return [row(one) for one in (*score.lives, score.plain)]


def _ranking_headings(score: Score, language: Language) -> _Row:
    firsts = score.rankings[0].first if score.rankings else ()
    return (
        *(say(f"score.{name}", language) for name in ("code", "suspected", "thieves")),
        *(say("score.first", language, k=one.k) for one in firsts),
        *(say(f"score.{name}", language) for name in ("average_precision", "at_budget_any", "first_in_area")),
    )


def _ranking(one: Ranking, language: Language) -> _Row:
    at_budget = {"share": _share(one.kwh_at_budget), "best": _share(one.kwh_at_best)}
    return (
        one.code or say("score.all_codes", language), count(one.suspected), count(one.thieves),
        *(_rate(first.precision) for first in one.first),
        NOTHING if one.average_precision is None else f"{one.average_precision:.3f}",
        say("score.at_best", language, **at_budget), _rate(one.first_in_area),
    )  # fmt: skip


def _rate(one: Rate | None) -> str:
    """What of how many, the share, and its range."""
    if one is None or one.share is None or one.low is None or one.high is None:
        return NOTHING
    hits = count(int(one.hits)) if one.hits == int(one.hits) else f"{one.hits:,.1f}"
    return f"{hits}/{count(one.n)}  {100 * one.share:.1f} % ({100 * one.low:.1f}–{100 * one.high:.1f})"


def _share(share: float | None) -> str:
    return NOTHING if share is None else f"{100 * share:.1f} %"


def _of(part: int, whole: int) -> str:
    return f"{count(part)}/{count(whole)}" if whole else NOTHING
