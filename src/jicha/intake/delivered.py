"""What was handed over, before anything of it is opened: which files, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from jicha.intake.errors import NothingDelivered, ReceivedInFuture
from jicha.terms.errors import Fault, Words

# What programs leave in folders beside the exports: locks of open workbooks, pictures of a folder, its looks.
_LEFT_BY_PROGRAMS = re.compile(r"~\$.*|\.~.*|\._.*|thumbs\.db|ehthumbs\.db|desktop\.ini|\.ds_store", re.IGNORECASE)
_CLOCKS_DIFFER = timedelta(days=1)  # also where a local time was given for one of UTC


@dataclass(frozen=True, slots=True)
class Delivered:
    """The files to read, and those that programs left beside them."""

    files: tuple[Path, ...]
    left_by_programs: tuple[Path, ...] = ()


def delivered(paths: Sequence[Path]) -> Delivered:
    """The files that ``paths`` mean: of a folder those that lie in it, by name; no folders in folders.

    Raises NothingDelivered for an empty folder, or when nothing but what programs leave is there.
    """
    found: list[Path] = []
    for path in paths:
        inside = sorted(one for one in path.iterdir() if one.is_file()) if path.is_dir() else [path]
        if not inside:
            message = Words("there are no files in the folder", "文件夹中没有文件")
            remedy = Words(
                "Name the folder that the files lie in; folders in it are not looked into.",
                "请指定文件所在的那一层文件夹；不会查找其下级文件夹。",
            )
            raise NothingDelivered(Fault.of(message, remedy, str(path)))
        found += inside
    aside = tuple(one for one in found if _LEFT_BY_PROGRAMS.fullmatch(one.name))
    if found and len(aside) == len(found):
        message = Words(
            "this is no export, but what a program leaves in a folder", "这不是导出的数据，而是程序留下的临时文件"
        )
        remedy = Words("Name the exported files.", "请指定导出的数据文件。")
        raise NothingDelivered([Fault.of(message, remedy, str(one)) for one in aside])
    return Delivered(tuple(one for one in found if one not in aside), aside)


def refuse_future(received_at: datetime, now: datetime) -> None:
    """Refuse a moment of receipt that is still to come, both in UTC. Raises ReceivedInFuture.

    What was received later wins, so that nothing delivered until then could correct these rows.
    """
    if received_at > now + _CLOCKS_DIFFER:
        said = f"{received_at:%Y-%m-%d %H:%M}"
        raise ReceivedInFuture(
            f"the delivery cannot have come at {said} UTC, which is still to come",
            "Nothing delivered before that day could correct its rows. Give the moment it came, or leave out "
            "--received-at.",
            message_zh=f"接收时间 {said}（UTC）还没有到",
            remedy_zh="如按此时间入库，在那之前导入的数据都无法更正这批数据。请填实际接收时间，或不写 --received-at。",
        )
