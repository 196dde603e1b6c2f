"""What is wrong with a store after a fault; what follows from bytes that were judged before is not judged again."""

from __future__ import annotations

from pathlib import Path

from town import identity_of

from jicha.audit.check import check_runs
from jicha.store.check import check_stored
from jicha.store.invariants import check_invariants
from jicha.store.store import Store

_sound: set[str] = set()


def faults_of(root: Path) -> list[str]:
    """Every byte of the store and its runs is read; every invariant that does not hold is told.

    The invariants of rows follow from the digests of the files in force, so they are counted once for every identity.
    """
    store = Store.open(root)
    faults = list(map(str, [*store.check_manifests(), *check_stored(root), *check_runs(store)]))
    if faults:
        return faults
    identity = repr(identity_of(root))
    if identity not in _sound:
        faults = list(map(str, check_invariants(store)))
        if not faults:
            _sound.add(identity)
    return faults
