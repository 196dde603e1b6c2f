"""``store.json``: that this folder is a store, of which layout, how far it was published, and what is being prepared.

It is the anchor of the chain of manifests: the chain shows a link missing in the middle, this shows a lost end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from jicha.store.durable import publish
from jicha.store.errors import DamagedFile, NoStore
from jicha.store.manifest import FOLDER, LAYOUT, Manifest, last_digest, newer_layout, read_manifests
from jicha.store.signed_json import Signed
from jicha.terms.errors import Fault, Words

_NAME = "store.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """``published`` manifests are out, the last with digest ``last_manifest``; a writer is ``preparing`` that one."""

    layout: int = LAYOUT
    published: int = 0
    last_manifest: str = ""
    preparing: int | None = None


def write_head(root: Path, head: Head) -> None:
    """Replace the head durably."""
    publish(bytes(Signed.of(asdict(head))), root / _NAME)


def read_head(root: Path) -> Head:
    """Read the head. Raises NoStore, NewerLayout, DamagedFile."""
    path = root / _NAME
    if not path.is_file() and any((root / FOLDER).glob("*.json")):
        raise _damaged(Words(f"{path} is missing", f"{path} 缺失"))
    if not path.is_file():
        message = Words(f"there is no store in {root}", f"{root} 中没有数据库")
        remedy = Words(
            "Give the folder of a store, or make one in an empty folder: jicha intake load FILE --store FOLDER.",
            "请指定已有数据库的文件夹；尚未建库的，请用空文件夹导入一次数据：jicha intake load 文件 --store 文件夹。",
        )
        raise NoStore(Fault.of(message, remedy))
    try:
        values = Signed.read(path.read_bytes()).values
    except (ValueError, OSError) as error:
        raise _damaged(Words(f"{path} cannot be read ({error})", f"无法读取 {path}（{error}）")) from error
    if values["layout"] > LAYOUT:
        raise newer_layout(f"the store {root}", f"数据库 {root}", values["layout"])
    return Head(**values)


def read_published(root: Path) -> tuple[Head, tuple[Manifest, ...]]:
    """The head and all manifests, after checking that none is missing at the end. Raises DamagedFile and the above.

    One manifest more than published, while it was being prepared, is the trace of a writer that died after its manifest
    and before its head: that batch is accepted.
    """
    head = read_head(root)
    while True:
        manifests = read_manifests(root)
        if _belong_together(head, manifests):
            return head, manifests
        before, head = head, read_head(root)
        if head == before:  # else somebody published between the two readings
            raise _end_lost(root, head, manifests)


def _belong_together(head: Head, manifests: Sequence[Manifest]) -> bool:
    expected = (head.published, head.preparing or head.published)
    return len(manifests) in expected and last_digest(manifests[: head.published]) == head.last_manifest


def _end_lost(root: Path, head: Head, manifests: Sequence[Manifest]) -> DamagedFile:
    first_lost = f"manifests/{min(head.published, len(manifests) + 1):08d}.json"
    message = Words(
        f"the store {root} has published {head.published} manifests and {len(manifests)} are there: {first_lost} "
        "is missing or was exchanged, or store.json was",
        f"数据库 {root} 已登记 {head.published} 个批次清单，现有 {len(manifests)} 个：{first_lost} "
        "缺失或被替换，或者 store.json 被替换",
    )
    remedy = Words(
        "Restore the folder manifests/ and store.json from the same backup.",
        "请从同一份备份恢复 manifests/ 文件夹和 store.json。",
    )
    return DamagedFile(Fault.of(message, remedy), path=_NAME)


def _damaged(message: Words) -> DamagedFile:
    remedy = Words(f"Restore {_NAME} from a backup.", f"请从备份恢复 {_NAME}。")
    return DamagedFile(Fault.of(message, remedy), path=_NAME)


def is_unborn(root: Path) -> bool:
    """Whether nothing is in the folder, or no more than what a creation left that was interrupted."""
    return not root.exists() or all(path.name == f".{_NAME}.tmp" for path in root.iterdir())


def settled(manifests: Sequence[Manifest], *, preparing: int | None = None) -> Head:
    """The head that belongs to these manifests."""
    return Head(published=len(manifests), last_manifest=last_digest(manifests), preparing=preparing)
