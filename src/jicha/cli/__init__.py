"""The command line: `jicha`."""

from jicha.cli.main import main

__all__ = ["main"]
