"""What the budgets of the house measure. Each function looks at one tree of files and returns what is out of order."""

from __future__ import annotations

import ast
import io
import itertools
import re
import subprocess
import tokenize
from collections.abc import Iterator
from pathlib import Path

NAMELESS = re.compile(r"^(utils?|helpers?|common|misc|managers?|handlers?)$")
OPEN_END = re.compile(r"\b(TODO|FIXME|XXX)\b|type: ignore(?!\[)|\bnoqa\b(?!:)")


def tracked_files(root: Path) -> list[Path]:
    """What git keeps or would keep of this tree: tracked, or new and not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.split("\0")
    return sorted(root / name for name in set(names) if name and (root / name).is_file())


def python_files(root: Path) -> list[Path]:
    """The Python of the project: source, tests, benchmarks and CI."""
    return [path for path in tracked_files(root) if path.suffix == ".py"]


def long_files(root: Path, limit: int) -> list[str]:
    """Python files with more lines than ``limit``; the page in a kernel's docstring, with its examples, is no code."""
    lengths = {path: _lines(path) for path in python_files(root)}
    return [f"{_name(path, root)}: {lines} lines" for path, lines in lengths.items() if lines > limit]


def _lines(path: Path) -> int:
    text = path.read_text(encoding="utf-8")
    page = text.split('"""', 2)[1] if text.startswith('"""---\n') else ""
    return len(text.splitlines()) - len(page.splitlines())


def undocumented(root: Path) -> list[str]:
    """Public modules, classes and functions of src/ without a docstring."""
    return [
        f"{_name(path, root)}:{getattr(node, 'lineno', 1)}: {name}"
        for path in _source(root)
        for name, node in _public(ast.parse(path.read_text(encoding="utf-8")), path.stem)
        if not ast.get_docstring(node)
    ]


def _public(
    node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, name: str
) -> Iterator[tuple[str, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]]:
    yield name, node
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return
    for child in node.body:
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and child.name[0] != "_":
            yield from _public(child, f"{name}.{child.name}")


def untested_modules(root: Path) -> list[str]:
    """Modules of src/jicha that do something and have no test module of their name.

    ``pages/check/names.py`` is tested by ``test_names.py``, ``test_pages_names.py`` or ``test_pages_check_names.py``
    anywhere under ``tests/pages/``. A module that only declares (values, enums, protocols, imports) needs none.
    """
    tests = {path.relative_to(root) for path in python_files(root) if path.name.startswith("test_")}
    untested = []
    for path in _source(root):
        *folders, _ = path.relative_to(root / "src" / "jicha").parts
        words = [*folders, path.stem] if path.stem != "__init__" else folders
        if not words or _only_declares(ast.parse(path.read_text(encoding="utf-8"))):
            continue
        prefixes = [some for size in range(len(words)) for some in itertools.combinations(words[:-1], size)]
        wanted = {"_".join(["test", *prefix, words[-1]]) for prefix in prefixes}
        if not any(test.stem in wanted and words[0] in (test.parts[1], words[-1]) for test in tests):
            untested.append(_name(path, root))
    return untested


def _only_declares(tree: ast.Module) -> bool:
    return all(_is_empty(node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _is_empty(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return all(isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant) for line in function.body)


def nameless_files(root: Path) -> list[str]:
    """Files and folders named for nothing (utils, helpers, common, misc, manager, handler)."""
    paths = [path for path in tracked_files(root) if path.suffix in (".py", ".md", ".csv", ".yaml", ".sql")]
    return [
        _name(path, root)
        for path in paths
        if any(NAMELESS.match(word) for word in [*path.relative_to(root).parts[:-1], path.stem])
    ]


def open_ends(root: Path) -> list[str]:
    """Work left open: to-do comments, stubs, excepts that swallow, blanket ignores, skips without a reason."""
    found = []
    for path in python_files(root):
        text = path.read_text(encoding="utf-8")
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT and OPEN_END.search(token.string):
                found.append(f"{_name(path, root)}:{token.start[0]}: {token.string}")
        for node in ast.walk(ast.parse(text)):
            if what := _left_open(node):
                found.append(f"{_name(path, root)}:{getattr(node, 'lineno', 0)}: {what}")
    return found


def _left_open(node: ast.AST) -> str:
    if isinstance(node, ast.Name) and node.id == "NotImplementedError":
        return node.id
    if isinstance(node, ast.ExceptHandler):
        caught = ast.unparse(node.type) if node.type else ""
        return f"except {caught}".strip() if caught in ("", "Exception", "BaseException") else ""
    if isinstance(node, ast.Attribute) and ast.unparse(node) == "pytest.mark.skip":
        return "pytest.mark.skip: say what it needs with skipif(..., reason='needs ...')"
    return ""


def words_in_files(root: Path, words: list[str]) -> list[str]:
    """Where text files that git keeps contain one of these words."""
    pattern = re.compile("|".join(re.escape(word) for word in words))
    found = []
    for path in tracked_files(root):
        data = path.read_bytes()
        if b"\0" in data[:8000]:
            continue
        for number, line in enumerate(data.decode("utf-8", errors="replace").splitlines(), start=1):
            if match := pattern.search(line):
                found.append(f"{_name(path, root)}:{number}: {match[0]}")
    return found


def headings(path: Path) -> list[int]:
    """The levels of the headings of a Markdown page, in order; code blocks have none."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return [len(marks) for marks in re.findall(r"^(#+) ", text, flags=re.MULTILINE)]


def dead_links(root: Path) -> list[str]:
    """Relative links and pictures in Markdown pages that lead nowhere."""
    dead = []
    for path in tracked_files(root):
        if path.suffix != ".md" or (root / "src") in path.parents:
            continue
        text = re.sub(r"^```.*?^```|`[^`\n]*`", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)|(?:src|srcset)=\"([^\"#]+)\"", text):
            link = target[0] or target[1]
            if not re.match(r"[a-z]+:", link) and not (path.parent / link).exists():
                dead.append(f"{_name(path, root)}: {link}")
    return dead


def _source(root: Path) -> list[Path]:
    return [path for path in python_files(root) if (root / "src" / "jicha") in path.parents]


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
