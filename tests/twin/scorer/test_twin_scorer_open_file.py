"""Findings of any program: CSV in two encodings, Parquet, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jicha.twin.scorer.findings import Covered, NotFindings
from jicha.twin.scorer.open_file import open_coverage, open_findings, text_table


def read(path: Path, text: str, encoding: str = "utf-8") -> list[dict[str, object]]:
    path.write_bytes(text.encode(encoding))
    return open_findings(text_table(path), str(path)).to_pylist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_every_encoding_that_clerks_use(tmp_path: Path, encoding: str) -> None:
    head = "code,subject_kind,subject_id,period,probability,kwh,money,found_on\n"
    text = head + "疑似,customer,sg:1,2026-02,0.5,1.5,-2.345,2026-03-07\n"
    (row,) = read(tmp_path / "f.csv", text, encoding)
    assert (row["code"], row["subject_id"], row["probability"]) == ("疑似", "1", 0.5)
    assert (row["starts_on"], row["ends_on"], row["found_on"]) == (date(2026, 2, 1), date(2026, 3, 1), date(2026, 3, 7))
    assert (row["kwh"], row["money"]) == (Decimal("1.500000"), Decimal("-2.35"))


def test_a_day_is_that_day_even_the_first_of_a_month(tmp_path: Path) -> None:
    (row,) = read(tmp_path / "f.csv", "subject_kind,subject_id,day\npoint,7,2026-02-01\n")
    assert (row["starts_on"], row["ends_on"]) == (date(2026, 2, 1), date(2026, 2, 2))


def test_sums_that_were_printed_as_binary_numbers_come_out_to_the_fen(tmp_path: Path) -> None:
    (row,) = read(tmp_path / "f.csv", "subject_kind,subject_id,money\nbill,b1,78.60000000000001\n")
    assert row["money"] == Decimal("78.60")


def test_parquet_keeps_its_own_types(tmp_path: Path) -> None:
    table = pa.table(
        {"subject_kind": ["bill"], "subject_id": ["b1"], "period": pa.array([date(2026, 1, 1)]), "money": [1.5]}
    )
    pq.write_table(table, tmp_path / "f.parquet")
    (row,) = open_findings(text_table(tmp_path / "f.parquet"), "f").to_pylist()
    assert (row["ends_on"], row["money"]) == (date(2026, 2, 1), Decimal("1.50"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("who,what\n1,2\n", "no column subject_kind, subject_id"),
        ("subject_kind,subject_id,money\nbill,b1,much\n", "f.csv:2: 'much' is no value for money"),
        ("subject_kind,subject_id,probability\nbill,b1,1\nbill,b2,1.2\n", "f.csv:3: '1.2' is no value for probability"),
        ("subject_kind,subject_id,found_on\nbill,b1,31.12.2026\n", "'31.12.2026' is no value for found_on"),
        ("subject_kind,subject_id\nbill,\n", "'' is no value for subject_id"),
        ("subject_kind,subject_id,money\nbill,b1,nan\n", "'nan' is no value for money"),
    ],
)
def test_what_is_no_finding_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(NotFindings) as error:
        read(tmp_path / "f.csv", text)
    assert said in str(error.value)
    assert error.value.faults[0].message_zh


def test_coverage_of_another_program_is_read() -> None:
    table = pa.table({"code": ["X-1"], "tested": ["10"], "spared": ["6"], "unsure": ["3"], "excluded": ["2"]})
    assert open_coverage(table, "c") == {"X-1": Covered(tested=10, spared=6, unsure=3, excluded=2)}
