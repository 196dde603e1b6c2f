"""What transforms have in common."""

from jicha.intake.transform import Reading
from jicha.schema import ColumnType


def test_the_parts_of_an_identifier_are_read_as_their_own_type_with_shared_faults() -> None:
    whole = Reading("t", ("a",), ColumnType("text"), [])
    part = whole.into("date")
    assert (part.source, part.words, str(part.type)) == ("t", ("a",), "date")
    assert part.faults is whole.faults
