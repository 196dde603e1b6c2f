"""Small files to propose profiles for, and what is looked at before a table is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pytest

from jicha.intake.proposal.choice import Choosing
from jicha.intake.proposal.codes import known_codes
from jicha.intake.proposal.fitting import Fitting
from jicha.intake.proposal.likely_header import likely_header
from jicha.intake.proposal.looked_at import LookedAt
from jicha.intake.proposal.looks import Looks
from jicha.intake.proposal.sample import Sample, read_sample
from jicha.intake.proposal.slots_found import slot_runs
from jicha.intake.proposal.vocabulary import vocabulary
from jicha.intake.sources.open import open_tables

Columns = Mapping[str, Sequence[str | None]]


@pytest.fixture
def looks() -> Callable[..., Looks]:
    """A column by its word and its values."""

    def make(word: str, *values: str | None, typed: pa.DataType | None = None) -> Looks:
        return Looks.of(word, pa.array(values, pa.string()), typed or pa.string())

    return make


@pytest.fixture
def sample() -> Callable[[Columns], Sample]:
    """A whole table of texts as a sample."""

    def make(columns: Columns) -> Sample:
        texts = {word: pa.array(values, pa.string()) for word, values in columns.items()}
        rows = pa.RecordBatch.from_pydict(texts)
        types = dict.fromkeys(columns, pa.string())
        return Sample(rows, texts, types, dict.fromkeys(columns, ()), rows.num_rows, aside=0, torn=0)

    return make


@pytest.fixture
def choosing() -> Callable[..., Choosing]:
    """What is known before the tables of a file of some columns are chosen."""

    def make(*columns: Looks, hint: str = "") -> Choosing:
        looks = {one.word: one for one in columns}
        slots = frozenset(word for one in slot_runs(list(looks)) for word in one.columns)
        return Choosing(vocabulary(), Fitting(known_codes()), looks, hint, slots)

    return make


@pytest.fixture
def look_at(csv: Callable[..., Path], choosing: Callable[..., Choosing]) -> Iterator[Callable[..., LookedAt]]:
    """Everything that is found about a CSV file of some rows before a table is chosen."""
    parsed = []

    def make(*rows: str, hint: str = "") -> LookedAt:
        table = open_tables(csv(*rows))[0]
        parsed.append(table.parsed)
        source = table.source(likely_header(table, vocabulary()))
        sample = read_sample(source)
        looks = {word: Looks.of(word, sample.texts[word], sample.types[word]) for word in source.words}
        choice = choosing(*looks.values(), hint=hint)
        runs = slot_runs(source.words)
        return LookedAt(source, sample, looks, runs, choice.vocabulary, choice.fitting, choice.options(), hint)

    yield make
    for one in parsed:
        one.close()


@pytest.fixture
def csv(tmp_path: Path) -> Callable[..., Path]:
    """Write a CSV file of rows."""

    def write(*rows: str, name: str = "export.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(("\n".join(rows) + "\n").encode(encoding))
        return path

    return write
