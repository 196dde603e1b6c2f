"""A run on the terminal never takes for health that nothing could be checked."""

import io

import press_runs
import pytest
from rich.console import Console

from jicha.audit.results import RunResult
from jicha.press.run import Background
from jicha.press.say import Language
from jicha.press.terminal import print_summary
from jicha.terms.coverage import Coverage


def printed(run: RunResult, background: Background, language: Language) -> str:
    """The summary as text."""
    file = io.StringIO()
    print_summary(run, background, language, console=Console(file=file, width=100))
    return file.getvalue()


@pytest.mark.parametrize(("language", "words"), [(Language.ZH, "未能检查"), (Language.EN, "Nothing could be checked")])
def test_a_run_in_which_no_rule_could_check_anything_says_so(
    background: Background, language: Language, words: str
) -> None:
    run = press_runs.run_of(coverage=[Coverage(code="STF-004", skipped="not_delivered:reading_section")])
    told = printed(run, background, language)
    assert words in told
    assert "未发现稽查异常" not in told
    assert "Nothing was found" not in told


def test_a_run_that_checked_and_found_nothing_says_that(background: Background) -> None:
    run = press_runs.run_of(coverage=[Coverage(code="BIL-016", spared=90)])
    assert "未发现稽查异常。" in printed(run, background, Language.ZH)
