"""Every page, parameter, table, column and code is documented, in both languages, with unit, source and example."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from jicha.pages.library import Library
from jicha.pages.page import ExampleRow, Page, PageKind, Parameter
from jicha.schema import CodeList, Table, code_lists, tables
from jicha.terms.units import NUMBER_UNIT, Quantity, parse_unit
from jicha.terms.verdict import Verdict

ROOT = Path(__file__).resolve().parents[2]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# The folder of each family of codes.
FAMILIES = {
    "metering": "MET", "inspection": "INS", "billing": "BIL", "acceptance": "ACC", "losses": "LOS", "service": "SVC",
    "charges": "CHG", "staff": "STF", "contracts": "CON", "reports": "RPT", "process": "PRC", "data": "DAT",
    "audit": "AUD",
}  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Library:
    """The pages that come with jicha."""
    return Library.shipped()


def test_there_is_something_to_look_at(library: Library) -> None:
    assert library.rules
    assert library.of_kind(PageKind.FACT)
    assert len(tables()) > 50


def test_every_page_is_documented(library: Library) -> None:
    assert list(page_gaps(library.pages.values())) == []


def test_every_table_and_column_is_documented() -> None:
    assert list(table_gaps(tables().values())) == []


def test_every_code_is_documented() -> None:
    assert list(code_gaps(code_lists().values())) == []


def test_every_table_code_list_and_page_has_its_generated_page(library: Library) -> None:
    wanted = [f"docs/schema/{name}.md" for name in tables()]
    wanted += [f"docs/codes/{name}.md" for name in code_lists()]
    wanted += [f"docs/rules/{page.code}.md" for page in library.rules]
    assert [name for name in wanted if not (ROOT / name).exists()] == []


@pytest.mark.parametrize(
    ("change", "gap"),
    [
        ({"title_zh": "Chinese to come"}, "Chinese title"),
        ({"chinese": ""}, "Chinese text"),
        ({"english": " "}, "English text"),
        ({"source": ""}, "source"),
        ({"since": ""}, "since"),
        ({"worlds": ()}, "example"),
        ({"params": (Parameter("limit", Quantity(Decimal(3)), "", 9),)}, "limit"),
        ({"path": "src/jicha/rules/staff/BIL-016.md"}, "folder"),
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
    """What a reader of these pages would miss."""
    for page in pages:
        if not page.title:
            yield f"{page.code}: no English title"
        if not CHINESE.search(page.title_zh):
            yield f"{page.code}: no Chinese title"
        if not page.english.strip():
            yield f"{page.code}: no English text"
        if not CHINESE.search(page.chinese):
            yield f"{page.code}: no Chinese text"
        if not page.since:
            yield f"{page.code}: no `since`"
        if not list(example_rows(page)):
            yield f"{page.code}: no example"
        if page.kind is PageKind.RULE:
            yield from rule_gaps(page)
        for one in page.params:
            if isinstance(one.default, Quantity) and one.default.unit == NUMBER_UNIT:
                yield f"{page.code}: the parameter {one.name} is a number without a unit"
        for column in page.columns:
            if not (column.meaning and CHINESE.search(column.meaning_zh)):
                yield f"{page.code}: the column {column.name} has no meaning in both languages"


def rule_gaps(page: Page) -> Iterator[str]:
    """What a rule must have besides: a source, and a folder that its code belongs to."""
    if not page.source:
        yield f"{page.code}: no source"
    folder = Path(page.path).parent.name
    if FAMILIES.get(folder) != page.code.split("-")[0]:
        yield f"{page.code}: lies in the folder {folder}"
    verdicts = {expected.verdict for row in example_rows(page) for _, expected in row.expect}
    if verdicts and not {Verdict.FIND, Verdict.SPARE} <= verdicts:
        yield f"{page.code}: no example for both find and spare"


def example_rows(page: Page) -> Iterator[ExampleRow]:
    """All example rows of a page."""
    return (row for world in page.worlds for block in world.tables for row in block.rows)


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
