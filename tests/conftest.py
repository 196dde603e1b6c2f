"""How the suites run: in lanes, with what may be skipped, and what each suite cost.

Lanes: with several workers (`-n 2`) a file stays on one worker, and all files that use Spark share one, so that they
share one session. Skips: a reason starts with ``needs `` (a server or a tool is missing) or with ``real data`` (the
shared records are not beside the project). With JICHA_CI set a skip fails, save for real data that is truly absent.
"""

from __future__ import annotations

import os
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler.loadscope import LoadScopeScheduling

ROOT = Path(__file__).resolve().parents[1]
REAL_DATA = ROOT.parent / "shared" / "data"
IN_CI = bool(os.environ.get("JICHA_CI"))

# The width of the terminal that started the tests says nothing about what a command prints.
os.environ.pop("COLUMNS", None)

# How long an example takes says nothing on a machine that others use too.
settings.register_profile("jicha", deadline=None)
settings.load_profile("jicha")

_seconds: dict[str, float] = defaultdict(float)
_tests: dict[str, set[str]] = defaultdict(set)


class Lanes(LoadScopeScheduling):
    """One unit of work is a file, or all files that use Spark (xdist's own groups do nothing under pytest 9.2).

    The proofs of the catalogue are long and share nothing, so each is a unit of its own and fills a lane at the end.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        if _uses_spark(file):
            return "spark"
        return nodeid if file.startswith("tests/catalogue/") else file


@cache
def _uses_spark(file: str) -> bool:
    return "mark.spark" in (ROOT / file).read_text(encoding="utf-8")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Lanes:
    """Schedule by lanes."""
    return Lanes(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> object:
    """Turn a forbidden skip of a test into a failure."""
    report: pytest.TestReport = yield
    if not hasattr(report, "wasxfail"):
        _refuse_skip(report, item.nodeid)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> object:
    """Turn a forbidden skip of a whole file into a failure."""
    report: pytest.CollectReport = yield
    _refuse_skip(report, collector.nodeid)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport, name: str) -> None:
    if not (IN_CI and report.skipped and isinstance(report.longrepr, tuple)):
        return
    reason = str(report.longrepr[2]).removeprefix("Skipped: ")
    if reason.startswith("real data") and not REAL_DATA.is_dir():
        return
    report.outcome = "failed"
    report.longrepr = (
        f"{name} was skipped: {reason}. In CI nothing may be missing: add the package to .ci/debian-packages or to "
        "the dev group of pyproject.toml. (A reason starts with 'needs ', or with 'real data' where it is absent.)"
    )


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add up what each folder of tests costs, on the side that hears of all lanes."""
    parts = Path(report.nodeid.split("::")[0]).parts
    suite = "/".join(parts[:2]) if len(parts) > 2 else parts[0]
    if "spark" in report.keywords:
        suite += " (Spark)"
    _seconds[suite] += report.duration
    _tests[suite].add(report.nodeid)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the costs in CI, and keep them for .ci/costs.py."""
    if not IN_CI or hasattr(config, "workerinput") or not _seconds:
        return
    folder = ROOT / "build" / "costs"
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"{suite}\t{len(_tests[suite])}\t{seconds:.1f}" for suite, seconds in sorted(_seconds.items())]
    (folder / "suites.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
