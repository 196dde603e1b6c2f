"""Which columns a set of Parquet files has, for engines that read them as one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jicha.engine.errors import EngineError

_GLOB = set("*?[]{}")  # engines read these in a path as patterns


def files_by_schema(
    files: Sequence[Path], allowed: Sequence[Path] | None = None
) -> Iterator[tuple[pa.Schema, list[Path]]]:
    """The files in groups of equal columns and types, each group in the order given.

    Engines take the first file's columns for all of a set; grouped, a column that came later reads as NULL where it
    is not and keeps its own type. ``allowed`` bounds where files may lie (None: anywhere). Raises EngineError.
    """
    groups: dict[tuple[tuple[str, str], ...], tuple[pa.Schema, list[Path]]] = {}
    for path in files:
        whole = path.resolve()
        _refuse_place(whole, allowed)
        schema = _schema(whole)
        kinds = tuple(sorted((field.name, str(field.type)) for field in schema))
        groups.setdefault(kinds, (schema, []))[1].append(whole)
    yield from groups.values()


def _refuse_place(path: Path, allowed: Sequence[Path] | None) -> None:
    if allowed is not None and not any(path == folder or folder in path.parents for folder in allowed):
        raise EngineError(f"{path} lies outside the allowed folders", "The engine is locked down: allow it before.")
    if _GLOB & set(str(path)):
        raise EngineError(f"{path} holds one of * ? [ ] {{ }}", "Rename it: engines read these as patterns.")


def _schema(path: Path) -> pa.Schema:
    try:
        return pq.read_schema(path)
    except (OSError, pa.ArrowException) as error:
        raise EngineError(
            f"{path} cannot be read as Parquet: {error}", "Check it with `jicha doctor --deep`, or deliver it again."
        ) from error
