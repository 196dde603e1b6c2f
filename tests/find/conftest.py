"""Fixtures of the tests of looking numbers up: one store for all, which nobody writes to."""

from __future__ import annotations

from pathlib import Path

import find_world
import pytest

from jicha.store.store import Store


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The small utility after its run; read only."""
    return find_world.audited_store(Path(tmp_path_factory.mktemp("find")) / "store")
