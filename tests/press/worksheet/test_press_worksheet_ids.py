"""No sheet of any room may show a raw id: what rooms write down in code has words, and so has every sheet asked."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sheets

from jicha.press import say
from jicha.press.say import Language
from jicha.press.worksheet.ids import every_line, line_words, remark_words, spoken, without_words, words_of
from jicha.terms.source import Source
from jicha.terms.worksheet import Remark, Worksheet

SOURCE = Path(__file__).resolve().parents[3] / "src" / "jicha"
ROOMS = ("law", "tariffs")


def test_a_good_sheet_lacks_no_words() -> None:
    assert without_words(sheets.sheet()) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": "untold"}, "sheet.untold"),
        ({"givens": ("word", "untold")}, "sheet.untold"),
        ({"givens": ("about", "untold.flat")}, "sheet.untold"),
        ({"givens": ("source", "untold_reading")}, "sheet.untold_reading"),
        ({"givens": ("origin", "hearsay")}, "worksheet.origin.hearsay"),
        ({"steps": ("name", "untold")}, "sheet.untold"),
        ({"steps": ("about", "untold")}, "sheet.untold"),
        ({"bounds": ("word", "untold")}, "sheet.untold"),
        ({"remarks": ("word", "untold")}, "sheet.untold"),
        ({"remarks": ("arguments", {"days": "untold_reading"})}, "sheet.untold_reading"),
        ({"alternatives": ("title", "untold")}, "sheet.untold"),
    ],
)
def test_an_id_without_words_is_seen_wherever_it_stands(change: dict[str, Any], said: str) -> None:
    (part, what), sheet = next(iter(change.items())), sheets.sheet()
    if isinstance(what, str):
        sheet = replace(sheet, title=what)
    else:
        first, *rest = getattr(sheet, part)
        changed = replace(first, **({"word": ""} if what[0] == "name" else {}), **{what[0]: what[1]})
        sheet = replace(sheet, **{part: (changed, *rest)})
    assert without_words(sheet) == (said,)


def test_a_place_in_words_that_nothing_fills_is_seen() -> None:
    sheet = replace(sheets.sheet(beside=False), remarks=(Remark("since_unknown", {"day": "180"}),))
    assert without_words(sheet) == (
        "sheet.since_unknown (en): nothing fills {days}",
        "sheet.since_unknown (zh): nothing fills {days}",
    )
    assert words_of("since_unknown", Language.EN).startswith("Nobody can show since when; {days} days")


def test_an_argument_of_a_remark_that_is_an_id_is_spoken() -> None:
    remark = Remark("since_unknown", {"days": "half_day"})
    assert remark_words(remark, Language.ZH) == "起始时间无法查明，按 按半日计的口径 天推定"


def test_an_argument_is_text_on_one_line_whatever_it_looks_like() -> None:
    told = words_of("recovery", Language.EN, {"customer": "{days}\n\x1b[2J"})
    assert told == "Recovery from customer {days}\\n\\x1b[2J"


@pytest.mark.parametrize("name", ["language", "word_id", "self"])
def test_an_argument_may_bear_any_name(name: str) -> None:
    assert words_of("recovery", Language.EN, {"customer": "1", name: "x"}) == "Recovery from customer 1"


def test_a_raw_id_is_an_error_in_tests_and_itself_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AssertionError, match=r"sheet\.untold"):
        words_of("untold", Language.ZH)
    monkeypatch.setattr(say, "unknown", lambda word_id: word_id)
    assert words_of("untold", Language.ZH) == "sheet.untold"


def test_what_tells_lines_apart_is_spoken_when_it_is_an_id_and_kept_when_it_is_text() -> None:
    price = next(one for one in sheets.sheet().givens if one.name == "price")
    assert line_words(price, Language.ZH) == "电价（平段）"
    assert line_words(replace(price, about="2025-07"), Language.EN) == "Price (2025-07)"
    assert spoken("flat.half_day", Language.EN) == "flat half a day as agreed"
    assert spoken("第103条\n", Language.EN) == "第103条\\n"


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ("2025-07-01..2025-07-31", "2025-07-01 to 2025-07-31", "2025-07-01 至 2025-07-31"),
        ("2025-07-01..", "from 2025-07-01", "2025-07-01 起"),
        ("..2025-07-31", "until 2025-07-31", "至 2025-07-31"),
        ("动力 2025-07-01..2025-07-31", "动力 2025-07-01 to 2025-07-31", "动力 2025-07-01 至 2025-07-31"),
        ("..", "..", ".."),
        ("No. 7..2025-07-31x", "No. 7..2025-07-31x", "No. 7..2025-07-31x"),
    ],
)
def test_days_are_put_into_words(text: str, en: str, zh: str) -> None:
    assert (spoken(text, Language.EN), spoken(text, Language.ZH)) == (en, zh)


@pytest.mark.parametrize(
    ("source", "en", "zh"),
    [
        (
            Source("供电营业规则(1996) 第98条", "Rules of supply (1996), Art. 98", "2024-06-01"),
            "Rules of supply (1996), Art. 98, repealed on 2024-06-01 (供电营业规则(1996) 第98条)",
            "供电营业规则(1996) 第98条（2024-06-01 废止）",
        ),
        (Source("GB/T 17215.321", "GB/T 17215.321"), "GB/T 17215.321", "GB/T 17215.321"),
        (Source("省公司\n文件", "Paper"), "Paper (省公司\\n文件)", "省公司\\n文件"),
    ],
)
def test_a_source_named_in_two_languages_is_said_in_that_of_the_reader(source: Source, en: str, zh: str) -> None:
    assert (spoken(str(source), Language.EN), spoken(str(source), Language.ZH)) == (en, zh)


@pytest.mark.parametrize("room", ROOMS)
def test_every_id_that_a_room_writes_down_has_words(room: str) -> None:
    files = sorted((SOURCE / room).rglob("*.py"))
    found = [f"{path.name} {line}" for path in files for line in wordless(path.read_text("utf-8"))]
    assert found == []


def test_planted_ids_without_words_are_seen() -> None:
    planted = """
