"""What only the text of a book shows: a confidence nobody wrote, and a word given twice, the first silently lost."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from jicha.terms.errors import Fault, Words

_SOURCED = ("prices", "calendars", "ratios", "tiers", "surcharges", "capacity_rules", "waivers", "scopes")


def written_faults(text: str, file: str) -> Iterator[Fault]:
    """Faults of YAML that ``read_book`` accepts, with line and column."""
    for node in _mappings(text):
        yield from _twice(node, file)
        for key, value in node.value:
            if key.value in _SOURCED and isinstance(value, yaml.SequenceNode):
                yield from _without_confidence(value, file)


def given_twice(text: str, file: str) -> Iterator[Fault]:
    """The words that a book gives twice in one place, with line and column."""
    for node in _mappings(text):
        yield from _twice(node, file)


def _mappings(text: str) -> Iterator[yaml.MappingNode]:
    """Every mapping of the text, an outer one before those within it."""
    root = yaml.compose(text, yaml.SafeLoader)
    waiting = [] if root is None else [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            yield node
            waiting += [value for _, value in reversed(node.value)]
        elif isinstance(node, yaml.SequenceNode):
            waiting += reversed(node.value)


def _twice(node: yaml.MappingNode, file: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for key, _ in node.value:
        if key.value in seen:
            message = Words(f"{key.value} is given twice", f"{key.value} 重复填写")
            yield _at(key, file, message, Words("Keep one.", "请只保留一处。"))
        seen.add(key.value)


def _without_confidence(data: yaml.SequenceNode, file: str) -> Iterator[Fault]:
    for one in data.value:
        if isinstance(one, yaml.MappingNode) and "confidence" not in {key.value for key, _ in one.value}:
            remedy = Words("Write A, B, C, U or M.", "请填写 A、B、C、U 或 M。")
            yield _at(one, file, Words("its confidence is missing", "缺少可信度 confidence"), remedy)


def _at(node: yaml.Node, file: str, message: Words, remedy: Words) -> Fault:
    return Fault.of(message, remedy, file, node.start_mark.line + 1, node.start_mark.column + 1)
