"""A worksheet as one HTML page: no scripts, nothing outside itself, fit for print, in the look of the audit report."""

from __future__ import annotations

import re
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from jicha.press.say import Language, say
from jicha.press.worksheet.view import view
from jicha.terms.worksheet import Worksheet


def worksheet_html(sheet: Worksheet, language: Language) -> str:
    """The sheet as a page, always the same for the same sheet. Raises BadSheet, BadFormula for an unsound one."""
    templates = Environment(
        loader=PackageLoader("jicha.press"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    templates.filters["tied"] = _tied
    templates.globals |= {"say": lambda word_id, **arguments: say(f"worksheet.{word_id}", language, **arguments)}
    style = "".join((files("jicha.press") / "templates" / name).read_text("utf-8") for name in _STYLES)
    return templates.get_template("worksheet.html.j2").render(
        sheet=view(sheet, language),
        tag="zh-CN" if language is Language.ZH else "en",
        kicker=f"{say('kicker', language)} · {say('worksheet.kicker', language)}",
        style=Markup(style),
        signed=SIGNED,
        signed_parts=SIGNED_PARTS,
    )


def _tied(text: str) -> Markup:
    """The text with every day of it held on one line."""
    return Markup(_DAY.sub(r'<span class="day">\g<0></span>', str(escape(text))))


_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_STYLES = ("report.css", "worksheet.css")
SIGNED = ("computed", "checked", "approved")
SIGNED_PARTS = ("name", "signature", "date")
