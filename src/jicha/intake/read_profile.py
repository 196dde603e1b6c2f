"""Read a profile from YAML; every fault in it is shown at once, with its line and the nearest right word."""

from __future__ import annotations

import hashlib
from pathlib import Path

from jicha.intake.errors import BadProfile
from jicha.intake.manner import Manner, read_manner
from jicha.intake.marked_yaml import Marked, Section, read_marked, text_of
from jicha.intake.mention_check import PlacedTarget, disagreements
from jicha.intake.nearest import suggestion
from jicha.intake.null_words import NullWords
from jicha.intake.profile import Confidence, FeedRule, FileKind, Ignored, Profile
from jicha.intake.read_target import read_target
from jicha.intake.word_ranges import expanded
from jicha.schema import tables
from jicha.terms.errors import Fault

# The words that a profile may have; docs/profiles.md explains each.
PROFILE = (
    "profile", "source", "description", "description_zh", "confidence", "confidence_from", "files", "feeds",
    "synonyms", "numbers", "dates",
)  # fmt: skip
FILE = (
    "file", "format", "delimiter", "header", "optional", "synonyms", "nulls", "nulls_only", "constants", "ignore",
    "ignore_sheets", "numbers", "dates", "confidence", "tables",
)  # fmt: skip
IGNORED = ("column", "because", "because_zh")
FEED = ("record", "dated", "gap_days")
FORMATS = ("csv", "parquet", "xlsx", "xls", "html", "xml_spreadsheet", "json_lines", "frames", "nem12", "green_button")
# What a kind of file comes as, unless it says.
_ROWS_AND_COLUMNS = ("csv", "parquet", "xlsx", "xls", "html", "xml_spreadsheet", "json_lines")


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
    section = Section(node, faults, PROFILE)
    source, confidence = section.text("source"), _confidence(section)
    manner = read_manner(section, Manner(confirmed=confidence is not Confidence.OWN_GUESS))
    profile = Profile(
        name=section.text("profile"),
        source=source,
        description=section.text("description"),
        description_zh=section.text("description_zh"),
        confidence=confidence,
        confidence_from=section.text("confidence_from"),
        files=tuple(_file_kind(one, source, _synonyms(section), manner, faults) for one in section.nodes("files")),
        feeds=tuple(_feed(one, faults) for one in section.nodes("feeds")),
        place=place,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )
    if not profile.files:
        section.fault("no files", "Add files: with a header and tables.")
    if ":" in source or not source.strip():
        section.fault(f"source is {source!r}", "Write a short name without colon, it begins every identifier.")
    if not faults:  # a faulty target is left out of its kind, and the rest would not stand beside its nodes
        faults += disagreements(_placed(section, profile))
    if faults:
        raise BadProfile(faults)
    return profile


def _placed(section: Section, profile: Profile) -> list[PlacedTarget]:
    return [
        PlacedTarget(node, target, kind)
        for file, kind in zip(section.nodes("files"), profile.files, strict=True)
        for node, target in zip(Section(file, [], FILE).nodes("tables"), kind.targets, strict=True)
    ]


def _confidence(section: Section) -> Confidence:
    written = section.text("confidence")
    if written in set(Confidence):
        return Confidence(written)
    if "confidence" in section:
        section.fault_at("confidence", f"unknown confidence {written!r}", suggestion(written, Confidence))
    return Confidence.OWN_GUESS


def _synonyms(section: Section) -> dict[str, tuple[str, ...]]:
    """Other spellings by the word they stand for."""
    found = {}
    for word, node in section.pairs("synonyms"):
        found[word] = tuple(text_of(one, word, section.faults) for one in node.listed)
    return found


def _file_kind(
    node: Marked, source: str, synonyms: dict[str, tuple[str, ...]], manner: Manner, faults: list[Fault]
) -> FileKind:
    section = Section(node, faults, FILE)
    manner = read_manner(section, manner)
    header, optional = (
        tuple(word for one in section.texts(part) for word in expanded(one)) for part in ("header", "optional")
    )
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
        formats=section.texts("format") or _ROWS_AND_COLUMNS,
        header=header,
        optional=optional,
        delimiter={"tab": "\t"}.get(delimiter := section.text("delimiter", ""), delimiter),
        nulls=NullWords.stated(
            section.texts("nulls"), section.texts("nulls_only") if "nulls_only" in section else None
        ),
        constants=constants,
        ignored=tuple(_ignored(one, faults) for one in section.nodes("ignore")),
        targets=tuple(
            made for one in section.nodes("tables") if (made := read_target(one, source, words, faults, manner=manner))
        ),
        synonyms={word: others for word, others in {**synonyms, **_synonyms(section)}.items() if word in words},
        ignored_sheets=section.texts("ignore_sheets"),
        confidence=_confidence(section) if "confidence" in section else None,
    )
    if any(one.table == "feed" for one in kind.targets):
        section.fault("feed is written by intake itself", "Say under feeds how far the records are complete.")
    if not section.nodes("tables"):
        section.fault("no tables", "Add tables: with at least one table.")
    if len(kind.delimiter) > 1:
        section.fault_at("delimiter", f"delimiter is {kind.delimiter!r}", "Write one character, or tab.")
    for word in _synonyms(section):
        if word not in words:
            section.fault_at("synonyms", f"{word!r} is no column of the file", suggestion(word, words))
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
    section = Section(node, faults, IGNORED)
    return Ignored(section.text("column"), section.text("because"), section.text("because_zh"))


def _feed(node: Marked, faults: list[Fault]) -> FeedRule:
    section = Section(node, faults, FEED)
    rule = FeedRule(section.text("record"), section.text("dated"), section.whole_number("gap_days", 1))
    if rule.record not in tables():
        section.fault(f"unknown table {rule.record!r}", suggestion(rule.record, tables()))
    elif rule.dated not in (columns := tables()[rule.record].by_name):
        section.fault(f"{rule.record} has no column {rule.dated!r}", suggestion(rule.dated, columns))
    elif columns[rule.dated].type.name not in ("date", "month", "instant"):
        section.fault(f"{rule.dated} is no date", "Name a column of days, months or instants.")
    elif not tables()[rule.record].org_path:
        section.fault(f"{rule.record} belongs to no organisation", "A feed is kept per organisation.")
    return rule
