"""The findings on one file, with what they rest on: suspected until a signed check says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow.compute as pc
from rich.text import Text

from jicha.find.dossier import File, RunSeen
from jicha.press.dossier.page import Page
from jicha.press.evidence import exhibits, read_evidence
from jicha.press.figures import count, kwh, money
from jicha.press.listing import subject_words, title
from jicha.terms.one_line import one_line

_EVIDENCE_AT_MOST = 4
_FINDINGS_AT_MOST = 12


def print_findings(page: Page, file: File) -> None:
    """Print the findings of the last run on a file, or that there are none, or that no run was made."""
    run = page.dossiers.run
    if run is None:
        page.print(page.say("find.no_run"), style="dim")
        return
    rows = page.dossiers.findings.filter(pc.equal(page.dossiers.findings["root"], file.root)).to_pylist()
    if not rows:
        page.print(page.say("find.found_none", today=run.today, **_window(run)), style="dim")
        return
    page.screen.print()
    heading = page.say("find.section.findings", today=run.today)
    page.print(Text.assemble((heading, "bold"), f"  {count(len(rows))}"))
    for row in rows[:_FINDINGS_AT_MOST]:
        for line in _lines(page, row):
            page.print(line)
    if len(rows) > _FINDINGS_AT_MOST:
        page.print(page.say("more", count=count(len(rows) - _FINDINGS_AT_MOST)), style="dim")


def _lines(page: Page, row: Mapping[str, Any]) -> Iterator[Text]:
    severity = page.say(f"severity.{row['severity']}")
    yield Text.assemble(
        (row["code"], "cyan"), "  ", title(row["code"], page.background, page.language), f" ({severity})"
    )
    where = [f"{subject_words(row['subject_kind'], page.language)} {one_line(row['subject_id'])}"]
    where += [row["period_start"].isoformat()] if row["period_start"] else []
    where += [f"{kwh(row['at_stake_kwh'])} kWh"] if row["at_stake_kwh"] is not None else []
    where += [f"{money(row['at_stake_money'])} {page.say('unit.CNY')}"] if row["at_stake_money"] is not None else []
    where += [page.say(f"standing.{row['standing']}")]
    where += [page.say("column.is_around")] if row["is_around"] else []
    yield Text("  " + " · ".join(where))
    shown = exhibits(read_evidence(row["evidence"]), page.background.pages.get(row["code"]), page.language)
    if shown:
        yield Text("  " + one_line("; ".join(map(str, shown[:_EVIDENCE_AT_MOST]))), style="dim")


def _window(run: RunSeen) -> Mapping[str, object]:
    return {"start": run.start, "end": run.end}
