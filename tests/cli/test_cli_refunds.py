"""`jicha tariffs refunds` from outside: what it prints, the file, and one customer."""

from __future__ import annotations

from pathlib import Path

import pytest
from owed_store import made
from typer.testing import CliRunner, Result

from jicha.cli.commands import app


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("owed") / "store")


def said(root: Path, *words: str, language: str = "en") -> Result:
    words = ("tariffs", "refunds", "--store", str(root), "--day", "2026-10-31", *words)
    return CliRunner().invoke(app, [*words, "--language", language], env={"COLUMNS": "200"})


def test_the_list_is_printed_by_customer_with_its_progress(root: Path) -> None:
    told = said(root)
    assert told.exit_code == 0
    assert "What is owed back to customers, 2026-10-31" in told.output
    assert "c_fees, 城西供电所: 5,570.00 CNY owed" in told.output
    assert "by 发改办价格〔2017〕1895号" in told.output
    assert "said to be by 国办函〔2020〕129号; confirm it before anything is paid" in told.output
    assert "13,000.00 of 18,000.00 CNY, 72.22 %; 1 of 2 records open" in told.output


def test_it_speaks_chinese(root: Path) -> None:
    told = said(root, language="zh").output
    assert "应退客户款项清单（清退台账）" in told
    assert "城西供电所：已取消的押金，临时接电费" in told


def test_the_file_holds_what_is_done_as_well(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "new" / "refunds.csv"
    told = said(root, "--csv", str(path))
    assert str(path) in told.output.replace("\n", "")
    text = path.read_text(encoding="utf-8-sig")
    assert "deposit_done" in text
    assert len(text.splitlines()) == 15


def test_one_customer_is_shown_alone(root: Path) -> None:
    told = said(root, "--customer", "c_back").output
    assert "returned 15.00, owed 0.00" in told
    assert "c_fees" not in told
