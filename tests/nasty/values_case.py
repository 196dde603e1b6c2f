"""Reads a case of nasty values: a small file as it would come, its profile, and what must become of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import yaml

_STATED = ("number", "about", "profile", "file", "table", "target", "columns", "encoding", "text", "typed", "accepted",
           "duplicate", "quarantined", "refused")  # fmt: skip
_TYPES = {"int64": pa.int64(), "float64": pa.float64(), "float32": pa.float32(), "string": pa.string(),
          "date32": pa.date32(), "timestamp": pa.timestamp("us"),
          "london": pa.timestamp("us", "Europe/London")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ValuesCase:
    """One case; ``accepted`` are rows of ``table`` as text, ``refused`` is the class of the error that stops it all."""

    path: Path
    number: int
    about: str
    profile: str
    table: str
    columns: tuple[str, ...]
    content: bytes | pa.Table
    accepted: tuple[dict[str, str | None], ...]
    duplicate: int
    quarantined: tuple[tuple[int, str | None, str], ...]
    refused: str

    def write(self, folder: Path) -> Path:
        """The file as it would come, the same bytes each time."""
        path = folder / ("case.csv" if isinstance(self.content, bytes) else "case.parquet")
        if isinstance(self.content, bytes):
            path.write_bytes(self.content)
        else:
            pq.write_table(self.content, path)
        return path


class _PlainWords(yaml.SafeLoader):
    """YAML in which ``no`` is a word, as it is in profiles."""


_PlainWords.yaml_implicit_resolvers = {
    sign: [one for one in some if one[0] not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")]
    for sign, some in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_values_case(path: Path) -> ValuesCase:
    """Read one YAML file of tests/nasty/values."""
    stated = yaml.load(path.read_text(encoding="utf-8"), Loader=_PlainWords)
    strange = set(stated) - set(_STATED)
    assert not strange, f"{path.name}: {strange}"
    content = _typed(stated["typed"]) if "typed" in stated else stated["text"].encode(stated.get("encoding", "utf-8"))
    accepted = tuple(stated.get("accepted", ()))
    return ValuesCase(
        path=path,
        number=stated["number"],
        about=stated["about"],
        profile=_profile(stated),
        table=stated["table"],
        columns=tuple(accepted[0]) if accepted else (),
        content=content,
        accepted=accepted,
        duplicate=stated.get("duplicate", 0),
        quarantined=tuple((one["line"], one.get("column"), one["reason"]) for one in stated.get("quarantined", ())),
        refused=stated.get("refused", ""),
    )


def _profile(stated: dict[str, Any]) -> str:
    words = list(stated["typed"]) if "typed" in stated else stated["text"].lstrip("\ufeff").splitlines()[0].split(",")
    target = {"table": stated["table"], **stated.get("target", {}), "columns": stated["columns"]}
    whole = {
        "profile": "nasty", "source": "n", "description": "nasty values", "description_zh": "异常值",
        "confidence": "observed", "confidence_from": "made for tests", **stated.get("profile", {}),
        "files": [{"file": "case", "header": words, **stated.get("file", {}), "tables": [target]}],
    }  # fmt: skip
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)


def _typed(columns: dict[str, dict[str, Any]]) -> pa.Table:
    made = {}
    for word, one in columns.items():
        ((kind, values),) = one.items()
        if kind.startswith("decimal"):
            precision, scale = map(int, kind[8:-1].split(","))
            made[word] = pa.array([None if value is None else Decimal(value) for value in values],
                                  pa.decimal128(precision, scale))  # fmt: skip
            continue
        if kind in ("timestamp", "london"):
            values = [None if one is None else datetime.fromisoformat(one) for one in values]
        if kind == "date32":
            values = [None if one is None else date.fromisoformat(one) for one in values]
        made[word] = pa.array(values, _TYPES[kind])
    return pa.table(made)
