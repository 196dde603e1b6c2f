"""Read a profile from YAML; every fault in it is shown at once, with its line and the nearest right word."""

from __future__ import annotations

import hashlib
from pathlib import Path

from jicha.intake.errors import BadProfile
from jicha.intake.marked_yaml import Marked, Section, read_marked, text_of
from jicha.intake.nearest import suggestion
from jicha.intake.profile import Confidence, FeedRule, FileKind, Ignored, Profile
from jicha.intake.read_target import read_target
from jicha.schema import tables
from jicha.terms.errors import Fault

_PROFILE = (
    "profile", "source", "description", "description_zh", "confidence", "confidence_from", "files", "feeds",
)  # fmt: skip
_FILE = ("file", "format", "delimiter", "header", "optional", "nulls", "constants", "ignore", "tables")
FORMATS = ("csv", "parquet")


def read_profile(path: Path) -> Profile:
    """Read one profile file. Raises BadProfile."""
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"the profile cannot be read: {error.strerror}"
        raise BadProfile(Fault(message, "Give the path of a profile.", str(path))) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadProfile(Fault("a profile is UTF-8 text", "Save it as UTF-8.", str(path), line)) from error
    return read_text(text, str(path))


def read_text(text: str, place: str) -> Profile:
    """Read a profile from its text; ``place`` names it in messages. Raises BadProfile."""
    faults: list[Fault] = []
    node = read_marked(text, place)
    section = Section(node, faults, _PROFILE)
    source = section.text("source")
    profile = Profile(
        name=section.text("profile"),
        source=source,
        description=section.text("description"),
        description_zh=section.text("description_zh"),
        confidence=_confidence(section),
        confidence_from=section.text("confidence_from"),
        files=tuple(_file_kind(one, source, faults) for one in section.nodes("files")),
        feeds=tuple(_feed(one, faults) for one in section.nodes("feeds")),
        place=place,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )
    if not profile.files:
        section.fault("no files", "Add files: with a header and tables.")
    if ":" in source or not source.strip():
        section.fault(f"source is {source!r}", "Write a short name without colon, it begins every identifier.")
    if faults:
        raise BadProfile(faults)
    return profile


def _confidence(section: Section) -> Confidence:
    written = section.text("confidence")
    if written in set(Confidence):
        return Confidence(written)
    if "confidence" in section:
        section.fault_at("confidence", f"unknown confidence {written!r}", suggestion(written, Confidence))
    return Confidence.OWN_GUESS


def _file_kind(node: Marked, source: str, faults: list[Fault]) -> FileKind:
    section = Section(node, faults, _FILE)
    header, optional = section.texts("header"), section.texts("optional")
    constants = {word: text_of(value, word, faults) for word, value in section.pairs("constants")}
    for one in section.nodes("format"):
        if one.content not in FORMATS:
            faults.append(one.fault(f"unknown format {one.content!r}", suggestion(str(one.content), FORMATS)))
    words = (*header, *optional, *constants)
    if not header:
        section.fault("no header words", "Add header: with the words by which the file is known.")
    if len(set(words)) != len(words):
        section.fault("a word stands twice in header, optional and constants", "Keep one.")
    kind = FileKind(
        name=section.text("file"),
        formats=section.texts("format") or FORMATS,
        header=header,
        optional=optional,
        delimiter={"tab": "\t"}.get(delimiter := section.text("delimiter", ","), delimiter),
        nulls=section.texts("nulls"),
        constants=constants,
        ignored=tuple(_ignored(one, faults) for one in section.nodes("ignore")),
        targets=tuple(made for one in section.nodes("tables") if (made := read_target(one, source, words, faults))),
    )
    if any(one.table == "feed" for one in kind.targets):
        section.fault("feed is written by intake itself", "Say under feeds how far the records are complete.")
    if not section.nodes("tables"):
        section.fault("no tables", "Add tables: with at least one table.")
    if len(kind.delimiter) != 1:
        section.fault_at("delimiter", f"delimiter is {kind.delimiter!r}", "Write one character, or tab.")
    _check_every_word(kind, section)
    return kind


def _check_every_word(kind: FileKind, section: Section) -> None:
    """A column that is silently left out is a mistake waiting to be found: it must be read or ignored with a reason."""
    if section.faults:
        return  # a faulty target reads nothing; its words would all be reported here as well
    ignored = [one.column for one in kind.ignored]
    for word in kind.header + kind.optional:
        if word not in kind.reads and word not in ignored:
            section.fault(f"{word} is neither read nor ignored", "Use it in a table or list it under ignore.")
    for word in ignored:
        if word in kind.reads:
            section.fault(f"{word} is ignored and read", "Keep one.")
        elif word not in kind.header + kind.optional:
            section.fault(f"{word} is ignored but is no column", suggestion(word, kind.header + kind.optional))


def _ignored(node: Marked, faults: list[Fault]) -> Ignored:
    section = Section(node, faults, ("column", "because", "because_zh"))
    return Ignored(section.text("column"), section.text("because"), section.text("because_zh"))


def _feed(node: Marked, faults: list[Fault]) -> FeedRule:
    section = Section(node, faults, ("record", "dated", "gap_days"))
    rule = FeedRule(section.text("record"), section.text("dated"), section.whole_number("gap_days", 1))
    if rule.record not in tables():
        section.fault(f"unknown table {rule.record!r}", suggestion(rule.record, tables()))
    elif rule.dated not in (columns := tables()[rule.record].by_name):
        section.fault(f"{rule.record} has no column {rule.dated!r}", suggestion(rule.dated, columns))
    elif columns[rule.dated].type.name not in ("date", "month"):
        section.fault(f"{rule.dated} is no date", "Name a date or month column.")
    elif not tables()[rule.record].org_path:
        section.fault(f"{rule.record} belongs to no organisation", "A feed is kept per organisation.")
    return rule
