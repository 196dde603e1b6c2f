"""The closed set of transforms."""

from jicha.intake.transforms import transforms


def test_every_file_of_the_folder_is_a_word() -> None:
    assert sorted(transforms()) == [
        "bill_of",
        "boolean",
        "code",
        "constant",
        "date",
        "failed",
        "first",
        "identifier",
        "installation_of",
        "instant",
        "join",
        "month",
        "nameplate",
        "number",
        "point_of",
        "quotient",
        "slots",
        "take",
        "total",
    ]


def test_every_type_of_the_schema_can_be_filled() -> None:
    filled = {name for kind in transforms().values() for name in kind.fills}
    assert filled == {"text", "integer", "decimal", "boolean", "date", "month", "instant", "code", "list"}
