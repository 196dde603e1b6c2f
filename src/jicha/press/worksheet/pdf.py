"""A worksheet as an A4 PDF for the file and for signature: PDF/A, with its fonts, the same bytes for the same sheet.

The sheet reaches Typst as data, never as source: nothing in a name can act as markup.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

import pylopdf_fonts_zh_cn
import typst

from jicha.press.say import Language, every_word
from jicha.press.worksheet.html import SIGNED, SIGNED_PARTS
from jicha.press.worksheet.lines import wrapped
from jicha.press.worksheet.view import view
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.worksheet import Worksheet

_FAMILIES = ("Noto Serif SC", "Noto Sans SC")
_RUNNING = 40  # columns of the title at the head of the pages after the first
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


class CannotPrint(JichaError):
    """A sheet that cannot be set on paper, such as one with a sign that the font does not have."""


def worksheet_pdf(sheet: Worksheet, language: Language, *, made_at: datetime = _UNDATED) -> bytes:
    """The sheet as PDF. ``made_at`` goes into the file's properties only; the paper gets its date by hand.

    Raises CannotPrint for a sign that the font lacks (no hollow box ever stands for a part of a name), and BadSheet,
    BadFormula for a sheet whose steps do not give its numbers.
    """
    sheet_view = view(sheet, language)
    first, *rest = wrapped(sheet_view.title, _RUNNING)
    words = {
        word_id.removeprefix("worksheet."): texts[language]
        for word_id, texts in every_word().items()
        if word_id.startswith("worksheet.")
    }
    data = {
        "language": language,
        "sheet": asdict(sheet_view),
        "running": f"{first}…" if rest else first,
        "words": words,
        "kicker": f"{every_word()['kicker'][language]} · {words['kicker']}",
        "signed": SIGNED,
        "parts": SIGNED_PARTS,
    }
    source = (files("jicha.press") / "templates" / "worksheet.typ").read_bytes()
    compiler = typst.Compiler(source, font_paths=_fonts(), sys_inputs={"data": json.dumps(data)})
    try:
        made = compiler.compile(format="pdf", pdf_standards="a-2a", timestamp=made_at)
    except typst.TypstError as error:
        raise CannotPrint(
            Fault.of(
                Words(f"the PDF cannot be made: {error.message}", f"无法生成PDF：{error.message}"),
                Words(
                    "If a sign cannot be displayed, print the HTML form instead, or write the name with other signs.",
                    "如有无法显示的字，请改用HTML格式打印，或以其他字代替。",
                ),
            )
        ) from None
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    """Only fonts that are installed with jicha: another machine has others, and would set another paper."""
    folder = pylopdf_fonts_zh_cn.serif_path().parent
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    if not {*_FAMILIES} <= {*found.families()}:  # without them Typst would set empty pages and say nothing
        raise CannotPrint(
            Fault.of(
                Words(
                    f"the fonts {', '.join(_FAMILIES)} are not in {folder}",
                    f"{folder} 中没有字体 {'、'.join(_FAMILIES)}",
                ),
                Words("Install jicha with its locked packages again.", "请按锁定的版本重新安装 jicha。"),
            )
        )
    return found
