"""Every refusal of the intake and of the store that a clerk meets is said in both languages."""

from __future__ import annotations

import ast
import inspect
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import jicha
from jicha.audit import plan, span
from jicha.find import decoding, kinds, paste
from jicha.intake import errors as intake_errors
from jicha.intake.sources import refusals
from jicha.store import errors as store_errors
from jicha.terms.errors import Fault, JichaError, Words

ROOT = Path(jicha.__file__).parent
ROOMS = ("intake", "store", "find")
# Faults for the technician who writes a profile or a page, and those of jicha's own making, are said in English.
TECHNICAL = {
    "BadProfile", "CountsDoNotAddUp", "RowsDoNotFit", "CorrectedTwice", "SchemaMoved", "UnknownTable", "NoSuchRun",
    "RunDiffers",
}  # fmt: skip
TECHNICAL_FILES = {
    "intake/marked_yaml.py",  # each word of a profile
    "intake/read_profile.py",
    "intake/frames/bad_frame.py",  # worded from a table of its own, in both languages
    "store/check.py",  # what the doctor says of a damaged store
    "store/invariants.py",
    "store/rows.py",
    "store/writer.py",
}
CLERKS = {
    name
    for module in (intake_errors, store_errors, decoding, kinds, paste, plan, span)
    for name, kind in inspect.getmembers(module, inspect.isclass)
    if issubclass(kind, JichaError) and kind is not JichaError and name not in TECHNICAL
} | {"JichaError"}


def test_every_refusal_is_said_in_both_languages() -> None:
    paths = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    paths += [ROOT / "cli" / "find.py", ROOT / "facade.py", ROOT / "audit" / "span.py", ROOT / "audit" / "plan.py"]
    found = []
    for path in paths:
        name = path.relative_to(ROOT).as_posix()
        if name not in TECHNICAL_FILES:
            found += [f"{name}:{line}: {said}" for line, said in in_one_language(path.read_text(encoding="utf-8"))]
    assert not found, "\n".join(found)


def test_the_refusals_of_the_brief_are_among_those_that_are_looked_at() -> None:
    assert {"UnreadableFile", "EmptyFile", "NoProfile", "NothingPlaced", "StoreBusy", "NoSpace", "WrongPath"} <= CLERKS
    assert {"NotText", "NoSuchColumn", "UnknownKind", "NothingToAudit", "UnknownRule"} <= CLERKS


@pytest.mark.parametrize(
    "planted",
    [
        'raise EmptyFile("the file is empty", "Export it again.")',
        'raise EmptyFile(Fault("the file is empty", "Export it again.", name))',
        'message = f"the file is empty"\nraise EmptyFile(message, remedy)',
        'return [Fault(message, "Look.", name)]',
        'raise EmptyFile("the file is empty", "Export it again.", message_zh="文件是空的")',
        'raise EmptyFile(Fault.of(Words("the file is empty", "the file is empty"), remedy, name))',
        'raise EmptyFile(Fault.of(Words("the file is empty", "文件是空的,请看"), remedy, name))',
    ],
)
def test_a_planted_refusal_in_one_language_is_found(planted: str) -> None:
    assert len(list(in_one_language(planted))) == 1


@pytest.mark.parametrize(
    "sound",
    [
        'raise EmptyFile(Fault.of(Words("the file is empty", "文件是空的"), AGAIN, name))',
        'raise EmptyFile("the file is empty", "Export it again.", message_zh="文件是空的", remedy_zh="请重新导出。")',
        "raise EmptyFile(faults)",
        'raise BadProfile("unknown word", "Correct it.")',
        'Words("has 3 (of 4), see: x", f"有 {a:,} 列，见 jicha intake load, x")',
    ],
)
def test_a_sound_refusal_is_left_alone(sound: str) -> None:
    assert not list(in_one_language(sound))


@pytest.mark.parametrize("name", [name for name, one in vars(refusals).items() if isinstance(one, Words)])
def test_words_for_several_formats_are_in_both_languages(name: str) -> None:
    words = getattr(refusals, name)
    assert words.en.isascii()
    assert _is_chinese(words.zh)
    assert words.en.endswith(".") == words.zh.endswith("。")


def test_what_several_formats_say_keeps_its_numbers() -> None:
    assert refusals.this_is(refusals.WORD) == Words("this is a Word document", "这是 Word 文档")
    assert refusals.line_too_long(3 << 20).zh == "该行超过 3 MiB，不是一条记录"
    assert "第 1,200 行" in refusals.row_out_of_order(1200).zh
    assert "（no element found）" in refusals.xml_damaged("no element found").zh
    wide = refusals.too_many_columns(5000, "a.csv", 2, most=4096)
    assert (wide.file, wide.line, wide.remedy_zh) == ("a.csv", 2, "请重新导出，最多 4,096 列。")
    fault = refusals.cannot_be_read(PermissionError(13, "Permission denied"), Path("a.csv"))
    assert fault.chinese == "a.csv：无法读取文件（permission denied）。请检查路径是否正确、是否有权读取。"


def in_one_language(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of what is refused in English alone, or in Chinese that is none."""
    tree = ast.parse(source)
    english = {  # names that are given a plain text somewhere
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.JoinedStr)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        given = {one.arg for one in node.keywords}
        first = node.args[0] if node.args else None
        is_text = isinstance(first, ast.Constant | ast.JoinedStr) or (
            isinstance(first, ast.Name) and first.id in english
        )
        is_plain = node.func.id == "Fault" and None not in given and first is not None
        is_short = node.func.id in CLERKS and is_text
        if (is_plain or is_short) and not {"message_zh", "remedy_zh"} <= given:
            yield node.lineno, ast.unparse(node)
        if node.func.id == "Words" and len(node.args) == 2 and isinstance(node.args[1], ast.Constant | ast.JoinedStr):
            said = _text(node.args[1])
            if said and not _is_chinese(said):
                yield node.lineno, said


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    """What a text says around the values it is given."""
    parts = [node] if isinstance(node, ast.Constant) else node.values
    return "".join(one.value if isinstance(one, ast.Constant) else "甲" for one in parts)


def _is_chinese(text: str) -> bool:
    """Han, and none of the narrow marks directly behind it that a typist of English would set."""
    narrow = any("CJK UNIFIED" in unicodedata.name(before, "") and mark in ",;:?!()" for before, mark in pairwise(text))
    return any("CJK UNIFIED" in unicodedata.name(one, "") for one in text) and not narrow


def test_a_fault_for_technicians_stays_english_to_a_chinese_reader() -> None:
    assert Fault("unknown word", "Correct it.", "a.yaml", 3).chinese == "a.yaml:3: unknown word. Correct it."
