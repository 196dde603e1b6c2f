"""Which tables a utility keeps ledgers of: all that no export of its systems brings and that jicha does not write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from jicha.intake.profile import Kind, Target
from jicha.intake.shipped import profiles
from jicha.intake.transforms.identifier import Identifier
from jicha.intake.transforms.take import Take
from jicha.schema import Table, tables

SOURCE = "sg"  # begins the identifiers of every Chinese export, so that a number means one thing everywhere
_DESK = "desk"  # tables whose truth is in the desk
# What jicha writes itself: how far records are complete (intake), prices and the region of a unit (jicha tariffs), the
# watch over a price policy (jicha policy).
WRITTEN_HERE = frozenset({
    "feed", "capacity_rule", "component_waiver", "convention", "period_table", "policy_watch", "policy_watch_day",
    "power_factor_step", "price_book", "price_component", "price_item", "price_ratio", "price_region", "price_scope",
    "surcharge_rate", "tier_rule",
})  # fmt: skip


@cache
def kept_tables() -> Mapping[str, Table]:
    """The tables that have a ledger, by name; a new table of the schema is among them without being named anywhere."""
    read = {target.table for target in _targets() if target.kind is not Kind.MENTIONS}
    return {name: one for name, one in tables().items() if is_kept(one) and name not in read}


def is_kept(table: Table) -> bool:
    """Whether a utility can keep a ledger of the table, exports aside: it is not ours to write, and holds no lists."""
    ours = table.name in WRITTEN_HERE or table.group == _DESK
    return not ours and all(one.type.name != "list" for one in table.columns)


@cache
def known_as() -> Mapping[str, str]:
    """The word under which exports show the number of a thing, by table: ``customer`` is known as ``户号``."""
    found: dict[str, str] = {}
    for target in _targets():
        key = tables()[target.table].primary_key
        made = target.columns[key[0]].transform if len(key) == 1 and key[0] in target.columns else None
        if isinstance(made, Identifier) and len(made.parts) == 1 and isinstance(made.parts[0].transform, Take):
            found.setdefault(target.table, made.parts[0].transform.column)
    return found


@cache
def spelled_as() -> Mapping[str, tuple[str, ...]]:
    """Other spellings of those words, as all exports know them."""
    found: dict[str, dict[str, None]] = {word: {} for word in known_as().values()}
    for profile in profiles():
        for kind in profile.files if profile.source == SOURCE else ():
            for word in found.keys() & kind.synonyms.keys():
                found[word].update(dict.fromkeys(kind.synonyms[word]))
    return {word: tuple(others) for word, others in found.items()}


def _targets() -> Iterator[Target]:
    for profile in profiles():
        if profile.source == SOURCE:
            yield from (target for kind in profile.files for target in kind.targets)
