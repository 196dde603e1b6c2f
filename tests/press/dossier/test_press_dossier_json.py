"""The answer as JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

from jicha.find.dossier import Dossiers
from jicha.press.dossier.json import FORMAT, write_json
from jicha.press.run import Background
from jicha.terms.privacy import Privacy


def told(found: Dossiers, background: Background, *, sources: bool = False) -> dict[str, Any]:
    file = io.StringIO()
    write_json(found, background, file, sources=sources)
    read: dict[str, Any] = json.loads(file.getvalue())
    return read


def test_every_entry_says_what_became_of_it(look: Callable[..., Dossiers], background: Background) -> None:
    read = told(look("户号\nF14\n012\n1E+9\nF14"), background)
    assert (read["format"], read["masked"]) == (FORMAT, True)
    fates = [(one["line"], one["fate"], one.get("known"), one.get("reason")) for one in read["asked"]]
    assert fates == [
        (1, "skipped", None, "header"), (2, "asked", True, None), (3, "asked", False, None),
        (4, "refused", None, "scientific"), (5, "repeated", True, None),
    ]  # fmt: skip
    assert read["asked"][1]["named"] == [{"kind": "bill", "table": "bill", "id": "ems:F14", "number": "F14"}]
    assert [one["id"] for one in read["asked"][2]["other_zeros"]] == ["cis:0012", "ems:0012"]


def test_a_file_has_its_records_sums_and_findings(look: Callable[..., Dossiers], background: Background) -> None:
    (file,) = told(look("ems:0012"), background)["files"]
    assert (file["kind"], file["id"], file["org_path"]) == ("customer", "ems:0012", ["ems:county", "ems:east"])
    assert file["records"]["bill"]["of"] == 15
    assert [row["bill_id"] for row in file["records"]["bill"]["rows"]][:2] == ["ems:F14", "ems:F13"]
    assert file["records"]["event"]["rows"][0]["started_at"] == "2025-09-01T02:00:00Z"
    assert file["around"]["area"]["rows"][0]["area_id"] == "ems:T1"
    assert file["billed"] == {"months": 12, "last_month": "2026-02-01", "kwh": 1200.0, "money": 720.0}
    assert file["owed"] == 40.0
    assert [one["subject_id"] for one in file["findings"]] == ["ems:F14", "ems:F01", "ems:P12", "ems:T1"]


def test_private_values_are_masked_in_records_and_in_evidence(
    look: Callable[..., Dossiers], background: Background
) -> None:
    (file,) = told(look("ems:0012"), background)["files"]
    assert file["records"]["customer"]["rows"][0]["name"] == "张**"
    assert {one["name"]: one["value"] for one in file["findings"][0]["evidence"]} == {"kwh": "100.000", "name": "***"}
    text = json.dumps(told(look("ems:0012\n0013"), background), ensure_ascii=False)
    for private in ("张三", "13800000123", "110101199001011237", "138号", "孙七", "邻居偷电"):
        assert private not in text
    clear = told(look("ems:0012", clearance=Privacy.SENSITIVE), background)
    assert clear["masked"] is False
    assert clear["files"][0]["records"]["customer"]["rows"][0]["name"] == "张三"
    assert clear["files"][0]["findings"][0]["evidence"][1]["value"] == "张三"


def test_silence_is_told_apart_from_records_never_delivered(
    look: Callable[..., Dossiers], background: Background
) -> None:
    read = told(look("ems:0012"), background)
    assert "inspection" in read["never_delivered"]
    assert read["left_out"] == ["household_member", "staff_relation"]
    assert {"org_id": "ems:east", "record": "bill", "stated_for": "ems:county", "complete_from": "2025-01-01",
            "complete_to": "2026-02-28"} in read["feeds"]  # fmt: skip


def test_deliveries_are_named_when_asked_for(look: Callable[..., Dossiers], background: Background) -> None:
    read = told(look("ems:0012"), background, sources=True)
    batch = read["files"][0]["records"]["receivable"]["rows"][0]["batch_id"]
    assert read["batches"][batch] == {"source": "billing", "received_at": "2026-03-02T00:00:00Z"}
    assert "batches" not in told(look("ems:0012"), background)
