"""Errors carry what a caller needs as data, and say it to a person."""

from jicha.store.errors import DamagedFile, DuplicateDelivery
from jicha.terms.errors import Fault, JichaError


def test_a_duplicate_names_the_earlier_batch() -> None:
    error = DuplicateDelivery(Fault("these files are already in the store", "Nothing is missing."), batch_id="b1")
    assert isinstance(error, JichaError)
    assert error.batch_id == "b1"
    assert str(error) == "these files are already in the store. Nothing is missing."


def test_a_damaged_file_names_its_path_and_batch() -> None:
    error = DamagedFile(Fault("it is damaged", "Restore it."), path="tables/bill/a.parquet", batch_id="b1")
    assert (error.path, error.batch_id) == ("tables/bill/a.parquet", "b1")
    assert error.faults[0].remedy == "Restore it."
