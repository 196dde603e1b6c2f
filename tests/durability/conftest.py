"""Fixtures of the tests of durability."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from town import write_deliveries
from workers import Workers, workers


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the deliveries of the town lie under ``deliveries``."""
    made = tmp_path_factory.mktemp("durability")
    write_deliveries(made / "deliveries")
    return made


@pytest.fixture(scope="module")
def crew(folder: Path) -> Iterator[Workers]:
    """Workers that can be killed."""
    with workers(folder) as started:
        yield started
