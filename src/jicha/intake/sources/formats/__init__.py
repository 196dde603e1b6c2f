"""One file a format. Each says by the first bytes whether a file is its own, and opens it; text is what is left."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import BinaryIO

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.formats.grid import Format
from jicha.intake.sources.guard import HEAD_BYTES, check
from jicha.terms.errors import Fault, Words

_TEXT = "csv_file"


@cache
def formats() -> dict[str, ModuleType]:
    """Every module of this folder that can open files."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        loaded = import_module(f"{__name__}.{module.name}")
        if hasattr(loaded, "recognise"):
            found[module.name] = loaded
    return dict(sorted(found.items(), key=lambda pair: pair[0] == _TEXT))


def open_format(file: BinaryIO, name: str) -> Format:
    """Open a file by what it is; ``name`` is what it is called. Raises UnreadableFile, EmptyFile, BadHeader."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    check(file, head, name)
    for module in formats().values():
        if module.recognise(head, name):
            file.seek(0)
            opened: Format = module.open_file(file, name)
            return opened
    raise UnreadableFile(
        Fault.of(
            Words("the file is in no format we know", "无法识别该文件的格式"),
            Words("Save it as CSV (UTF-8).", "请另存为 CSV（UTF-8）后再导入。"),
            name,
        )
    )
