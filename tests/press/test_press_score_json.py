"""A score as JSON: exact sums, stable order."""

from __future__ import annotations

import json
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

from known_truth import JANUARY, finding, findings, truth_of

from jicha.press.score_json import FORMAT, score_json
from jicha.twin.scorer.result import Score
from jicha.twin.scorer.score import score


def test_it_holds_every_part_in_the_order_of_the_score(tmp_path: Path) -> None:
    found = score(findings(finding("BIL-016", ("bill", "b1"), JANUARY, money=Decimal("78.60"))), truth_of(tmp_path))
    text = score_json(found)
    told = json.loads(text, parse_float=Decimal)
    assert list(told) == ["format", *(one.name for one in fields(Score))]
    assert told["format"] == FORMAT
    assert told["rules"][0]["found_money"] == Decimal("78.60")
    assert told["rules"][0]["recall"] == {"hits": 1, "n": 2, "share": Decimal("0.5"), "low": Decimal("0.094531"),
                                          "high": Decimal("0.905469")}  # fmt: skip
    assert told["measured"]["start"] == "2026-01-01"
    assert text == score_json(found)
