"""The metering point where a file shows the meter, the terminal or the account and not only the point's own number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jicha.intake.proposal.choice import SURE, Option
from jicha.intake.proposal.doubts import doubtful
from jicha.intake.proposal.fitting import Written
from jicha.intake.proposal.looked_at import LookedAt
from jicha.intake.proposal.proposed import flow_map, quoted
from jicha.schema import Table

# What a word must mean somewhere to be a clue; tables that list these very things are no hint of a lookup.
_CLUES: Mapping[str, Sequence[tuple[str, str]]] = {
    "number": (("point", "point_id"),),
    "meter": (("meter", "meter_id"), ("meter_installation", "meter_id"), ("meter", "asset_no")),
    "serial_no": (("meter_installation", "serial_no"), ("meter", "serial_no")),
    "customer": (("customer", "customer_id"), ("point", "customer_id")),
}
_MASTERS = ("point", "meter", "meter_installation", "customer", "acquisition_point", "terminal")


@dataclass(frozen=True, slots=True)
class Pointed:
    """The expression for a point, and the words it reads."""

    written: Written
    words: frozenset[str]


def point_clues(seen: LookedAt, table: Table, made: Mapping[str, Written], options: Sequence[Option]) -> Pointed | None:
    """How a table's point is found; None where it has none, or its own number is all there is."""
    column = table.by_name.get("point_id")
    if column is None or column.references != ("point", "point_id") or table.name in _MASTERS:
        return None
    found = _found(seen)
    if not set(found) - {"number"} or (set(found) == {"customer"} and not column.in_primary_key):
        return None
    day = next((one.word for one in options if table.by_name[one.meaning.column].is_time and
                one.meaning.column in made and seen.looks[one.word].date is not None), "")  # fmt: skip
    options_written = [("point_of", flow_map((clue, quoted(word)) for clue, word in found.items()))]
    dated = day if set(found) & {"meter", "serial_no"} else ""  # a meter stands elsewhere later, an account does not
    if dated:
        options_written.append(("on", quoted(dated)))
    if not column.in_primary_key:
        options_written.append(("needed", "no"))
    words = frozenset(found.values()) | ({dated} if dated else set())
    return Pointed(Written(flow_map(options_written), (doubtful("point_looked_up"),)), words)


def _found(seen: LookedAt) -> dict[str, str]:
    """The word for each clue, in the order in which clues are followed."""
    clues: dict[str, str] = {}
    for clue, places in _CLUES.items():
        for word in seen.words:
            if word in seen.run_words or word in clues.values():
                continue
            meanings = [one for one in seen.vocabulary.meanings(word) if one.strength >= SURE and not one.clue]
            if any((one.table, one.column) in places for one in meanings):
                clues[clue] = word
                break
    return clues
