"""The root of the commands: version, exit codes in the help, and how much is loaded before Ctrl-C is answered."""

from __future__ import annotations

import subprocess
import sys

from typer.testing import CliRunner

import jicha
from jicha.cli.commands import app


def test_the_version_is_said_and_nothing_else() -> None:
    assert CliRunner().invoke(app, ["--version"]).stdout == f"jicha {jicha.__version__}\n"


def test_the_help_says_what_the_exit_codes_mean() -> None:
    for words in (["--help"], ["intake", "--help"]):
        told = " ".join(CliRunner().invoke(app, words, terminal_width=200).stdout.split())
        assert "0 done" in told
        assert "1 something needs a person" in told


def test_the_commands_are_not_loaded_before_an_interruption_can_be_answered() -> None:
    code = "import sys; from jicha.cli import main; print('pyarrow' in sys.modules, 'typer' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"
