"""Every parameter, table, column and code is documented, in both languages, with its unit; every page has its document.

What else a page must say (titles, texts, source, captions, examples) is seen to by the checker of pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from jicha.pages.library import Library
from jicha.pages.page import Page, PageKind, Parameter
from jicha.pages.render_docs import differences
from jicha.schema import CodeList, Table, code_lists, tables
from jicha.terms.units import NUMBER_UNIT, parse_quantity, parse_unit

ROOT = Path(__file__).resolve().parents[2]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def library() -> Library:
    """The pages that come with jicha."""
    return Library.shipped()


def test_there_is_something_to_look_at(library: Library) -> None:
    assert library.rules
    assert library.of_kind(PageKind.FACT)
    assert len(tables()) > 50


def test_every_parameter_says_why_it_has_its_value(library: Library) -> None:
    assert list(page_gaps(library.pages.values())) == []


def test_every_table_and_column_is_documented() -> None:
    assert list(table_gaps(tables().values())) == []


def test_every_code_is_documented() -> None:
    assert list(code_gaps(code_lists().values())) == []


def test_the_references_of_the_pages_are_as_generated(library: Library) -> None:
    assert differences(library, ROOT / "docs" / "rules") == [], "run: make docs"


@pytest.mark.parametrize(
    ("change", "gap"),
    [
        ({"params": (Parameter("limit", parse_quantity("3 month"), "", 9),)}, "limit has no comment"),
    ],
)
def test_a_page_with_a_gap_is_seen(library: Library, change: dict[str, object], gap: str) -> None:
    (found,) = page_gaps([replace(library.pages["BIL-016"], **change)])
    assert gap in found


@pytest.mark.parametrize(
    ("change", "gap"),
    [
        ({"meaning_zh": ""}, "meaning"),
        ({"meaning": ""}, "meaning"),
        ({"unit": ""}, "unit"),
        ({"example": ""}, "example"),
    ],
)
def test_a_column_with_a_gap_is_seen(change: dict[str, object], gap: str) -> None:
    bill = tables()["bill"]
    broken = replace(bill, columns=(replace(bill.by_name["kwh"], nullable=False, **change),))
    (found,) = table_gaps([broken])
    assert gap in found


def test_a_code_without_words_is_seen() -> None:
    (found,) = code_gaps([CodeList("colour", {"red": ("Red", "")}, {})])
    assert "colour.red" in found


def page_gaps(pages: Iterable[Page]) -> Iterator[str]:
    """What a reader would miss that the checker of pages does not ask for: why a number is what it is."""
    for page in pages:
        for one in page.params:
            if not one.why:
                yield f"{page.code}: the parameter {one.name} has no comment that says why"


def table_gaps(found: Iterable[Table]) -> Iterator[str]:
    """What a reader of these tables would miss. A ratio, count or factor says so by the unit of a plain number."""
    for one in found:
        if not (one.meaning and CHINESE.search(one.meaning_zh)):
            yield f"{one.name}: no meaning in both languages"
        for column in one.columns:
            name = f"{one.name}.{column.name}"
            if not (column.meaning and CHINESE.search(column.meaning_zh)):
                yield f"{name}: no meaning in both languages"
            if not (column.example or column.nullable):
                yield f"{name}: no example"
            if column.name.endswith(("kwh", "money", "_kva", "charge")) and parse_unit(column.unit) == NUMBER_UNIT:
                yield f"{name}: no unit"


def code_gaps(lists: Iterable[CodeList]) -> Iterator[str]:
    """Codes without words in both languages."""
    for one in lists:
        for code, (english, chinese) in one.meanings.items():
            is_a_number = chinese == english and not re.search("[a-z]", english)
            if not (english and (CHINESE.search(chinese) or is_a_number)):
                yield f"{one.name}.{code}: no meaning in both languages"
