"""Which columns hold numbers that a person may ask for, read off the schema: a new table's numbers join in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from jicha.schema import Column, Table, tables
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.privacy import Privacy

CUSTOMER = "customer"
# Chapters whose keys nobody pastes: people and units, prices and books, logs, and what devices number by themselves.
_OTHER_GROUPS = ("organisation", "prices", "reference", "systems", "acquired")
# Numbers printed on a thing or a paper beside the key it has in the system.
_PRINTED = ("serial_no", "bar_code", "invoice_no")
# Short words for --kind.
_SHORT = {"order": "service_order", "case": "violation"}


class UnknownKind(JichaError):
    """A kind of number that no table has."""


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A column in which numbers are looked up. ``kind`` is the table of the thing that the number names.

    ``key`` is the column whose value names what was found. Where they are the same it holds identifiers
    (``source:number``, see the transform ``identifier``), any other column holds bare numbers.
    """

    table: str
    column: str
    key: str
    kind: str

    @property
    def holds_identifiers(self) -> bool:
        """Whether the column holds identifiers."""
        return self.column == self.key

    @property
    def is_mention(self) -> bool:
        """Whether the column only names a row of another table (which may never have been delivered)."""
        return self.holds_identifiers and self.table != self.kind


def number_columns(
    kinds: Sequence[str] = (), *, catalogue: Mapping[str, Table] | None = None
) -> tuple[NumberColumn, ...]:
    """Where to look numbers up: customers first. ``kinds`` narrows to tables, or their short words. Raises UnknownKind.

    >>> [one.table for one in number_columns(["meter"])]
    ['meter', 'meter', 'meter', 'meter_installation']
    """
    known = catalogue if catalogue is not None else tables()
    found = [one for table in known.values() if _is_asked_for(table) for one in _columns(table, known)]
    found.sort(key=lambda one: (one.table != CUSTOMER, not one.holds_identifiers, one.table))
    found += _customer_mentions(known)
    wanted = {_SHORT.get(kind, kind) for kind in kinds}
    _refuse_unknown(wanted, {one.kind for one in found} | {name for name in tables() if _is_asked_for(tables()[name])})
    return tuple(one for one in found if not wanted or one.kind in wanted)


def delivered(names: Iterable[str], catalogue: Mapping[str, Table] | None = None) -> Mapping[str, Table]:
    """The catalogue of the tables ``names`` alone: references to any other are taken away, save those to customers.

    What was never delivered need not be asked, joined or walked through.
    """
    known = catalogue if catalogue is not None else tables()
    here = [known[name] for name in names]
    kept = {CUSTOMER, *(table.name for table in here)}

    def cut(column: Column) -> Column:
        return column if column.references is None or column.references[0] in kept else replace(column, references=None)

    return {table.name: replace(table, columns=tuple(map(cut, table.columns))) for table in here}


def single_key(table: Table) -> str | None:
    """The one text column that names a row of ``table`` by itself; None where there is no such column."""
    if len(table.primary_key) != 1:
        return None
    column = table.by_name[table.primary_key[0]]
    return column.name if column.type.name == "text" else None


def _refuse_unknown(wanted: Iterable[str], possible: Collection[str]) -> None:
    """Raise UnknownKind; a kind of which nothing was delivered is no mistake."""
    faults = []
    for kind in sorted(set(wanted) - set(possible)):
        near = get_close_matches(kind, [*sorted(possible), *_SHORT], 1)
        message = Words(f"no numbers are of the kind {kind!r}", f"没有“{kind}”这类编号")
        if near:
            remedy = Words(f"Did you mean {near[0]}?", f"是否应为 {near[0]}？")
        else:
            remedy = Words(f"Kinds: {', '.join(sorted(possible))}.", f"可选：{'、'.join(sorted(possible))}。")
        faults.append(Fault.of(message, remedy))
    if faults:
        raise UnknownKind(faults)


def _is_asked_for(table: Table) -> bool:
    key = single_key(table)
    return (
        key is not None
        and table.group not in _OTHER_GROUPS
        and table.by_name[key].references is None  # a row named by another's number is found through that one
        and table.by_name[key].privacy <= Privacy.INTERNAL
    )


def _customer_mentions(catalogue: Mapping[str, Table]) -> tuple[NumberColumn, ...]:
    """Every column that names a customer: bills know of customers whose file was never delivered."""
    return tuple(
        NumberColumn(table.name, column.name, column.name, CUSTOMER)
        for table in catalogue.values()
        for column in table.columns
        if column.references and column.references[0] == CUSTOMER and table.group not in _OTHER_GROUPS
    )


def _columns(table: Table, known: Mapping[str, Table]) -> list[NumberColumn]:
    key = single_key(table)
    assert key is not None
    printed = [one for one in table.columns if one.name in _PRINTED and one.privacy <= Privacy.INTERNAL]
    return [
        NumberColumn(table.name, key, key, table.name),
        *(NumberColumn(table.name, one.name, key, _named_by(table, one, known)) for one in printed),
    ]


def _named_by(table: Table, printed: Column, known: Mapping[str, Table]) -> str:
    """The thing that a printed number names: what the table refers to, if that bears the same column, else itself.

    The whole schema is asked: the serial number of an installed meter is a meter's even if no meters were delivered.
    """
    for column in tables().get(table.name, table).columns:
        target = {**tables(), **known}.get(column.references[0]) if column.references else None
        if target is not None and printed.name in target.by_name:
            return target.name
    return table.name
