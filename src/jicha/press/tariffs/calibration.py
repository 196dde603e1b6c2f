"""A calibration on the terminal: how much of the rating is explained, each reading with its counts, what to confirm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.text import Text

from jicha.audit.calibrate.result import Calibration, Reading, Region, Split, Standing
from jicha.audit.calibrate.votes import CONCERNS
from jicha.press.figures import count, percent
from jicha.press.say import Language, say, say_or
from jicha.press.screen import open_screen
from jicha.press.tariffs.confirm_command import confirm_commands
from jicha.press.tariffs.line_words import code_words

_SHOWN = 12
_BEST, _OTHER = "●", "○"


def print_calibration(
    calibration: Calibration, store: Path, language: Language, *, console: Console | None = None
) -> None:
    """Print region by region; the commands of all stand at the end."""
    screen = console or open_screen()
    for region in calibration.regions:
        _print_region(screen, calibration, region, language)
    if calibration.without_region:
        told = say("calibrate.without_region", language, bills=count(calibration.without_region))
        screen.print(Text(told, style="yellow"))
        screen.print()
    _print_commands(screen, calibration, store, language)


def share_words(explained: int, rated: int) -> str:
    """A share with two decimals, rounded down: one bill of a million that is not explained is not 100 %.

    >>> share_words(999_700, 1_000_000), share_words(999_999, 1_000_000), share_words(5, 5)
    ('99.97 %', '99.99 %', '100.00 %')
    """
    hundredths = 10_000 * explained // rated
    return f"{hundredths // 100}.{hundredths % 100:02d} %"


def _print_region(screen: Console, calibration: Calibration, region: Region, language: Language) -> None:
    last = calibration.window.end - timedelta(days=1)
    heading = say("calibrate.heading", language, region=region.region, first=calibration.window.start, last=last)
    screen.print(Text(heading, style="bold"))
    word = "calibrate.tried_all" if region.tried == region.bills else "calibrate.tried_sample"
    screen.print(Text(say(word, language, tried=count(region.tried), bills=count(region.bills))))
    for line, style in _whole(region, language):
        screen.print(Text(line, style=style))
    screen.print()
    screen.print(Text(say("calibrate.readings", language), style="bold"))
    for reading in region.readings:
        words = code_words("convention", reading.convention, language)
        title = say("calibrate.convention", language, words=words, convention=reading.convention)
        screen.print(Text(title, style="bold"))
        for line, style in _reading(reading, language):
            screen.print(Text(f"  {line}", style=style))
    screen.print()


def _whole(region: Region, language: Language) -> Iterator[tuple[str, str]]:
    rated = region.explained + region.not_explained
    if rated:
        yield (
            say("calibrate.explained", language, share=share_words(region.explained, rated),
                explained=count(region.explained), not_explained=count(region.not_explained)),
            "bold",
        )  # fmt: skip
    else:
        yield say("calibrate.none_rated", language), "yellow"
    if region.unsure:
        yield say("calibrate.unsure", language, unsure=count(sum(region.unsure.values()))), "yellow"
        for reason, bills in region.unsure.items():
            why = say_or(f"calibrate.unsure.{reason}", reason, language)
            yield "  " + say("calibrate.unsure_line", language, count=count(bills), why=why), ""
    if region.differences:
        yield say("calibrate.not_explained", language), ""
        for one in region.differences[:_SHOWN]:
            component = say(f"calibrate.component.{one.component}", language)
            code = one.price_code or say("calibrate.blank", language)
            told = say("calibrate.difference", language, count=count(one.bills), component=component, price_code=code)
            yield f"  {told}", ""
        rest = sum(one.bills for one in region.differences[_SHOWN:])
        if rest:
            yield "  " + say("calibrate.and_more", language, count=count(rest)), ""


def _print_commands(screen: Console, calibration: Calibration, store: Path, language: Language) -> None:
    """The commands of the readings that are told, then those of which one is to be chosen."""
    found = [
        commands
        for region in calibration.regions
        for one in region.readings
        if (commands := confirm_commands(one, region.region, store))
    ]
    if not found:
        screen.print(Text(say("calibrate.nothing_to_confirm", language), style="bold"))
        return
    screen.print(Text(say("calibrate.nothing_confirmed", language), style="bold"))
    told = [one for commands in found if len(commands) == 1 for one in commands]
    groups = [("calibrate.command_heading", told)] if told else []
    groups += [("calibrate.command_either", list(commands)) for commands in found if len(commands) > 1]
    for heading, lines in groups:
        screen.print(Text(say(heading, language)))
        for command in lines:
            screen.print(Text(f"  {command}"), soft_wrap=True)  # to be copied: a line break of ours would break it


def _reading(reading: Reading, language: Language) -> Iterator[tuple[str, str]]:
    if reading.standing is Standing.SILENT:
        yield say(f"calibrate.silent.{reading.told_by}", language), ""
    else:
        yield say(f"calibrate.tell.{reading.told_by}", language, tell=count(reading.tell)), ""
        for one in reading.counts:
            is_best = one.choice in reading.best
            word = "calibrate.choice" if reading.convention in CONCERNS else "calibrate.choice_alone"
            told = say(word, language, choice=one.choice, explained=count(one.explained), whole=count(one.whole),
                       words=code_words("convention_choice", one.choice, language),
                       share=percent(one.explained, reading.tell))  # fmt: skip
            yield f"{_BEST if is_best else _OTHER} {told}", "green" if is_best else "dim"
        if reading.by_none:
            yield say("calibrate.by_none", language, count=count(reading.by_none)), ""
    if reading.rests_on_few:
        yield say(f"calibrate.few.{reading.told_by}", language, tell=count(reading.tell)), "yellow"
    if reading.standing is Standing.TIED:
        yield say("calibrate.tied", language, choices=" / ".join(reading.best)), "yellow"
    if reading.standing is Standing.UNCLEAR:
        yield say("calibrate.unclear", language), "yellow"
    if reading.split:
        yield from _split(reading.split, language)
    yield _person(reading, language)


def _split(split: Split, language: Language) -> Iterator[tuple[str, str]]:
    yield (
        say("calibrate.split", language, first=split.first, second=split.second,
            only_first=count(split.only_first), only_second=count(split.only_second)),
        "yellow",
    )  # fmt: skip
    if not split.attribute:
        yield say("calibrate.split_by_nothing", language), "yellow"
        return
    attribute = say(f"calibrate.attribute.{split.attribute}", language)
    yield say("calibrate.split_by", language, attribute=attribute), "yellow"
    for part in split.parts[:_SHOWN]:
        value = part.value or say("calibrate.blank", language)
        told = say("calibrate.split_part", language, value=value, first=f"{split.first} {count(part.first)}",
                   second=f"{split.second} {count(part.second)}")  # fmt: skip
        yield f"  {told}", ""


def _person(reading: Reading, language: Language) -> tuple[str, str]:
    """Who confirmed it, whether the bills speak against it, or that nobody has."""
    held = reading.confirmed
    if held is None:
        return say("calibrate.nobody", language), "yellow"
    choice = f"{held.choice} {code_words('convention_choice', held.choice, language)}"
    if reading.is_contradicted:
        return say("calibrate.contradicted", language, by=held.by, choice=choice), "red"
    return say("calibrate.confirmed", language, by=held.by, day=held.valid_from, choice=choice), ""
