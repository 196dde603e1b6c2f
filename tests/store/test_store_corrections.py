"""Corrections win at read: the SQL against a model in plain Python, on rows of every kind."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from store_world import handmade

from jicha.engine.duckdb import DuckDbEngine
from jicha.store.corrections import corrected_view, known_view
from jicha.store.manifest import FileKind
from jicha.store.rows import stored_schema

# The lines of a bill are corrected together: by the bill, not by the line.
LINE = handmade("line", "bill_id pk correction", "line_no pk integer", "name")
START = datetime(2026, 1, 1)


@dataclass(frozen=True)
class Row:
    bill_id: str
    line_no: int
    name: str | None
    batch: int
    day: int
    voided: bool = False

    def stored(self) -> dict[str, object]:
        return {
            "bill_id": self.bill_id, "line_no": self.line_no, "name": self.name, "batch_id": f"batch{self.batch}",
            "received_at": START + timedelta(days=self.day), "source_row": 1, "voided": self.voided,
        }  # fmt: skip


def model(base: Sequence[Row], corrections: Sequence[Row], as_of: int) -> list[tuple[str, int, str | None]]:
    """What is known on day ``as_of``, said as plainly as possible."""
    known = [row for row in corrections if row.day <= as_of]
    latest: dict[str, tuple[int, int]] = {}
    for row in known:
        latest[row.bill_id] = max(latest.get(row.bill_id, (-1, -1)), (row.day, row.batch))
    rows = [row for row in base if row.day <= as_of and row.bill_id not in latest]
    rows += [row for row in known if (row.day, row.batch) == latest[row.bill_id] and not row.voided]
    return sorted((row.bill_id, row.line_no, row.name or "") for row in rows)


def by_sql(engine: DuckDbEngine, base: Sequence[Row], corrections: Sequence[Row], as_of: int) -> list[object]:
    for name, kind, rows in (("base", FileKind.BASE, base), ("corrections", FileKind.CORRECTION, corrections)):
        schema = stored_schema(kind, LINE)
        engine.register(name, pa.Table.from_pylist([row.stored() for row in rows], schema=schema))
    days = Counter(day for day, _ in {(row.day, row.batch) for row in corrections})
    tied = sorted({row.batch for row in corrections if days[row.day] > 1})
    sql = corrected_view(
        LINE, base="base", corrections="corrections", as_of=START + timedelta(days=as_of),
        tied=[f"batch{batch}" for batch in tied],
    )  # fmt: skip
    engine.view("line", sql)
    rows = engine.query("SELECT bill_id, line_no, coalesce(name, '') AS name FROM line ORDER BY 1, 2, 3").to_pylist()
    return [tuple(row.values()) for row in rows]


def read(base: Sequence[Row], corrections: Sequence[Row], as_of: int = 99) -> list[object]:
    with DuckDbEngine(threads=1) as engine:
        return by_sql(engine, base, corrections, as_of)


def test_all_rows_of_the_latest_batch_stand_for_all_rows_of_the_key() -> None:
    base = [Row("b1", 1, "energy", 0, 0), Row("b1", 2, "loss", 0, 0), Row("b2", 1, "energy", 0, 0)]
    corrections = [Row("b1", 1, "energy", 1, 1), Row("b1", 3, "capacity", 1, 1)]
    assert read(base, corrections) == [("b1", 1, "energy"), ("b1", 3, "capacity"), ("b2", 1, "energy")]


def test_a_removal_takes_the_row_and_a_later_correction_brings_it_back() -> None:
    base = [Row("b1", 1, "energy", 0, 0)]
    gone = Row("b1", 1, None, 1, 1, voided=True)
    assert read(base, [gone]) == []
    assert read(base, [gone, Row("b1", 1, "again", 2, 2)]) == [("b1", 1, "again")]


def test_a_correction_wins_even_over_a_row_that_came_later() -> None:
    assert read([Row("b1", 1, "late", 5, 5)], [Row("b1", 1, "right", 1, 1)]) == [("b1", 1, "right")]


def test_of_two_received_at_once_the_one_accepted_later_holds() -> None:
    corrections = [Row("b1", 1, "second", 10, 1), Row("b1", 1, "first", 9, 1)]
    assert read([], corrections) == [("b1", 1, "second")]


def test_nothing_received_later_is_seen() -> None:
    base = [Row("b1", 1, "energy", 0, 0), Row("b2", 1, "later", 3, 3)]
    corrections = [Row("b1", 1, "corrected", 2, 2)]
    assert read(base, corrections, as_of=1) == [("b1", 1, "energy")]
    assert read(base, corrections, as_of=2) == [("b1", 1, "corrected")]


def test_rows_are_known_from_the_moment_they_were_received() -> None:
    sql = known_view(LINE, "base", datetime(2026, 1, 1, 8, 30, 0, 5))
    assert sql.endswith("WHERE received_at <= CAST('2026-01-01 08:30:00.000005' AS TIMESTAMP)")
    assert "WHERE" not in known_view(LINE, "base", None)


def test_the_view_has_no_with_under_which_all_columns_would_be_read() -> None:
    assert "WITH" not in corrected_view(LINE, base="base", corrections="corrections", as_of=START, tied=["x", "y"])


bills = st.sampled_from(["b1", "b2", "b3"])
lines = st.integers(1, 2)
names = st.none() | st.sampled_from(["x", "y"])
# A batch is received on one day; several may be received on the same.
batch_days = st.lists(st.integers(0, 3), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_view_is_the_model_at_every_moment(data: st.DataObject) -> None:
    days = data.draw(batch_days)
    rows = st.builds(lambda b, n, name, batch: Row(b, n, name, batch, days[batch]),
                     bills, lines, names, st.integers(0, len(days) - 1))  # fmt: skip
    base = data.draw(st.lists(rows, max_size=6, unique_by=lambda row: (row.bill_id, row.line_no)))
    stated = st.builds(lambda row, voided: Row(row.bill_id, row.line_no, row.name, row.batch, row.day, voided),
                       rows, st.booleans())  # fmt: skip
    corrections = data.draw(st.lists(stated, max_size=6, unique_by=lambda row: (row.bill_id, row.line_no, row.batch)))
    with DuckDbEngine(threads=1) as engine:
        for as_of in range(4):
            assert by_sql(engine, base, corrections, as_of) == model(base, corrections, as_of)
