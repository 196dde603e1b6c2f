"""Decide the fate of every staged row: new, correction, duplicate, or kept out for a conflict.

Within one delivery rows that share a key and say the same are one row and its duplicates; when they differ, all of them
are kept out, because nothing tells which is right and a choice of ours would be a silent loss. Against the store an
equal row is a duplicate, and another one is a correction where the profile allows it, else a conflict.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pyarrow as pa

from jicha.intake.fates import Fates, Rejection, State
from jicha.intake.held import Held
from jicha.intake.relation import Pairs, Relation, Renamed
from jicha.intake.restate import Restated, restate
from jicha.intake.staging import STAGES_AT_MOST
from jicha.intake.transforms.identifier import Identifier
from jicha.intake.values import Mask

_SHOWN = 6  # rows of one key that are told; more than the quarantine names, so that it can say so


def settle_twins(relation: Relation, table: str, fates: Fates) -> Pairs:
    """Keep out the rows of a key that says two things; returns the rows that share a key, for `mark_duplicates`."""
    twins = relation.twins()
    contested = np.isin(twins.others, np.unique(twins.others[twins.differ]))
    if contested.any():
        _reject_contested(relation, table, twins, contested, fates)
    return twins


def settle_store(relation: Relation, table: str, stored: str, fates: Fates) -> None:
    """Hold every row against the stored row of its key."""
    pairs = relation.against(stored)
    fates.mark(pairs.entries[~pairs.differ], State.DUPLICATE)
    changed, differing = pairs.entries[pairs.differ], pairs.differing[pairs.differ]
    free = np.isin(changed % STAGES_AT_MOST, [one.number for one in relation.stages if one.target.corrections])
    fates.mark(changed[free], State.CORRECTION)
    refused = changed[~free]
    if not len(refused):
        return
    keys = relation.keys_of(refused)
    for entry, columns in zip(refused.tolist(), differing[~free], strict=True):
        fates.reject(
            Rejection(
                entry // STAGES_AT_MOST, "conflict_with_store", table, relation.words(relation.key), keys[entry],
                relation.words(str(columns).split()).replace(" ", ", "),
            )
        )  # fmt: skip


def settle_late(relation: Relation, table: str, held: Held, fates: Fates) -> Restated:
    """Put every row whose key the store holds where it belongs among the versions of its object."""
    entries = relation.against(table).entries
    standing = entries[~fates.quarantined[entries // STAGES_AT_MOST]]
    return restate(relation, table, held, fates, entries=pa.array(standing, pa.int64()))


def mark_duplicates(twins: Pairs, fates: Fates) -> None:
    """Of rows that say the same, the first that is not kept out stands and the others are its duplicates."""
    free = ~fates.quarantined[twins.entries // STAGES_AT_MOST]
    entries, groups = twins.entries[free], twins.others[free]
    order = np.lexsort((entries, groups))
    entries, groups = entries[order], groups[order]
    later = np.flatnonzero(groups[1:] == groups[:-1]) + 1 if len(groups) else np.zeros(0, np.int64)
    fates.mark(entries[later], State.DUPLICATE)


def number_repeats(relation: Relation) -> Renamed | None:
    """Number the repeated identifiers of a table, if its profile says so."""
    for stage in relation.stages:
        for name, expression in stage.target.columns.items():
            if isinstance(expression.transform, Identifier) and expression.transform.numbered:
                return relation.number_repeats(name)
    return None


def _reject_contested(relation: Relation, table: str, twins: Pairs, contested: Mask, fates: Fates) -> None:
    entries, groups = twins.entries[contested], twins.others[contested]
    keys = relation.keys_of(entries)
    rows: dict[int, list[int]] = defaultdict(list)
    columns: dict[int, set[str]] = defaultdict(set)
    for entry, group, differing in zip(entries.tolist(), groups.tolist(), twins.differing[contested], strict=True):
        rows[group].append(entry // STAGES_AT_MOST)
        columns[group] |= set(str(differing).split())
    named = relation.words(relation.key)
    for entry, group in zip(entries.tolist(), groups.tolist(), strict=True):
        differing = relation.words(sorted(columns[group])).replace(" ", ", ")
        beside = tuple(rows[group][:_SHOWN])
        fates.reject(Rejection(entry // STAGES_AT_MOST, "conflict", table, named, keys[entry], differing, beside))