sheet = Sheet("untold_1", customer=name)
sheet.given("untold_2", 1, origin="case")
sheet.given(f"day_{n}", 1, origin="case", word="untold_3")
sheet.step(f"sum_{n}", "1 + 1")
sheet.remark(f"{since}_unknown")
sheet.step("load", "1 + 1", about=about)
sheet.remark("untold_4", warns=True)
sheet.bound("load", high="capacity", word="untold_5")
put(sheet, name, datum, word=kind)
"""
    assert list(wordless(planted)) == [
        "line 2: sheet.untold_1",
        "line 3: sheet.untold_2",
        "line 4: sheet.untold_3",
        "line 5: sheet.sum_...",
        "line 8: sheet.untold_4",
        "line 9: sheet.untold_5",
    ]


def wordless(source: str) -> Iterator[str]:
    """Where code writes an id into a sheet that has no words, or makes one up as nothing that has words is spelled."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda one: one.lineno):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        word = next((one.value for one in call.keywords if one.arg == "word"), None)
        if name not in ("Sheet", "given", "step", "remark", "bound") or not (call.args or word):
            continue
        spelled = word or call.args[0]
        if isinstance(spelled, ast.Constant):
            if f"sheet.{spelled.value}" not in say.every_word():
                yield f"line {call.lineno}: sheet.{spelled.value}"
        elif isinstance(spelled, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else None for part in spelled.values]
            pattern = "".join("[a-z0-9_]+" if part is None else re.escape(str(part)) for part in parts)
            if not any(re.fullmatch(rf"sheet\.{pattern}", word_id) for word_id in say.every_word()):
                yield f"line {call.lineno}: sheet.{''.join('...' if part is None else str(part) for part in parts)}"


def test_lines_are_numbered_through_givens_and_steps() -> None:
    sheet: Worksheet = sheets.sheet()
    assert [one.name for one in every_line(sheet)][-5:] == ["capacity", "share", "energy", "charge", "penalty"]
