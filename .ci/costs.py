"""Print what a CI run cost, step by step and suite by suite: `.venv/bin/python .ci/costs.py`.

With a path (`.ci/costs.py docs/ci-costs.md`) the table is written there as a page.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

COSTS = Path(__file__).resolve().parents[1] / "build" / "costs"
LIMIT_MINUTES = 40

HEAD = f"""# What each suite costs in `.ci/run`

Who adds a suite pays for it here: the sum stays under {LIMIT_MINUTES} minutes on 2 cores. The suites run in two lanes
at once, so a suite's seconds are worker seconds, and the wall time of the tests is about half their sum. This page is
written by `.venv/bin/python .ci/costs.py docs/ci-costs.md` after a run of `.ci/run`; do not edit it by hand.

"""


def main() -> None:
    """Print the table, or write it as a page."""
    table = "\n".join(lines()) + "\n"
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(HEAD + table, encoding="utf-8")
    else:
        print(table)


def lines() -> Iterator[str]:
    """The table in Markdown, with its total."""
    yield "| step or suite | tests | seconds |"
    yield "|---|---:|---:|"
    wall = 0.0
    for step, seconds in rows("steps.tsv"):
        wall += float(seconds)
        yield f"| {step} | | {float(seconds):.0f} |"
    for suite, tests, seconds in sorted(rows("suites.tsv"), key=lambda row: -float(row[2])):
        yield f"| {suite} | {tests} | {float(seconds):.0f} |"
    minutes = wall / 60
    yield f"| **wall time of installs and tests** | | **{wall:.0f}** |"
    yield ""
    yield (
        f"{minutes:.1f} of {LIMIT_MINUTES} minutes, on {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, {platform.system()}."
    )


def rows(name: str) -> list[list[str]]:
    """The rows of one tab-separated file; none where the run has not written it."""
    path = COSTS / name
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


if __name__ == "__main__":
    main()
