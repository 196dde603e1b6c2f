"""A price policy on the terminal: that it is watched, how far it is executed day by day, and where it is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from jicha.audit.policy.begin import Begun
from jicha.audit.policy.day import DayState, Part, WatchDay
from jicha.audit.policy.watch import Execution, PolicyWatch, Watched
from jicha.press.figures import NOTHING, count, money
from jicha.press.say import Language, say
from jicha.press.screen import open_screen

_PARTS = 12
_DAYS = 8


def begun_words(begun: Begun, language: Language) -> str:
    """That the watch begins, or stood already."""
    watch, before = begun.watch, begun.before
    word = "begun" if begun.is_new else "ended" if watch.watch_end else "same"
    lines = [say(f"policy.{word}", language, **_about(watch)), watch_words(watch, language)]
    if begun.is_new and before:
        lines.append(say("policy.before", language, who=before.opened_by, day=before.opened_on,
                         cycles=count(before.cycles)))  # fmt: skip
        if before.watch_end and before.closed_on:
            lines.append(say(f"policy.end.{before.watch_end}", language, day=before.closed_on))
    return "\n".join(lines)


def watch_words(watch: PolicyWatch, language: Language) -> str:
    """What a watch runs, since when, for how long, and who asked for it."""
    lines = [say("policy.watch", language, **_about(watch), rules=", ".join(watch.rules), who=watch.opened_by,
                 cycles=count(watch.cycles), over=watch.over_on)]  # fmt: skip
    if watch.watch_end and watch.closed_on:
        lines.append(say(f"policy.end.{watch.watch_end}", language, day=watch.closed_on))
    return "\n".join(lines)


def print_watch_day(
    day: WatchDay, orgs: Mapping[str, str], language: Language, *, console: Console | None = None
) -> None:
    """Print what a day did to a watch: the share so far, where it is not executed, and whether it goes on."""
    screen = console or open_screen()
    watch = day.watched.watch
    screen.print(Text(say("policy.heading", language, **_about(watch)), style="bold"))
    if day.state is DayState.NOT_BEGUN:
        screen.print(Text(say("policy.not_begun", language, **_about(watch))))
        return
    if day.state is DayState.WITHDRAWN:
        screen.print(Text(say("policy.end.withdrawn", language, day=watch.closed_on), style="yellow"))
        return
    if day.state is DayState.DONE:
        last = day.watched.days[-1]
        screen.print(Text(say("policy.done", language, day=last.day, run=last.run_id)))
    _print_days(day.watched.days, language, screen)
    if day.watched.days[-1].points_unbilled is None:
        screen.print(Text(say("policy.points_unknown", language), style="yellow"))
    if day.until:
        screen.print(Text(say("policy.until", language, day=day.until), style="yellow"))
    if day.parts:
        _print_parts(day.parts, orgs, language, screen)
    if watch.watch_end and watch.closed_on:
        screen.print(Text(say(f"policy.end.{watch.watch_end}", language, day=watch.closed_on), style="bold"))
    else:
        screen.print(Text(say("policy.goes_on", language, over=watch.over_on)))


def print_watches(found: Sequence[Watched], language: Language, *, console: Console | None = None) -> None:
    """Print every watch with its days."""
    screen = console or open_screen()
    if not found:
        screen.print(Text(say("policy.none", language)))
    for one in found:
        screen.print(Text(say("policy.heading", language, **_about(one.watch)), style="bold"))
        screen.print(Text(watch_words(one.watch, language)))
        if one.days:
            _print_days(one.days, language, screen)


def share_words(day: Execution) -> str:
    """The share in percent; never 100 % for anything less; a dash where nothing could be judged."""
    if day.share_percent is None:
        return NOTHING
    return ">99.9 %" if day.bills_wrong and day.share_percent > 99 and f"{day.share_percent:.1f}" == "100.0" else (
        f"{day.share_percent:.1f} %"
    )  # fmt: skip


def day_json(day: WatchDay) -> dict[str, object]:
    """A day for other programs: ids and exact numbers."""
    watch = day.watched.watch
    return {
        "watch_id": watch.watch_id,
        "state": str(day.state),
        "watch_end": str(watch.watch_end) if watch.watch_end else None,
        "until": str(day.until) if day.until else None,
        "days": [
            {name: _plain(getattr(one, name)) for name in Execution.__dataclass_fields__} for one in day.watched.days
        ],
        "parts": [{name: _plain(getattr(one, name)) for name in Part.__dataclass_fields__} for one in day.parts],
    }


def _plain(value: object) -> object:
    return value if isinstance(value, int) or value is None else str(value)


def _print_days(days: Sequence[Execution], language: Language, screen: Console) -> None:
    grid = _grid(("day", "share", "due", "executed", "wrong", "unsure", "unbilled", "money"), language)
    for one in days[-_DAYS:]:
        grid.add_row(str(one.day), share_words(one), count(one.bills_due), count(one.bills_executed),
                     count(one.bills_wrong), count(one.bills_unsure), _points(one), money(one.wrong_money))  # fmt: skip
    screen.print(grid)


def _points(day: Execution) -> str:
    return NOTHING if day.points_unbilled is None else count(day.points_unbilled)


def _print_parts(parts: Sequence[Part], orgs: Mapping[str, str], language: Language, screen: Console) -> None:
    screen.print(Text(say("policy.parts", language), style="bold"))
    grid = _grid(("unit", "price", "due", "wrong", "unsure", "money"), language, texts=2)
    for one in parts[:_PARTS]:
        unit = orgs.get(one.org_id or "", one.org_id or NOTHING)
        grid.add_row(Text(unit), Text(one.price_code or NOTHING), count(one.bills_due), count(one.bills_wrong),
                     count(one.bills_unsure), money(one.wrong_money))  # fmt: skip
    screen.print(grid)
    if len(parts) > _PARTS:
        screen.print(Text(say("more", language, count=count(len(parts) - _PARTS)), style="dim"))


def _grid(words: Sequence[str], language: Language, *, texts: int = 1) -> Table:
    grid = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    for at, word in enumerate(words):
        grid.add_column(say(f"policy.column.{word}", language), justify="left" if at < texts else "right",
                        overflow="fold")  # fmt: skip
    return grid


def _about(watch: PolicyWatch) -> dict[str, object]:
    return {"region": watch.region, "day": watch.valid_from, "codes": trimmed_codes(watch.price_codes)}


def trimmed_codes(codes: Sequence[str], most: int = 8) -> str:
    """The first codes, and how many there are beyond them."""
    shown = ", ".join(codes[:most])
    return f"{shown}, … ({count(len(codes))})" if len(codes) > most else shown
