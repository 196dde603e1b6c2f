"""`jicha twin`: the simulated utility whose truth is known, and how well findings tell it."""

from __future__ import annotations

from pathlib import Path

import typer

from jicha.cli.screen import LANGUAGE, language_of
from jicha.cli.twin_build import build
from jicha.press.read_back.findings import read_findings
from jicha.press.score import print_score
from jicha.press.score_json import score_json
from jicha.twin.scorer.score import score_against

app = typer.Typer(help="The simulated utility whose truth is known.", no_args_is_help=True)


app.command("build")(build)


@app.command("score")
def score(
    findings: Path = typer.Argument(
        ..., help="The findings: a file, or the folder that jicha audit --out wrote.", show_default=False
    ),
    truth: Path = typer.Option(..., "--truth", help="The folder truth of the build.", show_default=False),
    coverage: Path | None = typer.Option(
        None, "--coverage", help="What the rules looked at: coverage.csv, or columns of the same meaning."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print JSON for other programs."),
    language: str | None = LANGUAGE,
) -> None:
    """Hold findings of any program against the truth of a simulated utility: what was found, missed, wrong and late.

    Read are findings.json, findings.csv and findings.xlsx of jicha audit in both languages, and any CSV or Parquet
    table with the columns subject_kind (customer, point, meter, area, bill ...) and subject_id and, where known, code,
    period (2026-03) or day, probability, severity (breach, error, gap, check), kwh, money, found_on. Coverage of other
    programs has the columns code, tested, spared, unsure, excluded.

    It measures and judges nobody: the exit code is 0 whatever the score, and 2 when a file cannot be read.

    Examples:

    jicha twin score january --truth town/truth

    jicha twin score suspects.parquet --truth town/truth --json

    jicha twin score findings.csv --truth town/truth --coverage coverage.csv -l zh
    """
    tongue = language_of(language)
    found = score_against(read_findings(findings, coverage), truth)
    if as_json:
        typer.echo(score_json(found))
    else:
        print_score(found, tongue)
