"""The JSON of a run: read whatever its layout, refused when it is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from press_runs import BACKGROUND, small_run

from jicha.press.json import write_json
from jicha.press.read_back.run_json import read_run
from jicha.twin.scorer.findings import Covered, NotFindings


def test_a_run_that_was_laid_out_anew_reads_the_same(tmp_path: Path) -> None:
    path, other = tmp_path / "a.json", tmp_path / "b.json"
    write_json(small_run(), BACKGROUND, path)
    other.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")), indent=4), encoding="utf-8")
    assert read_run(other).table.equals(read_run(path).table)
    assert read_run(path).covered["BIL-016"] == Covered(tested=100, spared=90, unsure=7, excluded=5)


@pytest.mark.parametrize(
    "text",
    ["{}", '{"format":"jicha.run/9"}', '{"format":"jicha.run/1","findings":[{"code":1}]}', '{"format":"jicha.run/1"'],
)
def test_what_is_no_run_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotFindings, match="no run"):
        read_run(path)
