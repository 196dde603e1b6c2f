"""The run as one HTML file that a manager can read: both languages, charts, no network, no other file needed."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from jicha.audit.results import RunResult
from jicha.press.edition import Edition, edition
from jicha.press.run import Background
from jicha.press.say import Language, say
from jicha.press.summary import summarise
from jicha.press.terminal import cell_text

_TOP = 30
_PER_RULE = 3


def write_html(
    run: RunResult, background: Background, path: Path, language: Language = Language.ZH, *, limit: int = _TOP
) -> None:
    """Write the report; it opens in ``language`` and switches to the other without loading anything.

    It shows the first ``limit`` findings; the complete list is in the workbook and the CSV, and the report says so.
    The same run gives the same bytes.
    """
    path.write_text(render_html(run, background, language, limit=limit), encoding="utf-8", newline="\n")


def render_html(run: RunResult, background: Background, language: Language, *, limit: int = _TOP) -> str:
    """The report as text."""
    summary = summarise(run, limit=limit, per_rule=_PER_RULE)
    editions = [edition(run, summary, background, one) for one in Language]
    templates = Environment(
        loader=PackageLoader("jicha.press"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    templates.globals |= {"say": say, "cell": cell_text}
    scripts = [_resource("vendor/echarts/echarts.min.js"), _resource("templates/report.js")]
    return templates.get_template("report.html.j2").render(
        editions=editions,
        first=language,
        run=run.meta,
        titles={one.language: say("title", one.language) for one in editions},
        style=Markup(_resource("templates/report.css")),
        scripts=[Markup(script) for script in scripts],
        script_hashes=Markup(" ").join(Markup(_source_hash(script)) for script in scripts),
        data=Markup(embedded(_chart_data(editions))),
    )


def embedded(value: object) -> str:
    """JSON that may stand inside a script element: nothing in it can end the element or start another."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _chart_data(editions: list[Edition]) -> dict[str, object]:
    def without_table(name: str, one: Edition) -> dict[str, object]:
        chart = asdict(one.charts[name])
        del chart["table"]
        return chart

    return {one.language: {name: without_table(name, one) for name in one.charts} for one in editions}


def _resource(name: str) -> str:
    return (files("jicha.press") / name).read_text(encoding="utf-8")


def _source_hash(script: str) -> str:
    """What the content security policy names a script by: only these two may run, whatever the data holds."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
