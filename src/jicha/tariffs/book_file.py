"""Price books as YAML files, one a region, and where the shipped ones lie."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from jicha.tariffs.book import Book
from jicha.tariffs.checks.written import given_twice
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.record import BadRecord, read


class BadBook(JichaError):
    """A price book that cannot be used: each fault says where."""


class _Plain(yaml.SafeLoader):
    """YAML whose numbers and dates stay text, so that 0.60 is never a float; only true, false and null are values."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:null")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_book(text: str, file: str = "") -> Book:
    """A price book from its YAML. Raises BadBook; whether prices overlap or leave gaps is for ``check``."""
    try:
        data: Any = yaml.load(text, _Plain)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = Words(f"this is not YAML: {getattr(error, 'problem', error)}", "不是有效的YAML")
        raise BadBook(Fault.of(message, Words("Correct it.", "请改正。"), file, line, column)) from None
    try:
        return read(Book, data, file)
    except BadRecord as error:
        raise BadBook(error.faults) from None


def shipped() -> tuple[str, ...]:
    """The names of the books that ship."""
    return tuple(sorted(one.name[:-5] for one in _folder().iterdir() if one.name.endswith(".yaml")))


def load_book(name: str) -> Book:
    """A shipped book by its name, or the one in a file. Raises BadBook, also where a word is given twice.

    Of two prices under one key YAML keeps the last, and a bill by it would be wrong without a word.
    """
    text, file = book_text(name)
    book = read_book(text, file)
    twice = tuple(given_twice(text, file)) if name not in shipped() else ()
    if twice:
        raise BadBook(twice)
    return book


def book_text(name: str) -> tuple[str, str]:
    """The text of a shipped book or of the one in a file, and what to call it in a fault. Raises BadBook."""
    if name in shipped():
        entry = _folder() / f"{name}.yaml"
        return entry.read_text(encoding="utf-8"), f"{name}.yaml"
    path = Path(name)
    if not path.is_file():
        message = Words(f"there is no price book {name}", f"没有电价本 {name}")
        listed = ", ".join(shipped())
        remedy = Words(f"Give a file, or one of: {listed}.", f"请给出文件，或其中之一：{listed}。")
        raise BadBook(Fault.of(message, remedy))
    try:
        return path.read_text(encoding="utf-8"), str(path)
    except UnicodeDecodeError as error:
        message = Words(
            f"this is not UTF-8: byte {error.start} is none of it", f"不是UTF-8编码（第 {error.start} 字节）"
        )
        raise BadBook(
            Fault.of(message, Words("Save the file as UTF-8.", "请将文件另存为UTF-8编码。"), str(path))
        ) from None


def _folder() -> Any:
    return files("jicha.tariffs") / "books"
