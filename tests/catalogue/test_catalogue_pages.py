"""Every shipped page is checked, proved on DuckDB, and kills its mutants; the lock is true."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import jicha
from jicha.engine.duckdb import DuckDbEngine
from jicha.pages.check import Catalogue, Level, check
from jicha.pages.library import Library
from jicha.pages.lock import lock_faults, read_lock
from jicha.pages.mutate import mutate
from jicha.pages.prove import prove

LIBRARY = Library.shipped()
CODES = sorted(LIBRARY.pages)


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDbEngine]:
    with DuckDbEngine() as opened:
        yield opened


@pytest.mark.parametrize("code", CODES)
def test_the_page_is_without_fault(code: str) -> None:
    faults = check(LIBRARY.pages[code], Catalogue.of(LIBRARY))
    assert [str(fault) for fault in faults if fault.level is Level.ERROR] == []


@pytest.mark.parametrize("code", CODES)
def test_the_page_proves_and_its_mutants_die(code: str, engine: DuckDbEngine) -> None:
    page = LIBRARY.pages[code]
    proof = prove(page, LIBRARY, engine)
    assert proof.faults == ()
    assert proof.holds
    mutation = mutate(page, LIBRARY, engine)
    assert mutation.survivors == ()
    assert mutation.undeclared_dead == ()
    assert mutation.killed > 0


def test_the_lock_is_true() -> None:
    lock = Path(jicha.__file__).parent / "rules" / "rules.lock"
    assert [str(fault) for fault in lock_faults(LIBRARY.pages.values(), read_lock(lock))] == []
