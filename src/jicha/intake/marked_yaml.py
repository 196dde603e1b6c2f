"""YAML with the place of every word, so that a fault in a profile names its line and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import yaml

from jicha.intake.errors import BadProfile
from jicha.intake.nearest import suggestion
from jicha.terms.errors import Fault


@dataclass(frozen=True, slots=True)
class Marked:
    """One YAML node. A scalar is the text as written, never resolved: ``01`` stays ``01`` and ``no`` stays ``no``."""

    content: str | tuple[Marked, ...] | Mapping[str, Marked] | None
    file: str
    line: int
    column: int
    keys: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # where each word of a mapping stands

    @property
    def listed(self) -> tuple[Marked, ...]:
        """The nodes of a list; a single node counts as a list of one, a blank one as an empty list."""
        if self.content is None:
            return ()
        return self.content if isinstance(self.content, tuple) else (self,)

    def fault(self, message: str, remedy: str) -> Fault:
        """A fault at this place."""
        return Fault(message, remedy, self.file, self.line, self.column)


def read_marked(text: str, file: str) -> Marked:
    """Parse YAML into marked nodes. Raises BadProfile on a syntax error, a key given twice, or an anchor."""
    try:
        node = _compose(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = f"this is not YAML: {error.problem or error.context}"
        raise BadProfile(Fault(message, "Correct the line.", file, line, column)) from error
    except yaml.YAMLError as error:
        raise BadProfile(Fault(f"this is not YAML: {error}", "Save it as UTF-8 text.", file)) from error
    if node is None:
        raise BadProfile(Fault("the profile is empty", "See docs/profiles.md for its form.", file))
    return _marked(node, file)


def _compose(text: str) -> yaml.Node | None:
    """The node graph, by the parser in C (several times as fast); what is at fault is read again and explained."""
    fast = getattr(yaml, "CSafeLoader", None)
    if fast is not None:
        with suppress(yaml.YAMLError):
            quick: yaml.Node | None = yaml.compose(text, Loader=fast)
            return quick
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    return node


def _marked(node: yaml.Node, file: str) -> Marked:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if isinstance(node, yaml.ScalarNode):
        missing = node.tag == "tag:yaml.org,2002:null"
        return Marked(None if missing else str(node.value), file, line, column)
    if isinstance(node, yaml.SequenceNode):
        return Marked(tuple(_marked(one, file) for one in node.value), file, line, column)
    entries: dict[str, Marked] = {}
    keys: dict[str, tuple[int, int]] = {}
    for key, value in node.value:
        place = key.start_mark.line + 1, key.start_mark.column + 1
        if not isinstance(key, yaml.ScalarNode):
            raise BadProfile(Fault("a key must be one word", "Write word: value.", file, *place))
        if key.value in entries:
            raise BadProfile(Fault(f"{key.value} stands twice", "Keep one.", file, *place))
        entries[str(key.value)], keys[str(key.value)] = _marked(value, file), place
    return Marked(entries, file, line, column, keys)


@dataclass(slots=True)
class Section:
    """A YAML mapping being read: checks its words, hands out values, and gathers faults instead of stopping."""

    node: Marked
    faults: list[Fault]
    known: tuple[str, ...]
    entries: Mapping[str, Marked] = field(init=False)

    def __post_init__(self) -> None:
        if not isinstance(self.node.content, Mapping):
            self.fault("words with values are expected here", f"Write {self.known[0]}: ...")
            self.entries = {}
            return
        self.entries = self.node.content
        for word in self.entries:
            if word not in self.known:
                self.fault_at(word, f"unknown word {word!r}", suggestion(word, self.known))

    def fault(self, message: str, remedy: str) -> None:
        """Note a fault of the section as a whole."""
        self.faults.append(self.node.fault(message, remedy))

    def fault_at(self, word: str, message: str, remedy: str) -> None:
        """Note a fault of one word."""
        self.faults.append(Fault(message, remedy, self.node.file, *self.node.keys[word]))

    def __contains__(self, word: str) -> bool:
        return word in self.entries

    def text(self, word: str, default: str | None = None) -> str:
        """One text; a fault when it is missing and has no default."""
        node = self.entries.get(word)
        if node is None:
            if default is None:
                self.fault(f"{word} is missing", f"Add {word}: ...")
            return default or ""
        if node.content in (None, "") and default is None:
            self.fault_at(word, f"{word} is blank", f"Write {word}: ...")
        return text_of(node, word, self.faults)

    def texts(self, word: str) -> tuple[str, ...]:
        """A list of texts; one text counts as a list of one, a missing word as an empty list."""
        return tuple(text_of(one, word, self.faults) for one in self.nodes(word))

    def nodes(self, word: str) -> tuple[Marked, ...]:
        """The nodes of a list; a single node counts as a list of one, a blank one as an empty list."""
        return self.entries[word].listed if word in self.entries else ()

    def pairs(self, word: str) -> Iterator[tuple[str, Marked]]:
        """The words and nodes of a mapping; nothing when the word is missing."""
        node = self.entries.get(word)
        if node is None:
            return
        if not isinstance(node.content, Mapping):
            self.faults.append(node.fault(f"{word} must hold words with values", f"Write {word}: and below it a: b."))
            return
        yield from node.content.items()

    def yes(self, word: str, default: bool = False) -> bool:
        """A yes or no."""
        node = self.entries.get(word)
        if node is None:
            return default
        if node.content not in ("yes", "no", "true", "false"):
            self.faults.append(node.fault(f"{word} is {node.content!r}", "Write yes or no."))
        return node.content in ("yes", "true")

    def whole_number(self, word: str, default: int | None = None) -> int:
        """A whole number above zero."""
        text = self.text(word, None if default is None else str(default))
        if text.isascii() and text.isdigit() and int(text) > 0:
            return int(text)
        if word in self.entries:
            self.faults.append(self.entries[word].fault(f"{word} is {text!r}", "Write a whole number above zero."))
        return default or 1


def text_of(node: Marked, word: str, faults: list[Fault]) -> str:
    """The text of a scalar node; a fault when the node is a list or a mapping."""
    if isinstance(node.content, str) or node.content is None:
        return node.content or ""
    faults.append(node.fault(f"{word} must be one text", "Write it on one line."))
    return ""
