"""Where in the Markdown file a thing stands, so that every fault can say file, line and column."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlglot import exp

from jicha.engine.portable import Portable
from jicha.pages.page import Need, Page
from jicha.terms.errors import Fault


def sql_of(node: exp.Expr) -> str:
    """A part of a SELECT as a page would write it."""
    return node.sql(dialect=Portable)


@dataclass(frozen=True, slots=True)
class Places:
    """One piece of SQL inside a file: ``first_line`` and ``first_column`` (from 1) are where it begins there."""

    file: str
    text: str
    sql: str
    first_line: int
    first_column: int = 1

    @classmethod
    def of(cls, page: Page) -> Places:
        """The SQL block of a page."""
        return cls(page.path, page.text, page.sql, page.sql_line)

    @classmethod
    def of_need(cls, page: Page, need: Need) -> Places:
        """The condition of a need, which stands behind its reason in the front matter."""
        lines = page.text.splitlines()
        line = lines[need.line - 1] if 0 < need.line <= len(lines) else ""
        return cls(page.path, page.text, need.condition, need.line, max(line.find(need.condition), 0) + 1)

    def at(self, node: exp.Expr) -> tuple[int, int]:
        """Line and column of a node: its own place, else that of its first part, else that of what it stands in."""
        at: exp.Expr | None = node
        while at is not None:
            starts = [part.meta["start"] for part in at.walk() if "start" in part.meta]
            if starts:
                return self.at_offset(min(starts))
            at = at.parent
        return self.first_line, self.first_column

    def at_offset(self, offset: int) -> tuple[int, int]:
        """Line and column of a character of the SQL."""
        before = self.sql[:offset]
        row = before.count("\n")
        column = offset - (before.rfind("\n") + 1)
        return self.first_line + row, column + (self.first_column if row == 0 else 1)

    def fault(self, code: str, node: exp.Expr, message: str, remedy: str) -> Fault:
        """A fault at a node of the SQL."""
        line, column = self.at(node)
        return Fault(message, remedy, self.file, line, column, code)

    def fault_at(self, code: str, offset: int, message: str, remedy: str) -> Fault:
        """A fault at a character of the SQL; 0 stands for the SQL as a whole."""
        line, column = self.at_offset(offset)
        return Fault(message, remedy, self.file, line, max(column, 1), code)

    def in_front(self, code: str, key: str, message: str, remedy: str) -> Fault:
        """A fault at a key of the front matter; where the key is missing, at its first line."""
        for number, line in enumerate(self.text.splitlines(), start=1):
            if number > 1 and line.strip() == "---":
                break
            if match := re.match(rf"(?P<before>\s*){re.escape(key)}\s*:", line):
                return Fault(message, remedy, self.file, number, len(match["before"]) + 1, code)
        return Fault(message, remedy, self.file, 1, 1, code)

    def in_section(self, code: str, heading: str, message: str, remedy: str) -> Fault:
        """A fault at a ``## heading``; where it is missing, at the first line of the file."""
        for number, line in enumerate(self.text.splitlines(), start=1):
            if line.strip() == f"## {heading}":
                return Fault(message, remedy, self.file, number, 1, code)
        return Fault(message, remedy, self.file, 1, 1, code)

    def written(self, node: exp.Expr) -> str:
        """The word at a node as the page has it (the parser renames: ``today()`` becomes CurrentDate)."""
        if "start" in node.meta:
            return self.sql[node.meta["start"] : node.meta["end"] + 1]
        return sql_of(node)
