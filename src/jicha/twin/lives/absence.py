"""Homes in which nobody is for long: consumption falls as it does behind a bridge, and nothing is wrong."""

from __future__ import annotations

from dataclasses import replace

from jicha.twin.life import Course, Living, life, of_uses, steps_of

HOME = of_uses("household")
_HOLIDAY_DAYS = (21, 45)
_EMPTY_DAYS = (10, 40)  # between two tenants


@life("房屋空置", fits=HOME)
def vacancy(living: Living) -> Course:
    """Vacancy: everything is unplugged."""
    off = steps_of(living.start, living.end, len(living.window))
    return Course(living.start, living.end, replace(living.usual(), off=off))


@life("长期外出", fits=HOME)
def long_holiday(living: Living) -> Course:
    """A holiday of weeks: what runs by itself goes on."""
    away = living.lasting("holiday", *_HOLIDAY_DAYS)
    behaviour = living.usual()
    behaviour.absent[away.start : away.end] = True
    return Course(away.start, away.end, behaviour)


@life("租户更替", fits=HOME)
def moving(living: Living) -> Course:
    """Tenants who move out and others who move in, on the account of the same owner."""
    empty = living.lasting("empty", *_EMPTY_DAYS)
    off = steps_of(empty.start, empty.end, len(living.window))
    return Course(empty.start, len(living.window), replace(living.usual(), off=off, others=(empty.end,)))
