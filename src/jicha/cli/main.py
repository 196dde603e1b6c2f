"""The verbs of `jicha`, and what becomes of an error: its faults on standard error, and exit code 2."""

from __future__ import annotations

import sys

import typer

import jicha
from jicha.cli import audit, demo, doctor, find, findings, frames, intake, rules
from jicha.cli.screen import complain
from jicha.terms.errors import JichaError

app = typer.Typer(
    name="jicha",
    help="Audit an electricity utility's commercial work with rules that prove themselves (电力营销稽查).\n\n"
    "Example: jicha demo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("demo")(demo.demo)
app.add_typer(intake.app, name="intake")
app.add_typer(frames.app, name="frames")
app.command("audit")(audit.run)
app.command("findings")(findings.export)
app.command("find")(find.look_up)
app.add_typer(rules.app, name="rules")
app.command("doctor")(doctor.examine)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"jicha {jicha.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Say the version and stop."
    ),
) -> None:
    pass


def main() -> None:
    """Run the command line; the exit code is 0 when done, 1 when a check did not hold, 2 when something is wrong."""
    try:
        app()
    except JichaError as error:
        complain(error)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped; what was accepted before is kept, the rest left no trace\n")
        sys.exit(130)
