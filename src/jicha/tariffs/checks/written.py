"""What only the text of a book shows: a confidence nobody wrote, and a word given twice, the first silently lost."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from jicha.terms.errors import Fault, Words

_SOURCED = ("prices", "calendars", "ratios", "tiers", "surcharges", "capacity_rules", "waivers", "scopes")


def written_faults(text: str, file: str) -> Iterator[Fault]:
    """Faults of YAML that ``read_book`` accepts, with line and column."""
    root = yaml.compose(text, yaml.SafeLoader)
    if root is not None:
        yield from _walk(root, file)


def _walk(node: yaml.Node, file: str) -> Iterator[Fault]:
    if isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _walk(one, file)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        if key.value in seen:
            message = Words(f"{key.value} is given twice", f"{key.value} 重复填写")
            yield _at(key, file, message, Words("Keep one.", "请只保留一处。"))
        seen.add(key.value)
        if key.value in _SOURCED and isinstance(value, yaml.SequenceNode):
            yield from _without_confidence(value, file)
        yield from _walk(value, file)


def _without_confidence(data: yaml.SequenceNode, file: str) -> Iterator[Fault]:
    for one in data.value:
        if isinstance(one, yaml.MappingNode) and "confidence" not in {key.value for key, _ in one.value}:
            remedy = Words("Write A, B, C, U or M.", "请填写 A、B、C、U 或 M。")
            yield _at(one, file, Words("its confidence is missing", "缺少可信度 confidence"), remedy)


def _at(node: yaml.Node, file: str, message: Words, remedy: Words) -> Fault:
    return Fault.of(message, remedy, file, node.start_mark.line + 1, node.start_mark.column + 1)
