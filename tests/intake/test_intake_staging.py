"""Rows between mapping and store."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from jicha.intake.mapping import map_batch
from jicha.intake.profile import Profile
from jicha.intake.read_profile import read_text
from jicha.intake.rows import Rows
from jicha.intake.staging import STAGES_AT_MOST, Staging


def test_every_staged_row_knows_its_place(trial: Profile, rows_of: Callable[..., Rows], tmp_path: Path) -> None:
    rows = rows_of(no=["1", "2"], customer=["a", "a"], day=["2026-01-01"] * 2, kwh=["1", "2"], status=["0", "0"])
    mapped = map_batch(rows, trial.files[0])
    with Staging(tmp_path) as staging:
        staging.add(trial.files[0], mapped.rows, file_no=3, numbers=np.array([11, 13]))
        staging.close()
        (stage,) = staging.stages
        staged = pq.read_table(stage.path).select(["bill_id", "source_row", "entry", "file_no"]).to_pylist()
    assert staged == [
        {"bill_id": "t:1", "source_row": 11, "entry": 11 * STAGES_AT_MOST, "file_no": 3},
        {"bill_id": "t:2", "source_row": 13, "entry": 13 * STAGES_AT_MOST, "file_no": 3},
    ]


def test_a_batch_mentions_an_object_once(bills_yaml: str, rows_of: Callable[..., Rows], tmp_path: Path) -> None:
    text = bills_yaml.replace(
        "      - table: bill\n",
        "      - table: customer\n        kind: mentions\n        columns: {customer_id: {identifier: [customer]}}\n"
        "      - table: bill\n",
    )
    kind = read_text(text, "p.yaml").files[0]
    rows = rows_of(
        no=["1", "2", "3"], customer=["b", "a", "b"], day=["2026-01-01"] * 3, kwh=["1"] * 3, status=["0"] * 3
    )
    with Staging(tmp_path) as staging:
        staging.add(kind, map_batch(rows, kind).rows, file_no=0, numbers=np.array([1, 2, 3]))
        staging.close()
        mentions, bills = staging.stages
        assert pq.read_table(mentions.path).select(["customer_id", "source_row"]).to_pylist() == [
            {"customer_id": "t:b", "source_row": 1}, {"customer_id": "t:a", "source_row": 2}
        ]  # fmt: skip
        assert (mentions.rows, bills.rows) == (2, 3)


def test_a_stage_without_rows_has_no_file(trial: Profile, rows_of: Callable[..., Rows], tmp_path: Path) -> None:
    rows = rows_of(no=[""], customer=["a"], day=["2026-01-01"], kwh=["1"], status=["0"])
    with Staging(tmp_path) as staging:
        staging.add(trial.files[0], map_batch(rows, trial.files[0]).rows, file_no=0, numbers=np.array([1]))
        staging.close()
        assert len(staging.stages[0].entries()) == 0
        assert not staging.stages[0].path.exists()
