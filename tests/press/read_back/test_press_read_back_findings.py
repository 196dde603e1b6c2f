"""Everything that an audit of the demo writes is read again to the same findings, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from jicha import facade
from jicha.demo import deliveries_of
from jicha.press.read_back.findings import read_findings
from jicha.press.say import Language


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    for paths in deliveries_of(None):
        facade.load_delivery(folder / "store", paths)
    view = facade.audit_store(folder / "store")
    for language in Language:
        facade.write_reports(view, folder / language, language)
    return folder


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ["", "findings.json", "findings.csv", "findings.xlsx"])
def test_each_format_gives_the_same_findings_and_coverage(written: Path, language: Language, name: str) -> None:
    whole, found = read_findings(written / Language.EN), read_findings(written / language / name)
    assert found.table.combine_chunks().equals(whole.table.combine_chunks())
    assert found.covered == whole.covered
    assert len(found.table) == 8
    assert {"B1041-202601", "B1040-202602"} <= set(found.table["subject_id"].to_pylist())
    assert found.covered["BIL-016"].tested == 546


def test_coverage_may_be_given_apart_in_any_format(written: Path, tmp_path: Path) -> None:
    plain = tmp_path / "f.csv"
    plain.write_text("subject_kind,subject_id\nbill,b1\n", encoding="utf-8")
    for name in ("coverage.csv", "findings.json", "findings.xlsx"):
        found = read_findings(plain, written / Language.ZH / name)
        assert found.covered["BIL-016"].tested == 546
        assert found.files == ("f.csv", name)
