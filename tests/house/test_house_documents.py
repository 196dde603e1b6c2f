"""The documents at the root are there, agree with each other, and name things that exist."""

from __future__ import annotations

import re
import runpy
import subprocess
from pathlib import Path

import measures
import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    "README.md",
    "README.zh-CN.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "THREATS.md",
    "LICENSE",
    "decisions/README.md",
    "docs/ci-costs.md",
]
# What a reader who is not a developer opens; each has a Chinese page with the same headings.
TWO_LANGUAGES = {"README.md": "README.zh-CN.md"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_document_is_there(name: str) -> None:
    assert len(text_of(name)) > 200


@pytest.mark.parametrize("english", TWO_LANGUAGES)
def test_both_languages_have_the_same_headings(english: str) -> None:
    assert measures.headings(ROOT / english) == measures.headings(ROOT / TWO_LANGUAGES[english])


def test_every_chinese_page_has_its_english_page() -> None:
    chinese = {path.relative_to(ROOT).as_posix() for path in measures.tracked_files(ROOT) if ".zh-CN." in path.name}
    assert chinese == set(TWO_LANGUAGES.values())


def test_a_heading_that_one_language_lacks_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\n## B\n\n```sh\n# not a heading\n```\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("# 甲\n", encoding="utf-8")
    assert measures.headings(tmp_path / "a.md") == [1, 2]
    assert measures.headings(tmp_path / "b.md") == [1]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_first_commands_of_the_readme_are_the_two_of_the_makefile(name: str) -> None:
    block = re.search(r"```sh\n(.*?)```", text_of(name), re.DOTALL)
    assert block
    assert [line.split("#")[0].strip() for line in block[1].splitlines()] == ["make demo", "make test"]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_block_of_findings_is_delimited(name: str) -> None:
    assert re.search(r"<!-- found:begin -->\n.*?<!-- found:end -->", text_of(name), re.DOTALL)


def test_the_chinese_page_never_calls_the_audit_department_by_another_name() -> None:
    assert [word for word in ("审计", "纪检", "分诊") if word in text_of("README.zh-CN.md")] == []


def test_the_architecture_names_every_room_and_no_room_that_is_missing() -> None:
    rooms = {
        path.relative_to(ROOT / "src" / "jicha").parts[0]
        for path in measures.tracked_files(ROOT)
        if (ROOT / "src" / "jicha") in path.parents
    }
    rooms = {room.removesuffix(".py") for room in rooms if not room.startswith("__")}
    table = re.findall(r"^\| `([a-z_]+)(?:/|\.py)` \|", text_of("ARCHITECTURE.md"), re.MULTILINE)
    assert sorted(table) == sorted(rooms)


def test_the_architecture_states_the_order_of_the_contract() -> None:
    layers = re.search(
        r"\[importlinter:contract:river\].*?\nlayers =\n(.*?)\nexhaustive", text_of(".importlinter"), re.S
    )
    assert layers
    order = [re.sub(r"[() ]", "", line) for line in layers[1].splitlines()]
    written = re.search(r"```text\n(cli .*?)```", text_of("ARCHITECTURE.md"), re.DOTALL)
    assert written
    assert [re.sub(r"\s", "", step) for step in written[1].split(">")] == order


def test_every_decision_is_listed_and_has_its_three_parts() -> None:
    notes = sorted((ROOT / "decisions").glob("[0-9]*.md"))
    assert notes
    for note in notes:
        parts = re.findall(r"^(?:## |\*\*)(Context|Decision|What we gave up)", note.read_text(encoding="utf-8"), re.M)
        assert parts == ["Context", "Decision", "What we gave up"], note.name
        assert note.name in text_of("decisions/README.md")


def test_the_change_log_has_the_form_of_keep_a_changelog() -> None:
    text = text_of("CHANGELOG.md")
    assert "## [Unreleased]" in text
    kinds = set(re.findall(r"^### (.*)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_contributing_opens_with_what_a_contributor_wants() -> None:
    text = text_of("CONTRIBUTING.md")
    assert text.splitlines()[2].startswith("## I want to add a")
    wanted = ["rule", "fact", "kpi", "kernel", "source profile", "table", "code list", "price book"]
    wanted += ["kind of recovery", "engine function", "command", "dependency"]
    entries = re.findall(r"^### (.*)$", text, re.MULTILINE)
    assert entries[: len(wanted)] == wanted


def test_the_paths_that_the_guides_name_exist() -> None:
    for name in ("ARCHITECTURE.md", "CONTRIBUTING.md", "THREATS.md", "README.md", "README.zh-CN.md"):
        for path in re.findall(r"`((?:src|tests|docs|bench|decisions|\.ci)/[\w./-]+)`", text_of(name)):
            assert (ROOT / path).exists(), f"{name} names {path}"


def test_the_documents_that_messages_of_the_program_name_exist() -> None:
    for path in measures.tracked_files(ROOT / "src"):
        if path.suffix in (".py", ".csv", ".yaml"):
            for name in re.findall(r"\bdocs/[\w/.-]*\w", path.read_text(encoding="utf-8")):
                assert (ROOT / name).exists(), f"{path.name} names {name}"


def test_the_page_of_functions_is_as_generated() -> None:
    generated = runpy.run_path(str(ROOT / ".ci" / "functions_page.py"))["page"]()
    assert text_of("docs/functions.md") == generated, "run: make docs"


def test_make_alone_lists_every_verb_with_one_line() -> None:
    said = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    verbs = re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE)
    private = {"help", "setup"}
    assert [line.split()[1] for line in said.splitlines()] == [verb for verb in verbs if verb not in private]
    assert all(len(line.split()) > 4 for line in said.splitlines())


def test_ci_runs_the_command_of_the_readme() -> None:
    assert re.search(r"^make test$", text_of(".ci/run"), re.MULTILINE)
    assert re.search(r"^export JICHA_CI=1$", text_of(".ci/run"), re.MULTILINE)
    assert "set -euo pipefail" in text_of(".ci/run")


def test_ci_stays_within_its_minutes() -> None:
    measured = re.search(r"^([\d.]+) of (\d+) minutes", text_of("docs/ci-costs.md"), re.MULTILINE)
    assert measured
    assert float(measured[1]) <= float(measured[2])


def text_of(name: str) -> str:
    """A file of the project as text."""
    return (ROOT / name).read_text(encoding="utf-8")
