"""The capacities of a bill, machine by machine: a month is charged for each by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from jicha.tariffs.case import BadCase, CapacityPiece, Case


def machines(case: Case) -> Mapping[str, tuple[CapacityPiece, ...]]:
    """The capacities of each machine over all days of the bill, in order, neighbours of one figure joined.

    A machine of one piece did not change in the bill. Pieces without a name are those of one machine: their sum does
    not tell which of several has changed. Raises BadCase for a day that is left out or told twice.
    """
    held: dict[str, list[CapacityPiece]] = {}
    for one in case.capacity:
        held.setdefault(one.machine, []).append(one)
    return {name: _joined(case, name, sorted(own, key=lambda one: one.valid_from)) for name, own in held.items()}


def is_steady(held: Mapping[str, tuple[CapacityPiece, ...]]) -> bool:
    """Whether all together count the same on every day, as when one is exchanged for another of its size."""
    pieces = [one for own in held.values() for one in own]
    days = {one.valid_from for one in pieces}
    return len({sum(one.kva for one in pieces if one.valid_from <= day < one.valid_to) for day in days}) == 1


def _joined(case: Case, name: str, own: list[CapacityPiece]) -> tuple[CapacityPiece, ...]:
    found: list[CapacityPiece] = []
    at = case.period_start
    for one in own:
        if one.valid_from != at or one.valid_to <= at:
            raise BadCase(
                f"the capacities{_of(name)} leave out or repeat days at {at}",
                "Give one capacity for every day, 0 where a machine stood still.",
                message_zh=f"{name}运行容量在 {at} 处缺日或重复",
                remedy_zh="请为每一天给出且仅给出一个运行容量，停用的日子填 0。",
            )
        at = one.valid_to
        if found and found[-1].kva == one.kva:
            found[-1] = replace(found[-1], valid_to=at)
        else:
            found.append(one)
    if at != case.period_end:
        raise BadCase(
            f"the capacities{_of(name)} end on {at}, the bill on {case.period_end}",
            "Give one for every day, 0 where a machine stood still.",
            message_zh=f"{name}运行容量止于 {at}，账期止于 {case.period_end}",
            remedy_zh="请为每一天给出运行容量，停用的日子填 0。",
        )
    return tuple(found)


def _of(name: str) -> str:
    return f" of {name}" if name else ""
