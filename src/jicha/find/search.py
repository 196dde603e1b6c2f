"""Each number to the rows that it names: passes over the key columns for all numbers together, never one for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jicha.engine.engine import Engine
from jicha.find.kinds import CUSTOMER, NumberColumn
from jicha.find.lookup import Hit, Look, look
from jicha.find.match import folded, one_slip, written_out

_PARTS_AT_MOST = 20  # a part of more numbers than that is a unit or a month, and names none of them
_NEAR_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one number. No ``hits``: nobody knows it, and ``near`` are what was perhaps meant.

    ``other_zeros`` are numbers that differ in leading zeros (or in the case of letters) only; none is taken for it.
    """

    number: str
    hits: tuple[Hit, ...] = ()
    other_zeros: tuple[Hit, ...] = ()
    near: tuple[Hit, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether some row bears the number exactly."""
        return bool(self.hits)


def search(engine: Engine, numbers: Sequence[str], columns: Sequence[NumberColumn]) -> tuple[Answer, ...]:
    """Look ``numbers`` (each once) up in ``columns`` of the engine's tables; one answer each, in order.

    Exact comes first: the whole identifier, or the number in it. A customer's number is taken as that and not looked
    for among the numbers of other things. Then a single part of a number that has several. What is still unknown is
    offered what differs in leading zeros, else what one slip of the finger makes of it.
    """
    own = [one for one in columns if one.kind != CUSTOMER or not one.is_mention]
    of_customers = [one for one in columns if one.kind == CUSTOMER]
    exact: dict[str, tuple[Hit, ...]] = {}
    for some in (of_customers, [one for one in columns if one.kind != CUSTOMER]):
        missing = [one for one in numbers if one not in exact]
        here = Look.of(missing, _as_typed, lambda one: one.exact, some)
        look(engine, [here])
        exact |= {number: here.found(number) for number in missing if here.found(number)}
    unknown = [one for one in numbers if one not in exact]
    keys = [one for one in own if one.holds_identifiers]
    few = {"rows_at_most": _PARTS_AT_MOST}
    some_few = {**few, "hits_at_most": _NEAR_AT_MOST}
    parts = Look.of(unknown, _as_typed, lambda one: one.parts, keys, **few)
    zeros = Look.of(unknown, _folded, lambda one: one.folded, own, **some_few)
    customers = [one for one in own if one.kind == CUSTOMER]
    zeros_of_parts = Look.of(unknown, _folded, lambda one: one.folded_parts, customers, **some_few)
    near = Look.of(unknown, one_slip, lambda one: one.numbers, own, **some_few)
    look(engine, [parts, zeros, zeros_of_parts, near])
    answers = []
    for number in numbers:
        hits = exact.get(number) or parts.found(number)
        other_zeros = () if hits else zeros.found(number) or zeros_of_parts.found(number)
        slips = () if hits or other_zeros else near.found(number)
        answers.append(Answer(number, hits, other_zeros, slips))
    return tuple(answers)


def _as_typed(number: str) -> set[str]:
    """With colons between its parts, and as one part may be written."""
    return {number, written_out(number)}


def _folded(number: str) -> set[str]:
    return {folded(number), folded(written_out(number))}
