"""The front matter of a page: YAML with the line of every key, so that a fault can say where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from jicha.pages.page import Equivalent, Need, OutputColumn, Parameter, ParameterValue
from jicha.schema import ColumnType
from jicha.terms.errors import Fault, JichaError
from jicha.terms.units import NUMBER, Quantity, parse_quantity

_COMMENT = re.compile(r"\s#\s?(?P<why>.*)$")
_HISTORY = re.compile(r"^(\d+) months?$")
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")


class BadPage(JichaError):
    """A page that cannot be read; says file, line and what to write."""


@dataclass(frozen=True, slots=True)
class Front:
    """The values of the front matter, the line of each key, and the comment that stands behind it."""

    path: str
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    comments: Mapping[int, str]

    def fault(self, key: str, message: str, remedy: str) -> BadPage:
        """An error at the line of ``key``."""
        return BadPage(Fault(message, remedy, self.path, self.lines.get(key, 1), code="bad-front-matter"))

    def text(self, key: str, default: str | None = None) -> str:
        """A text value; without ``default`` the key must be there."""
        value = self.values.get(key, default)
        if value is None:
            raise self.fault(key, f"the front matter lacks {key}", f"Add a line `{key}: ...`.")
        return str(value)

    def words(self, key: str) -> tuple[str, ...]:
        """A word or a list of words; nothing is an empty tuple."""
        value = self.values.get(key) or []
        return tuple(str(word) for word in value) if isinstance(value, list) else (str(value),)


def read_front(text: str, path: str, first_line: int) -> Front:
    """Read YAML whose first line is ``first_line`` of the file. Raises BadPage."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        # BaseLoader keeps every scalar as written: 0.10 stays 0.10 and no is not False.
        values = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        problem = getattr(error, "problem", None) or "not YAML"
        raise BadPage(
            Fault(
                f"the front matter cannot be read: {problem}",
                "Write `key: value` lines.",
                path,
                line,
                code="bad-front-matter",
            )
        ) from error
    if not isinstance(values, dict) or not isinstance(node, yaml.MappingNode):
        raise BadPage(
            Fault(
                "the front matter is empty",
                "Write `key: value` lines between the two ---.",
                path,
                first_line,
                code="bad-front-matter",
            )
        )
    lines: dict[str, int] = {}
    _collect_lines(node, "", first_line, lines)
    comments = {
        first_line + number: match["why"]
        for number, line in enumerate(text.splitlines())
        if (match := _COMMENT.search(line))
    }
    return Front(path, values, lines, comments)


def _collect_lines(node: yaml.Node, prefix: str, first_line: int, lines: dict[str, int]) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = f"{prefix}{key.value}"
            if name in lines:
                continue
            lines[name] = first_line + key.start_mark.line
            _collect_lines(value, f"{name}.", first_line, lines)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            lines[f"{prefix}{number}"] = first_line + value.start_mark.line
            _collect_lines(value, f"{prefix}{number}.", first_line, lines)


def history_months(front: Front) -> int | None:
    """``1 month`` -> 1, ``all`` -> None (the whole past)."""
    text = front.text("history", "all")
    if text == "all":
        return None
    match = _HISTORY.match(text)
    if not match:
        raise front.fault("history", f"history {text!r} is not understood", "Write `13 months`, or `all`.")
    return int(match[1])


def parameters(front: Front) -> tuple[Parameter, ...]:
    """The ``params`` block: quantity with unit, date, or word; its comment says why."""
    return tuple(
        Parameter(
            name,
            _value(front, f"params.{name}", text),
            front.comments.get(front.lines[f"params.{name}"], ""),
            front.lines[f"params.{name}"],
        )
        for name, text in _mapping(front, "params").items()
    )


def _value(front: Front, key: str, text: str) -> ParameterValue:
    if _DATE.match(text):
        return date.fromisoformat(text)
    if not NUMBER.match(text):
        return text
    try:
        return parse_quantity(text)
    except JichaError as error:
        raise front.fault(key, error.faults[0].message, error.faults[0].remedy) from error


def as_quantity(front: Front, key: str, text: str) -> Quantity:
    """A number with unit, or a fault at ``key``."""
    try:
        return parse_quantity(text)
    except JichaError as error:
        raise front.fault(key, error.faults[0].message, error.faults[0].remedy) from error


def needs(front: Front) -> tuple[Need, ...]:
    """``needs``: a mapping or list of ``reason: condition``; a bare condition gets its first word as reason."""
    value = front.values.get("needs") or []
    if isinstance(value, dict):
        return tuple(Need(reason, str(text), front.lines[f"needs.{reason}"]) for reason, text in value.items())
    found = []
    for number, item in enumerate(value if isinstance(value, list) else [value]):
        line = front.lines.get(f"needs.{number}", front.lines["needs"])
        if isinstance(item, dict):
            found += [Need(reason, str(text), line) for reason, text in item.items()]
        else:
            word = re.search(r"[a-z_][a-z0-9_]*", str(item))
            found.append(Need(word[0] if word else "need", str(item), line))
    return tuple(found)


def columns(front: Front) -> tuple[OutputColumn, ...]:
    """``columns`` of a fact or KPI: ``name: [type, unit, English, 中文]``, a fifth word ``table.column`` references."""
    found = []
    for name, parts in _mapping(front, "columns").items():
        key = f"columns.{name}"
        if not isinstance(parts, list) or len(parts) not in (4, 5):
            raise front.fault(
                key,
                f"column {name} is not understood",
                "Write `name: [type, unit, English meaning, 中文]`, with '' for no unit.",
            )
        try:
            column_type = ColumnType.parse(parts[0])
            parse_quantity(f"0 {parts[1]}")
        except JichaError as error:
            raise front.fault(key, error.faults[0].message, error.faults[0].remedy) from error
        target = tuple(parts[4].split(".")) if len(parts) == 5 else None
        reference = (target[0], target[1]) if target and len(target) == 2 else None
        found.append(OutputColumn(name, column_type, parts[1], parts[2], parts[3], reference, front.lines[key]))
    return tuple(found)


def captions(front: Front) -> dict[str, tuple[str, str]]:
    """``captions``: words in two languages for output columns and reason ids of this page."""
    found = {}
    for name, parts in _mapping(front, "captions").items():
        if not isinstance(parts, list) or len(parts) != 2:
            raise front.fault(
                f"captions.{name}", f"caption {name} is not in two languages", "Write `name: [English, 中文]`."
            )
        found[name] = (parts[0], parts[1])
    return found


def equivalents(front: Front) -> tuple[Equivalent, ...]:
    """``equivalent``: mutants that cannot be told from the page, each with the reason."""
    return tuple(
        Equivalent(mutant, str(reason), front.lines[f"equivalent.{mutant}"])
        for mutant, reason in _mapping(front, "equivalent").items()
    )


def subject(front: Front) -> tuple[str, str] | None:
    """``subject: {bill: bill_id}`` -> ("bill", "bill_id")."""
    found = list(_mapping(front, "subject").items())
    if len(found) > 1:
        raise front.fault("subject", "a page has one subject", "Write `subject: {bill: bill_id}`.")
    return (found[0][0], str(found[0][1])) if found else None


def _mapping(front: Front, key: str) -> dict[str, Any]:
    value = front.values.get(key) or {}
    if not isinstance(value, dict):
        raise front.fault(key, f"{key} must be `name: value` lines", "Indent one line per name under it.")
    return value
