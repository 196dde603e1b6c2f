"""What a subject's records refer to without owning it: area, line, place, section, meter; never a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jicha.find.kinds import CUSTOMER, single_key
from jicha.schema import Table

# Chapters that are no surroundings: people, the utility's own books and lists, what the desk decided.
_NOT_AROUND = ("organisation", "prices", "reference", "systems", "desk")


@dataclass(frozen=True, slots=True)
class Reference:
    """``column`` of ``table`` holds the ``key`` of ``target``."""

    table: str
    column: str
    target: str
    key: str


def surroundings(owned: Sequence[str], catalogue: Mapping[str, Table]) -> tuple[Reference, ...]:
    """The references out of what belongs to a subject (its own table first), then one step on, in an order to follow.

    Besides the subject itself only tables that say what is (no time column) lead on: the thousand readings of a meter
    all stand in one section. Of what is no customer only its own references lead on, not those of all that names it.
    """
    root = owned[0]
    leading = [name for name in owned if catalogue[name].time_column is None] if root == CUSTOMER else []
    found = [one for name in dict.fromkeys([root, *leading]) for one in _out_of(name, owned, catalogue)]
    for name in dict.fromkeys(one.target for one in found):
        found += [one for one in _out_of(name, owned, catalogue) if one.target != name]
    return tuple(found)


def _out_of(name: str, owned: Sequence[str], catalogue: Mapping[str, Table]) -> list[Reference]:
    return [
        Reference(name, column.name, *column.references)
        for column in catalogue[name].columns
        if column.references
        and column.references[0] in catalogue
        and column.references[0] not in owned
        and catalogue[column.references[0]].group not in _NOT_AROUND
        and single_key(catalogue[column.references[0]]) == column.references[1]
    ]
