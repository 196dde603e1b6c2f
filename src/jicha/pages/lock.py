"""The lock of the rule library: the digest of every page's logic, so that logic cannot move without a new version."""

from __future__ import annotations

import ast
import hashlib
import importlib
import inspect
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jicha.pages.bind import DIALECT, parse
from jicha.pages.page import Page
from jicha.terms.errors import Fault, JichaError


def logic_digest(page: Page) -> str:
    """SHA-256 over what decides the page's rows and verdicts; prose, layout and examples do not count."""
    logic = {
        "sql": parse(page).sql(dialect=DIALECT, normalize=True, comments=False),
        "kind": page.kind,
        "subject": page.subject,
        "severity": page.severity,
        "scope": page.scope,
        "history": page.history_months,
        "grain": page.grain,
        "needs": [[need.reason, need.condition] for need in page.needs],
        "keep": sorted(page.keep),
        "params": sorted([one.name, str(one.default)] for one in page.params),
        "key": page.key,
        "columns": [[one.name, str(one.type), one.unit] for one in page.columns],
        "partition_by": page.partition_by,
        "kernel": code_of(page.kernel.__module__) if page.kernel else "",
    }
    return hashlib.sha256(json.dumps(logic, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def code_of(name: str) -> dict[str, str]:
    """The code of a module and of what it imports from its own room (``jicha.facts``), by name, without docstrings."""
    found: dict[str, str] = {}
    room = ".".join(name.split(".")[:2])
    open_ = [name]
    while open_:
        one = open_.pop()
        tree = ast.parse(inspect.getsource(importlib.import_module(one)))
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
                node.body = node.body[1:] or [ast.Pass()]
        found[one] = ast.unparse(tree)
        imported = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
        open_ += [other for other in imported if other.startswith(f"{room}.") and other not in found]
    return found


@dataclass(frozen=True, slots=True)
class Locked:
    """One line of the lock."""

    code: str
    version: int
    digest: str


class BadLock(JichaError):
    """A lock file that cannot be read."""


def write_lock(pages: Iterable[Page], path: Path) -> None:
    """Write the lock of ``pages``: one line ``code version digest`` each, sorted."""
    lines = sorted(f"{page.code} {page.version} {logic_digest(page)}\n" for page in pages)
    path.write_text("".join(lines), encoding="utf-8")


def read_lock(path: Path) -> dict[str, Locked]:
    """Read a lock file; a missing one is empty. Raises BadLock."""
    if not path.exists():
        return {}
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        parts = line.split()
        if len(parts) != 3 or not parts[1].isdigit():
            raise BadLock(
                Fault(
                    f"{line!r} is not `code version digest`",
                    "Write the lock anew: jicha rules lock.",
                    str(path),
                    number,
                )
            )
        found[parts[0]] = Locked(parts[0], int(parts[1]), parts[2])
    return found


def lock_faults(pages: Iterable[Page], locked: dict[str, Locked]) -> list[Fault]:
    """Where pages and lock differ: logic moved under the same version, a version not locked, a page gone."""
    faults = []
    left = dict(locked)
    for page in pages:
        line = left.pop(page.code, None)
        digest = logic_digest(page)
        if line is None:
            faults.append(
                Fault(f"{page.code} is not in the lock", "Run: jicha rules lock.", page.path, 1, code="not-locked")
            )
        elif line.digest != digest and line.version == page.version:
            faults.append(
                Fault(
                    f"the logic of {page.code} moved, but its version is still {page.version}",
                    f"Write `version: {page.version + 1}`, then run: jicha rules lock.",
                    page.path,
                    1,
                    code="logic-moved",
                )
            )
        elif (line.digest, line.version) != (digest, page.version):
            faults.append(
                Fault(
                    f"{page.code} version {page.version} is not the locked version {line.version}",
                    "Run: jicha rules lock.",
                    page.path,
                    1,
                    code="not-locked",
                )
            )
    faults += [
        Fault(f"{code} is in the lock but has no page", "Run: jicha rules lock.", code="page-gone") for code in left
    ]
    return faults
