"""`jicha intake load-all` from outside: what was loaded, what was passed over, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from jicha import facade
from jicha.cli.commands import app

HEAD = "户号,户名,供电单位,电费年月,发行日期,计费电量,应收电费"
BILL = "{number},张三,城东供电所,{month},{day},{kwh},174.60"


def load_all(*words: str | Path) -> Result:
    """One command within this process."""
    return CliRunner().invoke(app, ["intake", "load-all", *map(str, words)])


def _bill(folder: Path, month: str, number: str, kwh: str = "291") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    row = BILL.format(number=number, month=month, day=f"{month[:4]}-{month[4:]}-28", kwh=kwh)
    (folder / f"bills_{number}.csv").write_text(f"{HEAD}\n{row}\n", encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two months of bills, of one customer in January and two in February."""
    made = tmp_path / "deliveries"
    _bill(made / "2025-01", "202501", "0000000001")
    _bill(made / "2025-02", "202502", "0000000001")
    _bill(made / "2025-02", "202502", "0000000002")
    return made


def _received(store: Path) -> list[str]:
    manifests = sorted((store / "manifests").glob("*.json"))
    texts = [json.loads(one.read_text(encoding="utf-8")) for one in manifests]
    found = {str(value) for one in texts for value in _values(one, "received_at")}
    return sorted(found)


def _values(value: object, name: str) -> list[object]:
    if isinstance(value, dict):
        return [each for key, one in value.items() for each in ([one] if key == name else _values(one, name))]
    return [each for one in value for each in _values(one, name)] if isinstance(value, list) else []


def test_each_month_is_a_delivery_and_all_of_their_rows_are_loaded(folder: Path, tmp_path: Path) -> None:
    result = load_all(folder, "--store", tmp_path / "store", "-l", "en")
    assert result.exit_code == 0, result.output
    assert "2 deliveries" in result.output.replace("\n", " ")
    assert facade.kept_out(tmp_path / "store").num_rows == 0


def test_all_months_together_are_one_delivery(folder: Path, tmp_path: Path) -> None:
    result = load_all(folder, "--store", tmp_path / "store", "--together", "-l", "en")
    assert result.exit_code == 0, result.output
    assert len(_received(tmp_path / "store")) == 1


def test_a_folder_named_by_its_month_is_received_when_the_month_ended(folder: Path, tmp_path: Path) -> None:
    result = load_all(folder, "--store", tmp_path / "store", "--dated-folders")
    assert result.exit_code == 0, result.output
    assert [one[:10] for one in _received(tmp_path / "store")] == ["2025-02-01", "2025-03-01"]


def test_a_row_that_is_kept_out_is_counted_and_the_exit_code_says_so(folder: Path, tmp_path: Path) -> None:
    _bill(folder / "2025-02", "202502", "0000000003", "about a hundred")
    result = load_all(folder, "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert facade.kept_out(tmp_path / "store").num_rows == 1


def test_a_file_that_nobody_knows_is_named_and_the_others_are_loaded(folder: Path, tmp_path: Path) -> None:
    (folder / "2025-01" / "lunch.csv").write_text("dish,price\nnoodles,12\n", encoding="utf-8")
    result = load_all(folder, "--store", tmp_path / "store", "-l", "en")
    assert result.exit_code == 1
    assert "lunch.csv" in result.output.replace("\n", "")
    assert "2 deliveries" in result.output.replace("\n", " ")


def test_an_empty_folder_is_refused_and_makes_no_store(tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    result = load_all(tmp_path / "nothing", "--store", tmp_path / "store")
    assert result.exit_code != 0
    assert not (tmp_path / "store").exists()
