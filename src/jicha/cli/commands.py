"""The verbs of `jicha`. Loading them takes seconds, so `main` does it where it can say what an interruption means."""

from __future__ import annotations

import typer

import jicha
from jicha.cli import audit, demo, doctor, find, findings, frames, intake, policy, rate, recover, rules, tariffs, twin

app = typer.Typer(
    name="jicha",
    help="Audit an electricity utility's commercial work with rules that prove themselves (电力营销稽查).\n\n"
    "Exit codes: 0 done; 1 something needs a person (rows kept out, a delivery refused, a number unknown, a check that "
    "does not hold); 2 the command cannot be carried out as it was given; 130 stopped with Ctrl-C.\n\n"
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
app.command("find", cls=find.FindCommand)(find.look_up)
app.command("rate")(rate.rate)
app.command("recover")(recover.recover)
app.add_typer(rules.app, name="rules")
app.add_typer(tariffs.app, name="tariffs")
app.add_typer(policy.app, name="policy")
app.add_typer(twin.app, name="twin")
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
