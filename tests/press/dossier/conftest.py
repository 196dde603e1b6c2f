"""The small utility of the tests of `find`, looked up and ready to be put into words."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "find"))

import find_world

from jicha.find.dossier import Dossiers
from jicha.press.run import Background
from jicha.store.store import Store


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The small utility after its run; read only."""
    return find_world.audited_store(Path(tmp_path_factory.mktemp("dossier")) / "store")


@pytest.fixture(scope="session")
def background(store: Store) -> Background:
    """Words of one page, and the two deliveries."""
    return find_world.background(store)


@pytest.fixture(scope="session")
def look(store: Store) -> Callable[..., Dossiers]:
    """Look a paste up."""

    def looked_up(text: str, **request: object) -> Dossiers:
        return find_world.looked_up(store, text, **request)

    return looked_up
