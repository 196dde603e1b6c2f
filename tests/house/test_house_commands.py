"""Every command of the command line says what it does and shows an example."""

from __future__ import annotations

from collections.abc import Iterator

import click
import typer


def test_every_command_has_help_with_an_example() -> None:
    from jicha.cli.commands import app

    assert without_example(typer.main.get_command(app), "jicha") == []


def test_a_command_without_help_or_example_is_seen() -> None:
    app = typer.Typer(help="A tool.")
    rules = typer.Typer(help="Work on rules.")
    app.add_typer(rules, name="rules")

    @app.command()
    def silent() -> None:
        pass

    @rules.command()
    def told() -> None:
        """List the rules.

        Example: tool rules told --json
        """

    @rules.command()
    def half() -> None:
        """List the rules."""

    assert without_example(typer.main.get_command(app), "tool") == ["tool silent", "tool rules half"]


def without_example(command: click.Command, name: str) -> list[str]:
    """The commands whose help is missing or shows no example of themselves."""
    return [
        path
        for path, leaf in leaves(command, name)
        if not leaf.help or "xample" not in leaf.help or path not in leaf.help.split("xample", 1)[1]
    ]


def leaves(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """The commands that do something, each with the words that call it."""
    children = getattr(command, "commands", None)
    if children is None:
        yield name, command
        return
    for word, child in children.items():
        yield from leaves(child, f"{name} {word}")
