"""`jicha recover` from outside: a case in, a worksheet out, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from jicha.cli.commands import app
from jicha.cli.recover import NoCase
from jicha.law.future import InTheFuture
from jicha.law.recover import UnknownKind, kinds
from jicha.press.worksheet import read_worksheet
from jicha.terms.errors import JichaError
from jicha.terms.record import BadRecord, read_json

CASE = {
    "kind": "theft_connection",
    "act": {"end": "2023-12-28"},
    "use": "lighting",
    "equipment": [{"name": "取暖器", "kw": "8"}],
    "prices": [{"cny_per_kwh": "0.60"}],
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """The case of worked example 6 as a file."""
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE, ensure_ascii=False), encoding="utf-8")
    return path


def run(*arguments: str, pasted: str | None = None) -> Result:
    return CliRunner().invoke(app, ["recover", *arguments], input=pasted)


def test_a_case_gives_its_sheet_in_either_language(case: Path) -> None:
    chinese = run(str(case), "-l", "zh")
    assert chinese.exit_code == 0
    assert "5,184.00 元" in chinese.stdout
    assert "15,552.00 元" in chinese.stdout
    assert "供电营业规则(1996) 第103条" in chinese.stdout
    english = run(str(case), "-l", "en")
    assert "5,184.00 CNY" in english.stdout


def test_json_holds_the_sheet_to_be_done_again(case: Path) -> None:
    sheet = read_worksheet(read_json(run(str(case), "--json").stdout))
    assert [str(sheet.value_of(name)) for name in sheet.results] == ["8640 kWh", "5184 CNY", "15552 CNY"]


def test_a_page_and_a_pdf_are_written_and_named(case: Path, tmp_path: Path) -> None:
    html, pdf = tmp_path / "out" / "case.html", tmp_path / "out" / "case.pdf"
    done = run(str(case), "--html", str(html), "--pdf", str(pdf), "-l", "zh")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [str(html), str(pdf)]
    assert "15,552.00" in html.read_text(encoding="utf-8")
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_settings_are_read_and_a_proven_number_is_not_theirs(case: Path, tmp_path: Path) -> None:
    settings = tmp_path / "settings.json"
    settings.write_text(
        json.dumps({"conventions": [{"convention": "theft_penalty_base", "choice": "exact", "source": "省公司文件"}]})
    )
    assert "省公司文件" in run(str(case), "--settings", str(settings), "-l", "zh").stdout
    wrong = {"data": [{"datum": "theft_multiple", "edition": "1996", "value": "1", "source": "x"}]}
    settings.write_text(json.dumps(wrong))
    refused = run(str(case), "--settings", str(settings))
    assert "theft_multiple is fixed by" in str(refused.exception)


@pytest.mark.parametrize("kind", kinds())
def test_an_example_can_be_piped_back_in(kind: str) -> None:
    printed = run("--example", kind)
    assert printed.exit_code == 0
    assert json.loads(printed.stdout)["kind"] == kind
    again = run("-", "--json", pasted=printed.stdout)
    assert again.exit_code == 0, again.exception
    assert json.loads(again.stdout)["results"]


def test_the_example_of_settings_goes_back_in(case: Path, tmp_path: Path) -> None:
    settings = tmp_path / "province.json"
    settings.write_text(run("--example", "settings").stdout, encoding="utf-8")
    assert run(str(case), "--settings", str(settings)).exit_code == 0


def test_kinds_and_fields_are_listed_in_words() -> None:
    listed = run("--kinds", "-l", "zh").stdout
    assert all(kind in listed for kind in kinds())
    assert "sheet." not in listed
    fields = run("--fields", "breach_equipment", "-l", "zh").stdout
    assert "resident" in fields
    assert "必填  true 或 false" in fields
    assert "recover." not in fields


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_form_of_a_field_has_words(kind: str, language: str) -> None:
    done = run("--fields", kind, "-l", language)
    assert done.exit_code == 0
    assert "recover." not in done.stdout


def test_what_is_no_case_is_refused_with_what_to_do(tmp_path: Path) -> None:
    assert isinstance(run().exception, NoCase)
    assert isinstance(run("--example", "theft").exception, UnknownKind)
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    refused = run(str(broken)).exception
    assert isinstance(refused, BadRecord)
    assert str(broken) in str(refused)


def test_settings_that_are_not_there_are_refused_in_our_own_words(case: Path, tmp_path: Path) -> None:
    done = run(str(case), "--settings", str(tmp_path / "none.json"))
    assert isinstance(done.exception, FileNotFoundError | JichaError)


def test_the_fields_say_that_an_end_is_the_day_after() -> None:
    assert "最后一天的次日" in run("--fields", "theft_connection", "-l", "zh").stdout
    assert "the day after the last" not in run("--fields", "error_combined", "-l", "en").stdout


@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_a_name_cannot_act_as_markup_or_command_a_terminal(tmp_path: Path, form: str) -> None:
    name = "<script>x</script> #import $x$ \x1b[31m\r\n= {load}"
    path, page = tmp_path / "case.json", tmp_path / "page.html"
    path.write_text(json.dumps(CASE | {"equipment": [{"name": name, "kw": "8"}]}), encoding="utf-8")
    options = {"text": [], "html": ["--html", str(page)], "json": ["--json"]}[form]
    done = run(str(path), *options)
    assert done.exit_code == 0
    shown = page.read_text(encoding="utf-8") if form == "html" else done.stdout
    assert "\x1b" not in shown
    assert form != "html" or "<script>" not in shown
    assert "{load}" in shown


def test_a_name_that_is_spelled_like_a_word_of_the_sheet_stays_a_name(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE | {"equipment": [{"name": "load", "kw": "8"}]}), encoding="utf-8")
    assert "load ×1" in run(str(path), "-l", "zh").stdout


def test_a_case_of_days_that_have_not_come_is_refused_and_the_day_of_asking_may_be_given(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE | {"act": {"start": "2090-01-01", "end": "2090-01-11"}}), encoding="utf-8")
    asked = run(str(path))
    assert isinstance(asked.exception, InTheFuture)
    assert "act.end: 2090-01-10 has not come yet" in str(asked.exception)
    assert run(str(path), "--today", "2090-01-10").exit_code == 0
