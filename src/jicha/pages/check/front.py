"""The front matter, the two languages and the examples that every page of a kind must have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from jicha.pages.check.catalogue import Catalogue
from jicha.pages.check.faults import nearest
from jicha.pages.check.place import Places
from jicha.pages.page import Page, PageKind
from jicha.pages.scaffold import FAMILIES
from jicha.terms.errors import Fault
from jicha.terms.verdict import Verdict

CONFIDENCES = "ABCU"
_CODE = re.compile(r"(?P<family>[A-Z]{3})-\d{3}")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_CATALOGUE = re.compile(r"[A-Z]\d{2}")
_SINCE = re.compile(r"\d+\.\d+\.\d+")


def check(page: Page, world: Catalogue) -> Iterator[Fault]:
    """What is missing or wrong outside the SQL."""
    places = Places.of(page)
    yield from _code(page, places)
    yield from _words(page, places)
    yield from _subject(page, world, places)
    yield from _keep(page, world, places)
    if page.kind is PageKind.RULE:
        yield from _examples(page, places)
    else:
        yield from _columns(page, world, places)


def _code(page: Page, places: Places) -> Iterator[Fault]:
    key = {PageKind.RULE: "code", PageKind.FACT: "fact", PageKind.KPI: "kpi"}[page.kind]
    path = Path(page.path)
    if path.stem != page.code:
        yield places.in_front(
            "wrong-file-name",
            key,
            f"the file is called {path.name}, but the page is {page.code}",
            f"Call the file {page.code}{path.suffix}.",
        )
    if page.kind is not PageKind.RULE:
        if not _NAME.fullmatch(page.code):
            yield places.in_front(
                "bad-code", key, f"{page.code!r} is not the name of a table", "Write lower-case letters, digits and _."
            )
        return
    match = _CODE.fullmatch(page.code)
    if not match or match["family"] not in FAMILIES:
        family = page.code.partition("-")[0].upper()
        yield places.in_front(
            "bad-code",
            key,
            f"{page.code!r} is not a rule's code",
            f"Write a family and three digits (BIL-016). {nearest(family, FAMILIES, 'families')}",
        )
        return
    folder = FAMILIES[match["family"]]
    if path.parent.name != folder:
        yield places.in_front(
            "wrong-folder",
            key,
            f"{page.code} stands in the folder {path.parent.name or '.'}",
            f"Put it into rules/{folder}/.",
        )


def _words(page: Page, places: Places) -> Iterator[Fault]:
    for key, text, what in (
        ("title", page.title, "a title in English"),
        ("title_zh", page.title_zh, "a title in Chinese"),
        ("source", page.source, "a source"),
    ):
        if not text.strip() and (key != "source" or page.kind is not PageKind.FACT):
            yield places.in_front(
                "missing-words", key, f"the page has no {what.removeprefix('a ')}", f"Add a line `{key}: ...`."
            )
    if page.title_zh.strip() and not _is_chinese(page.title_zh):
        yield places.in_front(
            "missing-words",
            "title_zh",
            f"title_zh is {page.title_zh!r}, without a Chinese word",
            "Write the title in Chinese.",
        )
    for heading, text in (("English", page.english), ("中文", page.chinese)):
        if not text.strip():
            yield places.in_section(
                "missing-words",
                heading,
                f"the page says nothing under ## {heading}",
                f"Write a section ## {heading}: why, innocent causes, what to check.",
            )
    if page.confidence not in tuple(CONFIDENCES):
        yield places.in_front(
            "bad-confidence",
            "confidence",
            f"the confidence is {page.confidence!r}",
            "Write A (official), B (published), C (inferred) or U (ours, unproved).",
        )
    if not _SINCE.fullmatch(page.since):
        yield places.in_front("bad-since", "since", f"since is {page.since!r}", "Write a version: 0.1.0.")
    for entry in page.catalogue:
        if not _CATALOGUE.fullmatch(entry):
            yield places.in_front(
                "bad-catalogue",
                "catalogue",
                f"{entry!r} is no entry of the catalogue",
                "Write a letter and two digits: T16.",
            )


def _subject(page: Page, world: Catalogue, places: Places) -> Iterator[Fault]:
    if page.kind is not PageKind.RULE:
        return
    if page.severity is None or page.impact is None:
        key = "severity" if page.severity is None else "impact"
        yield places.in_front("missing-words", key, f"the page has no {key}", f"Add a line `{key}: ...`.")
    if page.subject is None:
        yield places.in_front(
            "unknown-subject", "subject", "the page does not say what it judges", "Write `subject: {bill: bill_id}`."
        )
        return
    table = world.tables.get(page.subject[0])
    if table is None:
        yield places.in_front(
            "unknown-subject",
            "subject",
            f"no table is called {page.subject[0]}",
            nearest(page.subject[0], world.tables, "tables"),
        )
    elif table.key != (page.subject[1],):
        yield places.in_front(
            "unknown-subject",
            "subject",
            f"{page.subject[1]} is not the key of {table.name}",
            f"Its key is {', '.join(table.key)}; a subject has a key of one column.",
        )


def _keep(page: Page, world: Catalogue, places: Places) -> Iterator[Fault]:
    for word in page.keep:
        if word not in world.reasons:
            message = f"{word!r} is no reason for not judging"
            yield places.in_front("unknown-keep", "keep", message, nearest(word, world.reasons, "reasons"))


def _examples(page: Page, places: Places) -> Iterator[Fault]:
    shown = {
        expectation.verdict
        for world in page.worlds
        for table in world.tables
        for row in table.rows
        for _, expectation in row.expect
    }
    line = page.worlds[0].line if page.worlds else page.sql_line
    for verdict in (Verdict.FIND, Verdict.SPARE, Verdict.UNSURE):
        if verdict not in shown:
            yield Fault(
                f"no example is expected to be {verdict}",
                f"Add a row that ends in {verdict}.",
                places.file,
                line,
                1,
                "missing-example",
            )


def _columns(page: Page, world: Catalogue, places: Places) -> Iterator[Fault]:
    names = {one.name for one in page.columns}
    if not page.columns:
        yield places.in_front(
            "missing-columns",
            "columns",
            "the page declares no columns",
            "Write `columns: {name: [type, unit, English meaning, 中文]}`.",
        )
    if not page.key and page.kind is PageKind.FACT:
        yield places.in_front("missing-key", "key", "the fact has no key", "Write `key: [column, ...]`.")
    for word in page.key:
        if word not in names:
            yield places.in_front(
                "missing-key",
                "key",
                f"the key names {word}, which `columns` does not have",
                nearest(word, names, "columns"),
            )
    for one in page.columns:
        if not (one.meaning.strip() and _is_chinese(one.meaning_zh)):
            yield Fault(
                f"the column {one.name} is not described in two languages",
                f"Write `{one.name}: [{one.type}, {one.unit or chr(39) * 2}, English meaning, 中文]`.",
                places.file,
                one.line,
                0,
                "missing-words",
            )
        if one.type.code_list and one.type.code_list not in world.codes:
            yield Fault(
                f"no code list is called {one.type.code_list}",
                nearest(one.type.code_list, world.codes, "code lists"),
                places.file,
                one.line,
                0,
                "unknown-code-list",
            )
        target = world.tables.get(one.references[0]) if one.references else None
        if one.references and (target is None or one.references[1] not in target.by_name):
            yield Fault(
                f"{one.name} references {'.'.join(one.references)}, which is not there",
                nearest(one.references[0], world.tables, "tables"),
                places.file,
                one.line,
                0,
                "unknown-reference",
            )
    if not any(table.rows for each in page.worlds for table in each.tables):
        yield Fault(
            "the page has no example",
            f"Add example rows, and a table of the rows of {page.code} they make.",
            places.file,
            page.sql_line,
            1,
            "missing-example",
        )


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)
