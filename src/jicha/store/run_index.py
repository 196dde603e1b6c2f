"""``runs/index.json``: which audit runs are finished, in their order; written last, so it decides what is listed.

Each entry carries the digest of the run's own list of digests, so a run that is missing, changed or exchanged is told.
A run is announced here before its folder gets its name; a folder that is neither listed nor announced shows that the
index itself was exchanged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from jicha.store.durable import publish
from jicha.store.errors import DamagedFile
from jicha.store.signed_json import Signed
from jicha.terms.errors import Fault, Words

RUNS = "runs"
_INDEX = "index.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunIndex:
    """The digest of each finished ``listed`` run by its id, oldest first; one may be ``preparing``."""

    listed: Mapping[str, str] = field(default_factory=dict)
    preparing: str | None = None


def read_index(root: Path) -> RunIndex:
    """Read the index; that of a store without runs is empty. Raises DamagedFile."""
    index = _read(root)
    while strangers := _strangers(root, index):
        before, index = index, _read(root)
        if index == before:  # else somebody finished a run between the two readings
            what = Words(
                f"it is missing, or of another time: it does not know {', '.join(strangers)}",
                f"缺失或不是最新的，其中没有 {'、'.join(strangers)}",
            )
            raise _damaged(root / RUNS / _INDEX, what)
    return index


def write_index(root: Path, index: RunIndex) -> None:
    """Replace the index durably."""
    values = asdict(index)
    publish(bytes(Signed.of({**values, "listed": list(values["listed"].items())})), root / RUNS / _INDEX)


def _strangers(root: Path, index: RunIndex) -> list[str]:
    known = {*index.listed, index.preparing}
    return sorted(one.name for one in (root / RUNS).glob("[!.]*") if one.is_dir() and one.name not in known)


def _read(root: Path) -> RunIndex:
    path = root / RUNS / _INDEX
    if not path.exists():
        return RunIndex()
    try:
        values = Signed.read(path.read_bytes()).values
    except (ValueError, OSError) as error:
        raise _damaged(path, Words(f"it cannot be read ({error})", f"无法读取（{error}）")) from error
    return RunIndex(**{**values, "listed": dict(values["listed"])})  # as pairs, since JSON objects are sorted by key


def _damaged(path: Path, what: Words) -> DamagedFile:
    message = Words(
        f"the index of the audit runs, {path}, is damaged: {what.en}", f"稽查运行的目录 {path} 已损坏：{what.zh}"
    )
    remedy = Words(
        f"Restore it from a backup, or move the folder {path.parent} away and run the audits again.",
        f"请从备份恢复，或将文件夹 {path.parent} 移走后重新运行稽查。",
    )
    return DamagedFile(Fault.of(message, remedy), path=f"{RUNS}/{_INDEX}")
